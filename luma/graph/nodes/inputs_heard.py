"""`in/`: the sound of the track, its loudness, its drums, and the part that is playing."""

import fnmatch
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Loudness
from luma.domain.recording import SAMPLES_PER_FRAME, Audio, Recording, Recordings, Silence
from luma.domain.sections import Section, SectionTrack
from luma.domain.stems import Stem
from luma.domain.units import LIGHT_FPS
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float64]
Frames = npt.NDArray[np.int64]
_HAIR = 1e-6
_FAR = float(1 << 40)
_NOWHERE = (Section(-2.0 * _FAR, -_FAR, ""),)


class Drums(NamedTuple):
    """The blows of kick, snare and hi-hat."""

    kick: Trigger
    snare: Trigger
    hat: Trigger


class Levels(NamedTuple):
    """How loud the last 0.4 and the last 3 seconds are."""

    momentary: Number
    short_term: Number


class Part(NamedTuple):
    """What is known of the part that is playing."""

    matches: Number
    share: Number
    since: Number
    left: Number
    number: Number
    group: Number
    start: Trigger


@node("in/audio")
def audio(mix: Recording, at: FrameTimes) -> Audio:
    """The sound of the whole track, for the nodes that listen."""
    return _heard(mix, at)


@node("in/stem")
def stem(
    recordings: Recordings,
    at: FrameTimes,
    *,
    voice: Literal["drums", "bass", "vocals", "other"] = "drums",
) -> Audio:
    """The sound of one voice of the track alone: its drums, bass, vocals or all the rest."""
    return _heard(recordings.stems.get(Stem(voice), Silence()), at)


@node("in/drums")
def drums(heard: DrumTrack, at: FrameTimes) -> Drums:
    """The moments when kick, snare and hi-hat are struck, and how hard."""
    return Drums(_blows(heard.kick, at), _blows(heard.snare, at), _blows(heard.hat, at))


@node("in/loudness")
def loudness(
    heard: Loudness,
    at: FrameTimes,
    *,
    quiet: Annotated[float, Range(-60, 30, "LU")] = -20.0,
    loud: Annotated[float, Range(-60, 30, "LU")] = 4.0,
) -> Levels:
    """How loud the track is beside the whole of it, as EBU R128 measures.

    `momentary` tells of the last 0.4 seconds, `short_term` of the last 3. Both run from 0 at
    `quiet` to 1 at `loud`, which are told in LU from the loudness of the whole track.
    """

    def share(levels: npt.NDArray[np.float32]) -> Number:
        frames = np.arange(at.first, at.first + at.count)
        inside = (frames >= 0) & (frames < levels.size)
        above = np.full(at.count, -_FAR)
        above[inside] = levels[frames[inside]] - heard.integrated
        if loud <= quiet:
            return Number((above >= loud).astype(np.float32))
        return Number(np.clip((above - quiet) / (loud - quiet), 0.0, 1.0).astype(np.float32))

    return Levels(share(heard.momentary), share(heard.short_term))


@node("in/section")
def section(
    sections: SectionTrack,
    at: FrameTimes,
    *,
    label: str = "chorus, drop",
    lead: Annotated[float, Range(0, 60, "s")] = 0.0,
) -> Part:
    """The part of the track that is playing now, such as its verse, chorus or drop.

    `matches` is 1 while the part has one of the names in `label`, which are parted by commas;
    `*` stands for any letters. Lead lets it begin so many seconds earlier. `share` runs from
    0 to 1 through the part, `since` and `left` are the seconds since its start and to its end.
    `number` counts the parts from 0, and parts that sound alike have the same `group`. `start`
    is the moment when a part begins.
    """
    parts = sections.sections or _NOWHERE
    starts = _first_frames([part.start for part in parts])
    stops = _first_frames([part.stop for part in parts])
    frames = np.arange(at.first, at.first + at.count)
    index = np.maximum(np.searchsorted(starts, frames, "right") - 1, 0)
    inside = (frames >= starts[index]) & (frames < stops[index])
    begin = np.array([part.start for part in parts])[index]
    length = np.array([part.stop for part in parts])[index] - begin
    since = np.clip(at.seconds - begin, 0.0, length)
    wanted = _find_named(parts, label)
    early = starts[wanted] - round(lead * LIGHT_FPS)
    return Part(
        Number(_lit(frames, early, stops[wanted])),
        _within(inside, since / length),
        _within(inside, since),
        _within(inside, length - since),
        _within(inside, index),
        _within(inside, np.array([part.group for part in parts], np.float64)[index]),
        _moments(starts, np.ones(starts.size), at),
    )


def _heard(sound: Recording, at: FrameTimes) -> Audio:
    start = at.first * SAMPLES_PER_FRAME
    return Audio(sound.mono(start, start + at.count * SAMPLES_PER_FRAME), at.first)


def _blows(hits: Hits, at: FrameTimes) -> Trigger:
    return _moments(_first_frames(hits.seconds), np.clip(hits.strength, 0.0, 1.0), at)


def _moments(frames: Frames, strength: Floats, at: FrameTimes) -> Trigger:
    """Those of some moments that lie in a span; of two in one frame, the stronger."""
    inside = (frames >= at.first) & (frames < at.first + at.count)
    found, first = np.unique(frames[inside], return_index=True)
    if not found.size:
        return Trigger(found, np.zeros(0, np.float32))
    return Trigger(found, np.maximum.reduceat(strength[inside], first).astype(np.float32))


def _first_frames(seconds: npt.ArrayLike) -> Frames:
    """The first light frame that does not begin before each moment."""
    near = np.clip(np.asarray(seconds, np.float64), -_FAR, _FAR)
    return np.ceil(near * LIGHT_FPS - _HAIR).astype(np.int64)


def _find_named(parts: tuple[Section, ...], label: str) -> list[int]:
    names = [name.strip().casefold() for name in label.split(",")]
    return [
        index
        for index, part in enumerate(parts)
        if any(fnmatch.fnmatchcase(part.label.strip().casefold(), name) for name in names)
    ]


def _lit(frames: Frames, starts: Frames, stops: Frames) -> npt.NDArray[np.float32]:
    lit = np.zeros(frames.size, np.float32)
    for start, stop in zip(starts, stops, strict=True):
        lit[(frames >= start) & (frames < stop)] = 1.0
    return lit


def _within(inside: npt.NDArray[np.bool_], values: npt.NDArray[Any]) -> Number:
    return Number(np.where(inside, values, 0.0).astype(np.float32))
