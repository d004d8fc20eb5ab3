import dataclasses
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import NotFound
from luma.domain.ids import TrackId
from luma.domain.track import Tags
from luma.domain.units import Seconds
from luma.store.store import Store
from tests.library import MIGRATIONS, a_track, sha


def test_a_track_comes_back_as_it_was(store: Store) -> None:
    tags = Tags("Blue", "Néw Order", "Album", 120.5, "F minor", Seconds(3.25))
    track = dataclasses.replace(a_track(), tags=tags)
    with store.begin() as shelf:
        assert shelf.tracks.add(track) == track
    with store.read() as shelf:
        assert shelf.tracks.get(track.id) == track
        assert shelf.tracks.list() == (track,)


def test_the_same_file_is_added_once(store: Store) -> None:
    again = dataclasses.replace(a_track(), id=TrackId("other"))
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
        assert shelf.tracks.add(again).id == "one"
        assert len(shelf.tracks.list()) == 1


def test_a_retagged_file_is_one_more_source_of_the_same_track(store: Store) -> None:
    with store.begin() as shelf:
        first = shelf.tracks.add(a_track("one", sound="same"))
        assert shelf.tracks.add(a_track("two", sound="same")) == first
    with store.read() as shelf:
        for known in ("one", "two", "same"):
            assert shelf.tracks.find_by_sha(sha(known)) == first
        assert shelf.tracks.find_by_sha(sha("three")) is None


def test_files_below_the_library_move_with_it(store: Store, tmp_path: Path) -> None:
    path = store.path.parent / "files" / "ab" / "ab.wav"
    source = dataclasses.replace(a_track().source, path=path)
    with store.begin() as shelf:
        shelf.tracks.add(dataclasses.replace(a_track(), source=source))
    store.close()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    store.path.rename(moved / "luma.db")
    there = Store.open(moved / "luma.db", MIGRATIONS)
    with there.read() as shelf:
        assert shelf.tracks.get(TrackId("one")).source.path == moved / "files" / "ab" / "ab.wav"
    there.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("blu", {"a"}),
        ("ORDER", {"a", "b"}),
        ("new order mon", {"a"}),
        ("neon", {"b"}),
        ("warehouse", {"c"}),
        ("music", set()),
        ("nothing", set()),
        ('"', {"a", "b", "c"}),
    ],
)
def test_search_finds_beginnings_of_words(store: Store, words: str, found: set[str]) -> None:
    with store.begin() as shelf:
        shelf.tracks.add(a_track("a", title="Blue Monday", artist="New Order"))
        shelf.tracks.add(a_track("b", title="Nęon", artist="new order"))
        warehouse = a_track("c")
        source = dataclasses.replace(
            warehouse.source, original="/home/Music/live_warehouse.wav"
        )
        shelf.tracks.add(dataclasses.replace(warehouse, source=source))
    with store.read() as shelf:
        assert {track.id for track in shelf.tracks.search(words)} == found


class TakeBack(Exception):
    pass


@given(st.text(max_size=30))
def test_no_words_break_the_search(shared: Store, words: str) -> None:
    with shared.read() as shelf:
        assert isinstance(shelf.tracks.search(words), tuple)


TITLES = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12)


@given(TITLES, st.integers(1, 12))
def test_a_title_is_found_by_its_beginning(shared: Store, title: str, letters: int) -> None:
    with suppress(TakeBack), shared.begin() as shelf:
        shelf.tracks.add(a_track("titled", title=title))
        assert "titled" in [track.id for track in shelf.tracks.search(title[:letters])]
        raise TakeBack


def test_new_tags_are_found_and_old_ones_are_not(store: Store) -> None:
    with store.begin() as shelf:
        shelf.tracks.add(a_track("one", title="Before"))
        shelf.tracks.tag(TrackId("one"), Tags(title="After"))
        assert shelf.tracks.search("before") == ()
        assert [track.title for track in shelf.tracks.search("after")] == ["After"]


def test_a_removed_track_lies_in_the_trash_until_it_is_taken_back(store: Store) -> None:
    with store.begin() as shelf:
        track = shelf.tracks.add(a_track("one", title="Blue"))
        shelf.tracks.remove(track.id)
        shelf.tracks.remove(track.id)
        assert shelf.tracks.list() == ()
        assert shelf.tracks.search("blue") == ()
        assert shelf.tracks.find_by_sha(track.source.file_sha256) is None
        assert shelf.tracks.trash() == (track,)
        assert shelf.tracks.get(track.id) == track
        shelf.tracks.restore(track.id)
        assert shelf.tracks.list() == (track,)


def test_adding_what_lies_in_the_trash_takes_it_back(store: Store) -> None:
    with store.begin() as shelf:
        track = shelf.tracks.add(a_track())
        shelf.tracks.remove(track.id)
        again = dataclasses.replace(a_track(), id=TrackId("other"))
        assert shelf.tracks.add(again) == track
        assert shelf.tracks.list() == (track,)


def test_a_name_that_no_utf8_can_hold_is_kept_as_well_as_it_can(store: Store) -> None:
    old = dataclasses.replace(a_track().source, original="/music/caf\udce9 noir.mp3")
    with store.begin() as shelf:
        shelf.tracks.add(dataclasses.replace(a_track(), source=old))
        assert shelf.tracks.search("noir")[0].source.original == "/music/caf? noir.mp3"


def test_tags_that_make_no_sense_do_not_keep_a_track_out(store: Store) -> None:
    odd = Tags(bpm=0.0, seconds=Seconds(float("nan")))
    with store.begin() as shelf:
        kept = shelf.tracks.add(dataclasses.replace(a_track(), tags=odd))
    assert (kept.tags.bpm, kept.tags.seconds) == (None, 0.0)


def test_unknown_tracks_are_named(store: Store) -> None:
    with store.begin() as shelf:
        assert shelf.tracks.find(TrackId("lost")) is None
        for ask in (shelf.tracks.get, shelf.tracks.remove):
            with pytest.raises(NotFound, match="lost"):
                ask(TrackId("lost"))
