"""`time/`: shapes that follow the beat."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.graph.ports import levels
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float64]
Every = Literal["1/4", "1/2", "1", "2", "4", "8", "16", "32"]
_LENGTHS = {
    "1/4": 0.25,
    "1/2": 0.5,
    "1": 1.0,
    "2": 2.0,
    "4": 4.0,
    "8": 8.0,
    "16": 16.0,
    "32": 32.0,
}
_HAIR = 1e-9
_NEAR = 1e-4


@node("time/beat_envelope")
def beat_envelope(
    beats: BeatGrid,
    at: FrameTimes,
    *,
    every: Every = "1",
    attack: Annotated[Number | float, Range(0, 1)] = 0.0,
    decay: Annotated[Number | float, Range(0, 1)] = 1.0,
    sustain: Annotated[Number | float, Range(0, 1)] = 0.0,
    release: Annotated[Number | float, Range(0, 1)] = 0.0,
    offset: Annotated[Number | float, Range(-32, 32, "beats")] = 0.0,
    swing: Annotated[float, Range(0, 0.75)] = 0.0,
    downbeats_only: bool = False,
) -> Number:
    """A pulse on the beat that rises, falls, holds and fades.

    Attack, decay and release are shares of the pulse, sustain is the level between them, swing
    is how late every second pulse comes. An offset from head to head makes the pulse travel.
    With downbeats only, the pulses that begin a bar sound and the others are silent.
    """
    length = _LENGTHS[every]
    position = beats.position(at.seconds)[None, :, None] - levels(offset) + _HAIR
    pair = np.mod(position / length, 2.0)
    second = pair >= 1.0 + swing
    phase = np.where(second, (pair - 1.0 - swing) / (1.0 - swing), pair / (1.0 + swing))
    level = _adsr(phase, levels(attack), levels(decay), levels(sustain), levels(release))
    if downbeats_only:
        start = position - (pair - np.where(second, 1.0, 0.0)) * length
        level = level * _begins_bar(beats, start)
    return Number(level.astype(np.float32))


def _adsr(
    phase: Floats,
    attack: npt.NDArray[np.float32],
    decay: npt.NDArray[np.float32],
    sustain: npt.NDArray[np.float32],
    release: npt.NDArray[np.float32],
) -> Floats:
    """The level at a phase in [0, 1); shares that overfill the pulse are shortened alike."""
    full = np.maximum(attack.astype(np.float64) + decay + release, 1.0)
    rise, fall, fade = attack / full, decay / full, release / full
    rising = phase / np.maximum(rise, _HAIR)
    falling = 1.0 - (1.0 - sustain) * (phase - rise) / np.maximum(fall, _HAIR)
    fading = sustain * (1.0 - phase) / np.maximum(fade, _HAIR)
    level = np.where(phase < rise + fall, falling, sustain)
    level = np.where(phase < rise, rising, level)
    level = np.where(phase >= np.maximum(1.0 - fade, rise + fall), fading, level)
    return np.asarray(np.clip(level, 0.0, 1.0), dtype=np.float64)


def _begins_bar(beats: BeatGrid, start: Floats) -> npt.NDArray[np.bool_]:
    bar = beats.bar_position(beats.seconds(start))
    return np.asarray(np.abs(bar - np.round(bar)) < _NEAR, dtype=np.bool_)
