"""A sound card made of time alone."""

import threading

import numpy as np

from luma.audio.kernel.atomic import store_word
from luma.audio.kernel.drive import drive
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.resident import lock
from luma.audio.kernel.slots import CHANNELS, STOP

BLOCK_FRAMES = 512


class NullSink:
    """A thread of machine code that asks for sound at the house rate, and drops it."""

    def __init__(self, engine: Engine, *, block_frames: int = BLOCK_FRAMES) -> None:
        """Begin at once."""
        self.name = "no device"
        self.latency_ms = 0.0
        self._control = engine.memory.control
        out = np.zeros((block_frames, CHANNELS), np.float32)
        lock(out)
        store_word(self._control, STOP, 1)
        drive(out, engine.memory)  # loads the machine code, and returns at once
        store_word(self._control, STOP, 0)
        self._thread = threading.Thread(
            target=drive, args=(out, engine.memory), name="null sink", daemon=True
        )
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it still asks for sound."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Stop after the block that is being made."""
        store_word(self._control, STOP, 1)
        self._thread.join()
