"""`in/`: constants, the time, and the rhythm, harmony and strength of the track."""

from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import ClipFrames, Colour, Floats, FrameTimes, Number
from luma.domain.energy import Energy
from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.units import LIGHT_FPS
from luma.graph.register import Range, node
from luma.graph.signature import OF_TRACK

Places = npt.NDArray[np.float64]
_HAIR = 1e-9
_BEFORE_ONE = np.nextafter(np.float32(1.0), np.float32(0.0))


class Strengths(NamedTuple):
    """How loud, how much begins, how bright."""

    loudness: Number
    onset: Number
    brightness: Number


class Time(NamedTuple):
    """Where the moment lies in the track, in its beats and bars, and in the clip."""

    seconds: Number
    beat: Number
    bar: Number
    beat_share: Number
    bar_share: Number
    tempo: Number
    clip_seconds: Number
    clip_beats: Number
    clip_share: Number


@node("in/number")
def number(*, value: Annotated[float, Range(-1e9, 1e9)] = 1.0) -> Number:
    """A number that stays the same.

    Leave it to an argument, and whoever places the pattern chooses it.
    """
    return Number(np.array(value, np.float32))


@node("in/colour")
def colour(
    *,
    value: tuple[float, float, float] = (1.0, 1.0, 1.0),
    cover: Annotated[float, Range(0, 1)] = 1.0,
) -> Colour:
    """A colour that stays the same.

    Cover is how strongly it hides what lies below it. Leave the colour to an argument, and
    whoever places the pattern chooses it.
    """
    return Colour(np.array([*value, cover], np.float32))


@node("in/beats")
def beats(grid: Annotated[BeatGrid, OF_TRACK]) -> BeatGrid:
    """The beats and bars of the track."""
    return grid


@node("in/chords")
def chords(heard: Annotated[ChordTrack, OF_TRACK]) -> ChordTrack:
    """The chords of the track."""
    return heard


@node("in/sections")
def sections(heard: Annotated[SectionTrack, OF_TRACK]) -> SectionTrack:
    """The parts of the track, such as verse, chorus and drop."""
    return heard


@node("in/energy")
def energy(heard: Energy, at: FrameTimes) -> Strengths:
    """How loud the track is, how much begins in it and how bright it sounds, each 0 to 1."""
    return Strengths(
        Number(_over(heard.loudness, at)),
        Number(_over(heard.onset, at)),
        Number(_over(heard.brightness, at)),
    )


@node("in/time")
def time(beats: BeatGrid, at: FrameTimes, clip: ClipFrames) -> Time:
    """Where the music is now, as numbers that count up.

    Seconds, beats and bars count from the start of the track; beat 0 is the first beat of the
    first bar. The shares run from 0 to 1 within each beat, each bar, and once within the clip.
    The tempo is in beats a minute.
    """
    seconds = at.seconds
    beat = beats.position(seconds)
    bar = beats.bar_position(seconds)
    since = (np.arange(at.count) + (at.first - clip.first)).astype(np.float64)
    start = beats.position(clip.first / LIGHT_FPS)
    second_later = beats.position(seconds + 0.5) - beats.position(seconds - 0.5)
    return Time(
        _number(seconds),
        _number(beat),
        _number(bar),
        _share(beat),
        _share(bar),
        _number(second_later * 60.0),
        _number(since / LIGHT_FPS),
        _number(beat - start),
        _number(np.clip(since / max(clip.count, 1), 0.0, 1.0)),
    )


def _number(values: Places) -> Number:
    return Number(values.astype(np.float32))


def _share(position: Places) -> Number:
    share = np.mod(position + _HAIR, 1.0).astype(np.float32)
    return Number(np.minimum(share, _BEFORE_ONE))


def _over(values: npt.NDArray[np.float32], at: FrameTimes) -> Floats:
    frames = np.arange(at.first, at.first + at.count)
    inside = (frames >= 0) & (frames < values.size)
    found = np.zeros(at.count, np.float32)
    found[inside] = values[frames[inside]]
    return found
