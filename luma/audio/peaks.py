"""A pyramid of lowest, highest, RMS and band values, to draw any zoom in one step."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from luma.audio.levels import read_levels, write_levels
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE

BUCKET = 64
LOW_BELOW, HIGH_ABOVE = 200.0, 2000.0
_COLUMNS = 6
_SIZE, _MARGIN = 1 << 14, 1 << 11
_HOP = _SIZE - 2 * _MARGIN
_CHUNK = 8 * _HOP
_LOW_THINNED = 4

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class PeakSlice:
    """What to draw in each column: lowest, highest, RMS, and how strong three bands are."""

    low: Floats
    high: Floats
    rms: Floats
    bands: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """A sketch of a sound; level `n` holds one bucket for every `64 · 2ⁿ` frames."""

    levels: tuple[Floats, ...]
    frames: int
    suffix: ClassVar[str] = ".npz"

    @classmethod
    def of(cls, samples: Samples, rate: int = HOUSE_RATE) -> "Peaks":
        """The pyramid of stereo samples `(frames, 2)`."""
        parts = [_finest(samples, at, rate) for at in range(0, len(samples), _CHUNK)]
        level = np.concatenate(parts) if parts else np.zeros((1, _COLUMNS), np.float32)
        levels = [level]
        while len(level) > 1:
            level = _coarser(level)
            levels.append(level)
        return cls(tuple(levels), len(samples))

    def slice(self, start: int, stop: int, width: int) -> PeakSlice:
        """`width` columns over frames `[start, stop)`, as quick for an hour as for a bar."""
        edges = start + (stop - start) * np.arange(width + 1, dtype=np.int64) // width
        per_column = max(1, (stop - start) // width)
        depth = max(0, (per_column // BUCKET).bit_length() - 1)
        depth = min(depth, len(self.levels) - 1)
        level, size = self.levels[depth], BUCKET << depth
        first = edges[:-1] // size
        last = np.maximum(-(-edges[1:] // size), first + 1) - 1
        total = np.zeros((width, _COLUMNS), np.float32)
        power = np.zeros(width, np.float32)
        for step in range(int((last - first).max()) + 1):
            bucket = np.minimum(first + step, last)
            inside = (bucket >= 0) & (bucket < len(level))
            row = level[np.clip(bucket, 0, len(level) - 1)] * inside[:, None]
            total = _merged(total, row) if step else row
            power += row[:, 2] ** 2 * (first + step <= last)
        rms = np.sqrt(power / (last - first + 1))
        return PeakSlice(total[:, 0], total[:, 1], rms, total[:, 3:])

    def write(self, path: Path) -> None:
        """Keep the pyramid in a file."""
        write_levels(path, self.levels, self.frames)

    @classmethod
    def open(cls, path: Path) -> "Peaks":
        """The pyramid that a file keeps."""
        return cls(*read_levels(path, "peaks"))


def _merged(one: Floats, other: Floats) -> Floats:
    out = np.maximum(one, other)
    out[:, 0] = np.minimum(one[:, 0], other[:, 0])
    return out


def _coarser(level: Floats) -> Floats:
    if len(level) % 2:
        level = np.concatenate([level, level[-1:] * np.float32(0)])
    out = _merged(level[0::2], level[1::2])
    out[:, 2] = np.sqrt((level[0::2, 2] ** 2 + level[1::2, 2] ** 2) / 2)
    return out


def _finest(samples: Samples, at: int, rate: int) -> Floats:
    """The finest level of one stretch, with the bands heard beyond its edges."""
    block = np.asarray(samples[at : at + _CHUNK], dtype=np.float32)
    count = -(-len(block) // BUCKET)
    padded = np.zeros((count * BUCKET, 2), np.float32)
    padded[: len(block)] = block
    buckets = padded.reshape(count, 2 * BUCKET)
    out = np.empty((count, _COLUMNS), np.float32)
    out[:, 0] = _folded(buckets, np.minimum)
    out[:, 1] = _folded(buckets, np.maximum)
    out[:, 2] = np.sqrt(np.einsum("ij,ij->i", buckets, buckets) / np.float32(2 * BUCKET))
    out[:, 3:] = _bands(samples, at, count, rate)
    return out


def _folded(rows: Floats, of_two: np.ufunc) -> Floats:
    """One value of each row, found by laying half of it on the other half; a power of two."""
    while (half := rows.shape[1] // 2) > 0:
        rows = of_two(rows[:, :half], rows[:, half:])
    return rows[:, 0]


def _bands(samples: Samples, at: int, count: int, rate: int) -> Floats:
    """How strong low, middle and high of the mono sum are in `count` buckets.

    The sound is split in the spectra of stretches that overlap; the low band is looked at
    less often.
    """
    before = min(at, _MARGIN)
    stretches = -(-count * BUCKET // _HOP)
    around = np.asarray(samples[at - before : at + count * BUCKET + _MARGIN], dtype=np.float32)
    mono = np.zeros((stretches - 1) * _HOP + _SIZE, np.float32)
    first = _MARGIN - before
    stop = min(len(mono), first + len(around))
    mono[first:stop] = (around[: stop - first, 0] + around[: stop - first, 1]) * np.float32(0.5)
    views = np.lib.stride_tricks.sliding_window_view(mono, _SIZE)[::_HOP]
    spectra = np.fft.rfft(views, axis=1)
    out = np.empty((stretches * (_HOP // BUCKET), 3), np.float32)
    for column, (weights, thinned) in enumerate(_shares(rate)):
        size, lead = _SIZE // thinned, _MARGIN // thinned
        weighted = spectra[:, : size // 2 + 1] * weights[: size // 2 + 1]
        band = np.fft.irfft(weighted, size, axis=1)[:, lead : size - lead]
        buckets = np.abs(band).reshape(len(out), BUCKET // thinned)
        out[:, column] = _folded(buckets, np.maximum)
    return out[:count]


@functools.lru_cache(maxsize=4)
def _shares(rate: int) -> tuple[tuple[Floats, int], ...]:
    """The weights of each band in a spectrum, and of how many samples one is enough for it."""
    hertz = np.fft.rfftfreq(_SIZE, 1.0 / rate)
    below = _share_below(hertz, LOW_BELOW)
    above = 1.0 - _share_below(hertz, HIGH_ABOVE)
    bands = ((below, _LOW_THINNED), (1.0 - below - above, 1), (above, 1))
    return tuple(((share / every).astype(np.float32), every) for share, every in bands)


def _share_below(hertz: npt.NDArray[np.floating], edge: float) -> npt.NDArray[np.float64]:
    """A crossover that is one below the edge, zero above, with an octave of slope between."""
    octaves = np.log2(np.maximum(hertz, 1e-3) / edge)
    return np.asarray(0.5 - 0.5 * np.sin(np.pi * np.clip(octaves, -0.5, 0.5)), dtype=np.float64)
