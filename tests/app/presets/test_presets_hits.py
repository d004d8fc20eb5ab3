"""Drops begin full, builds fill any clip, blinders glow out, and flashes begin slow."""

import numpy as np
import pytest

from luma.domain.curve import FrameTimes
from luma.domain.ids import PatternId
from luma.domain.light import STROBE, LightBuffer, is_set
from luma.domain.patterndoc import PatternDoc
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.graph.context import Features
from tests.app.presets.demosketch import bars, demo, demo_heads
from tests.app.presets.playing import ALL, BY_ID, Floats, played, seen
from tests.graph.rooms import row

MOST_FLASHES, TENTH_OF_WHITE, QUARTER = 3.0, 0.3, 0.25
"""A flash is a rise by a tenth of full white over a quarter of the heads, as for screens."""


def tagged(*tags: str) -> list[PatternDoc]:
    return [preset for preset in ALL if not set(tags).isdisjoint(preset.tags)]


def level(light: LightBuffer) -> Floats:
    """How bright the room is at each frame, in the mean of heads."""
    return np.asarray(seen(light).sum(axis=2).mean(axis=0), np.float32)


def over_a_clip(name: str, length: int) -> LightBuffer:
    first = bars(demo().beats, 37, 38).first + 7
    return played(BY_ID[PatternId(name)], demo(), demo_heads(), FrameTimes(first, length)).light


@pytest.mark.parametrize("preset", tagged("drop"), ids=lambda preset: preset.id)
def test_a_drop_is_full_at_the_first_frame_wherever_it_begins(preset: PatternDoc) -> None:
    start = bars(demo().beats, 37, 38).first
    for late in (0, 11, 40):
        light = played(preset, demo(), demo_heads(), FrameTimes(start + late, 480)).light
        room = level(light)
        assert room[0] >= 0.97 * room.max()


@pytest.mark.parametrize("length", [120, 1200])
def test_builds_take_their_whole_clip(length: int) -> None:
    tenth = length // 10
    for name in ("rising-build", "white-out"):
        room = level(over_a_clip(name, length))
        assert room[-tenth:].mean() > 3.0 * room[:tenth].mean(), name
        assert room[-tenth:].mean() > 1.2 * room[-3 * tenth : -2 * tenth].mean(), name
    lit = (seen(over_a_clip("narrowing-build", length)).max(axis=2) > 0.1).astype(float)
    assert lit[:, :tenth].max(axis=1).mean() > 0.9
    assert lit[:, -tenth:].max(axis=1).mean() < 0.4


def test_the_chase_of_a_build_runs_ever_faster() -> None:
    light = seen(over_a_clip("accelerando-chase", 1200))[:, :, 0]
    runs = np.diff((light > light.mean()).astype(int), axis=1) > 0
    first, second, last = (part.sum() for part in np.array_split(runs, 3, axis=1))
    assert first < second < last


@pytest.mark.parametrize("preset", tagged("strobe"), ids=lambda preset: preset.id)
@pytest.mark.parametrize("bpm", [61.0, 90.0, 124.0, 150.0, 174.0, 199.0])
def test_no_room_flashes_more_than_three_times_a_second(preset: PatternDoc, bpm: float) -> None:
    grid = BeatGrid.steady(bpm, count=100)
    light = played(preset, Features(grid), demo_heads(), FrameTimes(0, 20 * LIGHT_FPS)).light
    rises = np.diff(seen(light).sum(axis=2), axis=1) > TENTH_OF_WHITE
    wide = (rises.mean(axis=0) > QUARTER) & (np.diff(level(light)) > TENTH_OF_WHITE)
    flashes = wide.astype(int)
    in_a_second = np.convolve(flashes, np.ones(LIGHT_FPS - 4, int))
    assert in_a_second.max() <= MOST_FLASHES
    strobes = light.values[:, :, STROBE] * is_set(light.set, STROBE)
    assert strobes.max() <= MOST_FLASHES


@pytest.mark.parametrize("name", ["strobing-riser", "strobe-roll", "gated-strobe"])
def test_turned_up_lamps_with_a_shutter_use_it_and_the_others_flash(name: str) -> None:
    grid = BeatGrid.steady(120.0, count=100)
    at = FrameTimes(0, 16 * LIGHT_FPS)
    light = played(
        BY_ID[PatternId(name)], Features(grid), demo_heads(), at, {"most": 20.0}
    ).light
    strobes = light.values[:, :, STROBE] * is_set(light.set, STROBE)
    can = np.array(["strobes" in head.abilities for head in demo_heads()])
    assert strobes[can].max(axis=1).min() >= 4.0
    assert not strobes[~can].any()
    fast = strobes[can][0] > 3.5
    shown = seen(light).sum(axis=2)[:, fast]
    jumps = (np.abs(np.diff(shown, axis=1)) > 0.3).sum(axis=1)
    assert jumps[~can].min() > 2 * jumps[can].max()


def test_a_blinder_is_up_at_once_warm_and_glows_out_evenly() -> None:
    grid = BeatGrid.steady(120.0, count=100)
    at = FrameTimes(0, 2 * LIGHT_FPS)
    chosen = {"fall": 1.0, "glow": 0.0}
    light = played(BY_ID[PatternId("blinder-hit")], Features(grid), row(3), at, chosen).light
    red, green, blue = seen(light)[0].T
    assert red[3] > 0.85
    half_beats = red[[10, 25, 40, 55, 70]]
    np.testing.assert_allclose(half_beats[1:] / half_beats[:-1], np.exp(-0.5), atol=0.02)
    assert red[3] > green[3] > blue[3] > 0.0
    assert green[60] / red[60] < green[3] / red[3], "a dimmer filament is redder"
