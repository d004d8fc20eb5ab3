"""A light buffer speaks of heads, frames and attributes in their one order."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.light import (
    AIM,
    AIM_BITS,
    ATTRIBUTES,
    COLOUR,
    COLOUR_BITS,
    DOWN,
    INDEX,
    TINT,
    LightBuffer,
    SparseLight,
    bits,
    is_set,
    mask_of,
)


def test_the_attributes_stand_in_their_order() -> None:
    assert list(ATTRIBUTES)[COLOUR] == ["red", "green", "blue"]
    assert list(ATTRIBUTES)[AIM] == ["aim_x", "aim_y", "aim_z"]
    assert ATTRIBUTES[TINT] == "tint"
    assert len(ATTRIBUTES) <= np.iinfo(np.uint16).bits


@given(st.sets(st.sampled_from(ATTRIBUTES)))
def test_masks_say_what_is_set(names: set[str]) -> None:
    mask = np.full((2, 3), bits(*names), np.uint16)
    for name, attribute in INDEX.items():
        assert np.all(is_set(mask, attribute)) == (name in names)
        assert np.any(is_set(mask, attribute)) == (name in names)
    assert mask_of(INDEX[name] for name in names) == bits(*names)


def test_colour_and_aim_are_set_together() -> None:
    assert bits("red", "green", "blue", "tint") == COLOUR_BITS
    assert mask_of(range(AIM.start, AIM.stop)) == AIM_BITS


def test_dark_is_unset_and_aims_down() -> None:
    buffer = LightBuffer.dark(2, 60, 30)
    assert (buffer.heads, buffer.frames, buffer.stop_frame) == (2, 30, 90)
    assert not buffer.set.any()
    assert not buffer.values[:, :, INDEX["intensity"]].any()
    assert np.all(buffer.values[:, :, AIM] == np.array(DOWN, np.float32))


def test_each_attribute_of_the_dark_lies_by_itself() -> None:
    values = LightBuffer.dark(3, 0, 50).values
    assert values.shape == (3, 50, len(ATTRIBUTES))
    assert all(values[:, :, index].flags.c_contiguous for index in range(len(ATTRIBUTES)))


@given(st.lists(st.integers(100, 110), min_size=2, max_size=6))
def test_parts_put_together_are_the_whole(cuts: list[int]) -> None:
    buffer = LightBuffer.dark(1, 100, 10)
    buffer.values[0, :, 0] = np.arange(10)
    parts = [buffer.between(a, b) for a, b in pairwise(sorted([100, *cuts, 110]))]
    assert [part.stop_frame for part in parts[:-1]] == [part.first_frame for part in parts[1:]]
    whole = np.concatenate([part.values for part in parts], axis=1)
    np.testing.assert_array_equal(whole, buffer.values)


@pytest.mark.parametrize(("start", "stop"), [(99, 105), (105, 111), (108, 104)])
def test_a_part_lies_inside(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="do not lie inside"):
        LightBuffer.dark(1, 100, 10).between(start, stop)


@given(st.integers(0, 2**14 - 1), st.booleans(), st.booleans(), st.integers(0, 999))
def test_sparse_light_is_what_it_says(mask: int, heads: bool, frames: bool, seed: int) -> None:
    dice = np.random.default_rng(seed)
    shape = (3 if heads else 1, 5 if frames else 1)
    planes = {i: dice.random(shape).astype(np.float32) for i in range(len(ATTRIBUTES))}
    marks = dice.integers(0, 2, (3, 1)).astype(np.uint16) * np.uint16(mask)
    light = SparseLight(10, (3, 5), planes, marks)
    expected = LightBuffer.dark(3, 10, 5)
    for head, frame, index in np.ndindex(3, 5, len(ATTRIBUTES)):
        if marks[head, 0] >> index & 1:
            plane = np.broadcast_to(planes[index], (3, 5))
            expected.values[head, frame, index] = plane[head, frame]
            expected.set[head, frame] |= np.uint16(1 << index)
    for start, stop in ((10, 15), (11, 13), (12, 12)):
        part, told = light.between(start, stop), expected.between(start, stop)
        assert np.array_equal(part.values, told.values)
        assert np.array_equal(part.set, told.set)
        assert part.first_frame == start
    assert np.array_equal(light.values, expected.values)
    assert np.array_equal(light.set, expected.set)
    assert (light.heads, light.frames, light.stop_frame) == (3, 5, 15)


def test_sparse_light_refuses_what_does_not_fit() -> None:
    mask = np.zeros((1, 1), np.uint16)
    with pytest.raises(ValueError, match="spread"):
        SparseLight(0, (3, 5), {0: np.zeros((2, 5), np.float32)}, mask)
    with pytest.raises(ValueError, match="spread"):
        SparseLight(0, (3, 5), {}, np.zeros(5, np.uint16))
    with pytest.raises(ValueError, match="lie inside"):
        SparseLight(0, (3, 5), {}, mask).between(0, 6)
