"""Where beats lie to the millisecond: on one line where a machine plays, beside hands else."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from workers._beatnet import Heard

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

_NEAR = 2  # frames around a beat in which its middle is looked for
_STEADY_S = 0.010
_SHORTEST, _FEWEST = 32, 8
_AROUND = 4
_ROUNDS = 4


def chance(odds: npt.ArrayLike) -> Floats:
    """Logarithms of odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(odds, dtype=np.float64))))


def placed(heard: "Heard", steps: Indices) -> tuple[Floats, Floats]:
    """The seconds of beats given as half frames, and how clearly each was heard."""
    from workers._beatears import FPS

    odds = np.pad(heard.beat, _NEAR + 1, constant_values=-20.0)
    around = np.arange(-_NEAR, _NEAR + 1)
    middle = np.clip((steps + 1) // 2, 0, len(heard.beat) - 1) + _NEAR + 1
    peak = middle + odds[middle[:, None] + np.arange(-1, 2)].argmax(axis=1) - 1
    peak = np.clip(peak, _NEAR, len(odds) - 1 - _NEAR)
    near = chance(odds[peak[:, None] + around])
    mass = near.sum(axis=1)
    centre = (peak - _NEAR - 1 + (near * around).sum(axis=1) / np.maximum(mass, 1e-9)) / FPS
    certainty = near.max(axis=1)
    walked = steps / (2 * FPS)
    sure = np.where(np.abs(centre - walked) < 1.5 / FPS, np.clip(4 * certainty, 0, 1), 0.0)
    return walked + sure * (centre - walked), certainty


def settled(moments: Floats, certainty: Floats) -> Floats:
    """The beats on lines of constant tempo where such lines fit, on smooth curves elsewhere."""
    weights = np.maximum(certainty, 1e-3) ** 2
    out = np.empty_like(moments)
    for first, last in _pieces(moments, weights, 0, len(moments)):
        line = _fitting_line(moments[first:last], weights[first:last])
        out[first:last] = _followed(moments, weights, first, last) if line is None else line
    return _in_order(out)


def _pieces(moments: Floats, weights: Floats, first: int, last: int) -> list[tuple[int, int]]:
    """Stretches with a tempo of their own each; one, if a line fits the whole, or nothing."""
    whole = [(first, last)]
    if _fitting_line(moments[first:last], weights[first:last]) is not None:
        return whole
    if last - first < 2 * _SHORTEST:
        return whole
    cut = first + _cut(moments[first:last], weights[first:last])
    parts = _pieces(moments, weights, first, cut) + _pieces(moments, weights, cut, last)
    steady = sum(
        high - low
        for low, high in parts
        if _fitting_line(moments[low:high], weights[low:high]) is not None
    )
    return parts if steady >= (last - first) / 2 else whole


def _cut(moments: Floats, weights: Floats) -> int:
    """Where two lines, one before and one after, miss the beats least."""
    before = _misses(moments, weights)
    after = _misses(-moments[::-1], weights[::-1])[::-1]
    places = np.arange(_SHORTEST, len(moments) - _SHORTEST + 1)
    return int(places[(before[places - 1] + after[places]).argmin()])


def _misses(moments: Floats, weights: Floats) -> Floats:
    """How far the best line through the beats up to each one misses them, squared."""
    x = np.arange(len(moments), dtype=np.float64)
    y = moments - np.linspace(moments[0], moments[-1], len(moments))
    mass, wx, wy = (np.cumsum(weights * v) for v in (np.ones_like(x), x, y))
    xx = np.cumsum(weights * x * x) - wx**2 / mass
    xy = np.cumsum(weights * x * y) - wx * wy / mass
    yy = np.cumsum(weights * y * y) - wy**2 / mass
    return np.asarray(np.maximum(yy - xy**2 / np.maximum(xx, 1e-12), 0.0))


def _fitting_line(moments: Floats, weights: Floats) -> Floats | None:
    """Beats of one tempo, if what they miss is chance and no drift."""
    line = _line(moments, weights)
    return line if _fits(moments, weights, line) else None


def _line(moments: Floats, weights: Floats) -> Floats:
    """Beats of one tempo nearest to those that were heard, whatever a few of them say."""
    number = np.arange(len(moments), dtype=np.float64)
    trust = weights
    line = moments
    for _ in range(_ROUNDS):
        total = trust.sum()
        middle, height = (trust * number).sum() / total, (trust * moments).sum() / total
        x = number - middle
        slope = (trust * x * (moments - height)).sum() / max((trust * x * x).sum(), 1e-12)
        line = height + slope * x
        off = np.abs(moments - line)
        usual = max(2.5 * float(np.median(off)), 0.004)
        trust = weights * np.minimum(1.0, usual / np.maximum(off, 1e-9)) ** 2
    return np.asarray(line, dtype=np.float64)


def _fits(moments: Floats, weights: Floats, line: Floats) -> bool:
    """Whether what a line misses is chance, and no drift."""
    if len(moments) < _FEWEST:
        return False
    size = min(len(moments), 2 * _AROUND + 1)
    kernel = np.ones(size)
    mass = np.convolve(weights, kernel, "same")
    drift = np.convolve(weights * (moments - line), kernel, "same") / mass
    sure = mass > 0.1 * np.median(mass)
    return bool(np.percentile(np.abs(drift[sure]), 95) < _STEADY_S)


def _followed(moments: Floats, weights: Floats, first: int, last: int) -> Floats:
    """Each beat on the curve through its neighbours, so the tempo bends and never jerks."""
    out = np.empty(last - first)
    for n in range(first, last):
        low, high = max(0, n - _AROUND), min(len(moments), n + _AROUND + 1)
        at = np.arange(low, high) - n
        degree = 2 if len(at) > 4 else 1
        near = np.sqrt(weights[low:high]) * (1 - (at / (_AROUND + 1)) ** 2)
        out[n - first] = np.polyval(np.polyfit(at, moments[low:high], degree, w=near), 0.0)
    return out


def _in_order(moments: Floats) -> Floats:
    """The same moments, each later than the one before."""
    least = np.maximum.accumulate(moments)
    return np.asarray(least + 1e-6 * np.arange(len(moments)), dtype=np.float64)
