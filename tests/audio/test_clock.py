"""The clock of sound is still while a device trembles, and follows where it has a gap."""

import random

import pytest

from luma.audio.clock import heard_at
from luma.audio.kernel.slots import allocate

BLOCK = 512
BEGAN_NS = 5_000_000_000
MS = 1_000_000


def told(errors_ns: list[int]) -> list[int]:
    """How far the clock is from the stream's beginning, where a device tells these errors."""
    control = allocate().control
    frames = [n * BLOCK for n in range(len(errors_ns))]
    lengths = [frame * 1_000_000_000 // 48_000 for frame in frames]
    return [
        heard_at(control, frame, BEGAN_NS + length + error) - length - BEGAN_NS
        for frame, length, error in zip(frames, lengths, errors_ns, strict=True)
    ]


def test_what_a_device_tells_trembles_and_the_clock_hardly() -> None:
    chance = random.Random(1)
    clock = told([0, *(chance.randint(-6 * MS, 6 * MS) for _ in range(2000))])
    assert max(abs(moment) for moment in clock) < 3 * MS


@pytest.mark.parametrize("gap", [-21 * MS, 21 * MS, 100 * MS])
def test_a_long_gap_is_followed_at_once(gap: int) -> None:
    assert told([0] * 9 + [gap])[-1] == gap


@pytest.mark.parametrize("gap", [-10_666_667, 10_666_667, 8 * MS])
def test_a_short_gap_is_followed_within_five_blocks(gap: int) -> None:
    clock = told([0] * 9 + [gap] * 10)
    assert clock[13:] == [gap] * 6
    assert abs(clock[9]) <= abs(gap) // 16 + 1


def test_a_slow_drift_is_followed_to_within_a_few_blocks() -> None:
    clock = told([n * 1_000 for n in range(3000)])
    assert abs(clock[-1] - 3000 * 1_000) < 50_000
