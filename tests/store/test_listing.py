import dataclasses

import pytest

from luma.domain.errors import Refused
from luma.domain.harmony import Key
from luma.domain.ids import TrackId
from luma.domain.listing import Order, Query
from luma.domain.track import Tags
from luma.domain.units import Seconds
from luma.store.failures import KnownFailure
from luma.store.store import Store
from tests.library import a_track, an_artifact

TRACKS = {
    "one": Tags("Zebra", "Ärzte", bpm=124.0, key="8A", seconds=Seconds(60.0)),
    "two": Tags("apple 1995-1999", "", bpm=None, key="", seconds=Seconds(0.0)),
    "three": Tags("", "bands", bpm=99.6, key="C major", seconds=Seconds(10.0)),
    "four": Tags("Émile", "Ants", bpm=170.0, key="1B", seconds=Seconds(600.0)),
}


@pytest.fixture
def furnished(store: Store) -> Store:
    with store.begin() as shelf:
        for name, tags in TRACKS.items():
            shelf.tracks.add(dataclasses.replace(a_track(name), tags=tags))
    return store


def names(store: Store, query: Query) -> list[str]:
    with store.read() as shelf:
        return [row.track.id for row in shelf.listing.rows(shelf.listing.order(query))]


@pytest.mark.parametrize(
    ("order", "rising"),
    [
        (Order.ADDED, ["four", "three", "two", "one"]),
        (Order.TITLE, ["two", "four", "three", "one"]),
        (Order.LENGTH, ["three", "one", "four", "two"]),
        (Order.ARTIST, ["four", "one", "three", "two"]),
        (Order.BPM, ["three", "one", "four", "two"]),
        (Order.KEY, ["four", "one", "three", "two"]),
    ],
)
def test_each_order_stands_both_ways_with_the_unknown_last(
    furnished: Store, order: Order, rising: list[str]
) -> None:
    known = [name for name in rising if order in {Order.ADDED, Order.TITLE} or name != "two"]
    assert names(furnished, Query(order=order)) == rising
    falling = names(furnished, Query(order=order, falling=True))
    assert falling == known[::-1] + rising[len(known) :]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("em", {"four"}),
        ("three", {"three"}),
        ("95-125", {"one", "three"}),
        ("125–95 ze", {"one"}),
        ("1995-1999", {"two"}),
        ("none", set()),
    ],
)
def test_words_and_tempos_choose(furnished: Store, words: str, found: set[str]) -> None:
    assert set(names(furnished, Query(words))) == found
    assert set(names(furnished, Query(words, Order.TITLE))) == found


def test_the_trash_is_a_list_of_its_own(furnished: Store) -> None:
    with furnished.begin() as shelf:
        shelf.tracks.remove(TrackId("two"))
    assert "two" not in names(furnished, Query())
    assert names(furnished, Query(in_trash=True)) == ["two"]


def test_a_row_tells_what_was_heard_failed_and_chosen(furnished: Store) -> None:
    one = TrackId("one")
    with furnished.begin() as shelf:
        shelf.artifacts.add(dataclasses.replace(an_artifact("r1", "beats"), track=one))
        shelf.artifacts.add(an_artifact("r2", "beats"))
        shelf.artifacts.add(an_artifact("r3", "chords"))
        shelf.failures.note(KnownFailure(one, "stems", 1, "work_failed", "no room"))
        assert shelf.listing.without_tempo() == (one,)
        shelf.tracks.note_tempo(one, 128.0)
        shelf.tracks.paint(one, 3)
    with furnished.read() as shelf:
        assert shelf.listing.without_tempo() == ()
        (number,) = shelf.listing.numbers_of([one]).values()
        (row,) = shelf.listing.rows([number, 99])
    assert (row.bpm, row.key, row.colour) == (128.0, Key(9, minor=True), 3)
    assert row.kinds == ("beats", "chords")
    assert row.failures == (("stems", "no room"),)
    assert names(furnished, Query("127-129")) == ["one"]


def test_a_heard_key_stands_in_where_tags_have_none_and_is_sorted_with_them(
    furnished: Store,
) -> None:
    two, one = TrackId("two"), TrackId("one")
    with furnished.begin() as shelf:
        shelf.artifacts.add(dataclasses.replace(an_artifact("r1", "key"), track=two))
        assert shelf.listing.without_key() == (two,)
        shelf.tracks.note_key(two, Key(7, minor=False))
        shelf.tracks.note_key(one, Key(0, minor=False))
        assert shelf.listing.without_key() == ()
        numbers = shelf.listing.numbers_of([one, two])
        rows = shelf.listing.rows([numbers[one], numbers[two]])
    assert [row.key.camelot for row in rows if row.key] == ["8A", "9B"]
    rising = ["four", "one", "three", "two"]
    assert names(furnished, Query(order=Order.KEY)) == rising
    assert names(furnished, Query(order=Order.KEY, falling=True)) == rising[::-1]


def test_an_energy_is_noted_once_and_stays_between_nothing_and_all(furnished: Store) -> None:
    one, two, kinds = TrackId("one"), TrackId("two"), ("energy", "loudness")
    with furnished.begin() as shelf:
        shelf.artifacts.add(dataclasses.replace(an_artifact("r1", "energy"), track=one))
        shelf.artifacts.add(dataclasses.replace(an_artifact("r2", "energy"), track=two))
        assert shelf.listing.without_energy(kinds) == ()
        shelf.artifacts.add(dataclasses.replace(an_artifact("r3", "loudness"), track=two))
        assert shelf.listing.without_energy(kinds) == (two,)
        assert shelf.tracks.energy(two) is None
        shelf.tracks.note_energy(two, 0.625)
    with furnished.read() as shelf:
        assert shelf.listing.without_energy(kinds) == ()
        assert shelf.tracks.energy(two) == 0.625
    with pytest.raises(Refused), furnished.begin() as shelf:
        shelf.tracks.note_energy(one, 1.5)


def test_a_tenth_colour_is_refused(furnished: Store) -> None:
    with pytest.raises(Refused), furnished.begin() as shelf:
        shelf.tracks.paint(TrackId("one"), 10)
