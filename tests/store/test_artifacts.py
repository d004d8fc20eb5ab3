import dataclasses

from luma.domain.ids import Recipe, TrackId
from luma.store.failures import KnownFailure
from luma.store.store import Store
from tests.library import a_track, an_artifact

ONE = TrackId("one")


def test_results_come_back_by_track_kind_and_recipe(store: Store) -> None:
    beats = dataclasses.replace(an_artifact("aa", "beats"), settings={"fine": 0.5, "deep": [1]})
    chords = an_artifact("bb", "chords")
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
        shelf.tracks.add(a_track("two"))
        shelf.artifacts.add(beats)
        shelf.artifacts.add(chords)
    with store.read() as shelf:
        assert shelf.artifacts.of(ONE, "beats") == (beats,)
        assert shelf.artifacts.of(ONE) == (chords, beats)
        assert shelf.artifacts.have(ONE) == {"aa", "bb"} == shelf.artifacts.recipes()
        assert shelf.artifacts.have(TrackId("two")) == frozenset()
        assert shelf.artifacts.kinds() == {ONE: ("beats", "chords")}
        assert shelf.artifacts.find(Recipe("bb")) == chords
        assert shelf.artifacts.find(Recipe("cc")) is None


def test_a_result_made_again_takes_the_place_of_the_first(store: Store) -> None:
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
        shelf.artifacts.add(an_artifact("aa", size=10))
        shelf.artifacts.add(an_artifact("aa", size=20))
        assert [kept.bytes for kept in shelf.artifacts.of(ONE)] == [20]


def test_the_least_recently_used_go_first_and_no_more_than_need_be(store: Store) -> None:
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
        for recipe in ("aa", "bb", "cc"):
            shelf.artifacts.add(an_artifact(recipe, size=10))
        shelf.artifacts.touch([Recipe("aa")])
    with store.begin() as shelf:
        assert shelf.artifacts.beyond(30) == ()
        assert [gone.recipe for gone in shelf.artifacts.beyond(29)] == ["bb"]
        assert [gone.recipe for gone in shelf.artifacts.beyond(15)] == ["bb", "cc"]
        shelf.artifacts.drop([Recipe("bb"), Recipe("cc")])
        assert shelf.artifacts.recipes() == {"aa"}


def test_failures_are_known_until_they_are_cleared(store: Store) -> None:
    beats = KnownFailure(ONE, "beats", 1, "work_failed", "no beats in silence")
    chords = KnownFailure(ONE, "chords", 3, "work_failed", "first words")
    later = dataclasses.replace(chords, words="last words")
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
        for failure in (beats, chords, later):
            shelf.failures.note(failure)
    with store.begin() as shelf:
        assert shelf.failures.known(ONE) == (later, beats)
        shelf.failures.clear(ONE, "chords")
        assert shelf.failures.known(ONE) == (beats,)
        shelf.failures.clear(ONE)
        assert shelf.failures.known(ONE) == ()
