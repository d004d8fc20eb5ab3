"""Lists as chips over the tracks, by real input on a real desk."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from luma.domain.ids import PlaylistId, TrackId
from luma.domain.playlists import PlaylistKind
from luma.ui.library.chipline import ALL
from luma.ui.library.chippaint import Chip
from luma.ui.library.playlistbar import PlaylistBar
from luma.ui.library.view import LibraryView
from luma.ui.library.wordcard import NameCard
from luma.ui.session import Session
from tests.ui.library.shelf import Until, click, drag_onto, filled, titles

W = TypeVar("W", bound=QWidget)
T0, T1, T2 = TrackId("t0"), TrackId("t1"), TrackId("t2")


@pytest.fixture
def view(session: Session, until: Until) -> LibraryView:
    return filled(session, until)


def chip_at(view: LibraryView, words: str) -> QPoint:
    chips = view.lists.bar.chips
    number = [chip.words for chip in chips].index(words)
    return view.lists.bar.box(number).center().toPoint()


def press(view: LibraryView, words: str) -> None:
    QTest.mouseClick(view.lists.bar, Qt.MouseButton.LeftButton, pos=chip_at(view, words))


def words_of(view: LibraryView) -> list[str]:
    return [chip.words for chip in view.lists.bar.chips]


def a_list(
    session: Session, name: str, *tracks: TrackId, kind: PlaylistKind = PlaylistKind.LIST
) -> PlaylistId:
    lists = session.desk.playlists
    made = lists.add(name, kind).result()
    if tracks:
        lists.put(made.id, tracks).result()
    return made.id


def name_it(view: LibraryView, words: str, until: Until) -> None:
    until(lambda: view.findChildren(NameCard))
    card = view.findChildren(NameCard)[-1]
    card.field.selectAll()
    QTest.keyClicks(card.field, words)
    QTest.keyClick(card.field, Qt.Key.Key_Return)


def test_a_chip_narrows_the_tracks_in_the_order_of_the_list(
    view: LibraryView, session: Session, until: Until
) -> None:
    a_list(session, "Friday", T1, T2)
    until(lambda: words_of(view) == ["All", "Friday"])
    press(view, "Friday")
    until(lambda: titles(view) == ["Night Ferry", "Glasshouse"])
    assert view.facts.text() == "2 of 3"
    QTest.keyClicks(view.search, "glass")
    until(lambda: titles(view) == ["Glasshouse"])
    press(view, "All")
    view.search.clear()
    until(lambda: len(titles(view)) == 3)


def test_folders_stand_in_names_and_smart_lists_have_a_sign(
    view: LibraryView, session: Session, until: Until
) -> None:
    lists = session.desk.playlists
    folder = lists.add("2026", PlaylistKind.FOLDER).result()
    lists.add("Friday", PlaylistKind.LIST, folder.id).result()
    lists.add("Fast", PlaylistKind.SMART, query="bpm:>123").result()
    until(lambda: set(words_of(view)) == {"All", "2026 / Friday", "Fast"})
    assert {c.words: c.sign for c in view.lists.bar.chips}["Fast"] == "list-filter"
    press(view, "Fast")
    until(lambda: sorted(titles(view)) == ["Glasshouse", "Paper Lanterns"])


def test_tracks_fall_on_a_chip_and_undo_takes_them_out(
    view: LibraryView, session: Session, until: Until
) -> None:
    name = a_list(session, "Friday")
    until(lambda: "Friday" in words_of(view))
    data = view.table.mimeData([view.table.index(0, 2), view.table.index(2, 2)])
    assert not drag_onto(view.lists.bar, chip_at(view, "All"), data)
    assert drag_onto(view.lists.bar, chip_at(view, "Friday"), data)
    held = session.desk.playlists.entries
    until(lambda: [entry.track for entry in held(name)] == [T2, T0])
    until(lambda: view.doing.toast is not None)
    assert view.doing.toast is not None
    assert view.doing.toast.words == '2 tracks put into "Friday"'
    view.doing.toast.action.click()
    until(lambda: held(name) == ())


def test_delete_takes_out_of_a_list_and_not_out_of_the_library(
    view: LibraryView, session: Session, until: Until
) -> None:
    name = a_list(session, "Friday", T0, T1, T0, T2)
    until(lambda: "Friday" in words_of(view))
    press(view, "Friday")
    until(lambda: titles(view) == ["Paper Lanterns", "Night Ferry", "Glasshouse"])
    click(view, 0)
    QTest.keyClick(view.view, Qt.Key.Key_Delete)
    until(lambda: titles(view) == ["Night Ferry", "Glasshouse"])
    held = session.desk.playlists.entries
    assert [entry.track for entry in held(name)] == [T1, T2]
    until(lambda: view.doing.toast is not None)
    assert view.doing.toast is not None
    view.doing.toast.action.click()
    until(lambda: [entry.track for entry in held(name)] == [T0, T1, T0, T2])
    assert len(session.desk.library.tracks()) == 3


def test_nothing_is_taken_out_of_a_smart_list(
    view: LibraryView, session: Session, until: Until
) -> None:
    session.desk.playlists.add("Fast", PlaylistKind.SMART, query="bpm:>123").result()
    until(lambda: "Fast" in words_of(view))
    press(view, "Fast")
    until(lambda: len(titles(view)) == 2)
    click(view, 0)
    QTest.keyClick(view.view, Qt.Key.Key_Delete)
    assert view.doing.toast is not None
    assert "nothing to take out" in view.doing.toast.words
    assert len(session.desk.library.tracks()) == 3


def test_a_search_becomes_a_smart_list_which_is_shown(
    view: LibraryView, session: Session, until: Until
) -> None:
    QTest.keyClicks(view.search, "bpm:>125")
    until(lambda: titles(view) == ["Glasshouse"])
    view.begin_list(PlaylistKind.SMART)
    name_it(view, "Fast ones", until)
    until(lambda: view.lists.shown is not None)
    assert view.search.text() == ""
    until(lambda: titles(view) == ["Glasshouse"])
    (made,) = session.desk.playlists.all()
    assert (made.name, made.query, made.kind) == ("Fast ones", "bpm:>125", PlaylistKind.SMART)


def test_a_search_that_does_not_read_becomes_no_list(view: LibraryView, until: Until) -> None:
    view.lists.doing.begin(PlaylistKind.SMART, "bpm:fast")
    name_it(view, "Odd", until)
    until(view.problems.isVisible)
    assert 'The query does not read at "bpm:fast".' in view.problems.words


def test_keys_walk_rename_and_remove_lists(
    view: LibraryView, session: Session, until: Until
) -> None:
    a_list(session, "Friday", T1)
    a_list(session, "Sunday", T2)
    until(lambda: len(words_of(view)) == 3)
    bar = view.lists.bar
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Return)
    until(lambda: titles(view) == ["Night Ferry"])
    QTest.keyClick(bar, Qt.Key.Key_F2)
    name_it(view, "Saturday", until)
    until(lambda: words_of(view) == ["All", "Saturday", "Sunday"])
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    until(lambda: words_of(view) == ["All", "Sunday"])
    until(lambda: len(titles(view)) == 3)
    until(lambda: view.doing.toast is not None)
    assert view.doing.toast is not None
    view.doing.toast.action.click()
    until(lambda: words_of(view) == ["All", "Saturday", "Sunday"])
    again = next(one for one in session.desk.playlists.all() if one.name == "Saturday")
    until(lambda: [e.track for e in session.desk.playlists.entries(again.id)] == [T1])


def test_tracks_like_one_are_shown_until_the_chip_is_closed(
    view: LibraryView, until: Until
) -> None:
    click(view, 0)
    view.acts.like_chosen()
    until(lambda: len(titles(view)) == 2)
    assert "Glasshouse" not in titles(view)
    press(view, "Like Glasshouse")
    until(lambda: len(titles(view)) == 3)
    assert words_of(view) == ["All"]


def test_the_plus_stays_in_sight_beside_many_chips(view: LibraryView) -> None:
    bar = PlaylistBar()
    bar.resize(248, 28)
    names = [Chip(str(n), f"List number {n}", takes=True) for n in range(30)]
    bar.show_chips((ALL, *names), "29")
    assert bar.box(31).right() <= 248
    assert bar.box(30).right() <= bar.box(31).left()
    bar.setFocus()
    bar.show_chips((ALL, Chip("long", "x" * 200)), "")
    assert bar.box(1).width() < 200


def test_tracks_move_within_their_list(
    view: LibraryView, session: Session, until: Until
) -> None:
    name = a_list(session, "Friday", T0, T1, T2)
    until(lambda: "Friday" in words_of(view))
    assert not view.acts.can_move()
    press(view, "Friday")
    until(lambda: titles(view) == ["Paper Lanterns", "Night Ferry", "Glasshouse"])
    click(view, 2)
    held = session.desk.playlists.entries
    for wanted in ([T0, T2, T1], [T2, T0, T1], [T2, T0, T1]):
        QTest.keyClick(view.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        session.desk.ground.keeper.flush()
        assert [entry.track for entry in held(name)] == wanted
    until(lambda: titles(view)[0] == "Glasshouse")
    QTest.keyClick(view.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    until(lambda: titles(view) == ["Paper Lanterns", "Glasshouse", "Night Ferry"])
    assert [row.listed.track.id for row in view.view.chosen()] == [T2]
    QTest.keyClicks(view.search, "a")
    until(lambda: view.lists.words == "a")
    assert not view.acts.can_move()
