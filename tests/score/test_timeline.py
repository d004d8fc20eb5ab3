"""What plays where, in beats, seconds and frames."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.ids import ClipId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Anchor
from luma.domain.scoreedits import AddClip, MoveClips, RemoveClips
from luma.domain.span import Span
from luma.score.timeline import (
    clips_at,
    find_neighbours,
    frames_of,
    snap_points,
    spans_touched,
    tiles_of,
)
from tests.score.lights import GRID, clip, score


def test_clips_play_from_their_start_up_to_their_stop_bottom_first() -> None:
    plan = score(clip("top", 0, 8, 2), clip("low", 4, 8), clip("next", 8, 12))
    assert [c.id for c in clips_at(plan, 3.99)] == ["top"]
    assert [c.id for c in clips_at(plan, 4)] == ["low", "top"]
    assert [c.id for c in clips_at(plan, 8)] == ["next"]


def test_frames_are_those_that_begin_while_the_clip_plays() -> None:
    assert frames_of(clip("a", 0, 4), GRID) == Span(0, 120)
    assert frames_of(clip("a", 0.01, 0.02), GRID) == Span(1, 1)
    assert frames_of(clip("a", -8, 1), GRID) == Span(0, 30)
    held = clip("a", 0, 1, anchor=Anchor.SECONDS, start_s=2.0, stop_s=2.5)
    assert frames_of(held, GRID) == Span(120, 150)


@given(st.lists(st.floats(0.05, 4), min_size=2, max_size=6), st.floats(60, 200))
def test_clips_in_a_row_share_every_frame_out_exactly(lengths: list[float], bpm: float) -> None:
    grid, edges = BeatGrid.steady(bpm, count=8), np.cumsum([0.0, *lengths])
    spans = [
        frames_of(clip("a", float(a), float(b)), grid) for a, b in itertools.pairwise(edges)
    ]
    for one, other in itertools.pairwise(spans):
        assert one.stop == other.start
    times = np.arange(spans[0].start, spans[-1].stop) / 60
    assert np.all(times * bpm / 60 < edges[-1] + 1e-4)


def test_neighbours_are_on_the_same_layer() -> None:
    plan = score(clip("a", 0, 2), clip("b", 2, 4), clip("c", 6, 8), clip("up", 4, 6, 1))
    before, after = find_neighbours(plan, ClipId("b"))
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("a", "c")
    assert find_neighbours(plan, ClipId("up")) == (None, None)


def test_edges_snap_to_the_grid_and_to_other_clips() -> None:
    plan = score(clip("a", 0.3, 2.7), clip("b", 1.5, 9))
    assert snap_points(plan, Span(0.0, 3.0)) == (0, 0.3, 1, 1.5, 2, 2.7, 3)
    assert snap_points(plan, Span(0.0, 1.0), step=0.5, without=[ClipId("a")]) == (0, 0.5, 1)


def test_an_edit_touches_where_a_clip_was_and_where_it_is() -> None:
    before = score(clip("a", 0, 4), clip("still", 40, 44))
    after = MoveClips((ClipId("a"),), beats=16).apply(before)
    assert spans_touched(before, after, GRID) == (Span(0, 120), Span(480, 600))
    assert spans_touched(before, before, GRID) == ()
    added = AddClip(clip("b", 2, 3)).apply(before)
    assert spans_touched(before, added, GRID) == (Span(60, 90),)
    gone = RemoveClips((ClipId("still"),)).apply(before)
    assert spans_touched(before, gone, GRID) == (Span(1200, 1320),)


@pytest.mark.parametrize(
    ("span", "tiles"),
    [
        (Span(0, 60), (0,)),
        (Span(59, 61), (0, 1)),
        (Span(60, 60), ()),
        (Span(590, 900), (9,)),
        (Span(700, 900), ()),
    ],
)
def test_tiles_are_those_that_a_span_touches(span: Span[int], tiles: tuple[int, ...]) -> None:
    assert tiles_of([span], 10) == tiles
