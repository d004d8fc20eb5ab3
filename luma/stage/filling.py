"""Decodes a file beside the stage's own thread, so that its first second is heard at once."""

import threading
from pathlib import Path

import numpy as np

from luma.audio.decode import Decoding
from luma.audio.kernel.paging import LONGEST_WHOLE
from luma.audio.kernel.resident import lock
from luma.audio.kernel.slots import CHANNELS, Audio
from luma.domain.errors import LumaError, StageError
from luma.domain.units import HOUSE_RATE

ENOUGH = HOUSE_RATE
"""Frames with which playing may begin."""
SLACK = HOUSE_RATE


class Filler:
    """One file on its way into memory; `ready` frames are there, and never change again.

    What decoders give is finite, so nothing needs to be silenced.
    """

    def __init__(self, path: Path) -> None:
        """Begin to decode."""
        self.samples: Audio | None = None
        self.ready = 0
        self.is_whole = False
        self.trouble: LumaError | None = None
        self._is_wanted = True
        work = threading.Thread(target=self._work, args=(path,), name="filler", daemon=True)
        work.start()

    @property
    def can_begin(self) -> bool:
        """Whether enough is there to be heard."""
        return self.ready >= ENOUGH or (self.is_whole and self.ready > 0)

    def forget(self) -> None:
        """Decode no further."""
        self._is_wanted = False

    def _work(self, path: Path) -> None:
        try:
            self._fill(path)
        except LumaError as trouble:
            self.trouble = trouble
        except (MemoryError, OSError, ValueError) as trouble:
            self.trouble = StageError(f'"{path.name}" cannot be decoded: {trouble}.')

    def _fill(self, path: Path) -> None:
        decoding = Decoding(path)
        room = decoding.frames + SLACK if decoding.frames else LONGEST_WHOLE
        if decoding.frames > LONGEST_WHOLE:
            raise StageError(
                f'"{path.name}" is longer than 20 minutes and not decoded yet.',
                hint="Let it be analysed first; then any length can be played.",
            )
        self.samples = np.zeros((room, CHANNELS), np.float32)
        for block in decoding:
            part = self.samples[self.ready : self.ready + len(block)]
            part[:] = block[: len(part)]
            self.ready += len(part)
            if not self._is_wanted or len(part) < len(block):
                break
        lock(self.samples[: self.ready])
        self.is_whole = True
