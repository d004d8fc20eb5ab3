"""The sections of a track as a document: a person's own, beside what was heard."""

from dataclasses import dataclass

from luma.domain.ids import TrackId
from luma.domain.sections import SectionTrack


@dataclass(frozen=True, slots=True)
class SectionDoc:
    """What a person made of a track's sections; without any of its own the heard ones count.

    `heard` is the detection that the own sections were made from.
    """

    track: TrackId
    sections: SectionTrack | None = None
    heard: SectionTrack | None = None
