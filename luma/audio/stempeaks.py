"""A small pyramid of the lowest and highest values of each voice, to draw any zoom at once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from luma.audio.levels import columns_of, read_levels, write_levels
from luma.domain.errors import ArtifactError
from luma.domain.sound import Samples
from luma.domain.stems import Stem

BUCKET = 128
PIECE = BUCKET << 13
FULL = 32_767

Extremes = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float32]
ReadPart = Callable[[Stem, int, int], Samples]


@dataclass(frozen=True, slots=True, eq=False)
class StemPeaks:
    """Level `n` holds `(buckets, stems, 2)` extremes, a bucket for every `128 · 2ⁿ` frames."""

    levels: tuple[Extremes, ...]
    frames: int
    suffix: ClassVar[str] = ".npz"

    @classmethod
    def of(cls, frames: int, read: ReadPart, moved: Callable[[float], None]) -> "StemPeaks":
        """The pyramid of voices of so many frames, read piece by piece."""
        level = np.zeros((max(1, -(-frames // BUCKET)), len(Stem), 2), np.int16)
        for number, stem in enumerate(Stem):
            for first in range(0, frames, PIECE):
                found = _extremes(read(stem, first, min(first + PIECE, frames)))
                at = first // BUCKET
                level[at : at + len(found), number] = found
                moved((number + (first + PIECE) / max(frames, PIECE)) / (len(Stem) + 1))
        levels = [level]
        while len(level) > 1:
            level = _coarser(level)
            levels.append(level)
        return cls(tuple(levels), frames)

    def columns(
        self, stem: Stem, start: float, per_column: float, count: int
    ) -> tuple[Floats, Floats]:
        """The lowest and highest of a voice in each column, −1…1, from a frame on."""
        levels = [level[:, list(Stem).index(stem)] for level in self.levels]
        low, high = columns_of(levels, BUCKET, start, per_column, count)
        full = np.float32(FULL)
        return (
            np.minimum(low, 0).astype(np.float32) / full,
            np.maximum(high, 0).astype(np.float32) / full,
        )

    @property
    def loudest(self) -> float:
        """The largest value of any voice."""
        return float(np.abs(self.levels[-1].astype(np.int32)).max()) / FULL

    def write(self, path: Path) -> None:
        """Keep the pyramid in a file."""
        write_levels(path, self.levels, self.frames)

    @classmethod
    def open(cls, path: Path) -> "StemPeaks":
        """The pyramid that a file keeps."""
        levels, frames = read_levels(path, "peaks of voices")
        if levels[0].shape[1:] != (len(Stem), 2) or levels[0].dtype != np.int16:
            raise ArtifactError(f'"{path}" does not hold peaks of {len(Stem)} voices.')
        return cls(levels, frames)


def _extremes(samples: Samples) -> Extremes:
    """The lowest and highest of each bucket, of both channels together."""
    count = -(-len(samples) // BUCKET)
    padded = np.zeros((count * BUCKET, 2), np.float32)
    padded[: len(samples)] = samples
    buckets = padded.reshape(count, 2 * BUCKET)
    both = np.stack([buckets.min(axis=1), buckets.max(axis=1)], axis=1)
    return np.asarray(np.rint(np.clip(both, -1.0, 1.0) * FULL), np.int16)


def _coarser(level: Extremes) -> Extremes:
    if len(level) % 2:
        level = np.concatenate([level, level[-1:]])
    out = level[0::2].copy()
    out[..., 0] = np.minimum(level[0::2, :, 0], level[1::2, :, 0])
    out[..., 1] = np.maximum(level[0::2, :, 1], level[1::2, :, 1])
    return out
