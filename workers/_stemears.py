"""How the separator hears: the low end bin by bin, what lies above in bands."""

import numpy as np
import numpy.typing as npt
from scipy import fft

from luma.domain.sound import Samples

Singles = npt.NDArray[np.float32]
Spectra = npt.NDArray[np.complex64]
Edges = npt.NDArray[np.int64]

SIZE, HOP = 4096, 1024
BINS = SIZE // 2 + 1
LOW = 352
"""So many bins from the lowest have a mask of their own: up to about 4.1 kHz."""
HIGH = 48
WIDE = 64
CELLS = LOW + HIGH
SEEN = CELLS + WIDE
_TOP = 1707
_FAINTEST = 1e-3
_WINDOW_POWER = 0.75
_OVERLAPPING = HOP / SIZE / 0.375


def _spaced(first: int, last: int, count: int) -> Edges:
    """Edges of bands that widen evenly, and are a bin wide at least."""
    edges = np.geomspace(first, last, count + 1)
    for n in range(count):
        edges[n + 1] = max(edges[n + 1], edges[n] + 1)
    return np.round(edges).astype(np.int64)


HIGH_EDGES = _spaced(LOW, _TOP, HIGH)
WIDE_EDGES = _spaced(4, _TOP, WIDE)


def window(size: int) -> Singles:
    """The window of spectra: half a cosine squared, with no sample twice."""
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size), np.float32)


def banded(power: Singles, edges: Edges) -> Singles:
    """How much power lies in each band; the highest reaches to the end."""
    return np.asarray(np.add.reduceat(power, edges[:-1], axis=1), np.float32)


def powers(spectra: Spectra) -> Singles:
    """The power of each bin."""
    return np.asarray(spectra.real**2 + spectra.imag**2, np.float32)


def seen(cells: Singles, wide: Singles, level: float) -> Singles:
    """The picture for the network: how loud middle and sides are, on the level of the sound.

    `cells` are the power of the middle in its low bins and high bands, `wide` that of the
    difference of the channels in bands of its own.
    """
    power = np.concatenate([cells, wide], axis=1) / np.float32(max(level, 1e-9) ** 2)
    return np.asarray(np.log(np.sqrt(power) + np.float32(_FAINTEST)), np.float32)


def level_of(total: float, frames: int) -> float:
    """The level of a sound from the power of all its frames: that of the wave itself."""
    return float(np.sqrt(total / max(frames, 1) / _WINDOW_POWER))


def over_bins(masks: Singles) -> Singles:
    """Masks `(..., CELLS)` for each of all bins."""
    counts = np.diff(np.append(HIGH_EDGES[:-1], BINS))
    return np.concatenate(
        [masks[..., :LOW], np.repeat(masks[..., LOW:], counts, axis=-1)], axis=-1
    )


def finite(samples: Samples) -> Samples:
    """The same with silence where a sample is no number."""
    return np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)


def spectra(samples: Samples, first: int, last: int) -> Spectra:
    """Spectra `(frames, 2, bins)` of both channels; frame `n` is centred on `n · HOP`."""
    begin = first * HOP - SIZE // 2
    stop = begin + (last - first - 1) * HOP + SIZE
    wave = np.zeros((stop - begin, 2), np.float32)
    heard = finite(samples[max(0, begin) : stop])
    lead = max(0, -begin)
    wave[lead : lead + len(heard)] = heard
    views = np.lib.stride_tricks.sliding_window_view(wave, SIZE, axis=0)[::HOP]
    made: Spectra = fft.rfft(views * window(SIZE), axis=2)
    return made


def waves(masked: Spectra) -> Singles:
    """The stretch of sound of each spectrum, so shaped that they add up to the whole."""
    made: Singles = fft.irfft(masked, axis=2) * (window(SIZE) * np.float32(_OVERLAPPING))
    return made


def picture(both: Spectra, level: float) -> Singles:
    """What the network sees of spectra of both channels."""
    half = np.float32(1 / SIZE)
    middle = powers((both[:, 0] + both[:, 1]) * half)
    side = powers((both[:, 0] - both[:, 1]) * half)
    cells = np.concatenate([middle[:, :LOW], banded(middle, HIGH_EDGES)], axis=1)
    return seen(cells, banded(side, WIDE_EDGES), level)
