"""The chords of a track as a document: a person's own, beside what was heard."""

from dataclasses import dataclass

from luma.domain.harmony import ChordTrack
from luma.domain.ids import TrackId


@dataclass(frozen=True, slots=True)
class ChordDoc:
    """What a person made of a track's chords; without chords of its own the heard ones count.

    `heard` is the detection that the own chords were made from.
    """

    track: TrackId
    chords: ChordTrack | None = None
    heard: ChordTrack | None = None
