"""Beats and bars, and the way between seconds and beats."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from luma.domain.errors import BadDocument, BadValue

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
ASSUMED_BPM = 120.0
ASSUMED_METRE = 4


def _no_numbers() -> Floats:
    return np.empty(0)


def _are_shares(row: Floats) -> bool:
    return bool(np.all((row >= 0.0) & (row <= 1.0)))


@dataclass(frozen=True, slots=True, eq=False)
class BeatGrid:
    """The beats of a track in seconds, and which of them begin a bar.

    Beat 0 is the first downbeat; beats before it are negative. Outside of the heard beats the
    tempo of the nearest ones goes on. `certainty` says of each beat how clearly it was heard,
    or nothing at all; `second` is what the beats may be instead, as at half or twice the tempo.
    """

    beats: Floats
    downbeats: Indices
    confidence: float = 1.0
    assumed: bool = False
    certainty: Floats = field(default_factory=_no_numbers)
    second: "BeatGrid | None" = None

    def __post_init__(self) -> None:
        """Freeze the arrays and refuse grids on which no position can be told."""
        beats = np.array(self.beats, dtype=np.float64) + 0.0  # there is one zero
        downbeats = np.array(self.downbeats, dtype=np.int64)
        certainty = np.array(self.certainty, dtype=np.float64)
        for row in (beats, downbeats, certainty):
            row.setflags(write=False)
        object.__setattr__(self, "beats", beats)
        object.__setattr__(self, "downbeats", downbeats)
        object.__setattr__(self, "certainty", certainty)
        if beats.ndim != 1 or downbeats.ndim != 1:
            raise BadDocument("The beats and downbeats of a grid are plain rows of numbers.")
        if beats.size < 2 or not np.all(np.isfinite(beats)) or np.any(np.diff(beats) <= 0):
            raise BadDocument("A beat grid needs two beats or more, each later than the last.")
        if downbeats.size == 0 or np.any(np.diff(downbeats) <= 0):
            raise BadDocument("A beat grid needs at least one downbeat, in order.")
        if downbeats[0] < 0 or downbeats[-1] >= beats.size:
            raise BadDocument("A downbeat of the grid points at a beat that is not there.")
        if certainty.size and (certainty.shape != beats.shape or not _are_shares(certainty)):
            raise BadDocument(
                "The certainty of beats is one number from 0 to 1 for each of them."
            )

    def __eq__(self, other: object) -> bool:
        """Whether another grid is the same in all that it says."""
        if not isinstance(other, BeatGrid):
            return NotImplemented
        return (
            self.has_beats_of(other)
            and np.array_equal(self.certainty, other.certainty)
            and (self.confidence, self.assumed) == (other.confidence, other.assumed)
            and self.second == other.second
        )

    def __hash__(self) -> int:
        """Equal grids have equal hashes."""
        return hash((self.beats.tobytes(), self.downbeats.tobytes()))

    def has_beats_of(self, other: "BeatGrid") -> bool:
        """Whether another grid has the same beats and downbeats, however sure of them."""
        return np.array_equal(self.beats, other.beats) and np.array_equal(
            self.downbeats, other.downbeats
        )

    @classmethod
    def steady(
        cls,
        bpm: float,
        *,
        first: float = 0.0,
        count: int = 2,
        metre: int = ASSUMED_METRE,
        assumed: bool = False,
    ) -> "BeatGrid":
        """A grid of constant tempo whose first beat is a downbeat."""
        if not 0.0 < bpm < float("inf") or metre < 1:
            raise BadValue(f"No grid has {bpm:g} beats a minute and {metre} beats a bar.")
        beats = first + np.arange(max(count, 2), dtype=np.float64) * (60.0 / bpm)
        return cls(beats, np.arange(0, beats.size, metre), 0.0 if assumed else 1.0, assumed)

    @classmethod
    def assume(cls, seconds: float) -> "BeatGrid":
        """The grid of a track in which no beats were heard."""
        count = int(seconds * ASSUMED_BPM / 60.0) + 2
        return cls.steady(ASSUMED_BPM, count=count, assumed=True)

    @property
    def metre(self) -> int:
        """How many beats most bars have."""
        if self.downbeats.size < 2:
            return ASSUMED_METRE
        return int(np.bincount(np.diff(self.downbeats)).argmax())

    @property
    def bpm(self) -> float:
        """The tempo of most of the track."""
        return float(60.0 / np.median(np.diff(self.beats)))

    @property
    def certainties(self) -> Floats:
        """How clearly each beat was heard; all alike where the grid knows no more."""
        if self.certainty.size:
            return self.certainty
        return np.full(self.beats.size, self.confidence)

    def tempo(self, seconds: npt.ArrayLike) -> Floats:
        """The beats a minute at moments in seconds."""
        index = np.searchsorted(self.beats, np.asarray(seconds, dtype=np.float64), "right") - 1
        return np.asarray(60.0 / np.diff(self.beats)[np.clip(index, 0, self.beats.size - 2)])

    @property
    def bar_starts(self) -> Floats:
        """The downbeats in seconds."""
        return self.beats[self.downbeats]

    def position(self, seconds: npt.ArrayLike) -> Floats:
        """The beats, with fractions, at which moments in seconds lie."""
        at = np.asarray(seconds, dtype=np.float64)
        index = np.clip(np.searchsorted(self.beats, at, "right") - 1, 0, self.beats.size - 2)
        left = self.beats[index]
        share = (at - left) / (self.beats[index + 1] - left)
        return np.asarray(index + share - float(self.downbeats[0]), dtype=np.float64)

    def seconds(self, position: npt.ArrayLike) -> Floats:
        """The moments in seconds at which beats, with fractions, lie."""
        at = np.asarray(position, dtype=np.float64) + float(self.downbeats[0])
        index = np.clip(np.floor(at), 0, self.beats.size - 2).astype(np.int64)
        left = self.beats[index]
        return np.asarray(left + (at - index) * (self.beats[index + 1] - left), np.float64)

    def bar_position(self, seconds: npt.ArrayLike) -> Floats:
        """The bars, with fractions, of moments; bar 0 begins at the first downbeat."""
        return self.bars(self.position(seconds))

    def bars(self, position: npt.ArrayLike) -> Floats:
        """The bars, with fractions, at which beats, with fractions, lie."""
        index = np.asarray(position, dtype=np.float64) + float(self.downbeats[0])
        bars = self.downbeats.astype(np.float64)
        if bars.size == 1:
            return np.asarray((index - bars[0]) / self.metre, dtype=np.float64)
        bar = np.clip(np.searchsorted(bars, index, "right") - 1, 0, bars.size - 1)
        following = np.minimum(bar + 1, bars.size - 1)
        length = np.where(following > bar, bars[following] - bars[bar], self.metre)
        length = np.where(index < bars[0], self.metre, length)
        return np.asarray(bar + (index - bars[bar]) / length, dtype=np.float64)
