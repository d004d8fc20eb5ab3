"""Sound into a file, whole or not at all, as fast as the machine can."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.slots import CHANNELS, Audio
from luma.domain.errors import OutputError, Refused
from luma.domain.units import HOUSE_RATE, Frames

BLOCK_FRAMES = 4096
Depth = Literal["24", "float"]
"""Whole numbers of 24 bits, or floats, which never clip."""

_SUBTYPES: dict[Depth, str] = {"24": "PCM_24", "float": "FLOAT"}
_FORMATS = {".wav": "WAV", ".flac": "FLAC"}
_MOST_WAV = (1 << 32) - (1 << 16)
SPARE_BYTES = 1 << 20


class SoundWriter:
    """Takes blocks of sound, and counts samples that were too loud for the file."""

    def __init__(self, file: soundfile.SoundFile, *, clips: bool) -> None:
        """Write into an open file."""
        self._file, self._clips = file, clips
        self.clipped = 0
        self.frames = 0

    def write(self, block: Audio) -> None:
        """Add some frames."""
        if self._clips:
            self.clipped += int(np.count_nonzero(np.abs(block) > 1.0))
        self._file.write(block)
        self.frames += len(block)


@contextmanager
def sound_file(
    path: Path, frames: int, *, depth: Depth = "float", channels: int = CHANNELS
) -> Iterator[SoundWriter]:
    """A file that is put in its place when the block ends well, and leaves nothing otherwise.

    Sounds of more than 4 GB become RF64, which is WAV with larger numbers.
    """
    kind = _kind(path, depth)
    size = frames * channels * (4 if depth == "float" else 3)
    _see_room(path, size if kind == "WAV" else size // 4)
    if kind == "WAV" and size > _MOST_WAV:
        kind = "RF64"
    aside = path.with_name(f".{path.name[:100]}.part")
    try:
        with soundfile.SoundFile(
            os.fsencode(aside), "w", HOUSE_RATE, channels, subtype=_SUBTYPES[depth], format=kind
        ) as file:
            yield SoundWriter(file, clips=depth != "float")
        aside.replace(path)
    except (OSError, soundfile.SoundFileError, UnicodeError) as error:
        raise _trouble(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def _kind(path: Path, depth: Depth) -> str:
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise Refused(
            f'"{path.name}" is no name of a sound file that Luma writes.',
            hint="Let it end in .wav or .flac.",
        )
    if kind == "FLAC" and depth == "float":
        raise Refused("A FLAC file does not hold floats.", hint="Take 24 bits, or a .wav file.")
    if path.is_dir():
        raise Refused(f'"{path}" is a folder.', hint="Give the name of a file in it.")
    return kind


def _see_room(path: Path, size: int) -> None:
    """Refuse at once what the disk has no room for; what is not known is tried."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return
    if free < size + SPARE_BYTES:
        raise OutputError(
            f'There is no room for "{path.name}": it takes {size / 1e6:.0f} MB, and '
            f'{free / 1e6:.0f} MB are free in "{path.parent}".',
            hint="Make room, write a shorter stretch, or choose another disk.",
        )


def _trouble(path: Path, error: Exception) -> OutputError:
    said = str(error).rstrip(".")
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < SPARE_BYTES:
            said = "the disk is full"
    if not path.parent.is_dir():
        said = f'there is no folder "{path.parent}"'
    return OutputError(
        f'The sound file "{path}" cannot be written: {said}.',
        hint="Choose a folder that exists and has room.",
    )


def bounce(
    engine: Engine,
    writer: SoundWriter,
    frames: Frames,
    before_block: Callable[[int], object] = lambda _: None,
) -> None:
    """Write the next frames of an engine that no sink drives.

    Before each block `before_block` hears how many are done.
    """
    for start in range(0, frames, BLOCK_FRAMES):
        before_block(start)
        writer.write(engine.render(min(BLOCK_FRAMES, frames - start)))
