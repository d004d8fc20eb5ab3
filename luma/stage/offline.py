"""The stage with no sink: the same engine, made to sound as fast as the machine can."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.audio.kernel import slots
from luma.audio.kernel.engine import Engine
from luma.audio.voices import resident_voice
from luma.domain.audiograph import PLAIN
from luma.domain.errors import BadValue, StageError
from luma.domain.graphdoc import GraphDoc
from luma.domain.units import HOUSE_RATE, Decibels, Frames, Seconds
from luma.stage.messages import LoadSource, UseStretched
from luma.stage.sounds import Sounds

SETTLE_FRAMES = 8192
"""Silence in which all that was asked for comes about before the first frame is kept."""
BLOCK_FRAMES = 4096
_GENERATION = 1


@dataclass(frozen=True, slots=True, eq=False)
class VoiceFiles:
    """The voices of the sound in the order of the stems, and how loud each is heard."""

    files: tuple[Path, ...]
    gain: float
    gains: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """What is made to sound: a stretch of a decoded sound, and all that shapes it.

    Clicks are rows of a song frame and whether it begins a bar, heard at a level.
    """

    sound: Path
    start: Frames
    stop: Frames
    rate: float = 1.0
    stretched: Path | None = None
    graph: GraphDoc = PLAIN
    beat: Seconds | None = None
    voices: VoiceFiles | None = None
    clicks: npt.NDArray[np.int64] | None = None
    click_level: Decibels = Decibels(0.0)

    @property
    def frames(self) -> int:
        """How long it sounds."""
        return ceil((self.stop - self.start) / self.rate)

    @property
    def seconds(self) -> float:
        """How long it sounds, in seconds."""
        return self.frames / HOUSE_RATE


def blocks(take: Take) -> Iterator[npt.NDArray[np.float32]]:
    """What would be played, block by block; its first frame has no fade.

    Effects that look ahead make it no later: what they hold back is waited for at the start.
    """
    if not 0 <= take.start < take.stop:
        raise BadValue(f"Nothing sounds from frame {take.start} to {take.stop}.")
    engine = Engine()
    sounds = _prepared(engine, take)
    deck = engine.memory.transport
    deck[slots.PLAYING], deck[slots.FADE] = 1, slots.FADE_FRAMES
    live = int(engine.memory.control[slots.LIVE_PROGRAM])
    sounds.tick()
    engine.render(int(engine.memory.programs[live, slots.LATENCY]))
    for start in range(0, take.frames, BLOCK_FRAMES):
        sounds.tick()
        yield engine.render(min(BLOCK_FRAMES, take.frames - start))
    missed = int(deck[slots.MISSED])
    if missed:
        raise StageError(
            f"{missed} frames of the sound were not in memory when they were due.",
            hint="Try again; if it stays so, say what track it was.",
        )


def _prepared(engine: Engine, take: Take) -> Sounds:
    """The deck at the first frame, with everything as it is wished, and silence until now."""
    engine.graphs.begin(take.graph)
    if take.beat is not None:
        engine.graphs.set_beat(take.beat)
    sounds = Sounds(engine, lambda _: None)
    sounds.load(LoadSource(take.sound, _GENERATION))
    engine.render(BLOCK_FRAMES)
    if take.voices is not None:
        voices = take.voices
        held = [resident_voice(file, voices.gain) for file in voices.files]
        engine.use_voices(held, _GENERATION)
        engine.balance_voices(voices.gains)
    if take.clicks is not None:
        engine.use_clicks(take.clicks, take.click_level)
    if take.stretched is not None:
        sounds.use_stretched(UseStretched(take.stretched, _GENERATION, take.rate))
    sounds.set_rate(take.rate, keeps_pitch=take.stretched is not None)
    sounds.seek(take.start)
    for _ in range(0, SETTLE_FRAMES, BLOCK_FRAMES):
        engine.render(BLOCK_FRAMES)
    return sounds
