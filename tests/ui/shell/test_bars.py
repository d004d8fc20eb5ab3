"""The bars say what goes on: work, levels of light, and what is missing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from luma.app.events import JobFailed, JobMoved, JobQueued, TrackComplete
from luma.domain.errors import WorkFailed
from luma.domain.ids import Recipe, TrackId
from luma.ui.commands import transport_commands
from luma.ui.fields import LiveState
from luma.ui.jobs.panel import JobLine
from luma.ui.session import Session
from luma.ui.transport.bar import TransportBar
from luma.ui.transport.control import Transport
from luma.ui.transport.level import LevelSlider
from tests.ui.shell.conftest import Wait

SONG = TrackId("song")


def made_bar(session: Session) -> TransportBar:
    transport = Transport(session)
    acts = {action.id: action for action in transport_commands(session, transport)}
    bar = TransportBar(session, transport, acts)
    bar.resize(1400, 44)
    bar.show()
    return bar


def test_the_metronome_has_a_button_that_shows_whether_it_clicks(
    session: Session, wait: Wait
) -> None:
    bar = made_bar(session)
    (button,) = (b for b in bar.findChildren(QToolButton) if b.toolTip() == "Metronome (C)")
    assert not button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(lambda: session.desk.metronome.is_on)
    bar.refresh()
    assert button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(lambda: not session.desk.metronome.is_on)
    bar.refresh()
    assert not button.isChecked()


def test_work_is_told_by_the_one_that_is_farthest(session: Session, wait: Wait) -> None:
    line, tell = JobLine(session), session.desk.bus.announce
    tell(JobQueued(SONG, "stems", Recipe("r1")))
    tell(JobMoved(SONG, "beats", 0.4, "listening"))
    wait(lambda: line.words.startswith("Finding beats"))
    tell(JobFailed(SONG, "beats", WorkFailed("beats", SONG, "it fell")))
    wait(lambda: line.words.startswith("Separating stems"))
    tell(TrackComplete(SONG))
    wait(lambda: line.words == "")


def test_without_a_track_nothing_is_claimed(session: Session) -> None:
    bar = made_bar(session)
    bar.refresh()
    assert bar.readings["place"] == "–"
    assert bar.readings["tempo"] == ""
    assert bar.readings["light"] == "No output"
    assert LiveState(session).words == "No output"


def test_items_leave_one_after_the_other_when_it_gets_narrow(session: Session) -> None:
    bar = made_bar(session)
    wide = _shown(bar)
    left = []
    for width in (1200, 1000, 800):
        bar.resize(width, 44)
        left.append(_shown(bar))
        assert bar.minimumSizeHint().width() <= width
    assert wide >= left[0] >= left[1] >= left[2]
    assert left[2] < wide


def test_the_grand_master_follows_the_hand(session: Session, wait: Wait) -> None:
    transport, slider = Transport(session), LevelSlider("Grand master")
    slider.moved.connect(transport.set_master)
    slider.show()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    wait(lambda: session.desk.lights.overlay.master == 0.95)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    wait(lambda: session.desk.lights.overlay.master == 0.0)
    QTest.mouseDClick(slider, Qt.MouseButton.LeftButton)
    wait(lambda: session.desk.lights.overlay.master == 1.0)


def _shown(bar: TransportBar) -> int:
    return sum(not widget.isHidden() for widget in bar.findChildren(QWidget))
