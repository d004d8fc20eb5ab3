"""The panel of tracks on a real desk, by real input."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from luma.app.events import JobFailed, JobMoved, TrackComplete
from luma.domain.errors import WorkFailed
from luma.domain.ids import TrackId
from luma.domain.track import Tags
from luma.domain.units import Seconds
from luma.store.failures import KnownFailure
from luma.store.store import Shelf
from luma.ui.library.columns import Column
from luma.ui.library.state import Sign, State
from luma.ui.library.view import LibraryView
from luma.ui.session import Session
from luma.ui.theme import CAMELOT_COLOURS
from tests import sounds
from tests.library import a_track

Until = Callable[[Callable[[], object]], None]
TAGS = (
    Tags("Paper Lanterns", "Harbour Static", bpm=124.0, key="8A", seconds=Seconds(310)),
    Tags("Night Ferry", "Velour Coast", bpm=122.0, key="7A", seconds=Seconds(384)),
    Tags("Glasshouse", "Marble Arcade", bpm=126.0, key="8B", seconds=Seconds(348)),
)
LAST_FIRST = ["Glasshouse", "Night Ferry", "Paper Lanterns"]


@pytest.fixture
def view(session: Session, until: Until) -> LibraryView:
    """Three tracks, the last one on top."""
    files = session.desk.paths.files
    files.mkdir(parents=True)

    def shelve(shelf: Shelf) -> None:
        for number, tags in enumerate(TAGS):
            track = a_track(f"t{number}")
            file = files / f"{number}.wav"
            file.write_bytes(b"sound")
            source = replace(track.source, path=file, original=f"/music/{number}.wav")
            shelf.tracks.add(replace(track, tags=tags, source=source))

    session.desk.ground.keeper.save(shelve).result()
    made = LibraryView(session)
    made.resize(460, 400)
    made.show()
    until(lambda: made.table.row(2) is not None)
    return made


def titles(view: LibraryView) -> list[str]:
    rows = range(view.table.rowCount())
    return [str(view.table.index(row, Column.TITLE).data()) for row in rows]


def stands(view: LibraryView, wanted: list[str]) -> bool:
    return titles(view) == wanted


def state(view: LibraryView, place: int) -> State:
    return view.states.of(view.table.rows([place])[0])


def click(view: LibraryView, row: int, *keys: Qt.KeyboardModifier) -> None:
    at = view.view.visualRect(view.table.index(row, Column.TITLE)).center()
    held = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, held, at)


def drop(view: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, button, none)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(50, 50), copy, data, button, none))


def test_words_choose_as_they_are_typed(view: LibraryView, until: Until) -> None:
    assert titles(view) == LAST_FIRST
    assert view.facts.text() == "3"
    QTest.keyClicks(view.search, "gla")
    until(lambda: titles(view) == ["Glasshouse"])
    assert view.facts.text() == "1 of 3"
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    until(lambda: len(titles(view)) == 3)
    QTest.keyClicks(view.search, "123-125")
    until(lambda: titles(view) == ["Paper Lanterns"])
    QTest.keyClicks(view.search, " zzz")
    until(lambda: not titles(view))
    assert not view.view.isVisible()


def test_a_header_sorts_rising_falling_and_back(view: LibraryView, until: Until) -> None:
    head = view.view.head
    at = QPoint(head.sectionViewportPosition(Column.TITLE) + 10, 10)
    rising = sorted(LAST_FIRST)
    for wanted in (rising, rising[::-1], LAST_FIRST):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
        until(partial(stands, view, wanted))


def test_what_is_chosen_stays_chosen_in_another_order(view: LibraryView, until: Until) -> None:
    click(view, 2)
    head = view.view.head
    at = QPoint(head.sectionViewportPosition(Column.BPM) + 10, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    until(lambda: titles(view) == ["Night Ferry", "Paper Lanterns", "Glasshouse"])
    assert [row.listed.track.title for row in view.view.chosen()] == ["Paper Lanterns"]


def test_tracks_leave_by_delete_and_come_back_by_undo(view: LibraryView, until: Until) -> None:
    click(view, 0)
    click(view, 2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.view, Qt.Key.Key_Delete)
    until(lambda: titles(view) == ["Night Ferry"])
    toast = view.doing.toast
    assert toast is not None
    assert toast.words == "2 tracks moved to the trash"
    toast.action.click()
    until(lambda: titles(view) == LAST_FIRST)


def test_the_trash_gives_tracks_back(view: LibraryView, until: Until) -> None:
    click(view, 1)
    QTest.keyClick(view.view, Qt.Key.Key_Delete)
    until(lambda: len(titles(view)) == 2)
    view.show_trash(wanted=True)
    until(lambda: titles(view) == ["Night Ferry"])
    click(view, 0)
    view.doing.restore(view.view.chosen())
    until(lambda: titles(view) == [])
    view.show_trash(wanted=False)
    until(lambda: titles(view) == LAST_FIRST)


def test_a_title_is_edited_where_it_stands(
    view: LibraryView, session: Session, until: Until
) -> None:
    click(view, 0)
    QTest.keyClick(view.view, Qt.Key.Key_F2)
    editor = view.view.viewport().findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "Crystal Palace")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    until(lambda: titles(view)[0] == "Crystal Palace")
    with session.desk.ground.store.read() as shelf:
        assert shelf.tracks.get(TrackId("t2")).tags.title == "Crystal Palace"


def test_a_dropped_folder_comes_in_and_one_without_music_is_told(
    view: LibraryView, tmp_path: Path, until: Until
) -> None:
    (tmp_path / "music").mkdir()
    sounds.write(tmp_path / "music" / "Kick.wav", sounds.drums(120, 1.0))
    drop(view, tmp_path / "music")
    until(lambda: titles(view) == ["Kick", *LAST_FIRST])
    until(lambda: view.doing.toast is not None)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "notes.txt").write_text("no music", encoding="utf-8")
    drop(view, tmp_path / "texts")
    until(view.problems.isVisible)
    assert 'There is no music in "texts".' in view.problems.words


def test_what_is_dropped_elsewhere_in_the_window_comes_in(
    view: LibraryView, tmp_path: Path, until: Until
) -> None:
    window = QWidget()
    view.setParent(window)
    view.show()
    window.show()
    sounds.write(tmp_path / "Snare.wav", sounds.drums(120, 1.0))
    drop(window, tmp_path / "Snare.wav")
    until(lambda: titles(view)[0] == "Snare")


def test_words_that_are_dragged_are_not_taken(view: LibraryView) -> None:
    data = QMimeData()
    data.setText("not a file")
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(view, enter)
    assert not enter.isAccepted()


def test_jobs_turn_a_ring_and_are_counted(
    view: LibraryView, session: Session, until: Until
) -> None:
    track, bus = TrackId("t0"), session.desk.bus
    bus.announce(JobMoved(track, "beats", 0.5, "beats"))
    until(lambda: view.facts.text() == "3 · 1 being heard")
    assert state(view, 2).sign is Sign.HEARING
    assert 0.0 < (state(view, 2).share or 0.0) < 1.0
    words = "It ends after 3 s"
    known = KnownFailure(track, "beats", 1, "work_failed", words)
    session.desk.ground.keeper.save(lambda shelf: shelf.failures.note(known)).result()
    bus.announce(JobFailed(track, "beats", WorkFailed("beats", "t0", words)))
    bus.announce(TrackComplete(track, ("beats",)))
    until(lambda: view.facts.text() == "3")
    assert state(view, 2).sign is Sign.FAILED
    assert words in state(view, 2).words
    session.desk.bus.announce(JobMoved(TrackId("t1"), "beats", 1.0, ""))
    session.desk.bus.announce(TrackComplete(TrackId("t1")))
    until(lambda: TrackId("t1") in view.states.done)
    assert state(view, 1).sign is Sign.DONE


def test_a_click_on_the_sign_of_a_failure_tries_again(
    view: LibraryView, session: Session, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(session.desk.shelves, "hear_again", asked.append)
    track, keeper = TrackId("t0"), session.desk.ground.keeper
    known = KnownFailure(track, "beats", 1, "work_failed", "It ends after 3 s")
    keeper.save(lambda shelf: shelf.failures.note(known)).result()
    view.table.forget([track])

    def is_shown() -> bool:
        row = view.table.row(2)
        return row is not None and bool(row.listed.failures)

    until(is_shown)
    for place in (1, 2):
        sign = view.view.visualRect(view.table.index(place, Column.STATE)).center()
        QTest.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=sign)
    assert asked == [{track: ("beats",)}]


def test_a_track_whose_file_is_gone_says_so(view: LibraryView, until: Until) -> None:
    row = view.table.rows([0])[0]
    row.listed.track.source.path.unlink()
    view.table.forget([row.listed.track.id])
    assert state(view, 0).sign is Sign.MISSING


def test_a_colour_is_kept_and_painted(view: LibraryView, until: Until) -> None:
    click(view, 0)
    view.doing.paint(view.view.chosen(), 4)
    until(lambda: view.table.rows([0])[0].listed.colour == 4)


def test_enter_in_the_search_opens_the_first_track(
    view: LibraryView, session: Session, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[TrackId] = []
    monkeypatch.setattr(session, "open_track", opened.append)
    view.search.setFocus()
    QTest.keyClicks(view.search, "ferry")
    until(lambda: titles(view) == ["Night Ferry"])
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert opened == [TrackId("t1")]


def test_an_empty_library_invites(session: Session, until: Until) -> None:
    made = LibraryView(session)
    made.show()
    until(lambda: made.facts.text() == "0")
    assert not made.view.isVisible()


@pytest.mark.parametrize("width", [220, 299, 376, 900])
def test_keys_are_painted_in_their_colours_at_every_width(
    view: LibraryView, width: int
) -> None:
    view.resize(width, 300)
    picture = view.grab().toImage()
    cell = view.view.visualRect(view.table.index(0, Column.KEY))
    middle = view.view.viewport().mapTo(view, cell.center())
    row = [picture.pixelColor(x, middle.y() - 6).name().upper() for x in range(width)]
    assert CAMELOT_COLOURS[7] in row
