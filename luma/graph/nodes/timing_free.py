"""`time/`: waves, turns and noise, which go on by themselves."""

from typing import Annotated, Literal

import numpy as np

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.nodes._pulses import (
    HAIR,
    Floats,
    Indices,
    Positions,
    between,
    blows,
    ease,
    latest,
    share_of,
)
from luma.graph.ports import levels
from luma.graph.register import Range, node

Rhythm = Literal["beats", "hertz"]
Differs = Literal["together", "chance", "line", "floor", "room"]
_AXES = {"line": 1, "floor": 2, "room": 3}
_FAR = 1e9
_ONE, _HALF = np.float32(1.0), np.float32(0.5)
_TINY = np.float32(1e-9)
# Odd numbers without a pattern: one for time, one for octaves, one for each axis of the room.
_IN_TIME, _IN_OCTAVES = 0x2545F4914F6CDD1D, 0x5851F42D4C957F2D
_IN_SPACE = np.array([0x1B873593CC9E2D51, 0x27D4EB2F165667C5, 0x3C6EF372A54FF53B], np.int64)


@node("time/oscillator")
def oscillator(
    beats: BeatGrid,
    at: FrameTimes,
    *,
    wave: Literal["sine", "triangle", "saw", "square"] = "sine",
    rhythm: Rhythm = "beats",
    length: Annotated[Number | float, Range(0.0625, 128, "beats")] = 4.0,
    rate: Annotated[Number | float, Range(0, 30, "Hz")] = 1.0,
    phase: Annotated[Number | float, Range(-64, 64, "turns")] = 0.0,
    width: Annotated[Number | float, Range(0, 1)] = 0.5,
) -> Number:
    """A wave between 0 and 1 that goes on by itself.

    In the rhythm of beats a turn takes the length and begins on the track's own beats; in hertz
    the rate counts turns a second. Sine, triangle and saw rise from 0, a square begins at 1.
    Width is the share of a turn that a square is on, and where a triangle has its tip. A phase
    from head to head makes the wave travel: a whole number of turns changes nothing. For a wave
    that speeds up or slows down, wire the phase to turns and set the rate in hertz to 0.
    """
    if rhythm == "beats":
        position = beats.position(at.seconds)[None, :, None] + HAIR
        round_ = position / np.maximum(levels(length), np.float32(0.0625))
    else:
        round_ = (at.seconds[None, :, None] + HAIR) * levels(rate)
    share = share_of(round_ + levels(phase))
    if wave == "sine":
        return Number(_HALF - _HALF * np.cos(np.float32(2.0 * np.pi) * share))
    if wave == "saw":
        return Number(share)
    tip = levels(width)
    if wave == "square":
        return Number((share < tip).astype(np.float32))
    rising = share / np.maximum(tip, _TINY)
    falling = (_ONE - share) / np.maximum(_ONE - tip, _TINY)
    return Number(np.clip(np.minimum(rising, falling), np.float32(0.0), _ONE))


@node("time/turns", memory="all")
def turns(
    beats: BeatGrid,
    at: FrameTimes,
    reset: Trigger | None = None,
    *,
    rhythm: Rhythm = "beats",
    speed: Annotated[Number | float, Range(-32, 32, "per beat or Hz")] = 0.25,
) -> Number:
    """How far round it has come at a speed that may change, from 0 up to 1 and over again.

    Speed is turns a beat or a second; below 0 it goes backwards. It begins at 0 with the clip
    and with every reset. As the phase of a wave it lets the wave speed up without a jump.
    """
    now = beats.position(at.seconds) if rhythm == "beats" else at.seconds
    went = np.diff(now, prepend=now[0])[None, :, None]
    pace = levels(speed)
    before = pace if pace.shape[1] == 1 else np.concatenate([pace[:, :1], pace[:, :-1]], axis=1)
    come = np.cumsum(went * before, axis=1)
    if reset is not None:
        marks = np.zeros(at.count, np.bool_)
        marks[blows(reset, at)[0]] = True
        come = come - come[:, np.maximum(latest(marks), 0)]
    return Number(share_of(come + HAIR))


@node("time/noise")
def noise(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    chance: Chance,
    *,
    differs: Differs = "chance",
    rhythm: Rhythm = "beats",
    speed: Annotated[float, Range(0, 16, "per beat or Hz")] = 1.0,
    size: Annotated[float, Range(0.1, 100, "m")] = 3.0,
    octaves: Annotated[int, Range(1, 6)] = 2,
    roughness: Annotated[float, Range(0, 1)] = 0.5,
    contrast: Annotated[Number | float, Range(0, 1)] = 0.6,
) -> Number:
    """A smooth wandering between 0 and 1 that never repeats.

    All heads wander together, each by chance, or as clouds that drift over them along the line
    from left to right, over the floor or through the room; size is how large the clouds are.
    Speed is how often the level turns elsewhere, in beats or in seconds, and at 0 it stands
    still. More octaves add finer flicker, as strong as roughness says. A contrast above a half
    spends more time near 0 and 1. The same seed wanders the same way.
    """
    now = beats.position(at.seconds) if rhythm == "beats" else at.seconds
    shape = (1 if differs == "together" else len(heads), at.count)
    total, whole = np.zeros(shape, np.float32), 0.0
    for octave in range(octaves):
        place = now * (speed * 2.0**octave)
        before = np.floor(place).astype(np.int64)
        marks = np.unique(np.concatenate([before, before + 1]))
        steps = marks * _IN_TIME + np.array([octave], np.int64) * _IN_OCTAVES
        if differs == "together":
            known = chance.stream(steps)[None].astype(np.float32)
        elif differs == "chance":
            known = chance.table(heads, steps).astype(np.float32)
        else:
            known = _drifting(heads, chance, steps, _AXES[differs], size / 2.0**octave)
        index = np.searchsorted(marks, before)
        share = _smooth(place - before).astype(np.float32)
        mixed = between(known[:, index], known[:, index + 1], share)
        total += np.float32(roughness**octave) * mixed
        whole += roughness**octave
    level = np.clip(total / np.float32(whole), np.float32(0.0), _ONE)[:, :, None]
    return Number(ease(level, levels(contrast)))


def _drifting(
    heads: tuple[Head, ...], chance: Chance, steps: Indices, axes: int, size: float
) -> Floats:
    """The heights of heads between the corners of the cells they are in, at each step."""
    places = np.array([head.position for head in heads], np.float64)[:, :axes] / size
    places = np.clip(places, -_FAR, _FAR)
    low = np.floor(places).astype(np.int64)
    share = _smooth(places - low)
    heights = np.zeros((len(heads), steps.size), np.float32)
    for corner in np.ndindex(*(2,) * axes):
        weight = np.prod(np.where(corner, share, 1.0 - share), axis=1).astype(np.float32)
        cells = (low + np.array(corner)) @ _IN_SPACE[:axes]
        found, which = np.unique(cells, return_inverse=True)
        thrown = chance.stream(found[:, None] + steps).astype(np.float32)
        heights += weight[:, None] * thrown[which]
    return heights


def _smooth(share: Positions) -> Positions:
    """A share of the way that starts and ends without a jolt."""
    return np.asarray(share**3 * (share * (share * 6.0 - 15.0) + 10.0), np.float64)
