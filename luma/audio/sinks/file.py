"""A bounce to disk, as fast as the machine can."""

from pathlib import Path

import soundfile

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.slots import CHANNELS
from luma.domain.errors import OutputError
from luma.domain.units import HOUSE_RATE, Frames

BLOCK_FRAMES = 4096


def bounce(engine: Engine, path: Path, frames: Frames) -> None:
    """Write the next frames of an engine that no sink drives to a sound file."""
    try:
        with soundfile.SoundFile(path, "w", HOUSE_RATE, CHANNELS, subtype="FLOAT") as file:
            for start in range(0, frames, BLOCK_FRAMES):
                file.write(engine.render(min(BLOCK_FRAMES, frames - start)))
    except (OSError, soundfile.SoundFileError) as error:
        raise OutputError(
            f'The sound file "{path}" cannot be written: {error}.',
            hint="Choose a folder that exists and has room.",
        ) from error
