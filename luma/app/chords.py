"""The chords that count: a person's own, or what was heard."""

from dataclasses import dataclass

import numpy as np

from luma.app.analyses import Analyses
from luma.app.documents import Documents
from luma.app.features import seconds_of
from luma.app.ground import Ground
from luma.domain.chorddoc import ChordDoc
from luma.domain.chordedits import ChordEdit, ForgetChords, UseChords, share_apart
from luma.domain.errors import Refused
from luma.domain.harmony import NO_CHORD, ChordTrack
from luma.domain.ids import TrackId

KIND = "harmony"
"""How documents of chords are called among the others."""
_HEARD_KIND = "chords"


@dataclass(frozen=True, slots=True, eq=False)
class ChordOffer:
    """A newer detection beside a person's own chords, and how much of the track differs."""

    own: ChordTrack
    heard: ChordTrack
    share: float

    @property
    def words(self) -> str:
        """The difference in a sentence."""
        return (
            f"The chords were heard anew: {len(self.heard.chords)} chords where yours have "
            f"{len(self.own.chords)}, and others than yours in {self.share * 100.0:.0f} % of "
            "the time."
        )


class Chords:
    """Knows every track's chords, and changes them; on the lane."""

    def __init__(self, ground: Ground, documents: Documents, analyses: Analyses) -> None:
        """Have looked at no track."""
        self._store, self._documents, self._analyses = ground.store, documents, analyses
        self._heard: dict[TrackId, ChordTrack | None] = {}

    def of(self, track: TrackId) -> ChordTrack | None:
        """The chords that count for a track, if there are any."""
        return self._doc(track).chords or self.heard(track)

    def heard(self, track: TrackId) -> ChordTrack | None:
        """What was heard of a track's chords so far."""
        if self._heard.get(track) is None:
            self._heard[track] = self._analyses.load(track, ChordTrack)
        return self._heard[track]

    def is_own(self, track: TrackId) -> bool:
        """Whether a person has put the track's chords right."""
        return self._doc(track).chords is not None

    def edit(self, track: TrackId, edit: ChordEdit, gesture: str | None = None) -> ChordTrack:
        """Put a track's chords right; the first edit takes the heard ones over as its own."""
        edits: tuple[ChordEdit, ...] = (edit,)
        if not self.is_own(track) and not isinstance(edit, UseChords | ForgetChords):
            edits = (UseChords(self._begin_with(track), self.heard(track)), edit)
        doc = self._doc(track)
        for each in edits:  # a refused edit leaves nothing behind
            doc = each.apply(doc)
        self._documents.edit_together([(KIND, track, edits)], gesture)
        told = self.of(track)
        return _nothing(0.0) if told is None else told

    def find_offer(self, track: TrackId) -> ChordOffer | None:
        """A detection that is newer than the one that the person's chords were made from."""
        doc, heard = self._doc(track), self.heard(track)
        if doc.chords is None or heard is None:
            return None
        if doc.heard is not None and _names_the_same(heard, doc.heard):
            return None
        return ChordOffer(doc.chords, heard, share_apart(doc.chords, heard))

    def take_offer(self, track: TrackId) -> ChordTrack:
        """Let what was heard count."""
        return self.edit(track, ForgetChords())

    def hear(self, track: TrackId, kind: str) -> None:
        """Take a new detection: it counts at once where no person has chords of their own."""
        if kind == _HEARD_KIND:
            self._heard.pop(track, None)

    def _begin_with(self, track: TrackId) -> ChordTrack:
        """What was heard, or one long silence that chords can be put into."""
        heard = self.heard(track)
        if heard is not None:
            return heard
        with self._store.read() as shelf:
            tagged = shelf.tracks.get(track).tags.seconds
        seconds = seconds_of(self._analyses, track, tagged)
        if not seconds > 0.0:
            raise Refused(
                "The track's sound is not decoded yet, so chords have no place in it.",
                hint="Let it be analysed first.",
            )
        return _nothing(seconds)

    def _doc(self, track: TrackId) -> ChordDoc:
        doc: ChordDoc = self._documents.get(KIND, track)
        return doc


def _nothing(seconds: float) -> ChordTrack:
    edges = np.array([0.0, seconds] if seconds else [0.0])
    return ChordTrack(edges, (NO_CHORD,) if seconds else ())


def _names_the_same(one: ChordTrack, other: ChordTrack) -> bool:
    return one.chords == other.chords and np.array_equal(one.edges, other.edges)
