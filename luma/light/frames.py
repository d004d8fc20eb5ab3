"""From the plan's sixty frames a second to the packets of a wire: pure arithmetic on frames.

A *plain* frame is a light frame without a mask: what nobody set is dark, white and still, the
colour is the one that the lamp shows, and its tint is one. A zoom of zero and a focus below
zero are those at which the lamp rests.
"""

import math
from collections.abc import Sequence

import numpy as np

from luma.domain.blocks import Position
from luma.domain.light import (
    AIM,
    AIM_BITS,
    ATTRIBUTES,
    COLOUR,
    DOWN,
    FOCUS,
    INTENSITY,
    RED,
    STROBE,
    TINT,
    Floats,
    Mask,
    mask_of,
)
from luma.domain.units import SAMPLES_PER_LIGHT_FRAME

MOST_FRAMES = 64
RESTING_FOCUS = -1.0
_COVERING = (INTENSITY, *range(RED, RED + 3), TINT)


def plain(values: Floats, mask: Mask, aims: Floats) -> Floats:
    """A light frame with its meaning filled in; heads without an aim keep those given."""
    bits = np.arange(len(ATTRIBUTES), dtype=np.uint16)
    known = ((mask[:, None] >> bits) & 1).astype(bool) & np.isfinite(values)
    told = np.where(known, values, np.float32(0.0))
    told[:, _COVERING] = told[:, _COVERING].clip(0.0, 1.0)
    cover = told[:, TINT, None]
    told[:, COLOUR] = 1.0 - cover + cover * told[:, COLOUR]
    told[:, TINT] = 1.0
    told[:, FOCUS] = np.where(known[:, FOCUS], told[:, FOCUS].clip(0.0, 1.0), RESTING_FOCUS)
    told[:, AIM] = aims_of(values, mask, aims)
    return told


def aims_of(values: Floats, mask: Mask, aims: Floats) -> Floats:
    """Where the heads of a light frame look, in unit length; those without an aim as given."""
    told = values[:, AIM].T
    known = ((mask & AIM_BITS) == AIM_BITS) & np.isfinite(told).all(axis=0)
    x, y, z = np.where(known, told, np.float32(0.0))
    largest = np.maximum(np.maximum(np.abs(x), np.abs(y)), np.maximum(np.abs(z), 1.0))
    x, y, z = x / largest, y / largest, z / largest
    length = np.sqrt(x * x + y * y + z * z)
    unit = np.stack([x, y, z], axis=1) / np.maximum(length, 1e-6)[:, None]
    return np.where((known & (length > 1e-6))[:, None], unit, aims)


def dark(heads: int) -> Floats:
    """A plain frame without light, in which every head looks down."""
    levels = np.zeros((heads, len(ATTRIBUTES)), np.float32)
    levels[:, COLOUR], levels[:, TINT], levels[:, AIM] = 1.0, 1.0, DOWN
    levels[:, FOCUS] = RESTING_FOCUS
    return levels


def whole(heads: int) -> Mask:
    """The mask of a plain frame, in which all is set."""
    return np.full(heads, mask_of(range(len(ATTRIBUTES))))


def peak(frames: Sequence[Floats]) -> Floats:
    """One plain frame for several in the order in which they were heard.

    Each head takes intensity and colour from the frame where it was brightest, the latest of
    equals, and its fastest strobe; all else is the last frame's.
    """
    stack = np.stack(frames[::-1])
    brightest = stack[:, :, INTENSITY].argmax(axis=0)
    merged: Floats = stack[0].copy()
    heads = np.arange(stack.shape[1])
    for attribute in _COVERING:
        merged[:, attribute] = stack[brightest, heads, attribute]
    merged[:, STROBE] = stack[:, :, STROBE].max(axis=0)
    return merged


def between_aims(here: Floats, there: Floats, share: float) -> Floats:
    """Aims on the way from one to another, of unit length; opposite ones stay."""
    way = here + (there - here) * np.float32(share)
    length = np.linalg.norm(way, axis=1, keepdims=True)
    return np.where(length > 1e-3, way / np.maximum(length, 1e-3), here)


def heard_frames(position: Position, since: float, until: float) -> list[int]:
    """The light frames heard from one frame of the stream to another, in order.

    They follow the song across seams, seeks and pauses; of many, the newest are given.
    """
    frames: list[int] = []
    ends = [segment.stream_frame for segment in position.segments[1:]]
    for segment, end in zip(position.segments, [*ends, math.inf], strict=True):
        start, stop = max(since, segment.stream_frame), min(until, end)
        if stop < start or (stop == start and end <= until):
            continue
        first = math.floor(segment.song_at(start) / SAMPLES_PER_LIGHT_FRAME)
        last = _last_frame(segment.song_at(stop), whole=end <= until)
        frames += range(max(first, last - MOST_FRAMES), max(first, last) + 1)
    return frames[-MOST_FRAMES:]


def _last_frame(song: float, *, whole: bool) -> int:
    at = song / SAMPLES_PER_LIGHT_FRAME
    return math.ceil(at) - 1 if whole else math.floor(at)
