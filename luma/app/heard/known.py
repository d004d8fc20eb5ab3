"""All that counts of a track's music, gathered to be told or written down."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from luma.app.analyses import Analyses
from luma.app.chords import Chords
from luma.app.grids import Grids
from luma.app.sections import Sections
from luma.domain.energy import Loudness
from luma.domain.harmony import ChordTrack, KeyTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.track import Track


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat: its second, its bar and its place in the bar, both from one, and how sure."""

    at: float
    bar: int
    place: int
    certainty: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A name over some seconds, and how clearly it was heard, if that is known."""

    start: float
    stop: float
    label: str
    certainty: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A track's beats, chords, keys, sections and loudness: a person's own before the heard."""

    track: Track
    seconds: float
    grid: BeatGrid
    chords: ChordTrack | None = None
    keys: KeyTrack | None = None
    sections: SectionTrack | None = None
    loudness: Loudness | None = None
    own_grid: bool = False
    own_chords: bool = False
    was_heard: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether anything was heard or put right."""
        told = (self.chords, self.keys, self.sections, self.loudness)
        known = self.was_heard or not self.grid.assumed
        return known or any(each is not None for each in told)

    def beats(self) -> Iterator[Beat]:
        """The beats from the song's start on; before the first bar lies bar 0, and so on."""
        grid = self.grid
        numbers = np.arange(grid.beats.size) - int(grid.downbeats[0])
        bars = np.floor(grid.bars(numbers) + 1e-9).astype(int)
        last = grid.downbeats.size - 1
        starts = np.searchsorted(grid.downbeats, np.arange(grid.beats.size), "right") - 1
        sure = grid.certainties
        for n, at in enumerate(grid.beats.tolist()):
            place = n - int(grid.downbeats[max(0, starts[n])])
            if not 0 <= starts[n] < last:  # beside the told bars all are of one length
                place %= grid.metre
            if at >= 0.0:
                yield Beat(at, int(bars[n]) + 1, place + 1, float(sure[n]))

    def chord_stretches(self) -> tuple[Stretch, ...]:
        """The chords, named in Harte's syntax."""
        if self.chords is None:
            return ()
        names = [chord.label for chord in self.chords.chords]
        return _stretches(self.chords.edges.tolist(), names, self.chords.certainty.tolist())

    def key_stretches(self) -> tuple[Stretch, ...]:
        """The keys in words."""
        if self.keys is None:
            return ()
        names = [key.name for key in self.keys.keys]
        return _stretches(self.keys.edges.tolist(), names, self.keys.certainty.tolist())

    def section_stretches(self) -> tuple[Stretch, ...]:
        """The sections."""
        told = () if self.sections is None else self.sections.sections
        return tuple(Stretch(each.start, each.stop, each.label) for each in told)


def known_of(
    track: Track, grids: Grids, others: tuple[Chords, Sections], analyses: Analyses
) -> Known:
    """What counts of a track; for the lane."""
    name, (chords, sections) = track.id, others
    return Known(
        track,
        grids.seconds(name),
        grids.of(name),
        chords.of(name),
        analyses.load(name, KeyTrack),
        sections.of(name),
        analyses.load(name, Loudness),
        grids.is_own(name),
        chords.is_own(name),
        analyses.load(name, BeatGrid) is not None,
    )


def _stretches(
    edges: list[float], names: list[str], certainty: list[float]
) -> tuple[Stretch, ...]:
    sure: list[float | None] = [*certainty] or [None] * len(names)
    rows = zip(edges, edges[1:], names, sure, strict=False)
    return tuple(Stretch(*row) for row in rows if row[1] > 0.0)
