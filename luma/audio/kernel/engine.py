"""The engine: one deck, one audio graph, and the commands that steer them."""

from collections.abc import Sequence

import numpy as np

from luma.audio.clicks import click_sounds
from luma.audio.kernel import slots
from luma.audio.kernel.callback import publish
from luma.audio.kernel.deckcode import deck_code
from luma.audio.kernel.directory import directory_of
from luma.audio.kernel.graphs import Graphs
from luma.audio.kernel.mailbox import NOW, Clicks, Ring, Voices
from luma.audio.kernel.render import render
from luma.audio.kernel.resident import copied, lock, lock_memory
from luma.audio.kernel.slots import Audio, Words, allocate
from luma.audio.kernel.sources import Reel, Sources
from luma.domain.errors import BadValue
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.domain.units import HOUSE_RATE, Decibels

SHORTEST_LOOP = HOUSE_RATE // 100
"""Ten milliseconds: shorter ones would overrun the ring of segments."""
RATES = (0.5, 2.0)
LONGEST_CROSSFADE = slots.MOST_CROSSFADE
LONGEST_COUNT = 60 * HOUSE_RATE
LOUDEST_VOICE = 2.0


class Engine:
    """What a sink drives and a stage commands.

    Commands take a stream frame at which they are obeyed; without one, at the next block.
    """

    def __init__(self, position: Words | None = None) -> None:
        """Allocate everything, telling positions into the given words."""
        self.memory = allocate(position)
        self.directory = directory_of(self.memory)
        self.memory.control[slots.DIRECTORY] = self.directory.ctypes.data
        self.memory.control[slots.DECK_CODE] = deck_code().address
        self.is_locked = lock_memory(self.memory)
        self._ring = Ring(self.memory)
        self.sources = Sources(self.memory, self._ring)
        self.graphs = Graphs(self.memory, self._ring)
        self._clicks = Clicks(self.memory, self._ring)
        self._voices = Voices(self.memory, self._ring)
        self._frames: int | None = None

    def use_source(self, samples: Audio, generation: int, *, at: int = NOW) -> None:
        """Hold at the start of a sound, copied into resident memory, under a number."""
        self.use_reel(Reel.whole(self.resident(samples)), generation, at=at)

    def use_reel(self, reel: Reel, generation: int, *, at: int = NOW) -> int:
        """Hold at the start of a reel under a number; gives its slot among the sources."""
        slot = self.sources.publish(reel, generation, at=at)
        self._frames = reel.origin + reel.song
        return slot

    def resident(self, samples: Audio) -> Audio:
        """A sound in memory of its own; what is no number in it is silenced and counted."""
        copy, broken = copied(samples)
        self.note_broken(broken)
        return copy

    def note_broken(self, samples: int) -> None:
        """Count samples that were no numbers."""
        self.memory.control[slots.BROKEN] += samples

    def use_clicks(self, frames: Words, level: Decibels, *, at: int = NOW) -> None:
        """Add clicks to the song, each a song frame and whether it begins a bar; or none."""
        if not frames.size:
            self._clicks.silence(at=at)
            return
        self._clicks.publish(*_clicks(frames, level), at=at)

    def count_in(self, frames: Words, length: int, level: Decibels, *, at: int = NOW) -> None:
        """Hold for some frames while clicks are heard, each at a frame of these, then play."""
        if not 0 < length <= LONGEST_COUNT:
            raise BadValue(
                f"A count-in of {length / HOUSE_RATE:g} seconds cannot be played.",
                hint=f"It lasts up to {LONGEST_COUNT // HOUSE_RATE} seconds.",
            )
        self._clicks.count_in(*_clicks(frames, level), length, at=at)

    def use_voices(self, voices: Sequence[Audio], generation: int, *, at: int = NOW) -> None:
        """Have the resident voices of a mix at hand, so that each has a level; or none."""
        if voices:
            self._voices.publish(voices, generation, at=at)
        else:
            self._voices.drop(at=at)

    def balance_voices(self, gains: Sequence[float], *, at: int = NOW) -> None:
        """Have each voice as loud as this factor says: 1 as in the mix, 0 not at all."""
        if len(gains) != slots.VOICE_COUNT:
            raise BadValue(
                f"{len(gains)} levels cannot be given to {slots.VOICE_COUNT} voices.",
                hint="Give one for each stem, in their order.",
            )
        for gain in gains:
            _within("A voice's level", gain, 0.0, LOUDEST_VOICE)
        for voice, gain in enumerate(gains):
            self._ring.post(slots.SET_VOICE, voice, round(gain * slots.WHOLE), at=at)

    def play(self, *, at: int = NOW) -> None:
        """Play on."""
        self._ring.post(slots.PLAY, at=at)

    def pause(self, *, at: int = NOW) -> None:
        """Fade out and hold."""
        self._ring.post(slots.PAUSE, at=at)

    def seek(self, frame: int, *, at: int = NOW) -> int:
        """Go to a frame of the song; gives the number of the command, for `is_taken`."""
        return self._ring.post(slots.SEEK, frame, at=at)

    def scrub(self, frame: int, *, at: int = NOW) -> int:
        """Hear a grain at a frame of the song, until `release`; gives the command's number."""
        return self._ring.post(slots.SCRUB, frame, at=at)

    def is_taken(self, number: int) -> bool:
        """Whether the callback has obeyed a command."""
        return self._ring.is_taken(number)

    def release(self, *, at: int = NOW) -> None:
        """Go on from where the last grain began, playing or holding as before."""
        self._ring.post(slots.RELEASE, at=at)

    def set_rate(self, rate: float, *, at: int = NOW) -> None:
        """Play faster or slower, and so higher or lower."""
        _within("A rate", rate, *RATES)
        self._ring.post(slots.SET_RATE, round(rate * slots.ONE), at=at)

    def set_crossfade(self, frames: int, *, at: int = NOW) -> None:
        """Let the end of a loop fade into its start over some frames; 0 for a hard seam."""
        _within("A crossfade in frames", frames, 0, LONGEST_CROSSFADE)
        self._ring.post(slots.SET_CROSSFADE, frames, at=at)

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
        return self.sources.retire()

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


def _clicks(frames: Words, level: Decibels) -> tuple[Words, Audio]:
    rows, sounds = np.array(frames, np.int64, order="C"), click_sounds(level)
    for array in (rows, sounds):
        lock(array)
    return rows, sounds


def _within(what: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise BadValue(
            f"{what} of {value:g} cannot be set.", hint=f"It is {low:g} to {high:g}."
        )
