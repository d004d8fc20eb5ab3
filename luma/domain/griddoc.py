"""The beat grid of a track as a document: a person's own, beside what was heard."""

from dataclasses import dataclass

from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid


@dataclass(frozen=True, slots=True)
class GridDoc:
    """What a person made of a track's beats; without a grid of its own the heard one counts.

    `heard` is the detection that the own grid was made from.
    """

    track: TrackId
    grid: BeatGrid | None = None
    heard: BeatGrid | None = None
