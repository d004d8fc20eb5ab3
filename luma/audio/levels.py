"""Pyramids of what is drawn: their columns at any zoom, and their files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from luma.domain.errors import ArtifactError

Extremes = npt.NDArray[Any]
Levels = tuple[Extremes, ...]


def write_levels(path: Path, levels: Levels, frames: int) -> None:
    """Keep the levels of a pyramid over so many frames in a file."""
    lengths = np.array([len(level) for level in levels])
    with path.open("wb") as file:
        np.savez(file, table=np.concatenate(levels), lengths=lengths, frames=frames)


def read_levels(path: Path, what: str) -> tuple[Levels, int]:
    """The levels that a file keeps, and over how many frames they lie."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            table, lengths, frames = kept["table"], kept["lengths"], int(kept["frames"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ArtifactError(f'"{path}" does not hold {what}: {error}.') from error
    return tuple(np.split(table, np.cumsum(lengths)[:-1])), frames


def columns_of(
    levels: Sequence[Extremes], bucket: int, start: float, per_column: float, count: int
) -> tuple[Extremes, Extremes]:
    """The lowest and highest in columns so many frames wide, from a frame on; outside is 0.

    Level `n` holds `(buckets, 2)` extremes, a bucket for every `bucket · 2ⁿ` frames.
    """
    depth = max(0, int(per_column // bucket).bit_length() - 1)
    depth = min(depth, len(levels) - 1)
    level, size = levels[depth], bucket << depth
    edges = start + np.arange(count + 1) * per_column
    first = np.floor(edges[:-1] / size).astype(np.int64)
    last = np.maximum(np.ceil(edges[1:] / size).astype(np.int64), first + 1) - 1
    rows = np.zeros((count, 2), level.dtype)
    for step in range(int((last - first).max(initial=0)) + 1):
        place = np.minimum(first + step, last)
        inside = (place >= 0) & (place < len(level))
        row = level[np.clip(place, 0, len(level) - 1)] * inside[:, None]
        low = np.minimum(rows[:, 0], row[:, 0]) if step else row[:, 0]
        high = np.maximum(rows[:, 1], row[:, 1]) if step else row[:, 1]
        rows = np.stack([low, high], axis=1)
    return rows[:, 0], rows[:, 1]
