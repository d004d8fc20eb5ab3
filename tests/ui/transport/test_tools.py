"""The tools of the status bar: rate, loop and health, on a player that notes wishes."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.domain.rhythm import BeatGrid
from luma.stage.load import Load
from luma.ui.commands import transport_commands
from luma.ui.transport.control import Transport
from luma.ui.transport.health import Health
from luma.ui.transport.looppanel import SHORT, LoopPanel
from luma.ui.transport.ratefield import RateField
from luma.ui.transport.speed import Speed

SECONDS = 60.0


class Player:
    """Holds what is wanted, as the desk's player does."""

    def __init__(self) -> None:
        self.wanted = SimpleNamespace(
            loop=(8.0, 16.0), crossfade=0.0, rate=1.0, keeps_pitch=False, other=None,
            is_other=False, track="song",
        )  # fmt: skip

    def snapshot(self) -> object:
        return SimpleNamespace(seconds=10.0, frames=round(SECONDS * 48_000))

    def set_rate(self, rate: float, *, keep_pitch: bool) -> None:
        self.wanted.rate, self.wanted.keeps_pitch = rate, keep_pitch

    def set_crossfade(self, seconds: float) -> None:
        self.wanted.crossfade = seconds

    def switch(self) -> None:
        self.wanted.is_other = not self.wanted.is_other


class Session:
    """A session whose wishes come true at once."""

    def __init__(self) -> None:
        self.player = Player()
        self.counted: list[int] = []
        metronome = SimpleNamespace(count_in=self.counted.append, is_on=False, toggle=None)
        outputs = SimpleNamespace(chosen=())
        self.desk = SimpleNamespace(player=self.player, metronome=metronome, outputs=outputs)
        self.grid = BeatGrid.steady(120.0, count=121)
        self.has_sound = True

    def ask(self, act: Callable[[], Any], then: Callable[[Any], object] = lambda _: 0) -> None:
        then(act())

    def loop(self, start: float, stop: float) -> None:
        self.player.wanted.loop = (start, stop)

    def play_or_pause(self) -> None:
        """Nothing plays here."""


@pytest.fixture
def session(app: QApplication) -> Session:
    return Session()


@pytest.fixture
def transport(session: Session) -> Transport:
    return Transport(session)  # type: ignore[arg-type]


def acts_of(session: Session, transport: Transport) -> dict[str, Any]:
    made = transport_commands(session, transport)  # type: ignore[arg-type]
    return {action.id: action for action in made}


def test_the_rate_is_dragged_typed_by_keys_and_put_back(
    session: Session, transport: Transport
) -> None:
    field = RateField()
    field.moved.connect(transport.set_rate)
    field.show()
    at = field.rect().center()
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(field, at + QPoint(15, 0))
    assert session.player.wanted.rate == pytest.approx(1.15)
    QTest.mouseMove(field, at + QPoint(400, 0))
    assert session.player.wanted.rate == 2.0
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=at)
    assert field.figure == "2.00"
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=at)
    assert session.player.wanted.rate == 1.0
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert session.player.wanted.rate == pytest.approx(0.99)
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert session.player.wanted.rate == pytest.approx(0.991)
    assert field.figure == "0.991"
    for _ in range(8):
        QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert session.player.wanted.rate == 0.5


def test_the_pitch_is_kept_and_the_other_sound_is_offered_where_there_is_one(
    session: Session, transport: Transport
) -> None:
    acts = acts_of(session, transport)
    speed = Speed(transport, acts["pitch"], acts["switch"])
    speed.show()
    speed.refresh()
    narrow = speed.width()
    assert not speed.switch.isVisible()
    QTest.mouseClick(speed.pitch, Qt.MouseButton.LeftButton)
    transport.set_rate(1.5)
    speed.refresh()
    assert (session.player.wanted.rate, session.player.wanted.keeps_pitch) == (1.5, True)
    assert speed.pitch.isChecked()
    assert speed.rate.figure == "1.50"
    session.player.wanted.other = "there"
    speed.refresh()
    assert speed.switch.isVisible()
    assert speed.width() > narrow
    QTest.mouseClick(speed.switch, Qt.MouseButton.LeftButton)
    speed.refresh()
    assert (speed.switch.text(), session.player.wanted.is_other) == ("B", True)


def test_the_loop_is_moved_scaled_and_its_seam_is_softened(
    session: Session, transport: Transport
) -> None:
    acts = acts_of(session, transport)
    panel = LoopPanel(transport, [acts[name] for name in SHORT], None)  # type: ignore[arg-type]
    panel.refresh()
    wanted = session.player.wanted
    for name, loop in (
        ("loop on", (16.0, 24.0)),
        ("loop beat on", (16.5, 24.5)),
        ("loop half", (16.5, 20.5)),
        ("loop back", (12.5, 16.5)),
        ("loop beat back", (12.0, 16.0)),
        ("loop double", (12.0, 20.0)),
        ("loop in", (10.0, 20.0)),
    ):
        QTest.mouseClick(panel.buttons[name], Qt.MouseButton.LeftButton)
        assert wanted.loop == pytest.approx(loop), name
    session.loop(4.0, 12.0)
    transport.step_loop(-1)
    assert wanted.loop == (4.0, 12.0)
    panel.crossfade.moved.emit(25.0)
    assert wanted.crossfade == pytest.approx(0.025)
    panel.refresh()
    assert panel.crossfade.text == "25\u2009ms"
    wanted.loop = None
    panel.refresh()
    assert not panel.buttons["loop half"].isEnabled()
    assert panel.buttons["loop in"].isEnabled()


def test_a_bar_is_counted_in(session: Session, transport: Transport) -> None:
    acts_of(session, transport)["count in"].run()
    assert session.counted == [4]


def test_the_sound_thread_is_told_by_what_nearly_all_blocks_need(session: Session) -> None:
    health = Health(session)  # type: ignore[arg-type]
    health.tell(None)
    assert health.sound.figure == "–"
    load = Load(0.01, 0.1, 0.82, 0.95)
    health.tell(SimpleNamespace(callbacks=9, underruns=3, load=load))  # type: ignore[arg-type]
    assert health.sound.figure == "82 %"
    assert "the slowest 95 %" in health.sound.toolTip()
    assert health.dropouts.figure == "3"
    assert "latency High" in health.dropouts.toolTip()
