"""Clips laid on one another in time."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes
from luma.domain.errors import ShapeMismatch
from luma.domain.ids import ClipId
from luma.domain.layeredits import PutLayer
from luma.domain.light import LightBuffer
from luma.domain.score import Anchor, Blend, Layer, Score
from luma.domain.scoreedits import MoveClips, MuteClips, ScoreEdit, SetBlend
from luma.score.compositor import ClipLight, compose, fade, refresh
from luma.score.showplan import ShowPlan
from luma.score.timeline import spans_touched, tiles_of
from tests.score.lights import GRID, clip, column, light, score

SPAN = FrameTimes(0, 120)


def grey(
    level: float, heads: tuple[int, ...] = (0,), first: int = 0, frames: int = 120
) -> ClipLight:
    return ClipLight(light(len(heads), first, frames, intensity=level), heads)


def level(whole: LightBuffer, head: int = 0) -> list[float]:
    return column(whole, "intensity", head)


def test_a_head_that_nobody_set_is_dark() -> None:
    plan = score(clip("a", 1, 2))
    whole = compose(plan, {ClipId("a"): grey(0.5, (1,))}, 3, GRID, SPAN)
    assert level(whole, 1) == [0.0] * 30 + [0.5] * 30 + [0.0] * 60
    assert not whole.set[0].any()
    assert not whole.set[2].any()
    assert not whole.set[1, :30].any()


def test_the_upper_layer_lies_on_the_lower_one() -> None:
    plan = score(clip("up", 0, 4, 5, opacity=0.5), clip("low", 0, 4, 1))
    lights = {ClipId("up"): grey(1.0), ClipId("low"): grey(0.2)}
    assert level(compose(plan, lights, 1, GRID, SPAN)) == pytest.approx([0.6] * 120)
    added = SetBlend(ClipId("up"), Blend.ADD, 0.5).apply(plan)
    assert level(compose(added, lights, 1, GRID, SPAN)) == pytest.approx([0.7] * 120)


def test_what_is_muted_or_beside_a_solo_is_dark() -> None:
    plan = score(clip("up", 0, 4, 1, blend=Blend.MAX), clip("low", 0, 4))
    lights = {ClipId("up"): grey(0.75), ClipId("low"): grey(0.25)}

    def shown(*edits: ScoreEdit) -> float:
        edited = plan
        for edit in edits:
            edited = edit.apply(edited)
        return level(compose(edited, lights, 1, GRID, SPAN))[0]

    assert shown() == 0.75
    assert shown(MuteClips((ClipId("up"),))) == 0.25
    assert shown(PutLayer(Layer(1, muted=True))) == 0.25
    assert shown(PutLayer(Layer(0, solo=True))) == 0.25
    assert shown(PutLayer(Layer(0, solo=True)), MuteClips((ClipId("low"),))) == 0.0
    assert shown(PutLayer(Layer(0, solo=True, muted=True))) == 0.0


def test_a_mute_touches_what_it_darkens() -> None:
    before = score(clip("a", 0, 2), clip("b", 16, 18, 1))
    muted = PutLayer(Layer(1, muted=True)).apply(before)
    assert tiles_of(spans_touched(before, muted, GRID), 10) == (8,)
    alone = PutLayer(Layer(1, solo=True)).apply(before)
    assert tiles_of(spans_touched(before, alone, GRID), 10) == (0,)
    named = PutLayer(Layer(1, "Front")).apply(before)
    assert spans_touched(before, named, GRID) == ()


def test_a_clip_that_holds_on_to_seconds_it_never_had_lies_on_its_beats() -> None:
    lost = clip("a", 1, 2, anchor=Anchor.SECONDS)
    shown = level(compose(score(lost), {ClipId("a"): grey(1.0)}, 1, GRID, SPAN))
    assert shown == [0.0] * 30 + [1.0] * 30 + [0.0] * 60


def test_fades_are_in_beats() -> None:
    plan = score(clip("a", 0, 4, fade_in=1, fade_out=2))
    shown = level(compose(plan, {ClipId("a"): grey(1.0)}, 1, GRID, SPAN))
    assert shown[0] == 0.0
    assert shown[15] == pytest.approx(0.5)
    assert shown[30:61] == [1.0] * 31
    assert shown[90] == pytest.approx(0.5)
    assert shown[119] == pytest.approx(1 / 60, abs=1e-6)


def test_a_clip_without_light_is_passed_over_and_light_may_be_shorter() -> None:
    plan = score(clip("a", 0, 4), clip("b", 0, 4, 1))
    lights = {ClipId("a"): grey(0.5, first=30, frames=30)}
    shown = level(compose(plan, lights, 1, GRID, SPAN))
    assert shown == [0.0] * 30 + [0.5] * 30 + [0.0] * 60


def test_rows_of_a_clip_are_the_venues_heads_in_the_clips_order() -> None:
    buffer = light(2, 0, 120, intensity=1.0)
    buffer.values[0, :, 0], buffer.values[1, :, 0] = 0.25, 0.75
    told = {ClipId("a"): ClipLight(buffer, (3, 1))}
    whole = compose(score(clip("a", 0, 4)), told, 4, GRID, SPAN)
    assert [level(whole, head)[0] for head in range(4)] == [0.0, 0.75, 0.0, 0.25]


def test_light_that_is_not_for_its_heads_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        ClipLight(light(2, 0, 10), (1,))
    with pytest.raises(ShapeMismatch):
        ClipLight(light(2, 0, 10), (1, 1))


@st.composite
def shows(draw: st.DrawFn) -> tuple[Score, dict[ClipId, ClipLight]]:
    clips, lights = [], {}
    for number in range(draw(st.integers(1, 5))):
        start, length = draw(st.floats(-2, 3)), draw(st.floats(0.1, 4))
        heads = tuple(draw(st.permutations(range(3)))[: draw(st.integers(0, 3))])
        made = clip(
            str(number),
            start,
            start + length,
            draw(st.integers(0, 2)),
            blend=draw(st.sampled_from(list(Blend))),
            opacity=draw(st.floats(0, 1)),
            fade_in=draw(st.floats(0, 2)),
            fade_out=draw(st.floats(0, 2)),
        )
        clips.append(made)
        colour = {
            n: draw(st.floats(0, 1)) for n in ("intensity", "red", "green", "blue", "tint")
        }
        lights[made.id] = ClipLight(light(len(heads), 0, 200, **colour), heads)
    return score(*clips), lights


@given(shows(), st.integers(0, 119))
def test_a_span_is_composed_the_same_in_pieces(
    show: tuple[Score, dict[ClipId, ClipLight]], cut: int
) -> None:
    plan, lights = show
    whole = compose(plan, lights, 3, GRID, SPAN)
    parts = [
        compose(plan, lights, 3, GRID, FrameTimes(first, count))
        for first, count in ((0, cut), (cut, 120 - cut))
    ]
    assert np.array_equal(whole.values, np.concatenate([p.values for p in parts], axis=1))
    assert np.array_equal(whole.set, np.concatenate([p.set for p in parts], axis=1))


@given(shows())
def test_a_clip_of_no_opacity_changes_nothing(
    show: tuple[Score, dict[ClipId, ClipLight]],
) -> None:
    plan, lights = show
    ghost = clip("ghost", 0, 4, 9, opacity=0.0)
    lights[ghost.id] = grey(1.0, (0, 1, 2))
    without = compose(plan, lights, 3, GRID, SPAN)
    haunted = compose(plan.with_clips((*plan.clips, ghost)), lights, 3, GRID, SPAN)
    assert np.array_equal(without.values, haunted.values)
    assert np.array_equal(without.set, haunted.set)


@given(shows())
def test_replacing_in_full_is_the_top_alone(
    show: tuple[Score, dict[ClipId, ClipLight]],
) -> None:
    plan, lights = show
    top = clip("top", 0, 4, 9)
    full = light(3, 0, 120, intensity=0.3, red=0.1, green=0.5, blue=0.9, tint=1.0)
    lights[top.id] = ClipLight(full, (0, 1, 2))
    whole = compose(plan.with_clips((*plan.clips, top)), lights, 3, GRID, SPAN)
    assert np.array_equal(whole.values[:, :, :5], full.values[:, :, :5])


@given(st.floats(0, 1), st.floats(0, 4), st.floats(0, 4))
def test_a_fade_stays_between_nothing_and_the_opacity(
    opacity: float, fade_in: float, fade_out: float
) -> None:
    made = clip("a", 0.5, 3.5, opacity=opacity, fade_in=fade_in, fade_out=fade_out)
    share = fade(made, GRID, SPAN)
    assert share.min() >= 0.0
    assert share.max() <= np.float32(opacity)


def test_an_edit_recomposes_only_what_it_touches(tmp_path: Path) -> None:
    plan = ShowPlan.create(tmp_path / "show.plan", heads=1, frames=600)
    before = score(clip("a", 0, 2), clip("b", 16, 18))
    lights = {ClipId("a"): grey(0.5, frames=600), ClipId("b"): grey(1.0, frames=600)}
    assert refresh(plan, before, lights, GRID, range(plan.tiles)) == (0, 8)
    after = MoveClips((ClipId("a"),), beats=4).apply(before)
    touched = tiles_of(spans_touched(before, after, GRID), plan.tiles)
    assert touched == (0, 2)
    assert refresh(plan, after, lights, GRID, touched) == (0, 2)
    assert refresh(plan, after, lights, GRID, range(plan.tiles)) == ()
    assert plan.frame(0)[0][0, 0] == 0.0
    assert plan.frame(130)[0][0, 0] == 0.5
    plan.close()
