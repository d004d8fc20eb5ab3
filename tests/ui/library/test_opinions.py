"""Stars, notes, faults of a search, imports on their way, twins and copies."""

import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from luma.app.events import SameSoundFound
from luma.app.library import Outcome
from luma.domain.errors import Refused, UnreadableFile
from luma.domain.ids import TrackId
from luma.store.store import Shelf
from luma.ui.library import marks
from luma.ui.library.columns import Column
from luma.ui.library.comereport import lines_of
from luma.ui.library.commands import library_actions
from luma.ui.library.copiescard import show_copies
from luma.ui.library.faults import told_of
from luma.ui.library.patterns import PatternList
from luma.ui.library.view import LibraryView
from luma.ui.library.wordcard import NoteCard
from luma.ui.session import Session
from tests import sounds
from tests.ui.library.shelf import Until, click, filled, titles

WIDE = 520


@pytest.fixture
def view(session: Session, until: Until) -> LibraryView:
    return filled(session, until, WIDE)


def stars_of(view: LibraryView, place: int) -> int:
    return view.table.rows([place])[0].listed.stars


def click_star(view: LibraryView, row: int, star: int) -> None:
    cell = view.view.visualRect(view.table.index(row, Column.STARS))
    x = round(marks.star_left(cell, star - 1) + marks.STAR / 2)
    at = QPoint(x, cell.center().y())
    QTest.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_gives_stars_and_the_same_click_takes_them(
    view: LibraryView, session: Session, until: Until
) -> None:
    click_star(view, 1, 4)
    until(lambda: stars_of(view, 1) == 4)
    assert session.desk.playlists.opinion(TrackId("t1")).stars == 4
    assert [stars_of(view, place) for place in (0, 2)] == [0, 0]
    until(lambda: view.table.row(1).listed.stars == 4)  # type: ignore[union-attr]
    click_star(view, 1, 4)
    until(lambda: stars_of(view, 1) == 0)


