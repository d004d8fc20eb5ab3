"""Edges come to rest at what is snapped to, or at another clip's edge that is near."""

import numpy as np
import pytest

from luma.ui.timeline.snap import Snap, earlier, snapped, step_of

BARS = np.array([-4.0, 0.0, 4.0, 8.0, 11.0, 15.0])


@pytest.mark.parametrize(
    ("snap", "rest"),
    [
        (Snap.BAR, 11.0), (Snap.BEAT, 10.0), (Snap.HALF, 10.5), (Snap.QUARTER, 10.25),
        (Snap.OFF, 10.3),
    ],
)  # fmt: skip
def test_a_beat_comes_to_rest(snap: Snap, rest: float) -> None:
    assert snapped(10.3, snap, BARS) == rest


def test_a_near_edge_wins_and_a_far_one_does_not() -> None:
    assert snapped(10.3, Snap.BEAT, BARS, [2.0, 10.4], 0.2) == 10.4
    assert snapped(10.3, Snap.BEAT, BARS, [10.6], 0.2) == 10.0
    assert snapped(10.3, Snap.OFF, BARS, [10.31], 0.2) == 10.3


def test_what_is_placed_begins_at_or_before_the_place() -> None:
    assert earlier(10.9, Snap.BAR, BARS) == 8.0
    assert earlier(10.9, Snap.BEAT, BARS) == 10.0
    assert earlier(11.0, Snap.BAR, BARS) == 11.0
    assert earlier(10.9, Snap.QUARTER, BARS) == 10.75


def test_a_step_of_the_keys_is_a_step_of_the_snap() -> None:
    assert [step_of(snap, 3) for snap in Snap] == [3.0, 1.0, 0.5, 0.25, 0.25]
