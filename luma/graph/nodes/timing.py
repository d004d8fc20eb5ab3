"""`time/`: shapes that follow the beat."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import ClipFrames, FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes._pulses import (
    HAIR,
    LENGTHS,
    Every,
    Floats,
    Positions,
    between,
    bias,
    ease,
    pulse_position,
    share_of,
)
from luma.graph.ports import levels
from luma.graph.register import Range, node

_NEAR = 1e-4
_TINY = np.float32(1e-9)


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
    pulse = pulse_position(beats, at, every, offset)
    begun, phase = _swung(pulse, swing) if swing else (np.floor(pulse), share_of(pulse))
    shares = (levels(attack), levels(decay), levels(sustain), levels(release))
    level = _adsr(phase, *shares)
    if downbeats_only:
        start = begun * LENGTHS[every]
        level = np.where(_begins_bar(beats, start), level, np.float32(0.0))
    return Number(level)


def _swung(pulse: Positions, swing: float) -> tuple[Positions, Floats]:
    """Which pulse it is, and how far it has gone, where every second one comes late."""
    pair = np.mod(pulse, 2.0)
    second = pair >= 1.0 + swing
    phase = np.where(second, (pair - 1.0 - swing) / (1.0 - swing), pair / (1.0 + swing))
    return pulse - pair + np.where(second, 1.0, 0.0), phase.astype(np.float32)


def _adsr(
    phase: Floats, attack: Floats, decay: Floats, sustain: Floats, release: Floats
) -> Floats:
    """The level at a phase from 0 to 1; shares that overfill the pulse are shortened alike."""
    one = np.float32(1.0)
    full = np.maximum(attack + decay + release, one)
    rise, fall, fade = attack / full, decay / full, release / full
    level = one - (one - sustain) * (phase - rise) / np.maximum(fall, _TINY)
    level = np.where(phase < rise + fall, level, sustain)
    level = np.where(phase < rise, phase / np.maximum(rise, _TINY), level)
    fading = phase >= np.maximum(one - fade, rise + fall)
    level = np.where(fading, sustain * (one - phase) / np.maximum(fade, _TINY), level)
    return np.clip(level, np.float32(0.0), one)


def _begins_bar(beats: BeatGrid, start: Positions) -> npt.NDArray[np.bool_]:
    bar = beats.bars(start)
    return np.asarray(np.abs(bar - np.round(bar)) < _NEAR, dtype=np.bool_)


@node("time/beat_ramp")
def beat_ramp(
    beats: BeatGrid,
    at: FrameTimes,
    *,
    every: Every = "1",
    direction: Literal["falling", "rising"] = "falling",
    length: Annotated[Number | float, Range(0.01, 1)] = 1.0,
    curve: Annotated[Number | float, Range(0, 1)] = 0.5,
    offset: Annotated[Number | float, Range(-32, 32, "beats")] = 0.0,
) -> Number:
    """A ramp that starts anew with every pulse of the beat.

    It falls from 1 to 0 or rises from 0 to 1 over a share of the pulse, the length, and then
    stays where it came to. A curve below a half moves late and then quickly, one above it
    quickly and then slowly. An offset from head to head makes the ramp travel.
    """
    share = share_of(pulse_position(beats, at, every, offset))
    way = np.minimum(share / np.maximum(levels(length), np.float32(0.01)), np.float32(1.0))
    risen = bias(way, levels(curve))
    return Number(risen if direction == "rising" else np.float32(1.0) - risen)


@node("time/ramp_between")
def ramp_between(
    beats: BeatGrid,
    at: FrameTimes,
    clip: ClipFrames,
    *,
    over: Literal["clip", "bars", "track"] = "clip",
    first: Annotated[Number | float, Range(-1000, 1000)] = 0.0,
    last: Annotated[Number | float, Range(-1000, 1000)] = 1.0,
    begins: Annotated[Number | float, Range(0, 1)] = 0.0,
    ends: Annotated[Number | float, Range(0, 1)] = 1.0,
    every: Annotated[int, Range(1, 64, "bars")] = 8,
    from_bar: Annotated[Number | float, Range(-64, 1000, "bar")] = 1.0,
    to_bar: Annotated[Number | float, Range(-64, 1000, "bar")] = 9.0,
    curve: Annotated[Number | float, Range(0, 1)] = 0.5,
    softness: Annotated[Number | float, Range(0, 1)] = 0.5,
) -> Number:
    """A build: one long ramp from a first value to a last.

    Over the clip it takes the whole clip, however long that is; over bars it starts anew every
    so many bars of the track; over the track it goes from one bar to another, counted as on the
    timeline. It begins and ends at these shares of its span, and waits before and after. A
    curve below a half rises late, as builds do; softness above a half starts and ends gently.
    """
    if over == "clip":
        frames = np.arange(at.first, at.first + at.count) - clip.first
        share = (frames / max(clip.count, 1))[None, :, None]
    elif over == "bars":
        share = _bars(beats, at) / every % 1.0
    else:
        length = levels(to_bar).astype(np.float64) - levels(from_bar)
        since = _bars(beats, at) + 1.0 - levels(from_bar)
        share = since / np.maximum(length, _NEAR)
    left, right = levels(begins).astype(np.float64), levels(ends).astype(np.float64)
    way = np.clip((share - left) / np.maximum(right - left, HAIR), 0.0, 1.0)
    bent = ease(bias(way.astype(np.float32), levels(curve)), levels(softness))
    return Number(between(levels(first), levels(last), bent))


def _bars(beats: BeatGrid, at: FrameTimes) -> Positions:
    """How many bars have gone by since the first downbeat, with fractions."""
    return np.asarray(beats.bar_position(at.seconds)[None, :, None] + HAIR, np.float64)
