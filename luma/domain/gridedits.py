"""Edits of a track's beat grid, each a value that gives a new document.

Each says by `keeps` what its clips hold on to: their beats, where a person says where the beats
are, or their seconds, where the same beats are only counted otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from luma.domain.errors import BadValue, Refused
from luma.domain.griddoc import GridDoc
from luma.domain.rhythm import BeatGrid, Indices

SLOWEST, FASTEST = 10.0, 1000.0
LONGEST_BAR = 64
_FEWEST_TAPS = 2


class Keeps(Enum):
    """What clips that are anchored in beats hold on to when the grid changes."""

    BEATS = "beats"
    SECONDS = "seconds"
    NEAREST_BEATS = "nearest beats"


@dataclass(frozen=True, slots=True)
class UseGrid:
    """Take a grid as the person's own; it was made from what was heard then."""

    keeps: ClassVar[Keeps] = Keeps.NEAREST_BEATS
    grid: BeatGrid
    heard: BeatGrid | None = None

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with that grid."""
        return replace(doc, grid=_own(self.grid), heard=self.heard)


@dataclass(frozen=True, slots=True)
class ForgetGrid:
    """Let what was heard count again."""

    keeps: ClassVar[Keeps] = Keeps.NEAREST_BEATS

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document without a grid of its own."""
        return GridDoc(doc.track)


@dataclass(frozen=True, slots=True)
class ShiftGrid:
    """Move every beat by some seconds."""

    keeps: ClassVar[Keeps] = Keeps.BEATS
    seconds: float

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with its beats moved."""
        grid = _grid_of(doc)
        _refuse_endless(self.seconds)
        return _with(doc, grid.beats + self.seconds, grid.downbeats, grid.certainty)


@dataclass(frozen=True, slots=True)
class ScaleGrid:
    """Count twice as many beats, or half as many; bars keep their number of beats."""

    keeps: ClassVar[Keeps] = Keeps.SECONDS
    double: bool

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with beats between its beats, or without every other one."""
        grid = _grid_of(doc)
        _refuse_tempo(grid.bpm * (2.0 if self.double else 0.5))
        beats, downbeats = _doubled(grid) if self.double else _halved(grid)
        return _with(doc, beats, downbeats)


@dataclass(frozen=True, slots=True)
class MoveBeat:
    """Put one beat at another second, between its neighbours."""

    keeps: ClassVar[Keeps] = Keeps.BEATS
    beat: int
    seconds: float

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with that beat moved."""
        grid = _grid_of(doc)
        index = _index_of(grid, self.beat)
        beats = np.array(grid.beats)
        low = beats[index - 1] if index else -np.inf
        high = beats[index + 1] if index + 1 < beats.size else np.inf
        if not low < self.seconds < high or not np.isfinite(self.seconds):
            raise Refused(
                f"Beat {self.beat} stays between its neighbours, at {low:.3f} and {high:.3f} s."
            )
        beats[index] = self.seconds
        certainty = np.array(grid.certainty)
        certainty[index : index + 1] = 1.0
        return _with(doc, beats, grid.downbeats, certainty)


@dataclass(frozen=True, slots=True)
class SetDownbeat:
    """Let bars begin at a beat; all others move by as many beats."""

    keeps: ClassVar[Keeps] = Keeps.SECONDS
    beat: int

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with its bars counted so."""
        grid = _grid_of(doc)
        index = _index_of(grid, self.beat)
        before = grid.downbeats[grid.downbeats <= index]
        first = int(grid.downbeats[0])
        by = index - int(before[-1]) if before.size else (index - first) % grid.metre
        if by == 0 and before.size:
            return doc
        moved = grid.downbeats + by
        earlier = np.arange(int(moved[0]) % grid.metre, int(moved[0]), grid.metre)
        downbeats = np.concatenate((earlier, moved))
        inside = downbeats[downbeats < grid.beats.size]
        return _with(doc, grid.beats, inside, grid.certainty)


