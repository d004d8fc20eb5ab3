import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.ids import PlaylistId, TrackId
from luma.domain.playlists import PlaylistKind, path_of
from luma.store.store import Shelf, Store
from tests.library import a_track

ONE, TWO, THREE = TrackId("one"), TrackId("two"), TrackId("three")
FOLDER, CRATE, SMART = PlaylistKind.FOLDER, PlaylistKind.CRATE, PlaylistKind.SMART


def tracks_of(shelf: Shelf, name: PlaylistId) -> list[str]:
    return [entry.track for entry in shelf.playlists.entries(name)]


def fill(shelf: Shelf) -> None:
    for name in (ONE, TWO, THREE):
        shelf.tracks.add(a_track(name))


def test_lists_stand_in_their_folders_in_order(store: Store) -> None:
    with store.begin() as shelf:
        sets = shelf.playlists.add("Sets", FOLDER)
        late = shelf.playlists.add("  Late   night ", folder=sets.id)
        early = shelf.playlists.add("Early", folder=sets.id)
        loose = shelf.playlists.add("Loose")
    with store.begin() as shelf:
        assert shelf.playlists.list() == (sets, late, early, loose)
        assert late.name == "Late night"
        assert path_of(late, {each.id: each for each in shelf.playlists.list()}) == ("Sets",)
        shelf.playlists.move(early.id, sets.id, 0)
        shelf.playlists.move(loose.id, sets.id, 1)
    with store.read() as shelf:
        found = shelf.playlists.list()
        assert [each.name for each in found] == ["Sets", "Early", "Loose", "Late night"]
        assert [each.place for each in found] == [0, 0, 1, 2]


def test_a_folder_does_not_lie_in_itself_nor_in_what_it_holds(store: Store) -> None:
    with store.begin() as shelf:
        outer = shelf.playlists.add("Outer", FOLDER)
        inner = shelf.playlists.add("Inner", FOLDER, outer.id)
        for into in (outer.id, inner.id):
            with pytest.raises(Refused, match="cannot lie in itself"):
                shelf.playlists.move(outer.id, into)
        plain = shelf.playlists.add("Plain")
        with pytest.raises(Refused, match='"Plain" is no folder'):
            shelf.playlists.add("Child", folder=plain.id)


def test_removing_a_folder_takes_its_lists_and_leaves_the_tracks(store: Store) -> None:
    with store.begin() as shelf:
        fill(shelf)
        sets = shelf.playlists.add("Sets", FOLDER)
        child = shelf.playlists.add("Child", folder=sets.id)
        last = shelf.playlists.add("Last")
        shelf.playlists.put(child.id, (ONE,))
        shelf.playlists.remove(sets.id)
        assert [(each.name, each.place) for each in shelf.playlists.list()] == [("Last", 0)]
        assert shelf.playlists.find(child.id) is None
        assert len(shelf.tracks.list()) == 3
        with pytest.raises(NotFound, match="no playlist"):
            shelf.playlists.entries(child.id)
        assert shelf.playlists.rename(last.id, "Final").name == "Final"


def test_tracks_are_put_taken_out_and_brought_elsewhere(store: Store) -> None:
    with store.begin() as shelf:
        fill(shelf)
        name = shelf.playlists.add("List").id
        shelf.playlists.put(name, (ONE, TWO, ONE))
        shelf.playlists.put(name, (THREE,), 1)
        assert tracks_of(shelf, name) == [ONE, THREE, TWO, ONE]
        shelf.playlists.reorder(name, (3, 2), 1)
        assert tracks_of(shelf, name) == [ONE, ONE, TWO, THREE]
        shelf.playlists.take_out(name, (0, 3))
        assert tracks_of(shelf, name) == [ONE, TWO]
        assert shelf.playlists.holding(ONE) == (name,)
        with pytest.raises(BadValue, match="no such place"):
            shelf.playlists.reorder(name, (7,), 0)


def test_a_crate_holds_each_track_once_and_others_hold_none(store: Store) -> None:
    with store.begin() as shelf:
        fill(shelf)
        crate = shelf.playlists.add("Crate", CRATE)
        shelf.playlists.put(crate.id, (ONE, TWO, ONE))
        shelf.playlists.put(crate.id, (TWO, THREE))
        assert tracks_of(shelf, crate.id) == [ONE, TWO, THREE]
        smart = shelf.playlists.add("Fast", SMART, query="bpm:140-180")
        assert smart.query == "bpm:140-180"
        for name in (smart.id, shelf.playlists.add("Folder", FOLDER).id):
            with pytest.raises(Refused, match="no tracks are put into it"):
                shelf.playlists.put(name, (ONE,))


def test_what_lies_in_the_trash_keeps_its_place(store: Store) -> None:
    with store.begin() as shelf:
        fill(shelf)
        name = shelf.playlists.add("List").id
        shelf.playlists.put(name, (ONE, TWO, THREE))
        shelf.tracks.remove(TWO)
        assert tracks_of(shelf, name) == [ONE, THREE]
        shelf.playlists.put(name, (ONE,))
        shelf.tracks.restore(TWO)
        assert tracks_of(shelf, name) == [ONE, TWO, THREE, ONE]


def test_places_have_no_gaps_whatever_is_gone(store: Store) -> None:
    with store.begin() as shelf:
        fill(shelf)
        name = shelf.playlists.add("List").id
        shelf.playlists.put(name, (ONE, TWO, THREE))
        shelf._session.execute(text("DELETE FROM tracks WHERE id = 'two'"))
    with store.begin() as shelf:
        assert [entry.place for entry in shelf.playlists.entries(name)] == [0, 1]
        shelf.playlists.reorder(name, (1,), 0)
        assert tracks_of(shelf, name) == [THREE, ONE]


@pytest.mark.parametrize(("name", "says"), [(" \n ", "needs a name"), ("x" * 256, "at most")])
def test_names_are_words(store: Store, name: str, says: str) -> None:
    with store.begin() as shelf, pytest.raises(BadValue, match=says):
        shelf.playlists.add(name)


@settings(max_examples=25)
@given(st.permutations(range(6)), st.integers(0, 6), st.integers(0, 6))
def test_reordering_loses_and_doubles_nothing(
    shared: Store, order: list[int], count: int, before: int
) -> None:
    names = [TrackId(f"track {number}") for number in range(6)]
    with shared.begin() as shelf:
        for each in names:
            shelf.tracks.add(a_track(each))
        name = shelf.playlists.add("List").id
        shelf.playlists.put(name, names)
        shelf.playlists.reorder(name, order[:count], before)
        rest = [n for n in range(6) if n not in order[:count]]
        wanted = [n for n in rest if n < before] + order[:count]
        wanted += [n for n in rest if n >= before]
        assert tracks_of(shelf, name) == [names[n] for n in wanted]
