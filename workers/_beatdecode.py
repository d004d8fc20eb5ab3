"""From the odds of beats in each frame to beats and bars: the likeliest walk through tempi."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from workers._beatnet import Heard

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

STEPS = 100  # steps of the walk in a second; a frame of the network is two
SLOWEST, FASTEST = 50.0, 210.0
_GAPS = np.arange(int(60 * STEPS / FASTEST), int(60 * STEPS / SLOWEST) + 2)
_BEND = 6
_BENDS = np.arange(-_BEND, _BEND + 1)
_BLOCK = int(_GAPS[0])
_RING = int(_GAPS[-1]) + 2 * _BLOCK
_LEAST, _MOST = -4.0, 5.0
_FAINT, _FAINT_S = -1.0, 0.8
_IMPOSSIBLE = np.float32(-1e9)
_METRES = range(2, 8)


@dataclass(frozen=True, slots=True)
class Taste:
    """How much each kind of evidence counts; `whole` is the share of the usual tempo."""

    bend: float = 80.0
    pace: float = 0.55
    whole: float = 0.5
    least_pace: float = -6.0
    bar: float = 1.0
    odd_bar: float = 5.0
    accent: float = 0.2
    metres: tuple[float, ...] = (-1.0, -0.2, 0.0, -1.0, -1.0, -1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Beats as steps, and how likely the walk is against one without beats."""

    steps: Indices
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Which beats begin a bar, and how likely that is."""

    first: Indices
    score: float


TASTE = Taste()


def evidence(heard: "Heard") -> Singles:
    """How much speaks for a beat at each step; nothing does where nothing is heard at all."""
    frames = np.arange(len(heard.beat))
    steps = np.arange(2 * len(heard.beat)) / 2
    clear = np.clip(heard.beat, _LEAST, _MOST)
    loudest = _highest(heard.beat, round(_FAINT_S * STEPS / 2))
    clear = np.where(loudest > _FAINT, clear, 0.0)
    return np.interp(steps, frames, clear).astype(np.float32)


def walk(
    heard: "Heard", taste: Taste = TASTE, low: float = SLOWEST, high: float = FASTEST
) -> Walk:
    """The likeliest beats whose tempo stays between two bounds."""
    score = evidence(heard)
    liking = _liking(heard, taste, low, high)
    bending = taste.bend * np.abs(_BENDS)[None, :] / _GAPS[:, None]
    count, kinds = len(score), len(_GAPS)
    columns = np.arange(kinds)
    back = np.zeros((count, kinds), np.int8)
    best = np.zeros((_RING, kinds), np.float32)
    ends = np.full((_RING, kinds), _IMPOSSIBLE, np.float32)
    spare = np.full((_BLOCK, kinds + 2 * _BEND), _IMPOSSIBLE, np.float32)
    views = np.lib.stride_tricks.sliding_window_view(spare, 2 * _BEND + 1, axis=1)
    for first in range(0, count, _BLOCK):
        steps = np.arange(first, min(count, first + _BLOCK))
        before = steps[:, None] - _GAPS
        from_there = np.where(before < 0, 0, best[before % _RING, columns])
        here = score[steps, None] + liking[_row(first, len(liking))] + from_there
        spare[: len(steps), _BEND:-_BEND] = here
        ways = views[: len(steps)] - bending
        chosen = ways.argmax(axis=2)
        back[steps] = chosen
        best[steps % _RING] = np.take_along_axis(ways, chosen[..., None], 2)[..., 0]
        ends[steps % _RING] = here
    return _walked_back(back, ends, count)


def other(heard: "Heard", steps: Indices) -> Indices | None:
    """What the beats may be instead: every other one of them, or twice as many."""
    halves = [steps[0::2], steps[1::2]]
    middles = (steps[:-1] + steps[1:]) // 2
    double = np.sort(np.concatenate([steps, middles]))
    likely = [way for way in (*halves, double) if _is_walkable(way)]
    return max(likely, key=lambda way: worth(heard, way), default=None)


def worth(heard: "Heard", steps: Indices, taste: Taste = TASTE) -> float:
    """How likely some beats with their likeliest bars are."""
    liking = _liking(heard, taste, SLOWEST, FASTEST)
    gaps = np.clip(np.diff(steps) - _GAPS[0], 0, len(_GAPS) - 1)
    rows = [_row(int(step), len(liking)) for step in steps[1:]]
    clear = evidence(heard)[np.clip(steps, 0, 2 * len(heard.beat) - 1)]
    return float(clear.sum() + liking[rows, gaps].sum() + bars(heard, steps, taste).score)


def _is_walkable(steps: Indices) -> bool:
    """Whether beats lie as far apart as beats do."""
    return len(steps) > 1 and bool(_GAPS[0] <= np.median(np.diff(steps)) <= _GAPS[-1])


def _walked_back(back: npt.NDArray[np.int8], ends: Singles, count: int) -> Walk:
    """The beats from the best end to the start."""
    last = np.arange(max(0, count - int(_GAPS[-1])), count)
    here = np.where(last[:, None] + _GAPS >= count, ends[last % _RING], _IMPOSSIBLE)
    row, column = np.unravel_index(int(here.argmax()), here.shape)
    step, kind = int(last[row]), int(column)
    score = float(here[row, column])
    steps = [step]
    while (step := step - int(_GAPS[kind])) >= 0:
        kind += int(back[step, kind]) - _BEND
        steps.append(step)
    return Walk(np.array(steps[::-1]), score)


def bars(heard: "Heard", steps: Indices, taste: Taste = TASTE) -> Bars:
    """The likeliest bars over some beats: their lengths seldom change."""
    frames = np.clip(steps // 2, 0, len(heard.downbeat) - 1)
    clear = np.clip(_highest(heard.downbeat, 2)[frames], _LEAST, -_LEAST)
    odds = taste.bar * clear + taste.accent * _accents(_highest(heard.struck, 2)[frames])
    states = [(metre, place) for metre in _METRES for place in range(metre)]
    starts = np.array([n for n, (_, place) in enumerate(states) if place == 0])
    stops = np.array([n for n, (metre, place) in enumerate(states) if place == metre - 1])
    liked = np.array(taste.metres)
    turning = np.where(np.eye(len(starts), dtype=bool), 0.0, -taste.odd_bar)
    value = np.zeros(len(states))
    value[starts] = odds[0] + liked
    came = np.zeros((len(steps), len(starts)), np.int8)
    for n in range(1, len(steps)):
        ways = value[stops][:, None] + turning
        came[n] = ways.argmax(axis=0)
        value = np.concatenate([[0.0], value[:-1]])
        value[starts] = ways.max(axis=0) + odds[n] + liked
    state = int(value.argmax())
    score = float(value[state])
    firsts = []
    for n in range(len(steps) - 1, -1, -1):
        metre, place = states[state]
        if place == 0:
            firsts.append(n)
            state = int(stops[came[n, metre - _METRES[0]]])
        else:
            state -= 1
    return Bars(np.array(firsts[::-1], dtype=np.int64), score)


def _accents(struck: Singles) -> Floats:
    """How much harder than usual each beat is struck, against the usual difference."""
    spread = float(struck.std())
    if spread < 1e-6:
        return np.zeros(len(struck))
    return np.asarray(np.clip((struck - np.median(struck)) / spread, -1, 1), dtype=np.float64)


def _liking(heard: "Heard", taste: Taste, low: float, high: float) -> Singles:
    """How much the network likes each gap between beats, in stretches of sound."""
    from workers._beatnet import pace_place

    tempi = 60 * STEPS / _GAPS
    place = pace_place(tempi)
    scale = np.arange(heard.pace.shape[1])
    pace = taste.whole * heard.pace.mean(axis=0) + (1 - taste.whole) * heard.pace
    rows = np.array([np.interp(place, scale, row) for row in pace])
    rows = np.maximum(rows - rows.max(axis=1, keepdims=True), taste.least_pace)
    liking = taste.pace * rows * (_GAPS / STEPS)
    margin = 1.02
    liking[:, (tempi < low / margin) | (tempi > high * margin)] = _IMPOSSIBLE
    return np.asarray(liking, dtype=np.float32)


def _row(step: int, rows: int) -> int:
    """Which stretch of sound a step lies in the middle of."""
    from workers._beatnet import PACE_FRAMES, PACE_HOP

    return int(np.clip(round((step / 2 - PACE_FRAMES / 2) / PACE_HOP), 0, rows - 1))


def _highest(values: Singles, reach: int) -> Singles:
    """The highest value up to some frames away from each."""
    from scipy.ndimage import maximum_filter1d

    return np.asarray(maximum_filter1d(values, 2 * reach + 1, mode="nearest"), np.float32)
