"""All work is listed over its line, with what is left of it, and can be stopped by hand."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from luma.app.events import JobCancelled, JobMoved, JobQueued
from luma.domain.ids import Recipe, TrackId
from luma.ui.jobs.job import Job, in_time
from luma.ui.jobs.panel import JobLine
from luma.ui.session import Session
from tests.ui.shell.conftest import Wait

SONG, OTHER = TrackId("song"), TrackId("other")


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[TrackId]:
    """The tracks whose work was called off."""
    heard: list[TrackId] = []
    monkeypatch.setattr(
        "luma.app.analyses.Analyses.cancel", lambda _, track: heard.append(track)
    )
    return heard


@pytest.fixture
def line(session: Session, wait: Wait) -> JobLine:
    """The line with three jobs of two tracks."""
    line, tell = JobLine(session), session.desk.bus.announce
    line.resize(250, 24)
    line.show()
    tell(JobQueued(SONG, "stems", Recipe("r1")))
    tell(JobQueued(OTHER, "pcm", Recipe("r2")))
    tell(JobMoved(SONG, "beats", 0.4, "listening", 12.4))
    wait(lambda: line.words.startswith("Finding beats"))
    return line


def test_a_press_lists_what_goes_on_and_what_waits(line: JobLine) -> None:
    assert not line.list.isVisible()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert line.list.isVisible()
    rows = line.list.rows
    said = [rows.data(rows.index(n), Qt.ItemDataRole.ToolTipRole) for n in range(3)]
    assert str(said[0]).startswith("Finding beats in")
    assert str(said[0]).endswith("40 % · 12 s")
    assert sorted(str(words).rpartition(", ")[2] for words in said[1:]) == ["waits", "waits"]
    assert line.list.words.text() == "1 at work, 2 waiting"
    assert not line.list.stop.isEnabled()


def test_the_chosen_tracks_are_stopped_by_key_and_all_by_button(
    line: JobLine, session: Session, wait: Wait, stopped: list[TrackId]
) -> None:
    QTest.keyClick(line, Qt.Key.Key_Return)
    line.list.view.setCurrentIndex(line.list.rows.index(0))
    QTest.keyClick(line.list, Qt.Key.Key_Delete)
    wait(lambda: stopped == [SONG])
    for kind in ("beats", "stems"):
        session.desk.bus.announce(JobCancelled(SONG, kind))
    wait(lambda: line.list.rows.rowCount() == 1)
    QTest.mouseClick(line.list.stop_all, Qt.MouseButton.LeftButton)
    wait(lambda: stopped == [SONG, OTHER])
    session.desk.bus.announce(JobCancelled(OTHER, "pcm"))
    wait(lambda: line.list.words.text() == "Nothing is being heard.")
    assert line.words == ""
    assert not line.list.stop_all.isEnabled()


def test_what_moves_stays_in_its_row_and_chosen(
    line: JobLine, session: Session, wait: Wait
) -> None:
    line.open()
    line.list.view.setCurrentIndex(line.list.rows.index(0))
    session.desk.bus.announce(JobMoved(SONG, "beats", 0.9, "listening", 2.0))
    rows = line.list.rows
    wait(lambda: "90 %" in str(rows.data(rows.index(0), Qt.ItemDataRole.ToolTipRole)))
    assert line.list.stop.isEnabled()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.1, "1 s"), (12.4, "12 s"), (59.4, "59 s"), (600.0, "10 min")]
)
def test_time_is_told_in_a_word(seconds: float, words: str) -> None:
    assert in_time(seconds) == words
    assert Job(SONG, "beats", 0.5, seconds).so_far == f"50 % · {words}"
