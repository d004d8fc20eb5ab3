"""How loud each third of a semitone sounds, ten times a second, whatever the tuning."""

import functools
import math
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from luma.domain.units import HOUSE_RATE

FPS = 10
HOP = HOUSE_RATE // FPS
PER_TONE = 3
LOWEST, TONES = 24, 84  # from C1, as MIDI numbers them, seven octaves up

CLEAR = 1.5
"""How high a value is where something is plainly heard."""

_THINNED = 4
_MARGIN = 4 * HOP
_BLOCK, _BLOCKS_AT_ONCE = HOUSE_RATE // 2, 20
_FRAMES_AT_ONCE = 600
_LOUDNESS = 0.1
_FAINTEST = 1e-5
_COMPRESSION = 1000.0
_TUNING_PARTS, _TUNING_FRAMES = 12, 20
_TUNED_SHARE = 1e-3
_TUNING_LOWEST, _TUNING_TONES = 48, 48

Floats = npt.NDArray[np.float32]


class Sound(Protocol):
    """Stereo samples at the house rate, from which stretches are taken one by one."""

    def __len__(self) -> int:
        """How many samples there are."""

    def __getitem__(self, stretch: slice, /) -> Floats:
        """The samples of a stretch."""


class _Band(NamedTuple):
    """A range of tones, and the window through which it is looked at."""

    below: int
    thinned: int
    window: int
    size: int


_BANDS = (
    _Band(48, 16, 2048, 4096),
    _Band(72, 16, 1024, 2048),
    _Band(128, 4, 2048, 4096),
)


def loudness(samples: Sound) -> float:
    """The level of what sounds in a sound, silence left aside."""
    squares: list[float] = []
    for at in range(0, len(samples), _BLOCK * _BLOCKS_AT_ONCE):
        part = np.nan_to_num(samples[at : at + _BLOCK * _BLOCKS_AT_ONCE])
        blocks = (part[first : first + _BLOCK].ravel() for first in range(0, len(part), _BLOCK))
        squares.extend(float(np.dot(block, block)) / block.size for block in blocks)
    loud = np.array(squares or [0.0])
    return math.sqrt(loud[loud >= loud.max() / 100].mean())


def tuning(samples: Sound, level: float) -> float:
    """How many cents the tones lie above the usual ones, from −50 to 50; 0 where none sound."""
    first = _further(samples, level, 0.0)
    return (first + _further(samples, level, first) + 50) % 100 - 50


def _further(samples: Sound, level: float, cents: float) -> float:
    """How many cents the tones lie above a tuning, looked at here and there."""
    count = -(-len(samples) // HOP)
    every = max(_TUNING_FRAMES, count // _TUNING_PARTS)
    turn, energy, looked = 0j, 0.0, 0
    around = np.exp(2j * np.pi * (np.arange(_TUNING_TONES * PER_TONE) - 1) / PER_TONE)
    for first in range(0, count, every):
        frames = min(_TUNING_FRAMES, count - first)
        found = np.square(
            _magnitudes(samples, first, frames, _TUNING_LOWEST, _TUNING_TONES, cents)
        )
        turn, energy = turn + complex((found @ around).sum()), energy + float(found.sum())
        looked += frames
    heard = energy > _TUNED_SHARE * looked * level**2
    return 100 * float(np.angle(turn)) / (2 * math.pi) if heard else 0.0


def pitches(samples: Sound, lowest: int = LOWEST, tones: int = TONES) -> Iterator[Floats]:
    """Frames `(time, thirds of semitones)`, a minute at a time; frame `n` is around `n · HOP`.

    The level of the sound and its tuning make no difference.
    """
    level = loudness(samples)
    cents = tuning(samples, level) if level > _FAINTEST else 0.0
    gain = np.float32(_COMPRESSION * _LOUDNESS / max(level, _FAINTEST))
    count = max(1, -(-len(samples) // HOP))
    for first in range(0, count, _FRAMES_AT_ONCE):
        frames = min(_FRAMES_AT_ONCE, count - first)
        yield np.log1p(gain * _magnitudes(samples, first, frames, lowest, tones, cents))


def _magnitudes(
    samples: Sound, first: int, count: int, lowest: int, tones: int, cents: float
) -> Floats:
    """Frames of how loud each third of a semitone is, from the lowest tone on."""
    from scipy.signal import resample_poly

    start, stop = first * HOP - _MARGIN, (first + count) * HOP + _MARGIN
    part = samples[max(0, start) : min(len(samples), stop)]
    wave = np.zeros(stop - start, np.float32)
    lead = max(0, -start)
    wave[lead : lead + len(part)] = np.nan_to_num((part[:, 0] + part[:, 1]) * np.float32(0.5))
    thin = {_THINNED: resample_poly(wave, 1, _THINNED)}
    thin[_THINNED**2] = resample_poly(thin[_THINNED], 1, _THINNED)
    out = np.empty((count, tones * PER_TONE), np.float32)
    bottom = lowest
    for band in _BANDS:
        top = min(max(band.below, lowest), lowest + tones)
        if top <= bottom:
            continue
        begin = (_MARGIN // band.thinned) - band.window // 2
        views = np.lib.stride_tricks.sliding_window_view(thin[band.thinned], band.window)
        frames = views[begin :: HOP // band.thinned][:count]
        weights, used = _weights(band, bottom, top - bottom, round(cents, 1))
        spectra = np.fft.rfft(frames * _window(band.window), band.size, axis=1)
        here = slice((bottom - lowest) * PER_TONE, (top - lowest) * PER_TONE)
        out[:, here] = np.abs(spectra[:, used]).astype(np.float32) @ weights
        bottom = top
    return out


@functools.lru_cache(maxsize=4)
def _window(size: int) -> Floats:
    return np.hanning(size + 1)[:-1].astype(np.float32) * np.float32(2 / size)


@functools.lru_cache(maxsize=32)
def _weights(band: _Band, bottom: int, tones: int, cents: float) -> tuple[Floats, slice]:
    """What each frequency adds to each third of a semitone, and which frequencies add any.

    A pure tone in the middle of a third of a semitone comes out as loud as it is.
    """
    rate = HOUSE_RATE / band.thinned
    places = np.arange(tones * PER_TONE) / PER_TONE - 1 / PER_TONE + bottom + cents / 100
    centres = 440 * 2 ** ((places - 69) / 12)
    hertz = np.fft.rfftfreq(band.size, 1 / rate)
    apart = hertz[:, None] - centres
    width = np.maximum(centres * (2 ** (1 / (12 * PER_TONE)) - 1), rate / band.window / 2)
    weights = np.clip(1 - np.abs(apart) / width, 0, None)
    off = apart * band.window / rate
    lobe = np.abs(np.sinc(off) / np.where(np.abs(np.abs(off) - 1) < 1e-6, 1.0, 1 - off**2))
    lobe = np.where(np.abs(np.abs(off) - 1) < 1e-6, 0.5, lobe)
    weights /= (weights * lobe).sum(axis=0)
    rows = np.flatnonzero(weights.any(axis=1))
    used = slice(int(rows[0]), int(rows[-1]) + 1)
    return weights[used].astype(np.float32), used
