"""Flashes are counted as a person would count them, and held where it should be safe."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.light import COLOUR, INTENSITY, STROBE, Floats
from luma.light.flashes import FlashWatch, signals
from luma.light.frames import dark
from luma.light.overlay import LastHand, Overlay

RATE = 44.0
SAFE = Overlay(safe=True)


def rises(values: Sequence[float], change: float, darker_than: float) -> list[int]:
    """Where flashes begin, read off a row of values with two marks and no arrays."""
    found, low, high, is_up = [], values[0], values[0], False
    if low >= change:
        is_up = True
        found.append(0)
    for at, value in enumerate(values):
        if is_up:
            high = max(high, value)
            if high - value >= change:
                is_up, low = False, value
        else:
            low = min(low, value)
            if value - low >= change and low < darker_than:
                is_up, high = True, value
                found.append(at)
    return found


def most_in_a_second(begun: Sequence[int]) -> int:
    return max((sum(at <= b < at + RATE for b in begun) for at in begun), default=0)


def worst(frames: Sequence[Floats]) -> int:
    """The most flashes that any head or the room begins in any second."""
    rows = np.stack([signals(frame) for frame in frames])
    counts = [0]
    for row in range(rows.shape[1]):
        for kind, (change, darker) in enumerate(((0.1, 0.8), (0.0625, 9.9))):
            values = [0.0, *rows[:, row, kind].tolist()]
            counts.append(most_in_a_second(rises(values, change, darker)))
    return max(counts)


def shown(frames: Sequence[Floats], overlay: Overlay) -> list[Floats]:
    hand = LastHand()
    return [hand.lay(frame, overlay, at / RATE) for at, frame in enumerate(frames)]


def frames_of(heads: int, count: int, light: Callable[[int, int], float]) -> list[Floats]:
    made = []
    for at in range(count):
        frame = dark(heads)
        frame[:, INTENSITY] = [light(at, head) for head in range(heads)]
        made.append(frame)
    return made


def too_much(frames: Sequence[Floats]) -> bool:
    hand = LastHand()
    told = False
    for at, frame in enumerate(frames):
        hand.lay(frame, Overlay(), at / RATE)
        told = told or hand.is_too_much(at / RATE)
    return told


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.floats(0.02, 1.0))
def test_whatever_comes_nothing_safe_flashes_more_than_three_times_a_second(
    seed: int, heads: int, busy: float
) -> None:
    dice = np.random.default_rng(seed)
    frames = []
    frame = dark(heads)
    for _ in range(150):
        frame = frame.copy()
        changes = dice.random(heads) < busy
        frame[changes, INTENSITY] = dice.choice([0.0, 0.3, 1.0], int(changes.sum()))
        frame[changes, COLOUR] = dice.integers(0, 2, (int(changes.sum()), 3))
        frame[changes, STROBE] = dice.choice([0.0, 2.0, 9.0], int(changes.sum()))
        frames.append(frame)
    held = shown(frames, SAFE)
    assert worst(held) <= 3
    for asked, given_light in zip(frames, held, strict=True):
        assert (given_light[:, INTENSITY] <= asked[:, INTENSITY]).all()
        assert not given_light[:, STROBE].any()
        others = [at for at in range(asked.shape[1]) if at not in {INTENSITY, STROBE}]
        assert np.array_equal(given_light[:, others], asked[:, others])


def test_what_is_calm_is_not_touched() -> None:
    calm = frames_of(4, 300, lambda at, head: 0.5 + 0.5 * np.sin(at / 30 + head))
    chase = frames_of(24, 300, lambda at, head: float((at // 4) % 24 == head))
    for frames in (calm, chase):
        for asked, given_light in zip(frames, shown(frames, SAFE), strict=True):
            assert np.array_equal(asked, given_light)
        assert not too_much(frames)


def test_three_flashes_come_whole_and_the_fourth_waits_for_its_second() -> None:
    strobe = frames_of(2, 88, lambda at, _: float(at % 4 < 2))
    lit = [bool(frame[0, INTENSITY]) for frame in shown(strobe, SAFE)]
    assert [at for at in range(88) if lit[at]][:6] == [0, 1, 4, 5, 8, 9]
    assert not any(lit[10:45])
    assert any(lit[45:60])


def test_more_than_three_are_told_and_three_are_not() -> None:
    assert not too_much(frames_of(4, 132, lambda at, _: float(at % 15 < 7)))  # 2.9 a second
    assert too_much(frames_of(4, 132, lambda at, _: float(at % 11 < 5)))  # 4 a second
    # eight a second, but too dim, or on too few heads
    assert not too_much(frames_of(4, 132, lambda at, _: 0.09 * (at % 6 < 3)))
    assert not too_much(frames_of(12, 132, lambda at, head: float(head == 0 and at % 6 < 3)))
    # from bright to brighter is no flash
    assert not too_much(frames_of(4, 132, lambda at, _: 0.85 + 0.15 * (at % 6 < 3)))
    # each quarter flashes but twice a second, the room eight times
    quarters = frames_of(4, 132, lambda at, head: float((at // 3) % 8 == 2 * head))
    assert too_much(quarters)
    assert worst(shown(quarters, SAFE)) <= 3
    # left and right in turn: the mean stands still, the heads do not
    assert too_much(frames_of(4, 132, lambda at, head: float((at // 4 + head) % 2)))


def test_saturated_red_counts_for_more() -> None:
    def flashing(colour: tuple[float, float, float]) -> list[Floats]:
        frames = frames_of(4, 132, lambda at, _: 0.2 * (at % 8 < 4))
        for frame in frames:
            frame[:, COLOUR] = colour
        return frames

    assert too_much(flashing((1.0, 0.0, 0.0)))
    assert not too_much(flashing((0.0, 0.0, 1.0)))
    assert worst(shown(flashing((1.0, 0.0, 0.0)), SAFE)) <= 3


def test_a_strobe_is_told_and_opened() -> None:
    frames = frames_of(4, 10, lambda _, __: 1.0)
    for frame in frames:
        frame[0, STROBE] = 8.0
    assert too_much(frames)
    assert not any(frame[:, STROBE].any() for frame in shown(frames, SAFE))


def test_blackout_is_dark_at_once_and_the_master_comes_before_the_limiter() -> None:
    hand, full = LastHand(), frames_of(3, 1, lambda _, __: 1.0)[0]
    for at in range(60):
        hand.lay(full if at % 2 else dark(3), SAFE, at / RATE)
    assert not hand.lay(full, Overlay(blackout=True, safe=True), 60 / RATE)[:, INTENSITY].any()
    dimmed = [frame * 1.0 for frame in frames_of(3, 100, lambda at, _: float(at % 4 < 2))]
    quiet = shown(dimmed, Overlay(master=0.09, safe=True))
    assert [f[0, INTENSITY] for f in quiet[-8:]] == pytest.approx([0.09, 0.09, 0, 0] * 2)


def test_no_heads_are_no_trouble() -> None:
    watch = FlashWatch(0)
    watch.see(dark(0), 0.0)
    assert watch.held(dark(0), 0.1).shape == (0, dark(0).shape[1])
    assert not watch.is_too_much(0.1)
