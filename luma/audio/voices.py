"""The voices of a mix as they are played, resident and at their levels, and as WAV files."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soundfile

from luma.audio.kernel.resident import lock
from luma.audio.kernel.slots import CHANNELS, Audio
from luma.domain.errors import ArtifactError
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE

BLOCK = 1 << 18
LONGEST = 20 * 60 * HOUSE_RATE


def resident_voice(file: Path, gain: float) -> Audio:
    """One voice, whole and in memory of its own, at the level that it has in the mix."""
    try:
        with soundfile.SoundFile(file) as sound:
            if sound.frames > LONGEST:
                raise ArtifactError(
                    "The voices of a track of over 20 minutes do not fit into memory.",
                    hint="It is heard as the mix.",
                )
            if (sound.channels, sound.samplerate) != (CHANNELS, HOUSE_RATE):
                raise ArtifactError(f'"{file.name}" is no voice in stereo at {HOUSE_RATE} Hz.')
            samples = np.empty((sound.frames, CHANNELS), np.float32)
            for first in range(0, len(samples), BLOCK):
                sound.read(out=samples[first : first + BLOCK])
                samples[first : first + BLOCK] /= np.float32(gain)
    except soundfile.SoundFileError as error:
        raise ArtifactError(f'The voice "{file.name}" cannot be read: {error}') from error
    lock(samples)
    samples.setflags(write=False)
    return samples


def write_floats(file: Path, parts: Iterable[Samples]) -> None:
    """Write a voice part by part into a WAV file of floats, which never clips."""
    try:
        with soundfile.SoundFile(file, "w", HOUSE_RATE, CHANNELS, "FLOAT", format="WAV") as out:
            for part in parts:
                out.write(part)
    except soundfile.SoundFileError as error:
        raise OSError(str(error)) from error
