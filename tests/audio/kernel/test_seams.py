"""The seam of a loop: exact, or crossed evenly, and never a click when it is moved."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.kernel.engine import LONGEST_CROSSFADE, Engine
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.errors import BadValue
from tests.audio.kernel.playing import noise, playing, position, sine

SONG = noise(40_000)
PASSES = 1000


def test_a_thousand_passes_are_exact() -> None:
    engine = playing(SONG)
    engine.loop(1000, 1600)
    engine.render(1000)
    out = engine.render(600 * PASSES)
    assert np.array_equal(out, np.tile(SONG[1000:1600], (PASSES, 1)))


def crossed(start: int, stop: int, half: int) -> np.ndarray:
    """One pass from seam to seam: its first frames still fade out of what follows the end."""
    one = SONG[start:stop].astype(np.float64)
    for n in range(half):
        after = (half - n) / (2 * half)  # what is left of the sound past the end
        one[n] = np.sqrt(1 - after) * SONG[start + n] + np.sqrt(after) * SONG[stop + n]
        before = n / (2 * half)  # what there is already of the sound before the start
        place = stop - half + n
        one[place - start] = (
            np.sqrt(1 - before) * SONG[place] + np.sqrt(before) * SONG[start - half + n]
        )
    return one


@pytest.mark.parametrize("length", [96, 480])
def test_a_crossed_seam_is_drawn_from_before_the_start_and_after_the_end(length: int) -> None:
    engine = playing(SONG)
    engine.set_crossfade(length)
    engine.loop(5000, 9000)
    engine.render(9000)
    out = engine.render(12_000)
    wanted = np.tile(crossed(5000, 9000, length // 2), (3, 1))
    assert np.allclose(out, wanted, atol=1e-6, rtol=0)


def test_a_crossed_loop_keeps_its_length_for_a_thousand_passes() -> None:
    engine = playing(SONG)
    engine.set_crossfade(240)
    engine.loop(1000, 1600)
    engine.render(1600)
    first = engine.render(600)
    rest = engine.render(600 * (PASSES - 1)).reshape(-1, 600, 2)
    assert np.array_equal(rest, np.broadcast_to(first, rest.shape))
    assert position(engine).song_frame == 1000


def smooth(engine: Engine, frames: int) -> float:
    """The largest step in what is heard of a slow tone."""
    return float(np.abs(np.diff(engine.render(frames)[:, 0].astype(np.float64))).max())


moves = st.lists(
    st.tuples(st.integers(200, 900), st.integers(0, 20_000), st.integers(2000, 15_000)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(moves, st.sampled_from([96, 240, 960]), st.booleans())
def test_moving_a_loop_while_inside_never_clicks(
    moved: list[tuple[int, int, int]], length: int, toggles: bool
) -> None:
    engine = playing(sine(110.0, 40_000))
    engine.set_crossfade(length)
    engine.render(FADE_FRAMES)
    at = engine.stream_frame
    for gap, start, span in moved:
        at += gap
        engine.loop(start, start + span, at=at)
        if toggles and span % 3 == 0:
            engine.unloop(at=at + gap // 2)
    slope = 0.5 * 2 * np.pi * 110.0 / 48_000
    gate = 0.75 / min(length, FADE_FRAMES)
    # the square root begins steeply: one frame may carry the first of the fade
    first = np.sqrt(1.0 / length) * 1.1
    assert smooth(engine, at + 20_000) < slope + gate + first


@pytest.mark.parametrize("frames", [-1, LONGEST_CROSSFADE + 1])
def test_absurd_crossfades_are_refused_with_the_range(frames: int) -> None:
    with pytest.raises(BadValue, match="crossfade") as refused:
        Engine().set_crossfade(frames)
    assert f"0 to {LONGEST_CROSSFADE}" in refused.value.sentence()
