"""A log-mel spectrogram in levels, mapped, so that any stretch at any zoom is read at once."""

import os
import shutil
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from luma.domain.errors import ArtifactError
from luma.domain.units import LIGHT_FPS

BANDS = 96
DEPTH_DB = 96.0
_FULL = 255
_MOST_FRAMES = 1 << 40

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class MelTiles:
    """Rows of loudness by pitch, low first: 255 is full scale, 0 is 96 dB below and less.

    Level `n` holds one row for every `2ⁿ` light frames: the loudest of them.
    """

    path: Path
    table: Bytes
    frames: int
    suffix: ClassVar[str] = ".npy"

    @classmethod
    def gather(cls, parts: Iterable[Bytes], path: Path) -> "MelTiles":
        """Keep the rows of all light frames in a file, with the levels above them."""
        level = np.concatenate([np.zeros((0, BANDS), np.uint8), *parts])
        if not len(level):
            level = np.zeros((1, BANDS), np.uint8)
        levels = [level]
        while len(level) > 1:
            level = _coarser(level)
            levels.append(level)
        np.save(path, np.concatenate(levels), allow_pickle=False)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "MelTiles":
        """The tiles of a file, read only as far as they are looked at."""
        try:
            table = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise ArtifactError(f'"{path}" is no spectrogram: {error}.') from error
        if table.ndim != 2 or table.shape[1] != BANDS or table.dtype != np.uint8:
            raise ArtifactError(f'"{path}" does not hold rows of {BANDS} bands.')
        frames = bisect_left(range(_MOST_FRAMES), len(table), key=_rows_of)
        if _rows_of(frames) != len(table):
            raise ArtifactError(f'"{path}" ends early.')
        return cls(path, table, frames)

    def write(self, path: Path) -> None:
        """Put the same tiles at another path; within one disk no byte is copied."""
        try:
            os.link(self.path, path)
        except OSError:
            shutil.copyfile(self.path, path)

    @property
    def seconds(self) -> float:
        """How long the sound lasts."""
        return self.frames / LIGHT_FPS

    def columns(self, start: float, per_column: float, count: int) -> Bytes:
        """`count` columns `(count, bands)` from a second on, each so many seconds wide."""
        frames = per_column * LIGHT_FPS
        level = max(0, int(np.log2(max(frames, 1.0))))
        first, size, length = _level(self.frames, level)
        middles = start * LIGHT_FPS + (np.arange(count) + 0.5) * frames
        rows = np.floor(middles / size).astype(np.int64)
        inside = (rows >= 0) & (rows < length)
        out = np.zeros((count, BANDS), np.uint8)
        out[inside] = self.table[first + rows[inside]]
        return out


def in_bytes(power: npt.NDArray[np.floating]) -> Bytes:
    """Powers, of which 1 is full scale, as bytes of loudness."""
    level = 10.0 * np.log10(np.maximum(power, 10.0 ** (-DEPTH_DB / 10.0)))
    return np.asarray(np.clip((level / DEPTH_DB + 1.0) * _FULL + 0.5, 0, _FULL), dtype=np.uint8)


def _coarser(level: Bytes) -> Bytes:
    if len(level) % 2:
        level = np.concatenate([level, level[-1:]])
    return np.maximum(level[0::2], level[1::2])


def _rows_of(frames: int) -> int:
    """How many rows all levels over so many frames have; none stands for a lone row too few."""
    rows = frames
    while frames > 1:
        frames = -(-frames // 2)
        rows += frames
    return rows


def _level(frames: int, level: int) -> tuple[int, int, int]:
    """Where a level begins, how many frames a row of it means, and how many rows it has."""
    first, size = 0, 1
    while level > 0 and frames > 1:
        first, size, frames, level = first + frames, size * 2, -(-frames // 2), level - 1
    return first, size, frames
