"""Pyramids of what is drawn, as files: all their levels one after the other in one table."""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from luma.domain.errors import ArtifactError

Levels = tuple[npt.NDArray[Any], ...]


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