def test_stars_sort_the_best_last_then_first(view: LibraryView, until: Until) -> None:
    click_star(view, 1, 2)
    click_star(view, 2, 5)
    until(lambda: (stars_of(view, 1), stars_of(view, 2)) == (2, 5))
    head = view.view.head
    at = QPoint(head.sectionViewportPosition(Column.STARS) + 10, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    until(lambda: titles(view) == ["Night Ferry", "Paper Lanterns", "Glasshouse"])


def test_stars_are_commands_for_all_that_is_chosen(
    view: LibraryView, session: Session, until: Until
) -> None:
    table = {action.id: action for action in library_actions(view, PatternList(session))}
    three = table["stars 3"]
    assert three.keys == "Alt+Shift+3"
    assert not three.enabled()
    view.view.selectAll()
    three.run()
    until(lambda: [stars_of(view, place) for place in range(3)] == [3, 3, 3])
    toast = view.doing.toast
    assert toast is not None
    toast.action.click()
    until(lambda: [stars_of(view, place) for place in range(3)] == [0, 0, 0])


def test_a_note_is_written_in_a_card(view: LibraryView, session: Session, until: Until) -> None:
    click(view, 0)
    view.acts.note_chosen()
    card = view.findChildren(NoteCard)[0]
    QTest.keyClicks(card.words, "good for sunrise")
    QTest.keyClick(card.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: session.desk.playlists.opinion(TrackId("t2")).note.startswith("good for"))
    QTest.keyClicks(view.search, "note:sunrise")
    until(lambda: titles(view) == ["Glasshouse"])


@pytest.mark.parametrize(
    ("text", "is_typing", "told"),
    [
        ("bpm:fast", True, ""),
        ("bpm:fast kick", True, "“bpm:fast”: write bpm:124"),
        ("bpm:fast", False, "“bpm:fast”: write bpm:124"),
        ("key:~", False, "“key:~”: write key:8A"),
        ("bpm: artist:", False, ""),
        ("night ferry -rain", False, ""),
    ],
)
def test_faults_are_told_once_written(text: str, is_typing: bool, told: str) -> None:
    found = told_of(text, is_typing=is_typing)
    assert found.startswith(told) if told else found == ""


def test_the_field_warns_of_what_does_not_read(view: LibraryView, until: Until) -> None:
    QTest.keyClicks(view.search, "stars:many")
    assert view.search.fault == ""
    QTest.keyClick(view.search, Qt.Key.Key_Space)
    assert "stars:many" in view.search.fault
    assert "stars:many" in view.search.toolTip()
    view.search.clear()
    assert view.search.fault == ""


def test_an_import_shows_how_far_it_is_and_can_be_stopped(
    view: LibraryView, tmp_path: Path, until: Until
) -> None:
    sounds.write(tmp_path / "0.wav", sounds.drums(120, 0.5))
    for number in range(1, 400):
        shutil.copy(tmp_path / "0.wav", tmp_path / f"{number}.wav")
        with (tmp_path / f"{number}.wav").open("ab") as file:
            file.write(str(number).encode())
    view.doing.add([tmp_path])
    coming = view.doing.coming
    assert coming.isHidden()
    until(lambda: coming.isVisible() or not coming.is_coming)
    if coming.isVisible():
        assert coming.words.text().startswith(("Adding", "Looking"))
        QTest.mouseClick(coming.stop, Qt.MouseButton.LeftButton)
    until(lambda: not coming.is_coming)
    assert coming.isHidden()
    until(lambda: view.doing.toast is not None)


def test_an_import_that_is_refused_whole_is_told_in_its_own_words(
    view: LibraryView, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    refused: Future[tuple[Outcome, ...]] = Future()
    refused.set_exception(Refused("The library takes nothing in.", hint="It is read-only."))
    view.doing._tell_outcomes(refused, [Path("a")])
    assert view.problems.words == "The library takes nothing in. It is read-only."


def test_what_did_not_come_in_is_listed_with_its_reasons(view: LibraryView) -> None:
    failed = [
        Outcome(Path(f"/a/{n}.mp3"), "failed", trouble=UnreadableFile(f"{n}.mp3", ["short"]))
        for n in range(5)
    ]
    card = view.doing.report(failed)
    assert card.lines.toPlainText() == lines_of(failed)
    assert "/a/4.mp3\n" in lines_of(failed)


def test_the_same_music_twice_is_offered_and_joined(
    view: LibraryView, session: Session, until: Until
) -> None:
    def name(shelf: Shelf) -> None:
        for track in ("t0", "t1"):
            shelf.sources.note_pcm(shelf.tracks.get(TrackId(track)).source.payload_sha256, "x")

    session.desk.ground.keeper.save(name).result()
    assert len(session.desk.library.twins()) == 1
    session.desk.bus.announce(SameSoundFound(TrackId("t1"), (TrackId("t0"),)))
    until(view.offers.isVisible)
    assert '"Paper Lanterns" and "Night Ferry" are the same music' in view.offers.words
    view.offers._run()
    until(lambda: len(titles(view)) == 2)
    until(lambda: not view.offers.isVisible())


def test_a_gone_file_is_found_in_a_folder_or_said_not_to_be_there(
    view: LibraryView, session: Session, tmp_path: Path, until: Until
) -> None:
    row = view.table.rows([0])[0]
    row.listed.track.source.path.unlink()
    view.acts.look_in(tmp_path, [row.listed.track])
    until(view.problems.isVisible)
    assert f'"Glasshouse" is not in "{tmp_path.name}".' in view.problems.words


def test_a_track_plays_from_another_file(
    view: LibraryView, session: Session, tmp_path: Path, until: Until
) -> None:
    sounds.write(tmp_path / "Better.wav", sounds.drums(120, 1.0))
    track = view.table.rows([0])[0].listed.track
    view.acts.replace_by(track, tmp_path / "Better.wav")
    until(lambda: view.doing.toast is not None)
    now = session.desk.library.track(str(track.id))
    assert now.source.path != track.source.path
    assert now.title == "Glasshouse"


def test_a_copy_is_made_and_put_back_after_a_question(
    view: LibraryView, session: Session, until: Until
) -> None:
    window = QWidget()
    view.setParent(window)
    window.show()
    card = show_copies(session, view)
    until(lambda: "no copy yet" in card.words.text() or card.copies)
    QTest.mouseClick(card.now, Qt.MouseButton.LeftButton)
    until(lambda: card.copies)
    session.desk.shelves.remove([TrackId("t0")])
    session.desk.ground.keeper.flush()
    QTest.mouseClick(card.back, Qt.MouseButton.LeftButton)
    assert "Luma closes" in card.words.text()
    assert len(session.desk.library.tracks()) == 2
    QTest.mouseClick(card.back, Qt.MouseButton.LeftButton)
    until(lambda: not window.isVisible())
    assert len(session.desk.library.tracks()) == 3
    assert len(session.desk.safekeeping.copies.all()) >= 1
    QApplication.processEvents()
