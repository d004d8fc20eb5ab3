"""Decoded sound as a memory-mapped file that desk, stage and workshop share."""

import io
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

import numpy as np

from luma.domain.errors import ArtifactError
from luma.domain.sound import Samples, Sound
from luma.domain.units import HOUSE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class Pcm:
    """Stereo sound at the house rate, mapped from a `.npy` file of float32 `(frames, 2)`."""

    path: Path
    samples: Samples
    suffix: ClassVar[str] = ".npy"

    @classmethod
    def open(cls, path: Path) -> "Pcm":
        """The sound of a file, read only as far as it is looked at."""
        try:
            samples = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise ArtifactError(f'"{path}" is not decoded sound: {error}.') from error
        if samples.ndim != 2 or samples.shape[1] != 2 or samples.dtype != np.float32:
            raise ArtifactError(f'"{path}" does not hold stereo float32 sound.')
        return cls(path, samples)

    @classmethod
    def gather(cls, blocks: Iterable[Samples], path: Path) -> "Pcm":
        """Write blocks one after the other, so that a long sound never lies in memory."""
        aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with aside.open("xb") as file:
                _fill(file, blocks)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        return cls.open(path)

    def write(self, path: Path) -> None:
        """Put the same sound at another path; within one disk no byte is copied."""
        try:
            os.link(self.path, path)
        except OSError:
            shutil.copyfile(self.path, path)

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return int(self.samples.shape[0])

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / HOUSE_RATE

    @property
    def sound(self) -> Sound:
        """The samples as a value with their rate."""
        return Sound(self.samples, HOUSE_RATE)


def _header(frames: int) -> bytes:
    buffer = io.BytesIO()
    shape = {"descr": "<f4", "fortran_order": False, "shape": (frames, 2)}
    np.lib.format.write_array_header_1_0(buffer, shape)
    return buffer.getvalue()


def _fill(file: BinaryIO, blocks: Iterable[Samples]) -> None:
    frames = 0
    file.write(_header(0))
    for block in blocks:
        file.write(np.ascontiguousarray(block, dtype="<f4").data)
        frames += len(block)
    file.seek(0)
    file.write(_header(frames))
