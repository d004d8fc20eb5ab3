"""Heads that go where they are needed while they are dark."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes
from luma.domain.ids import ClipId
from luma.domain.light import AIM, INTENSITY, LightBuffer, is_set
from luma.domain.score import Score
from luma.domain.scoreedits import MoveClips, RemoveClips, ScoreEdit
from luma.score.aiming import LEAD_FRAMES, with_lead
from luma.score.compositor import ClipLight, compose, refresh
from luma.score.showplan import ShowPlan
from luma.score.timeline import spans_touched, tiles_of
from tests.score.lights import GRID, clip, light, score

FRAMES = 960
Lights = dict[ClipId, ClipLight]


def towards(x: float, heads: tuple[int, ...] = (0,), level: float = 1.0) -> ClipLight:
    """Light that looks to one side for as long as the show lasts."""
    y = (1.0 - x * x) ** 0.5
    made = light(len(heads), 0, FRAMES, intensity=level, aim_x=x, aim_y=y, aim_z=0.0)
    return ClipLight(made, heads)


def looks(whole: LightBuffer, head: int = 0) -> list[float | None]:
    """Where a head looks to, frame by frame, or nothing where nobody says."""
    told = is_set(whole.set, AIM.start)[head]
    return [
        round(float(x), 4) if known else None
        for x, known in zip(whole.values[head, :, AIM.start], told, strict=True)
    ]


def test_in_a_gap_a_dark_head_keeps_its_aim_and_goes_ahead_before_it_is_needed() -> None:
    plan = score(clip("a", 0, 2), clip("b", 12, 14))  # frames 0–60 and 360–420
    lights = {ClipId("a"): towards(-1.0), ClipId("b"): towards(1.0)}
    whole = compose(plan, lights, 2, GRID, FrameTimes(0, FRAMES))
    seen = looks(whole)
    assert seen[:60] == [-1.0] * 60
    assert seen[60 : 360 - LEAD_FRAMES] == [None] * (300 - LEAD_FRAMES)
    assert seen[360 - LEAD_FRAMES : 420] == [1.0] * (LEAD_FRAMES + 60)
    assert set(seen[420:]) == {None}
    assert not whole.values[0, 60:360, INTENSITY].any()
    assert not whole.set[1].any()


def test_a_short_gap_is_for_going_ahead_alone() -> None:
    plan = score(clip("a", 0, 2), clip("b", 3, 4))
    lights = {ClipId("a"): towards(-1.0), ClipId("b"): towards(0.6)}
    seen = looks(compose(plan, lights, 1, GRID, FrameTimes(0, 120)))
    assert seen == [-1.0] * 60 + [0.6] * 60


def test_a_lit_head_is_not_moved() -> None:
    plan = score(clip("a", 0, 4), clip("b", 4, 8))
    grey = ClipLight(light(1, 0, FRAMES, intensity=0.5), (0,))
    lights = {ClipId("a"): grey, ClipId("b"): towards(1.0)}
    assert set(looks(compose(plan, lights, 1, GRID, FrameTimes(0, 120)))) == {None}
    black = {**lights, ClipId("a"): ClipLight(light(1, 0, FRAMES, intensity=0.0), (0,))}
    assert set(looks(compose(plan, black, 1, GRID, FrameTimes(0, 120)))) == {1.0}


def test_a_head_that_is_lit_on_the_way_waits_until_it_is_dark_again() -> None:
    plan = score(clip("a", 1, 2), clip("b", 4, 8))
    grey = ClipLight(light(1, 0, FRAMES, intensity=0.5), (0,))
    lights = {ClipId("a"): grey, ClipId("b"): towards(1.0)}
    seen = looks(compose(plan, lights, 1, GRID, FrameTimes(0, 120)))
    assert seen == [None] * 60 + [1.0] * 60


def test_where_the_head_will_look_is_what_all_clips_together_say() -> None:
    plan = score(clip("a", 4, 8), clip("b", 4, 8, 1, opacity=1.0), clip("c", 0, 1))
    lights = {
        ClipId("a"): towards(1.0),
        ClipId("b"): towards(-0.6),
        ClipId("c"): ClipLight(light(1, 0, FRAMES, intensity=0.5), (0,)),
    }
    tile = compose(plan, lights, 1, GRID, FrameTimes(60, 30))
    assert looks(tile) == [-0.6] * 30


@st.composite
def shows(draw: st.DrawFn) -> tuple[Score, Lights]:
    clips, lights = [], {}
    for number in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, 40)) / 2
        made = clip(str(number), start, start + draw(st.integers(1, 8)) / 2, number % 3)
        heads = draw(st.sampled_from([(0,), (1,), (0, 1), (1, 0)]))
        level = draw(st.sampled_from([0.0, 1.0]))
        if draw(st.booleans()):
            lights[made.id] = towards(draw(st.sampled_from([-1.0, 0.6, 1.0])), heads, level)
        else:
            lights[made.id] = ClipLight(light(len(heads), 0, FRAMES, intensity=level), heads)
        clips.append(made)
    return score(*clips), lights


@settings(max_examples=60)
@given(shows(), st.integers(1, FRAMES - 1))
def test_a_show_in_pieces_is_the_whole_show(show: tuple[Score, Lights], cut: int) -> None:
    plan, lights = show
    whole = compose(plan, lights, 2, GRID, FrameTimes(0, FRAMES))
    parts = [
        compose(plan, lights, 2, GRID, FrameTimes(first, count))
        for first, count in ((0, cut), (cut, FRAMES - cut))
    ]
    assert np.array_equal(whole.values, np.concatenate([p.values for p in parts], axis=1))
    assert np.array_equal(whole.set, np.concatenate([p.set for p in parts], axis=1))


@settings(max_examples=60)
@given(shows())
def test_nobody_sees_a_head_go_ahead(show: tuple[Score, Lights]) -> None:
    plan, lights = show
    whole = compose(plan, lights, 2, GRID, FrameTimes(0, FRAMES))
    for head in range(2):
        own = [c for c in plan.clips if head in lights[c.id].heads]
        for frame, aimed in enumerate(looks(whole, head)):
            beat = frame / 30
            said = [
                c for c in own
                if c.start_beat <= beat < c.stop_beat
                and is_set(lights[c.id].light.set, AIM.start).any()
            ]  # fmt: skip
            if aimed is not None and not said:
                assert whole.values[head, frame, INTENSITY] == 0.0


@settings(max_examples=30)
@given(show=shows(), edit=st.data())
def test_an_edited_show_is_as_one_composed_anew(
    show: tuple[Score, Lights], edit: st.DataObject
) -> None:
    before, lights = show
    name = edit.draw(st.sampled_from([each.id for each in before.clips]))
    beats = edit.draw(st.integers(-8, 16))
    moves = edit.draw(st.booleans())
    change: ScoreEdit = MoveClips((name,), beats) if moves else RemoveClips((name,))
    after = change.apply(before)
    with TemporaryDirectory() as folder:
        plan = ShowPlan.create(Path(folder) / "a.plan", 2, FRAMES)
        anew = ShowPlan.create(Path(folder) / "b.plan", 2, FRAMES)
        refresh(plan, before, lights, GRID, range(plan.tiles))
        touched = tiles_of(with_lead(spans_touched(before, after, GRID)), plan.tiles)
        refresh(plan, after, lights, GRID, touched)
        refresh(anew, after, lights, GRID, range(anew.tiles))
        for frame in range(FRAMES):
            (values, mask), (wanted, wanted_mask) = plan.frame(frame), anew.frame(frame)
            assert np.array_equal(values, wanted)
            assert np.array_equal(mask, wanted_mask)
        plan.close()
        anew.close()
