"""A short tone on a device, played by a process of its own beside what plays already.

`python -P -m luma.audio.sinks.testtone NAME HOST` plays it; empty words mean the default.
"""

import sys

import numpy as np
import numpy.typing as npt

from luma.audio.sinks.listing import devices, find
from luma.audio.sinks.portaudio import aimed_at, in_words, library
from luma.domain.errors import LumaError
from luma.domain.units import HOUSE_RATE

SECONDS, PITCH, LEVEL, FADE = 0.8, 440.0, 0.12, 0.02
CHANNELS = 2


def tone() -> npt.NDArray[np.float32]:
    """A soft tone, first on the left, then on the right, that begins and ends in a fade."""
    count = round(SECONDS * HOUSE_RATE)
    at = np.arange(count) / HOUSE_RATE
    half = SECONDS / 2
    made = np.zeros((count, CHANNELS), np.float32)
    for side in range(CHANNELS):
        into = at - side * half
        edge = np.clip(np.minimum(into, half - into) / FADE, 0.0, 1.0)
        pitch = PITCH * (1.0, 1.5)[side]
        made[:, side] = LEVEL * edge * np.sin(2.0 * np.pi * pitch * at)
    return made


def play(name: str, host: str) -> None:
    """Play it on a device, and come back when it has been heard."""
    package = library()
    device = find(devices(), "output", name, host)
    try:
        with (
            aimed_at(device.id),
            package.OutputStream(
                samplerate=HOUSE_RATE,
                channels=CHANNELS,
                device=device.index if device.index >= 0 else None,
                dtype="float32",
                latency="high",
            ) as stream,
        ):
            stream.write(tone())
    except (ValueError, package.PortAudioError) as error:
        raise in_words(error, name or device.name, CHANNELS) from error


def main() -> int:
    """Play it, or say why it cannot be played."""
    name, host = (*sys.argv[1:3], "", "")[:2]
    try:
        play(name, host)
    except LumaError as error:
        sys.stderr.write(error.sentence() + "\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
