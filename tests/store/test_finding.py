"""Searches asked of a real library, held to a plain reading of the same tracks in Python."""

import dataclasses
import random

import pytest

from luma.domain.harmony import Key
from luma.domain.ids import TrackId
from luma.domain.listing import Order, Query, find_key
from luma.domain.searching import neighbours
from luma.domain.track import Tags
from luma.domain.units import Seconds
from luma.store.store import Store
from tests.library import a_track, an_artifact

COUNT = 120
NAMES = ("Night", "Nähe", "sun", "Kite", "moon", "Drive")


@pytest.fixture
def tracks(store: Store) -> dict[str, Tags]:
    """The tags of the tracks in a library."""
    dice = random.Random(3)
    made = {}
    with store.begin() as shelf:
        for number in range(COUNT):
            name = f"t{number}"
            made[name] = Tags(
                title=" ".join(dice.choices(NAMES, k=2)),
                artist=dice.choice(NAMES),
                bpm=dice.choice([None, 118.0, 124.0, 128.4, 140.0]),
                key=dice.choice(["", "8A", "9A", "C major", "F#m"]),
                seconds=Seconds(dice.choice([100.0, 239.0, 300.0])),
            )
            shelf.tracks.add(dataclasses.replace(a_track(name), tags=made[name]))
        shelf.artifacts.add(
            dataclasses.replace(an_artifact("ab", "stems"), track=TrackId("t7"))
        )
        shelf.tracks.remove(TrackId("t5"))
    del made["t5"]
    return made


def found(store: Store, words: str, order: Order = Order.TITLE) -> set[str]:
    with store.read() as shelf:
        numbers = shelf.listing.order(Query(words, order))
        assert len(set(numbers)) == len(numbers)
        return {str(row.track.id) for row in shelf.listing.rows(numbers)}


@pytest.mark.parametrize("order", list(Order))
def test_every_condition_means_what_it_says(
    store: Store, tracks: dict[str, Tags], order: Order
) -> None:
    def those(test: object) -> set[str]:
        assert callable(test)
        return {name for name, tags in tracks.items() if test(tags)}

    minor = find_key("8A")
    assert minor is not None
    near = neighbours(minor)
    expected = {
        "": those(lambda _: True),
        "night": those(lambda t: "Night" in f"{t.title} {t.artist}"),
        "artist:na": those(lambda t: t.artist == "Nähe"),
        "night -sun": those(
            lambda t: (
                "Night" in f"{t.title} {t.artist}" and "sun" not in f"{t.title} {t.artist}"
            )
        ),
        '"night drive"': those(lambda t: t.title == "Night Drive"),
        "bpm:120-130": those(lambda t: t.bpm in {124.0, 128.4}),
        "-bpm:120-130": those(lambda t: t.bpm not in {124.0, 128.4}),
        "bpm:>128 kite": those(
            lambda t: (t.bpm or 0) > 128 and "Kite" in f"{t.title} {t.artist}"
        ),
        "key:8A": those(lambda t: t.key == "8A"),
        "key:~8A": those(lambda t: find_key(t.key) in near),
        "-key:~8A length:<4:00": those(
            lambda t: find_key(t.key) not in near and t.seconds < 240
        ),
        "has:stems": {"t7"},
        "added:2026": those(lambda _: True),
        "added:>2026": set(),
        "played:never": those(lambda _: True),
        "stars:>0": set(),
        "zzz": set(),
    }
    for words, names in expected.items():
        assert found(store, words, order) == names, words


def test_stars_notes_plays_and_lists_are_found(store: Store, tracks: dict[str, Tags]) -> None:
    with store.begin() as shelf:
        one = TrackId("t1")
        opinion = shelf.opinions.of(one)
        shelf.opinions.save(
            one, dataclasses.replace(opinion, stars=4, note="for the last hour")
        )
        friday = shelf.playlists.add("Friday")
        shelf.playlists.put(friday.id, [one, TrackId("t2")])
    assert found(store, "stars:>=4") == {"t1"}
    assert found(store, "last hour") == {"t1"} == found(store, "note:hour has:note")
    assert found(store, "list:Friday") == {"t1", "t2"}
    assert len(found(store, "-list:Friday")) == len(tracks) - 2


def test_orders_are_kept_true_by_every_change(store: Store, tracks: dict[str, Tags]) -> None:
    with store.begin() as shelf:
        shelf.tracks.tag(TrackId("t3"), dataclasses.replace(tracks["t3"], title="  áaa"))
        shelf.tracks.note_key(TrackId("t3"), Key(0, minor=False))
    with store.read() as shelf:
        first = shelf.listing.order(Query(order=Order.TITLE))[:1]
        assert [str(row.track.id) for row in shelf.listing.rows(first)] == ["t3"]
        assert not shelf.listing.is_stale()
