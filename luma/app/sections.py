"""The sections that count: a person's own, or what was heard."""

from dataclasses import dataclass

from luma.app.analyses import Analyses
from luma.app.documents import Documents
from luma.app.features import seconds_of
from luma.app.ground import Ground
from luma.domain.errors import Refused
from luma.domain.ids import TrackId
from luma.domain.sectiondoc import SectionDoc
from luma.domain.sectionedits import ForgetSections, SectionEdit, UseSections, share_apart
from luma.domain.sections import Section, SectionTrack

KIND = "sections"
"""How documents of sections are called among the others, and how what is heard is."""
_WHOLE = "track"


@dataclass(frozen=True, slots=True)
class SectionOffer:
    """A newer detection beside a person's own sections, and how much of the track differs."""

    own: SectionTrack
    heard: SectionTrack
    share: float

    @property
    def words(self) -> str:
        """The difference in a sentence."""
        return (
            f"The sections were heard anew: {len(self.heard.sections)} of them where yours are "
            f"{len(self.own.sections)}, with other names in {self.share * 100.0:.0f} % of the "
            "time."
        )


class Sections:
    """Knows every track's sections, and changes them; on the lane."""

    def __init__(self, ground: Ground, documents: Documents, analyses: Analyses) -> None:
        """Have looked at no track."""
        self._store, self._documents, self._analyses = ground.store, documents, analyses
        self._heard: dict[TrackId, SectionTrack | None] = {}

    def of(self, track: TrackId) -> SectionTrack | None:
        """The sections that count for a track, if there are any."""
        return self._doc(track).sections or self.heard(track)

    def heard(self, track: TrackId) -> SectionTrack | None:
        """What was heard of a track's sections so far."""
        if self._heard.get(track) is None:
            self._heard[track] = self._analyses.load(track, SectionTrack)
        return self._heard[track]

    def is_own(self, track: TrackId) -> bool:
        """Whether a person has put the track's sections right."""
        return self._doc(track).sections is not None

    def edit(
        self, track: TrackId, edit: SectionEdit, gesture: str | None = None
    ) -> SectionTrack:
        """Put a track's sections right; the first edit takes the heard ones over as its own."""
        edits: tuple[SectionEdit, ...] = (edit,)
        if not self.is_own(track) and not isinstance(edit, UseSections | ForgetSections):
            edits = (UseSections(self._begin_with(track), self.heard(track)), edit)
        doc = self._doc(track)
        for each in edits:  # a refused edit leaves nothing behind
            doc = each.apply(doc)
        self._documents.edit_together([(KIND, track, edits)], gesture)
        return self.of(track) or SectionTrack(())

    def find_offer(self, track: TrackId) -> SectionOffer | None:
        """A detection that is newer than the one that the person's sections were made from."""
        doc, heard = self._doc(track), self.heard(track)
        if doc.sections is None or heard is None or heard == doc.heard:
            return None
        return SectionOffer(doc.sections, heard, share_apart(doc.sections, heard))

    def take_offer(self, track: TrackId) -> SectionTrack:
        """Let what was heard count."""
        return self.edit(track, ForgetSections())

    def hear(self, track: TrackId, kind: str) -> None:
        """Take a new detection: it counts at once where no person has sections of their own."""
        if kind == KIND:
            self._heard.pop(track, None)

    def _begin_with(self, track: TrackId) -> SectionTrack:
        """What was heard, or one section over the whole track."""
        heard = self.heard(track)
        if heard is not None and heard.sections:
            return heard
        with self._store.read() as shelf:
            tagged = shelf.tracks.get(track).tags.seconds
        seconds = seconds_of(self._analyses, track, tagged)
        if not seconds > 0.0:
            raise Refused(
                "The track's sound is not decoded yet, so sections have no place in it.",
                hint="Let it be analysed first.",
            )
        return SectionTrack((Section(0.0, seconds, _WHOLE),))

    def _doc(self, track: TrackId) -> SectionDoc:
        doc: SectionDoc = self._documents.get(KIND, track)
        return doc
