"""What the drum network sees: how loud each pitch band is, a hundred times a second."""

import functools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE

Singles = npt.NDArray[np.float32]

FPS = 100
BANDS = 48
_SIZE = 2048
_LOWEST, _HIGHEST = 30.0, 16_000.0
_FRAMES_AT_ONCE = 1024
_FAINTEST = 1e-6
_STRETCH = 300.0
_LOUD_AT = 0.16
_LOUD_SHARE = 0.9
_MIDDLE = 1.5


def loudness(
    samples: Samples,
    progress: Callable[[float], None] = lambda _: None,
    *,
    rate: int = HOUSE_RATE,
) -> Singles:
    """How loud each band is, as logarithms `(frames, bands)`; frame `n` lies at `n / 100` s."""
    hop = rate // FPS
    count = -(-len(samples) // hop)
    out = np.empty((count, BANDS), np.float32)
    window = np.hanning(_SIZE).astype(np.float32) * np.float32(2 / _SIZE)
    weights = _bands(rate)
    for first in range(0, count, _FRAMES_AT_ONCE):
        last = min(count, first + _FRAMES_AT_ONCE)
        wave = _stretch_of(samples, first * hop - _SIZE // 2, last * hop + _SIZE // 2)
        views = np.lib.stride_tricks.sliding_window_view(wave, _SIZE)[::hop][: last - first]
        spectra = np.fft.rfft(views * window, axis=1)
        powers = spectra.real**2 + spectra.imag**2
        out[first:last] = np.log(np.sqrt(powers) @ weights + np.float32(_FAINTEST))
        progress(last / count)
    return out


def seen(loud: Singles, level: float) -> Singles:
    """The picture that the network looks at, at one loudness whatever the track's."""
    lift = np.float32(np.log(_LOUD_AT) - level)
    return np.asarray(np.log1p(_STRETCH * np.exp(loud + lift)) - _MIDDLE, dtype=np.float32)


def level(loud: Singles) -> float:
    """How loud the loud moments of a sound are in their loudest bands, as a logarithm."""
    quiet = float(np.log(20 * _FAINTEST))
    if not len(loud):
        return quiet
    peaks = loud.max(axis=1)
    at = int(_LOUD_SHARE * (len(peaks) - 1))
    return max(float(np.partition(peaks, at)[at]), quiet)


def _stretch_of(samples: Samples, first: int, last: int) -> Singles:
    """A stretch of sound in mono, silent outside of it; what is no number is silent too."""
    inside = samples[max(0, first) : max(0, last)]
    wave = (inside[:, 0] + inside[:, 1]) * np.float32(0.5)
    if not np.all(np.isfinite(wave)):
        wave = np.nan_to_num(wave, nan=0.0, posinf=0.0, neginf=0.0)
    before = max(0, -first)
    after = max(0, last - first - before - len(wave))
    return np.pad(wave, (before, after)).astype(np.float32, copy=False)


@functools.lru_cache(maxsize=2)
def _bands(rate: int) -> Singles:
    """Weights `(bins, bands)` of overlapping triangles, spaced as the ear hears pitch."""
    hertz = np.fft.rfftfreq(_SIZE, 1 / rate)
    low, high = (2595 * np.log10(1 + at / 700) for at in (_LOWEST, _HIGHEST))
    edges = 700 * (10 ** (np.linspace(low, high, BANDS + 2) / 2595) - 1)
    rising = (hertz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz[:, None]) / (edges[2:] - edges[1:-1])
    return np.asarray(np.clip(np.minimum(rising, falling), 0, 1), dtype=np.float32)
