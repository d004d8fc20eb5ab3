"""What a first score promises, on songs and presets that are made up."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.errors import NotFound
from luma.domain.graphdoc import Argument
from luma.domain.ids import PatternId
from luma.domain.score import Blend, Clip
from luma.score.bars import Floats
from luma.score.casting import Preset
from luma.score.figures import figures_of
from luma.score.phrases import parts_of
from luma.score.roles import Part, Role
from luma.score.sketch import Task, sketched
from tests.score.songs import METRE, SECONDS_OF_BAR, Block, bars_of

COLOUR = Argument("colour", "colour", [0.0, 0.2, 1.0])
LEVELS = {
    "wash": 0.8, "chord": 0.35, "pulse": 0.4, "chase": 0.25, "sparkle": 0.2, "drop": 0.6,
    "mover": 0.45, "blinder": 0.3, "faint": 0.15,
}  # fmt: skip
PRESETS = tuple(
    Preset(PatternId(f"{tag}-{n}"), f"{tag} {n}", frozenset({tag}), (COLOUR,))
    for tag in (*LEVELS, "build")
    if tag != "faint"
    for n in range(3)
)
DIM = (
    *tuple(each for each in PRESETS if "drop" not in each.tags),
    Preset(PatternId("faint-0"), "faint", frozenset({"drop"})),
)
songs = st.lists(
    st.tuples(st.integers(1, 20), st.floats(0, 1), st.sampled_from(["C", "A:min", "F", "N"])),
    min_size=1,
    max_size=9,
)


def level(clip: Clip, share: float) -> float:
    """How bright a made-up preset is at a share of its clip."""
    tag, _, number = clip.pattern.partition("-")
    if tag == "build":
        return (0.2, 0.1, 0.9)[int(number)] + (0.7, 0.8, -0.8)[int(number)] * share
    return LEVELS[tag] * (1.0, 0.8, 1.2)[int(number)]


def cover_of(clip: Clip, moment: float) -> float:
    """How far a clip covers at a beat."""
    cover = clip.opacity
    if clip.fade_in:
        cover *= min(1.0, (moment - clip.start_beat) / clip.fade_in)
    if clip.fade_out:
        cover *= min(1.0, (clip.stop_beat - moment) / clip.fade_out)
    return cover


def lit_at(clips: Sequence[Clip], moment: float) -> float:
    """The mean of ten heads at a beat, each by itself; three of them move."""
    heads = [0.0] * 10
    for clip in sorted(clips, key=lambda each: each.layer):
        if not clip.start_beat <= moment < clip.stop_beat:
            continue
        cover, beats = cover_of(clip, moment), clip.stop_beat - clip.start_beat
        top = level(clip, (moment - clip.start_beat) / beats)
        for head in range(3 if clip.selection == "movers" else 10):
            base = heads[head]
            mixed = max(base, top * cover), base + (top - base) * cover
            heads[head] = mixed[0 if clip.blend is Blend.MAX else 1]
    return sum(heads) / 10


def measured(clips: Sequence[Clip], edges: Floats) -> Floats:
    """The room's brightness at eight moments of each bar; its colours are half as bright."""
    bars = [
        np.mean([lit_at(clips, moment) for moment in np.linspace(a, b, 8, endpoint=False)])
        for a, b in pairwise(edges)
    ]
    return np.outer(bars, [1.0, 0.5])


def task_of(
    blocks: list[Block],
    presets: tuple[Preset, ...] = PRESETS,
    *,
    movers: bool = True,
    seed: int = 0,
) -> Task:
    bars = bars_of(blocks)
    parts = parts_of(bars, None, bars.edges / METRE * SECONDS_OF_BAR)
    return Task(bars, parts, presets, measured, movers, seed)


def assert_promises(task: Task, clips: Sequence[Clip]) -> None:
    edges = task.bars.edges
    bright = measured(clips, edges)
    assert len({clip.id for clip in clips}) == len(clips)
    for clip in clips:
        assert clip.stop_beat - clip.start_beat >= METRE
        assert clip.reason.endswith(".")
        assert {clip.start_beat, clip.stop_beat} <= set(edges)
    for part in task.parts:
        if part.role is not Role.BREAK:
            assert bright[part.start : part.stop, 0].min() >= 0.02
    for before, after in pairwise(task.parts):
        if (before.role, after.role) == (Role.BUILD, Role.DROP):
            rise = bright[before.start : before.stop, 0]
            assert rise[-1] > rise[0]
            assert bright[after.start : after.stop, 0].mean() >= 1.5 * rise[0]


def look_of(part: Part, clips: Sequence[Clip], edges: Floats) -> list[tuple[object, ...]]:
    return [
        (c.pattern, c.layer, c.blend, c.opacity, tuple(map(str, c.arguments.items())), c.seed)
        for c in clips
        if c.start_beat == edges[part.start]
    ]


@settings(max_examples=40)
@given(songs, st.booleans(), st.integers(0, 5), st.sampled_from([PRESETS, DIM]))
def test_the_promises_are_kept_on_any_song(
    drawn: list[Block], movers: bool, seed: int, presets: tuple[Preset, ...]
) -> None:
    task = task_of(drawn, presets, movers=movers, seed=seed)
    clips = sketched(task)
    assert_promises(task, clips)
    looks: dict[tuple[Role, int], object] = {}
    for part in task.parts:
        look = look_of(part, clips, task.bars.edges)
        assert looks.setdefault(part.look, look) == look
    if task.bars.count >= 8:
        assert len({str(look) for look in looks.values()}) >= 4
    told = figures_of(clips, task.parts, task.bars.edges, measured(clips, task.bars.edges))
    assert told.is_kept == (told.looks >= 4)


SONG: list[Block] = [
    (8, 0.2, "A:min"), (8, 0.6, "F"), (8, 1.0, "C"),
    (8, 0.1, "G"), (8, 1.0, "C"), (8, 0.2, "D"),
]  # fmt: skip


def test_the_same_seed_gives_the_same_score_and_another_seed_another() -> None:
    assert sketched(task_of(SONG)) == sketched(task_of(SONG))
    patterns = {
        tuple(clip.pattern for clip in sketched(task_of(SONG, seed=seed))) for seed in range(6)
    }
    assert len(patterns) >= 4


def test_a_build_that_falls_is_not_cast() -> None:
    cast = {clip.pattern for seed in range(8) for clip in sketched(task_of(SONG, seed=seed))}
    assert {"build-0", "build-1"} <= cast
    assert "build-2" not in cast


def test_movers_move_where_there_are_some() -> None:
    with_some, without = (
        [c for c in sketched(task_of(SONG, movers=movers)) if c.selection == "movers"]
        for movers in (True, False)
    )
    assert with_some
    assert not without


def test_reasons_tell_where_why_what_and_which_colour() -> None:
    drops = [c for c in sketched(task_of(SONG)) if c.pattern.startswith("drop")]
    assert drops[0].reason == (
        "Drop, bars 17 to 24: among the strongest parts, energy 100 %, the same look as in "
        'bars 33 to 40. "drop 0": the ground of the look. Red stands for C, the root that is '
        "heard most."
    ).replace("drop 0", drops[0].pattern.replace("-", " "))


def test_without_any_pattern_there_is_nothing_to_sketch_with() -> None:
    task = task_of(SONG)
    bare = Task(task.bars, task.parts, (), measured)
    with pytest.raises(NotFound, match="no pattern"):
        sketched(bare)
