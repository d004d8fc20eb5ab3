"""`listen/`: parts of the sound, and how strong they are."""

import functools
import math
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from scipy import signal

from luma.domain.curve import Number
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.graph.nodes._loudness import decibels, loudest_so_far
from luma.graph.nodes._spectra import LOUDEST
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float64]
Pass = Literal["low", "high", "band"]
Band = Literal["all", "sub", "bass", "low-mid", "mid", "high", "air", "own"]

_BANDS: dict[str, tuple[float, float]] = {
    "all": (20.0, 20_000.0),
    "sub": (20.0, 60.0),
    "bass": (60.0, 250.0),
    "low-mid": (250.0, 500.0),
    "mid": (500.0, 2_000.0),
    "high": (2_000.0, 8_000.0),
    "air": (8_000.0, 20_000.0),
}
_LOWEST, _HIGHEST = 10.0, 22_000.0
_NARROWEST = 1.05
_AT_ONCE = 1 << 18
_ORDER = 4
_NOTHING = 1e-30
_MOST = float(np.finfo(np.float32).max)
_FULL_SINE = 0.5
_LONGEST_FRAMES = 3


@node("listen/band_filter", memory="all")
def band_filter(
    audio: Audio,
    *,
    keep: Pass = "low",
    low: Annotated[float, Range(20, 20_000, "Hz")] = 150.0,
    high: Annotated[float, Range(20, 20_000, "Hz")] = 150.0,
    order: Annotated[int, Range(1, 8)] = _ORDER,
) -> Audio:
    """A part of the sound: what lies below, above or between two pitches.

    Low keeps what lies below `high`, high keeps what lies above `low`, band keeps what lies
    between the two. A higher order cuts more steeply. Lead it to a node that listens.
    """
    edges = (min(low, high), max(low, high)) if keep == "band" else (low, high)
    return Audio(_filtered(audio.samples, keep, edges, order), audio.first)


@node("listen/band_energy", memory="all")
def band_energy(
    audio: Audio,
    *,
    band: Band = "bass",
    low: Annotated[float, Range(20, 20_000, "Hz")] = 60.0,
    high: Annotated[float, Range(20, 20_000, "Hz")] = 250.0,
    depth: Annotated[float, Range(6, 90, "dB")] = 30.0,
    automatic: bool = True,
    forget: Annotated[float, Range(1, 120, "s")] = 20.0,
) -> Number:
    """How loud one range of pitches is, 0 to 1.

    Choose a range by its name, or `own` with a low and a high end. 1 is the loudest, and 0 is
    `depth` below it. With automatic gain the loudest is what was loudest until now; it is
    forgotten, 10 dB in the seconds of `forget`, when the music grows quiet. Without it, 1 is
    the loudest that a file can hold.
    """
    edges = _BANDS.get(band, (min(low, high), max(low, high)))
    sound = audio.samples
    if band != "all":
        sound = _filtered(sound, "band", edges, _ORDER)
    # a slow wave is as strong as its whole period, not as the piece that a frame holds
    frames = 1 if band == "all" else math.ceil(LIGHT_FPS / edges[0])
    level = _decibels(sound, min(frames, _LONGEST_FRAMES))
    top = loudest_so_far(level, forget) if automatic else 0.0
    return Number(np.clip(1.0 + (level - top) / depth, 0.0, 1.0).astype(np.float32))


@node("listen/follow", memory="all")
def follow(
    audio: Audio,
    *,
    measure: Literal["peak", "mean"] = "peak",
    attack: Annotated[float, Range(0, 10, "s")] = 0.01,
    release: Annotated[float, Range(0, 10, "s")] = 0.25,
    gain: Annotated[float, Range(-24, 48, "dB")] = 0.0,
) -> Number:
    """The outline of the sound: a level from 0 to 1 that climbs and falls with it.

    Attack is how long it takes to climb, release how long to fall, each most of the way. Gain
    brings a quiet voice up. Peak looks at the highest point of the wave, mean at its strength.
    """
    waves = _waves(audio.samples)
    if measure == "peak":
        found = np.maximum(waves.max(axis=1), -waves.min(axis=1)).astype(np.float64)
    else:
        found = np.sqrt(_squares(waves) / _FULL_SINE)
    target = np.clip(found * 10.0 ** (gain / 20.0), 0.0, 1.0)
    return Number(_eased(target, _step(attack), _step(release)))


def _filtered(samples: Samples, keep: Pass, edges: tuple[float, float], order: int) -> Samples:
    """Sound through a Butterworth filter at rest, piece by piece so that memory is bounded."""
    sections = _sections(keep, edges, order)
    state = np.zeros((len(sections), 2))
    out = np.empty(samples.size, np.float32)
    for begin in range(0, samples.size, _AT_ONCE):
        here = slice(begin, begin + _AT_ONCE)
        found, state = signal.sosfilt(sections, samples[here].astype(np.float64), zi=state)
        state[np.abs(state) < _NOTHING] = 0.0  # numbers near nothing are slow to reckon with
        out[here] = np.clip(found, -_MOST, _MOST)
    return out


@functools.lru_cache(maxsize=64)
def _sections(keep: Pass, edges: tuple[float, float], order: int) -> Floats:
    low = min(max(edges[0], _LOWEST), _HIGHEST / _NARROWEST)
    high = min(max(edges[1], low * _NARROWEST if keep == "band" else _LOWEST), _HIGHEST)
    ends = (low, high) if keep == "band" else high if keep == "low" else low
    found: Floats = signal.butter(order, ends, keep, fs=HOUSE_RATE, output="sos")
    return found


def _waves(samples: Samples) -> npt.NDArray[np.float32]:
    """The wave within each light frame, of a size that can be squared."""
    return np.clip(samples, -LOUDEST, LOUDEST).reshape(-1, SAMPLES_PER_FRAME)


def _squares(waves: npt.NDArray[np.float32]) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", waves, waves) / SAMPLES_PER_FRAME, np.float64)


def _decibels(samples: Samples, frames: int) -> Floats:
    """How strong sound is over the last few frames; a full sine has 0 dB."""
    power = _squares(_waves(samples)) / _FULL_SINE
    before = np.concatenate([np.zeros(frames - 1), power])
    return decibels(sum(before[n : n + power.size] for n in range(frames)) / frames)


def _step(seconds: float) -> float:
    """How much of the way to its aim a level goes in one frame."""
    return 1.0 - math.exp(-1.0 / (seconds * LIGHT_FPS)) if seconds > 0.0 else 1.0


def _eased(target: Floats, rise: float, fall: float) -> npt.NDArray[np.float32]:
    level, levels = 0.0, []
    for aim in target.tolist():
        level += (aim - level) * (rise if aim > level else fall)
        levels.append(level)
    return np.array(levels, np.float32)