@dataclass(frozen=True, slots=True)
class SetMetre:
    """Give every bar as many beats, from the first downbeat on."""

    keeps: ClassVar[Keeps] = Keeps.BEATS
    metre: int

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with such bars."""
        grid = _grid_of(doc)
        if not 1 <= self.metre <= LONGEST_BAR:
            raise BadValue(f"A bar has between 1 and {LONGEST_BAR} beats, not {self.metre}.")
        downbeats = np.arange(int(grid.downbeats[0]), grid.beats.size, self.metre)
        return _with(doc, grid.beats, downbeats, grid.certainty)


@dataclass(frozen=True, slots=True)
class SetTempo:
    """Let all beats follow one another in one tempo; the first downbeat stays, or is told."""

    keeps: ClassVar[Keeps] = Keeps.BEATS
    bpm: float
    first: float | None = None

    def apply(self, doc: GridDoc) -> GridDoc:
        """Give the document with a grid of that tempo, about as long as it was."""
        grid = _grid_of(doc)
        _refuse_tempo(self.bpm)
        step = 60.0 / self.bpm
        zero = float(grid.bar_starts[0]) if self.first is None else self.first
        _refuse_endless(zero)
        before = max(0, round((zero - float(grid.beats[0])) / step))
        after = max(1, round((float(grid.beats[-1]) - zero) / step))
        beats = zero + np.arange(-before, after + 1) * step
        return _with(doc, beats, np.arange(before, beats.size, grid.metre))


GridEdit = (
    UseGrid | ForgetGrid | ShiftGrid | ScaleGrid | MoveBeat | SetDownbeat | SetMetre | SetTempo
)


def tapped(seconds: Sequence[float]) -> SetTempo:
    """The tempo that was tapped, with a beat where the taps say, by least squares."""
    if len(seconds) < _FEWEST_TAPS:
        raise BadValue("A tempo is tapped with two taps or more.", hint="Tap on.")
    steps = np.arange(len(seconds))
    step, first = np.polyfit(steps, np.asarray(seconds, dtype=np.float64), 1)
    if not step > 0.0:
        raise BadValue("Each tap comes after the one before it.", hint="Tap again.")
    return SetTempo(float(60.0 / step), float(first))


def _grid_of(doc: GridDoc) -> BeatGrid:
    if doc.grid is None:
        raise Refused(
            "The track has no beat grid of its own yet.", hint="Take over the heard one first."
        )
    return doc.grid


def _with(
    doc: GridDoc,
    beats: npt.ArrayLike,
    downbeats: npt.ArrayLike,
    certainty: npt.ArrayLike = (),
) -> GridDoc:
    """The document with another grid; new beats have no certainty of their own."""
    told, ones = np.asarray(beats, np.float64), np.asarray(downbeats, np.int64)
    grid = BeatGrid(told, ones, certainty=np.asarray(certainty, np.float64))
    return replace(doc, grid=grid)


def _own(grid: BeatGrid) -> BeatGrid:
    """A grid that a person answers for, beat by beat as sure as it was heard."""
    return BeatGrid(grid.beats, grid.downbeats, certainty=grid.certainty)


def _index_of(grid: BeatGrid, beat: int) -> int:
    index = beat + int(grid.downbeats[0])
    if not 0 <= index < grid.beats.size:
        first = -int(grid.downbeats[0])
        raise BadValue(
            f"The grid has beats {first} to {first + grid.beats.size - 1}, so none of number "
            f"{beat}."
        )
    return index


def _refuse_endless(seconds: float) -> None:
    if not np.isfinite(seconds):
        raise BadValue("A beat lies at a number of seconds, not at infinity.")


def _refuse_tempo(bpm: float) -> None:
    if not SLOWEST <= bpm <= FASTEST:
        raise BadValue(
            f"A tempo lies between {SLOWEST:g} and {FASTEST:g} beats a minute, not at {bpm:g}."
        )


def _doubled(grid: BeatGrid) -> tuple[npt.NDArray[np.float64], Indices]:
    """A beat in the middle between any two, and two bars for each bar."""
    beats = np.empty(2 * grid.beats.size - 1)
    beats[::2] = grid.beats
    beats[1::2] = (grid.beats[:-1] + grid.beats[1:]) / 2.0
    lengths = np.append(np.diff(grid.downbeats), grid.metre)
    downbeats = np.stack((2 * grid.downbeats, 2 * grid.downbeats + lengths), axis=1).ravel()
    return beats, downbeats[downbeats < beats.size]


def _halved(grid: BeatGrid) -> tuple[npt.NDArray[np.float64], Indices]:
    """Every other beat, counted anew from every other downbeat."""
    starts = grid.downbeats[::2]
    stops = np.append(starts[1:], grid.beats.size)
    early = np.arange(int(starts[0]) % 2, int(starts[0]), 2)
    bars = [np.arange(start, stop, 2) for start, stop in zip(starts, stops, strict=True)]
    kept = np.concatenate((early, *bars))
    if kept.size < 2:
        raise Refused("The grid has too few beats to leave out every other one.")
    return grid.beats[kept], np.searchsorted(kept, starts)
