import dataclasses
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, NotFound, StaleRevision
from luma.domain.ids import ClipId, GraphId, PatternId, ScoreId, TrackId
from luma.domain.score import Anchor, Blend, Clip, Layer, Score
from luma.store.store import Store
from tests.library import a_clip, a_score, a_track, furnish

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
NUMBERS = st.floats(-1e6, 1e6)


@st.composite
def clips(draw: st.DrawFn) -> Clip:
    start = draw(NUMBERS)
    return Clip(
        id=ClipId(draw(st.sampled_from("abcdef"))),
        pattern=PatternId(draw(st.sampled_from(["glow", "chase"]))),
        start_beat=start,
        stop_beat=start + draw(st.floats(0.01, 100)),
        layer=draw(st.integers(-3, 3)),
        blend=draw(st.sampled_from(Blend)),
        opacity=draw(st.floats(0, 1)),
        fade_in=draw(st.floats(0, 8)),
        fade_out=draw(st.floats(0, 8)),
        arguments=draw(st.dictionaries(st.text(max_size=4), JSON, max_size=2)),
        seed=draw(st.integers(-(2**63), 2**63 - 1)),
        implementation=draw(st.sampled_from([None, GraphId("glow/graph")])),
        anchor=draw(st.sampled_from(Anchor)),
        start_s=draw(NUMBERS),
        stop_s=draw(NUMBERS),
        locked=draw(st.booleans()),
        muted=draw(st.booleans()),
        reason=draw(st.text(max_size=6)),
    )


LAYERS = st.builds(
    Layer, st.integers(-3, 3), st.text(max_size=3), st.booleans(), st.booleans(), st.booleans()
)


SCORES = st.builds(
    lambda name, clips, layers: Score(
        ScoreId("score"), TrackId("one"), name, tuple(clips), tuple(layers)
    ),
    st.text(max_size=5),
    st.lists(clips(), max_size=5, unique_by=lambda clip: clip.id),
    st.lists(LAYERS, max_size=3, unique_by=lambda layer: layer.number),
)


class TakeBack(Exception):
    pass


@settings(max_examples=40)
@given(st.lists(SCORES, min_size=1, max_size=4))
def test_each_saved_difference_reloads_as_the_document(
    shared: Store, documents: list[Score]
) -> None:
    with suppress(TakeBack), shared.begin() as shelf:
        revision = 0
        for at, document in enumerate(documents):
            before = documents[at - 1] if at else None
            saved = shelf.scores.save(document, revision)
            assert saved == revision + (document != before)
            revision = saved
            assert shelf.scores.load(document.id) == document
        raise TakeBack


def test_only_the_changed_clips_are_written(store: Store) -> None:
    kept = tuple(a_clip(str(number), number, number + 1) for number in range(50))
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(*kept))
    moved = dataclasses.replace(kept[7], layer=2)
    with store.begin() as shelf:
        before = _changes(store, shelf)
        shelf.scores.save(a_score(*kept[:7], moved, *kept[8:]))
        assert _changes(store, shelf) - before == 2  # one clip, and the score's revision


def _changes(store: Store, shelf: object) -> int:
    session = shelf._session  # type: ignore[attr-defined]  # what SQLite counts is not public
    return int(session.connection().exec_driver_sql("SELECT total_changes()").scalar_one())


def test_the_oldest_score_of_a_track_is_its_default(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        assert shelf.scores.find_default(TrackId("one")) is None
        shelf.scores.save(a_score(name="z"))
        shelf.scores.save(a_score(a_clip("c"), name="a"))
    with store.read() as shelf:
        assert shelf.scores.find_default(TrackId("one")) == a_score(name="z")
        assert [score.id for score in shelf.scores.of_track(TrackId("one"))] == ["z", "a"]


def test_two_scores_may_hold_clips_of_one_name(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(a_clip("c"), name="a"))
        shelf.scores.save(a_score(a_clip("c", 8, 9), name="b"))
        assert shelf.scores.load(ScoreId("a")).clip(ClipId("c")).start_beat == 0


def test_a_save_made_of_an_older_revision_is_refused(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        seen = shelf.scores.save(a_score())
        shelf.scores.save(a_score(a_clip("a")), seen)
        with pytest.raises(
            StaleRevision, match="revision 2 by now, and the change was made on 1"
        ):
            shelf.scores.save(a_score(a_clip("b")), seen)
        assert shelf.scores.load(ScoreId("score")) == a_score(a_clip("a"))
        assert shelf.scores.revision(ScoreId("score")) == 2


def test_what_a_score_refers_to_must_be_there(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        with pytest.raises(NotFound, match="no pattern of the library: sparkle"):
            shelf.scores.save(a_score(a_clip("a", pattern="sparkle")))
        lost = dataclasses.replace(a_clip("a"), implementation=GraphId("lost"))
        with pytest.raises(NotFound, match="no graph of the library: lost"):
            shelf.scores.save(a_score(lost))
        with pytest.raises(NotFound, match="no track gone"):
            shelf.scores.save(dataclasses.replace(a_score(), track=TrackId("gone")))


def test_a_removed_score_is_gone_with_its_clips(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        shelf.tracks.add(a_track("two"))
        shelf.scores.save(a_score(a_clip("a")))
        shelf.scores.remove(ScoreId("score"))
        assert shelf.scores.find(ScoreId("score")) is None
        shelf.scores.save(a_score())
        assert shelf.scores.load(ScoreId("score")).clips == ()
        with pytest.raises(NotFound, match="lost"):
            shelf.scores.load(ScoreId("lost"))


def test_an_argument_that_no_document_can_hold_is_refused_in_words(store: Store) -> None:
    endless = dataclasses.replace(a_clip("c"), arguments={"width": float("inf")})
    with store.begin() as shelf:
        furnish(shelf)
        with pytest.raises(BadDocument):
            shelf.scores.save(a_score(endless))


def test_what_a_part_of_a_transaction_took_back_is_not_remembered(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(a_clip("a")))
        before = shelf.scores.load(ScoreId("score"))
        with suppress(TakeBack), shelf.savepoint():
            shelf.scores.save(a_score(a_clip("a"), a_clip("b")))
            raise TakeBack
        assert shelf.scores.load(ScoreId("score")) == before
        assert shelf.scores.revision(ScoreId("score")) == 1
