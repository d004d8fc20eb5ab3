"""Light that leaves a graph holds numbers only, and that of several outputs lies together."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.light import (
    ATTRIBUTES,
    COLOUR,
    COLOUR_BITS,
    INTENSITY,
    RED,
    TINT,
    LightBuffer,
    bits,
)
from luma.graph.lights import cleaned, together

HEADS, FRAMES = 2, 3


def some_light(seed: int, everywhere: int = 0) -> LightBuffer:
    """Light that sets this and that at random, and some attributes everywhere."""
    dice = np.random.default_rng(seed)
    values = dice.random((HEADS, FRAMES, len(ATTRIBUTES))).astype(np.float32)
    mask = dice.integers(0, 1 << len(ATTRIBUTES), (HEADS, FRAMES)).astype(np.uint16)
    return LightBuffer(7, values, mask | np.uint16(everywhere))


@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 2**14 - 1)), min_size=1, max_size=4)
)
def test_of_two_that_set_the_same_the_later_wins(pairs: Sequence[tuple[int, int]]) -> None:
    lights = [some_light(*pair) for pair in pairs]
    whole = together(lights)
    assert whole.first_frame == 7
    for head, frame, attribute in np.ndindex(HEADS, FRAMES, len(ATTRIBUTES)):
        setters = [x for x in lights if x.set[head, frame] >> attribute & 1]
        assert bool(whole.set[head, frame] >> attribute & 1) == bool(setters)
        if setters:
            expected = setters[-1].values[head, frame, attribute]
            assert whole.values[head, frame, attribute] == expected


def test_one_light_alone_is_itself() -> None:
    light = cleaned(some_light(1))
    assert together([light]) is light
    assert cleaned(light) is light


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_nothing(bad: float) -> None:
    light = LightBuffer.dark(HEADS, 0, FRAMES)
    light.values[:] = bad
    light.values[:, :, [*range(COLOUR.start, COLOUR.stop), TINT, INTENSITY]] = 0.5
    light.values[1, 2, RED] = light.values[0, 0, INTENSITY] = bad
    light.set[:] = bits("intensity") | COLOUR_BITS
    clean = cleaned(light)
    assert np.isfinite(clean.values).all()
    assert clean.values[1, 2, RED] == clean.values[0, 0, INTENSITY] == 0.0
    assert (clean.values == 0.5).sum() == HEADS * FRAMES * 5 - 2
    assert np.array_equal(clean.set, light.set)
