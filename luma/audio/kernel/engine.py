"""The engine: one deck, one audio graph, and the commands that steer them."""

from collections.abc import Iterable, Sequence

import numpy as np

from luma.audio.clicks import click_sounds
from luma.audio.kernel import slots
from luma.audio.kernel.callback import directory_of, publish
from luma.audio.kernel.graphs import Graphs
from luma.audio.kernel.mailbox import NOW, Clicks, Ring, Sources, Voices
from luma.audio.kernel.render import render
from luma.audio.kernel.resident import lock, lock_memory, resident
from luma.audio.kernel.slots import Audio, Words, allocate
from luma.domain.errors import BadValue
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.domain.units import HOUSE_RATE, Decibels

SHORTEST_LOOP = HOUSE_RATE // 100
"""Ten milliseconds: shorter ones would overrun the ring of segments."""


class Engine:
    """What a sink drives and a stage commands.

    Commands take a stream frame at which they are obeyed; without one, at the next block.
    """

    def __init__(self, position: Words | None = None) -> None:
        """Allocate everything, telling positions into the given words."""
        self.memory = allocate(position)
        self.directory = directory_of(self.memory)
        self.is_locked = lock_memory(self.memory)
        self._ring = Ring(self.memory)
        self._sources = Sources(self.memory, self._ring)
        self.graphs = Graphs(self.memory, self._ring)
        self._clicks = Clicks(self.memory, self._ring)
        self._voices = Voices(self.memory, self._ring)
        self._frames: int | None = None

    def use_source(self, samples: Audio, generation: int, *, at: int = NOW) -> None:
        """Hold at the start of a sound, copied into resident memory, under a number."""
        self._sources.publish(resident(samples), generation, at=at)
        self._frames = samples.shape[0]

    def use_clicks(self, frames: Words, level: Decibels, *, at: int = NOW) -> None:
        """Add clicks to the song, each a song frame and whether it begins a bar; or none."""
        if not frames.size:
            self._clicks.silence(at=at)
            return
        rows, sounds = np.array(frames, np.int64, order="C"), click_sounds(level)
        for array in (rows, sounds):
            lock(array)
        self._clicks.publish(rows, sounds, at=at)

    def use_voices(self, voices: Sequence[Audio], generation: int, *, at: int = NOW) -> None:
        """Have the resident voices of a mix at hand, so that they can be silenced; or none."""
        if voices:
            self._voices.publish(voices, generation, at=at)
        else:
            self._voices.drop(at=at)

    def silence_voices(self, silent: Iterable[int], *, at: int = NOW) -> None:
        """Take these of the voices out of the mix, and let the others be heard."""
        self._ring.post(slots.SILENCE_VOICES, sum(1 << voice for voice in silent), at=at)

    def play(self, *, at: int = NOW) -> None:
        """Play on."""
        self._ring.post(slots.PLAY, at=at)

    def pause(self, *, at: int = NOW) -> None:
        """Fade out and hold."""
        self._ring.post(slots.PAUSE, at=at)

    def seek(self, frame: int, *, at: int = NOW) -> None:
        """Go to a frame of the song."""
        self._ring.post(slots.SEEK, frame, at=at)

    def loop(self, start: int, stop: int, *, at: int = NOW) -> None:
        """Loop `[start, stop)`, or as much of it as the sound has."""
        end = stop if self._frames is None else min(stop, self._frames)
        if start < 0 or end - start < SHORTEST_LOOP:
            raise BadValue(
                f"A loop from frame {start} to {stop} cannot be played.",
                hint=f"A loop lasts {SHORTEST_LOOP} frames of the sound or more.",
            )
        self._ring.post(slots.LOOP, start, stop, at=at)

    def unloop(self, *, at: int = NOW) -> None:
        """Play on past the end of the loop."""
        self._ring.post(slots.UNLOOP, at=at)

    def set_setting(self, node: NodeId, setting: str, value: Json, *, at: int = NOW) -> None:
        """Move a setting of a node of the graph."""
        self.graphs.set_setting(node, setting, value, at=at)

    def retire(self) -> int:
        """Free what the callback has left behind, and give how many sounds are kept."""
        self._clicks.retire()
        self._voices.retire()
        self.graphs.go_on()
        return self._sources.retire()

    def render(self, frames: int) -> Audio:
        """The next frames of sound, with no device: heard at the time that they take."""
        self.graphs.go_on()
        out = np.empty((frames, slots.CHANNELS), np.float32)
        start = int(self.memory.control[slots.STREAM_FRAME])
        render(out, self.memory)
        publish(self.memory, start, start * 62_500 // 3)
        return out

    @property
    def stream_frame(self) -> int:
        """The stream frame that will be made next."""
        return int(self.memory.control[slots.STREAM_FRAME])
