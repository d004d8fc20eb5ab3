"""Beats that a person puts right, and clips that follow them by the printed rules."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, BadValue, LumaError, Refused
from luma.domain.following import SNAP_SECONDS, agreed, followed, place_of
from luma.domain.griddoc import GridDoc
from luma.domain.gridedits import (
    ForgetGrid,
    GridEdit,
    Keeps,
    MoveBeat,
    ScaleGrid,
    SetDownbeat,
    SetMetre,
    SetTempo,
    ShiftGrid,
    UseGrid,
    tapped,
)
from luma.domain.ids import ClipId, PatternId, ScoreId, TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Anchor, Clip, Score
from luma.domain.scoreedits import MoveClips, SetAnchor, SplitClip, TrimClip
from tests.domain import drawn

TRACK = TrackId("t")
FOUR = BeatGrid.steady(120.0, first=1.0, count=17)


@st.composite
def played(draw: st.DrawFn) -> BeatGrid:
    """A grid as music has them: some beats before the first bar, tempo that changes, 3/4."""
    metre, bars = draw(st.sampled_from([3, 4])), draw(st.integers(2, 9))
    pickup = draw(st.integers(0, metre - 1))
    steps = draw(
        st.lists(
            st.sampled_from([0.25, 0.375, 0.5, 0.625, 1.0]),
            min_size=pickup + metre * bars,
            max_size=pickup + metre * bars,
        )
    )
    beats = draw(st.sampled_from([0.0, 0.5, 2.25])) + np.concatenate(([0.0], np.cumsum(steps)))
    return BeatGrid(beats, np.arange(pickup, beats.size, metre))


places = st.integers(-40, 160).map(lambda quarter: quarter / 4)
long = st.integers(1, 40).map(lambda quarter: quarter / 4)


@st.composite
def held(draw: st.DrawFn, grid: BeatGrid) -> Score:
    """A score whose clips know their seconds, some of which hold on to them."""
    clips = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(places)
        stop = start + draw(long)
        start_s, stop_s = (float(s) for s in grid.seconds([start, stop]))
        clips.append(
            Clip(
                ClipId(str(number)),
                PatternId("p"),
                start,
                stop,
                anchor=draw(st.sampled_from(Anchor)),
                start_s=start_s,
                stop_s=stop_s,
                fade_in=(stop - start) / 4,
                fade_out=draw(st.sampled_from([0.0, 0.25])),
            )
        )
    return Score(ScoreId("s"), TRACK, clips=tuple(clips))


def own(grid: BeatGrid) -> GridDoc:
    return GridDoc(TRACK, grid)


def grid_after(edit: GridEdit, grid: BeatGrid) -> BeatGrid:
    after = edit.apply(own(grid)).grid
    assert after is not None
    return after


def moved(score: Score, before: BeatGrid, after: BeatGrid, keeps: Keeps) -> Score:
    change = followed(score, before, after, keeps)
    return score if change is None else change.apply(score)


def seconds_of(clip: Clip, grid: BeatGrid) -> list[float]:
    """When a clip plays, reckoned from what it holds on to."""
    if clip.anchor is Anchor.SECONDS:
        return [clip.start_s, clip.stop_s]
    return [float(s) for s in grid.seconds([clip.start_beat, clip.stop_beat])]


def assert_agrees(clip: Clip, grid: BeatGrid) -> None:
    beats = grid.position([clip.start_s, clip.stop_s])
    assert np.allclose(beats, [clip.start_beat, clip.stop_beat], atol=1e-6)


@given(st.data(), played(), st.sampled_from([-3.0, -0.25, 0.01, 7.5]))
def test_a_shifted_grid_takes_its_clips_along(
    data: st.DataObject, grid: BeatGrid, by: float
) -> None:
    score = data.draw(held(grid))
    after = grid_after(ShiftGrid(by), grid)
    assert np.allclose(after.beats, grid.beats + by)
    placed = {clip.id: clip for clip in moved(score, grid, after, ShiftGrid.keeps).clips}
    for old in score.clips:
        new = placed[old.id]
        assert_agrees(new, after)
        if old.anchor is Anchor.SECONDS:
            assert (new.start_s, new.stop_s) == (old.start_s, old.stop_s)
        else:
            assert (new.start_beat, new.stop_beat) == (old.start_beat, old.stop_beat)
            assert new.start_s == pytest.approx(old.start_s + by)


@given(st.data(), played(), st.booleans())
def test_scaling_counts_otherwise_and_moves_nothing(
    data: st.DataObject, grid: BeatGrid, double: bool
) -> None:
    score = data.draw(held(grid))
    try:
        after = grid_after(ScaleGrid(double), grid)
    except LumaError:
        assume(False)
    placed = {clip.id: clip for clip in moved(score, grid, after, ScaleGrid.keeps).clips}
    for old in score.clips:
        new = placed[old.id]
        assert np.allclose(seconds_of(new, after), seconds_of(old, grid), atol=1e-6)
        assert_agrees(new, after)
        share = (new.stop_beat - new.start_beat) / (old.stop_beat - old.start_beat)
        assert new.fade_in == pytest.approx(old.fade_in * share, abs=1e-5)


@given(played())
def test_twice_as_many_and_half_as_many_is_as_before(grid: BeatGrid) -> None:
    double = grid_after(ScaleGrid(double=True), grid)
    assert set(np.round(grid.beats, 9)) <= set(np.round(double.beats, 9))
    assert double.metre == grid.metre
    assert double.bar_starts[0] == grid.bar_starts[0]
    again = grid_after(ScaleGrid(double=False), double)
    assert np.allclose(again.beats, grid.beats)
    assert np.array_equal(again.downbeats, grid.downbeats)


@given(st.data(), played())
def test_a_new_first_beat_of_the_bar_moves_nothing(data: st.DataObject, grid: BeatGrid) -> None:
    score = data.draw(held(grid))
    beat = data.draw(st.integers(0, grid.beats.size - 2))
    beat -= int(grid.downbeats[0])
    after = grid_after(SetDownbeat(beat), grid)
    assert float(grid.seconds(beat)) in [float(s) for s in after.bar_starts]
    assert np.array_equal(after.beats, grid.beats)
    assert set(np.diff(after.downbeats)) <= {grid.metre}
    placed = {clip.id: clip for clip in moved(score, grid, after, SetDownbeat.keeps).clips}
    for old in score.clips:
        assert np.allclose(seconds_of(placed[old.id], after), seconds_of(old, grid), atol=1e-6)


@given(st.data(), played(), played())
def test_a_new_detection_takes_clips_by_their_seconds_to_near_beats(
    data: st.DataObject, grid: BeatGrid, heard: BeatGrid
) -> None:
    score = data.draw(held(grid))
    placed = {c.id: c for c in moved(score, grid, heard, Keeps.NEAREST_BEATS).clips}
    for old in score.clips:
        new = placed[old.id]
        was, now = (old.start_s, old.stop_s), seconds_of(new, heard)
        if old.anchor is Anchor.SECONDS:
            assert (new.start_s, new.stop_s) == was
            continue
        for edge, at in zip((new.start_beat, new.stop_beat), was, strict=True):
            nearest = round(float(heard.position(at)))
            away = abs(float(heard.seconds(nearest)) - at)
            if away <= SNAP_SECONDS - 1e-6 and old.stop_s - old.start_s > 0.2:
                assert edge == nearest
        assert np.allclose(now, was, atol=SNAP_SECONDS + 1e-6)


def test_within_forty_milliseconds_of_a_beat_a_clip_is_on_it() -> None:
    late = BeatGrid.steady(120.0, first=1.039, count=17)
    clip = Clip(ClipId("k"), PatternId("p"), 4.0, 5.5, start_s=3.0, stop_s=3.75)
    score = Score(ScoreId("s"), TRACK, clips=(clip,))
    near = moved(score, FOUR, late, Keeps.NEAREST_BEATS).clips[0]
    assert near.start_beat == 4.0
    assert near.stop_beat == pytest.approx(5.5 - 0.039 * 2)
    later = BeatGrid.steady(120.0, first=1.041, count=17)
    far = moved(score, FOUR, later, Keeps.NEAREST_BEATS).clips[0]
    assert far.start_beat == pytest.approx(4.0 - 0.041 * 2)


def test_clips_that_never_knew_their_seconds_are_meant_in_beats() -> None:
    clip = Clip(ClipId("k"), PatternId("p"), 4.0, 8.0)
    score = Score(ScoreId("s"), TRACK, clips=(clip,))
    twice = BeatGrid.steady(240.0, first=1.0, count=33)
    assert followed(score, FOUR, twice, Keeps.NEAREST_BEATS) is None
    counted = moved(score, FOUR, twice, Keeps.SECONDS).clips[0]
    assert (counted.start_beat, counted.stop_beat) == (8.0, 16.0)
    assert (counted.start_s, counted.stop_s) == (3.0, 5.0)


@given(st.lists(st.one_of(*drawn.grid_edits.values()), max_size=12), played())
def test_any_sequence_of_edits_leaves_a_grid(edits: list[GridEdit], grid: BeatGrid) -> None:
    doc = own(grid)
    for edit in edits:
        before, text = doc, repr(doc)
        doc = drawn.tried(edit, doc)
        assert repr(before) == text
        if doc.grid is not None:
            assert (np.diff(doc.grid.beats) > 0).all()
            assert not doc.grid.assumed


def test_a_beat_moves_between_its_neighbours() -> None:
    after = grid_after(MoveBeat(1, 1.6), FOUR)
    assert after.beats[:3].tolist() == [1.0, 1.6, 2.0]
    for seconds in (1.0, 2.0, 0.5, float("nan")):
        with pytest.raises(Refused, match="between its neighbours"):
            MoveBeat(1, seconds).apply(own(FOUR))
    assert grid_after(MoveBeat(0, -9.0), FOUR).beats[0] == -9.0
    for beat in (-1, 17):
        with pytest.raises(BadValue, match="beats 0 to 16"):
            MoveBeat(beat, 1.0).apply(own(FOUR))


def test_one_tempo_for_all_beats() -> None:
    after = grid_after(SetTempo(60.0), FOUR)
    assert after.beats.tolist() == list(range(1, 10))
    assert after.metre == 4
    told = grid_after(SetTempo(60.0, 3.5), FOUR)
    assert told.bar_starts[0] == 3.5
    assert told.beats[0] == 1.5
    for bpm in (9.0, 1001.0, float("nan")):
        with pytest.raises(BadValue, match="tempo"):
            SetTempo(bpm).apply(own(FOUR))


def test_bars_of_three() -> None:
    after = grid_after(SetMetre(3), FOUR)
    assert after.downbeats.tolist() == [0, 3, 6, 9, 12, 15]
    for metre in (0, 65):
        with pytest.raises(BadValue, match="beats"):
            SetMetre(metre).apply(own(FOUR))


def test_a_tempo_is_tapped() -> None:
    edit = tapped([10.02, 10.49, 11.01, 11.48, 12.0])
    assert edit.bpm == pytest.approx(121.2, abs=0.2)
    assert edit.first == pytest.approx(10.01, abs=0.02)
    for taps in ([], [1.0], [2.0, 1.0]):
        with pytest.raises(BadValue, match=r"tap|Tap"):
            tapped(taps)


def test_a_grid_is_taken_over_first_and_forgotten_whole() -> None:
    bare = GridDoc(TRACK)
    with pytest.raises(Refused, match="no beat grid of its own"):
        ShiftGrid(1.0).apply(bare)
    assumed = BeatGrid.assume(10.0)
    doc = UseGrid(assumed, assumed).apply(bare)
    assert doc.grid is not None
    assert not doc.grid.assumed
    assert doc.heard == assumed
    assert ForgetGrid().apply(doc) == bare


def test_half_as_many_of_two_bars_is_one_and_of_too_few_beats_none() -> None:
    after = grid_after(ScaleGrid(double=False), FOUR)
    assert after.beats.tolist() == [float(s) for s in range(1, 10)]
    assert after.downbeats.tolist() == [0, 4, 8]
    with pytest.raises((Refused, BadDocument)):
        ScaleGrid(double=False).apply(own(BeatGrid(np.array([0.0, 1.0]), np.array([0]))))


def test_moving_a_clip_that_holds_on_to_seconds_moves_its_seconds() -> None:
    clip = Clip(
        ClipId("k"), PatternId("p"), 4.0, 8.0, anchor=Anchor.SECONDS, start_s=3.0, stop_s=5.0
    )
    score = Score(ScoreId("s"), TRACK, clips=(clip,))
    for edit in (MoveClips((clip.id,), 2.0), TrimClip(clip.id, 6.0, 10.0)):
        after = edit.apply(score)
        change = agreed(score, after, FOUR)
        assert change is not None
        told = change.apply(after).clips[0]
        assert (told.start_s, told.stop_s) == (4.0, 6.0)
        assert (told.start_beat, told.stop_beat) == (6.0, 10.0)
    split = SplitClip(clip.id, 6.0, ClipId("l")).apply(score)
    halves = agreed(score, split, FOUR)
    assert halves is not None
    ends = [(each.start_s, each.stop_s) for each in halves.apply(split).clips]
    assert ends == [(3.0, 4.0), (4.0, 5.0)]
    free = SetAnchor((clip.id,), Anchor.BEATS).apply(score)
    assert agreed(score, free, FOUR) is None


def test_a_new_clip_knows_its_seconds() -> None:
    empty = Score(ScoreId("s"), TRACK)
    after = empty.with_clips((Clip(ClipId("k"), PatternId("p"), -2.0, 2.0),))
    change = agreed(empty, after, FOUR)
    assert change is not None
    told = change.apply(after)
    assert (told.clips[0].start_s, told.clips[0].stop_s) == (0.0, 2.0)
    assert agreed(after, told, FOUR) is None
    assert place_of(told.clips[0]).start_beat == -2.0
