"""Which place a dragged edge comes to rest at; no Qt."""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from luma.ui.timeline.marks import Floats


class Snap(StrEnum):
    """What edges snap to."""

    BAR = "Bar"
    BEAT = "Beat"
    HALF = "½"
    QUARTER = "¼"
    OFF = "Off"


STEPS = {Snap.BEAT: 1.0, Snap.HALF: 0.5, Snap.QUARTER: 0.25}


def snapped(
    beat: float, snap: Snap, bars: Floats, edges: Iterable[float] = (), reach: float = 0.0
) -> float:
    """The place for a beat: an edge within reach, else the nearest of what is snapped to."""
    if snap is Snap.OFF:
        return beat
    near = min(edges, key=lambda edge: abs(edge - beat), default=None)
    if near is not None and abs(near - beat) <= reach:
        return near
    if snap is Snap.BAR:
        return float(bars[int(np.argmin(np.abs(bars - beat)))])
    step = STEPS[snap]
    return round(beat / step) * step


def step_of(snap: Snap, metre: int) -> float:
    """How many beats one step of the keyboard is."""
    return float(metre) if snap is Snap.BAR else STEPS.get(snap, 0.25)


def earlier(beat: float, snap: Snap, bars: Floats) -> float:
    """The last place at or before a beat that edges snap to."""
    if snap is Snap.OFF:
        return beat
    if snap is Snap.BAR:
        return float(bars[max(0, int(np.searchsorted(bars, beat + 1e-6, "right")) - 1)])
    step = STEPS[snap]
    return float(np.floor(beat / step + 1e-6)) * step
