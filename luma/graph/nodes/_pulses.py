"""Pulses on the global beat, and the curves that shapes in time are bent along."""

from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.graph.ports import levels

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Real = TypeVar("Real", bound=np.floating)
Clock = Literal["beats", "seconds"]
Every = Literal["1/4", "1/2", "1", "2", "4", "8", "16", "32"]
LENGTHS: dict[str, float] = {
    "1/4": 0.25,
    "1/2": 0.5,
    "1": 1.0,
    "2": 2.0,
    "4": 4.0,
    "8": 8.0,
    "16": 16.0,
    "32": 32.0,
}
HAIR = 1e-9
"""Beats that a frame may come early and still be on its beat, whatever the last bits say."""

_EDGE = np.float32(1e-4)


def pulse_position(
    beats: BeatGrid, at: FrameTimes, every: Every, offset: Number | float = 0.0
) -> Positions:
    """How many pulses have gone by since beat 0, with fractions, per head and frame."""
    position = (beats.position(at.seconds) + HAIR)[None, :, None] - levels(offset)
    position /= LENGTHS[every]
    return np.asarray(position, np.float64)


def share_of(position: Positions) -> Floats:
    """How much of a pulse has gone by, from 0 up to but not quite 1."""
    share = (position - np.floor(position)).astype(np.float32)
    return np.minimum(share, np.float32(1.0 - 2.0**-24))


def bias(share: Floats, amount: Floats) -> Floats:
    """Schlick's bias of a share from 0 to 1; an amount of a half leaves it straight."""
    a = np.clip(amount, _EDGE, np.float32(1.0) - _EDGE)
    one, two = np.float32(1.0), np.float32(2.0)
    return np.asarray(share * a / ((one - two * a) * (one - share) + a), np.float32)


def ease(share: Floats, amount: Floats) -> Floats:
    """A share slower at both ends, by a bias of each half; a half leaves it straight."""
    one, half = np.float32(1.0), np.float32(0.5)
    late = share >= half
    bent = bias(np.where(late, one - share, share) * np.float32(2.0), one - amount) * half
    return np.where(late, one - bent, bent)


def between(first: Floats, last: Floats, share: Floats) -> Floats:
    """The value at a share of the way, which never leaves what float32 holds."""
    return np.asarray(first * (np.float32(1.0) - share) + last * share, np.float32)


def frames_ago(
    beats: BeatGrid, at: FrameTimes, amount: Number | float, clock: Clock
) -> Positions:
    """How many frames, with fractions, some seconds or beats before each frame lie back."""
    wanted = np.maximum(levels(amount).astype(np.float64), 0.0)
    if clock == "seconds":
        return wanted * LIGHT_FPS
    now = at.seconds[None, :, None]
    then = beats.seconds(beats.position(now) - wanted)
    return np.asarray((now - then) * LIGHT_FPS, np.float64)


def latest(marks: npt.NDArray[np.bool_]) -> Indices:
    """For each frame the last marked one up to it, and −1 where there is none yet."""
    frames = np.where(marks, np.arange(marks.shape[-1]), -1)
    return np.asarray(np.maximum.accumulate(frames, axis=-1), np.int64)


def blows(moments: Trigger, at: FrameTimes) -> tuple[Indices, Floats]:
    """The moments of a run, counted from its first frame, with how strong they are."""
    inside = (moments.frames >= at.first) & (moments.frames < at.first + at.count)
    return moments.frames[inside] - at.first, moments.strength[inside]


def taken_at(values: npt.NDArray[Real], frames: Indices) -> npt.NDArray[Real]:
    """The values `(heads, frames, 1)` at other frames of the run, for each head its own."""
    if values.shape[1] == 1:
        return values
    if frames.shape[0] == 1:
        return values[:, frames[0, :, 0]]
    heads = np.arange(frames.shape[0])[:, None] if values.shape[0] > 1 else 0
    found: npt.NDArray[Real] = values[heads, frames[:, :, 0]]
    return found
