"""`time/`: levels that jump on the beat or with each moment."""

from typing import Annotated, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes._pulses import (
    HAIR,
    Every,
    Indices,
    Positions,
    between,
    blows,
    latest,
    pulse_position,
    taken_at,
)
from luma.graph.ports import levels
from luma.graph.register import Range, node

Over = Literal["1 beat", "2 beats", "4 beats", "1 bar", "2 bars", "4 bars", "8 bars"]
_PLAIN = (1.0, 0.0, 0.0, 0.0) * 4
_TINY = np.float32(1e-9)
_ONE = np.float32(1.0)


class Count(NamedTuple):
    """How many there have been, and how much of the whole that is."""

    number: Number
    share: Number


@node("time/steps")
def steps(
    beats: BeatGrid,
    at: FrameTimes,
    *,
    row: tuple[float, ...] = _PLAIN,
    over: Over = "1 bar",
    glide: Annotated[Number | float, Range(0, 1)] = 0.0,
    offset: Annotated[Number | float, Range(-32, 32, "beats")] = 0.0,
) -> Number:
    """A drawn row of levels, played again and again with the beat.

    The whole row lasts some beats or bars of the track. Glide is the share of each step in
    which the level moves over from the step before. An offset from head to head makes the row
    travel.
    """
    drawn = np.array(row, np.float32)
    place = _rounds(beats, at, over, offset)
    place = (place - np.floor(place)) * drawn.size
    step = np.minimum(place.astype(np.int64), drawn.size - 1)
    moved = (place - step).astype(np.float32) / np.maximum(levels(glide), _TINY)
    return Number(between(drawn[step - 1], drawn[step], np.clip(moved, np.float32(0.0), _ONE)))


def _rounds(beats: BeatGrid, at: FrameTimes, over: Over, offset: Number | float) -> Positions:
    """How many times the row has been played since the first downbeat, with fractions."""
    count, unit = over.split()
    late = levels(offset)
    position = beats.position(at.seconds)[None, :, None] - late + HAIR
    if unit.startswith("bar"):
        position = beats.bars(position) + HAIR
    return np.asarray(position / int(count), np.float64)


@node("time/counter", memory="all")
def counter(
    beats: BeatGrid,
    at: FrameTimes,
    moments: Trigger | None = None,
    reset: Trigger | None = None,
    *,
    every: Every = "1",
    modulo: Annotated[int, Range(1, 1024)] = 4,
) -> Count:
    """Counts 0, 1, 2 … and begins again at the modulo.

    It counts the moments wired to it, from 0 at the start of the clip; with no moments it
    counts pulses of the beat, and the first downbeat of the track is 0. A reset sets it back
    to 0. Share is the count from 0 up to 1, to lead through a gradient or a row of heads.
    """
    counted = _counted(beats, at, moments, every)
    if reset is not None:
        back = latest(_marks(reset, at))
        counted = counted - np.where(back < 0, 0, counted[back])
    number = (counted % modulo).astype(np.float32)
    return Count(Number(number), Number(number / np.float32(max(modulo - 1, 1))))


@node("time/toggle", memory="all")
def toggle(
    beats: BeatGrid,
    at: FrameTimes,
    moments: Trigger | None = None,
    *,
    every: Every = "1",
    starts_on: bool = False,
) -> Number:
    """A switch that flips between 0 and 1.

    It flips at every moment wired to it, from the start of the clip; with no moments it flips
    at every pulse of the beat, and has its first state during the pulse of the first downbeat.
    """
    odd = _counted(beats, at, moments, every) % 2 == 1
    return Number((odd != starts_on).astype(np.float32))


@node("time/sample_hold", memory="all")
def sample_hold(
    value: Number,
    beats: BeatGrid,
    at: FrameTimes,
    moments: Trigger | None = None,
    *,
    every: Every = "1",
) -> Number:
    """Takes the value at each moment and holds it until the next.

    With no moments wired it takes the value at every pulse of the beat. Until the first of them
    the value at the start of the clip is held.
    """
    if moments is None:
        pulse = np.floor(pulse_position(beats, at, every)[0, :, 0])
        marks = np.diff(pulse, prepend=pulse[0]) > 0.0
    else:
        marks = _marks(moments, at)
    held = np.maximum(latest(marks), 0)
    return Number(taken_at(value.values, held[None, :, None]))


def _counted(beats: BeatGrid, at: FrameTimes, moments: Trigger | None, every: Every) -> Indices:
    """How many moments of the run there have been at each frame, or pulses since beat 0."""
    if moments is None:
        pulse = np.floor(pulse_position(beats, at, every)[0, :, 0])
        return np.asarray(pulse, np.int64)
    frames, _ = blows(moments, at)
    return np.cumsum(np.bincount(frames, minlength=at.count), dtype=np.int64)


def _marks(moments: Trigger, at: FrameTimes) -> npt.NDArray[np.bool_]:
    marks = np.zeros(at.count, np.bool_)
    marks[blows(moments, at)[0]] = True
    return marks
