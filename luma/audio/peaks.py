"""A pyramid of lowest, highest, RMS and band values, to draw any zoom in one step."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from luma.domain.errors import ArtifactError
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE

BUCKET = 64
LOW_BELOW, HIGH_ABOVE = 200.0, 2000.0
_COLUMNS = 6
_CHUNK, _MARGIN = 1 << 17, 1 << 13

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
        lengths = np.array([len(level) for level in self.levels])
        with path.open("wb") as file:
            np.savez(
                file, table=np.concatenate(self.levels), lengths=lengths, frames=self.frames
            )

    @classmethod
    def open(cls, path: Path) -> "Peaks":
        """The pyramid that a file keeps."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                table, lengths = kept["table"], kept["lengths"]
                frames = int(kept["frames"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ArtifactError(f'"{path}" does not hold peaks: {error}.') from error
        return cls(tuple(np.split(table, np.cumsum(lengths)[:-1])), frames)


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
    buckets = padded.reshape(count, BUCKET, 2)
    out = np.empty((count, _COLUMNS), np.float32)
    out[:, 0] = buckets.min(axis=(1, 2))
    out[:, 1] = buckets.max(axis=(1, 2))
    out[:, 2] = np.sqrt((buckets.astype(np.float64) ** 2).mean(axis=(1, 2)))
    for column, band in enumerate(_bands(samples, at, count * BUCKET, rate), start=3):
        out[:, column] = np.abs(band).reshape(count, BUCKET).max(axis=1)
    return out


def _bands(samples: Samples, at: int, length: int, rate: int) -> list[Floats]:
    """Low, middle and high of the mono sum over `[at, at + length)`, split in the spectrum."""
    start = max(0, at - _MARGIN)
    around = samples[start : at + length + _MARGIN].mean(axis=1, dtype=np.float32)
    size = 1 << (len(around) + _MARGIN - 1).bit_length()
    spectrum = np.fft.rfft(around, size)
    hertz = np.fft.rfftfreq(size, 1.0 / rate)
    below = _share_below(hertz, LOW_BELOW)
    above = 1.0 - _share_below(hertz, HIGH_ABOVE)
    shares = (below, 1.0 - below - above, above)
    here = slice(at - start, at - start + length)
    return [np.fft.irfft(spectrum * share, size)[here].astype(np.float32) for share in shares]


def _share_below(hertz: npt.NDArray[np.floating], edge: float) -> npt.NDArray[np.float64]:
    """A crossover that is one below the edge, zero above, with an octave of slope between."""
    octaves = np.log2(np.maximum(hertz, 1e-3) / edge)
    return np.asarray(0.5 - 0.5 * np.sin(np.pi * np.clip(octaves, -0.5, 0.5)), dtype=np.float64)
