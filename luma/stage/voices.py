"""Reads the voices of a track beside the stage's own thread, so that no wish waits for them."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from luma.audio.kernel.slots import Audio
from luma.audio.voices import resident_voice
from luma.domain.errors import LumaError, StageError


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The voices of a sound with a number, resident."""

    generation: int
    voices: tuple[Audio, ...]


class VoiceReader:
    """Reads one set of voices at a time; what is no longer wished is never given."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._lock = threading.Lock()
        self._turn = 0
        self._read: Read | LumaError | None = None

    def read(self, generation: int, files: Sequence[Path], gain: float) -> None:
        """Begin to read; `take` gives what comes of it."""
        with self._lock:
            self._turn += 1
            turn = self._turn
        work = threading.Thread(
            target=self._work, args=(turn, generation, files, gain), name="voices", daemon=True
        )
        work.start()

    def forget(self) -> None:
        """Give nothing of what was asked for before."""
        with self._lock:
            self._turn += 1
            self._read = None

    def take(self) -> Read | LumaError | None:
        """What was read since the last look, or why it could not be."""
        with self._lock:
            read, self._read = self._read, None
        return read

    def _work(self, turn: int, generation: int, files: Sequence[Path], gain: float) -> None:
        made: Read | LumaError
        voices: list[Audio] = []
        try:
            for file in files:
                voices.append(resident_voice(file, gain))
                if turn != self._turn:
                    return
            made = Read(generation, tuple(voices))
        except LumaError as trouble:
            made = trouble
        except (MemoryError, OSError) as trouble:
            made = StageError(f"The voices of the track cannot be read: {trouble}.")
        with self._lock:
            if turn == self._turn:
                self._read = made
