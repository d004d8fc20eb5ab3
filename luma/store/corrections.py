"""The shelf of corrections: what persons made of what was heard in their tracks."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from luma.domain.chorddoc import ChordDoc
from luma.domain.codec import Schema
from luma.domain.documents import GRID, HARMONY, SECTIONS
from luma.domain.errors import NotFound
from luma.domain.griddoc import GridDoc
from luma.domain.ids import TrackId
from luma.domain.sectiondoc import SectionDoc
from luma.store._revision import check_revision
from luma.store._tables import CorrectionRow, TrackRow

_BEATS, _CHORDS, _SECTIONS = "beats", "chords", "sections"

D = TypeVar("D", GridDoc, ChordDoc, SectionDoc)


class Corrections:
    """The corrections of the library's tracks."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def grid(self, track: TrackId) -> GridDoc:
        """What was made of a track's beats; of most tracks nothing."""
        return self._load(_BEATS, GRID, GridDoc(track))

    def grid_revision(self, track: TrackId) -> int:
        """How often a track's beats were changed."""
        return self._revision(track, _BEATS)

    def save_grid(self, doc: GridDoc, revision: int | None = None) -> int:
        """Write what was made of a track's beats and give its revision; `revision` was seen."""
        check_revision("The beat grid", self._revision(doc.track, _BEATS), revision)
        return self._save(_BEATS, GRID, doc, is_new=self.grid(doc.track) != doc)

    def chords(self, track: TrackId) -> ChordDoc:
        """What was made of a track's chords; of most tracks nothing."""
        return self._load(_CHORDS, HARMONY, ChordDoc(track))

    def chords_revision(self, track: TrackId) -> int:
        """How often a track's chords were changed."""
        return self._revision(track, _CHORDS)

    def save_chords(self, doc: ChordDoc, revision: int | None = None) -> int:
        """Write what was made of a track's chords, as `save_grid` does of its beats."""
        check_revision("The chords", self._revision(doc.track, _CHORDS), revision)
        return self._save(_CHORDS, HARMONY, doc, is_new=self.chords(doc.track) != doc)

    def sections(self, track: TrackId) -> SectionDoc:
        """What was made of a track's sections; of most tracks nothing."""
        return self._load(_SECTIONS, SECTIONS, SectionDoc(track))

    def sections_revision(self, track: TrackId) -> int:
        """How often a track's sections were changed."""
        return self._revision(track, _SECTIONS)

    def save_sections(self, doc: SectionDoc, revision: int | None = None) -> int:
        """Write what was made of a track's sections, as `save_grid` does of its beats."""
        check_revision("The sections", self._revision(doc.track, _SECTIONS), revision)
        is_new = self.sections(doc.track) != doc
        return self._save(_SECTIONS, SECTIONS, doc, is_new=is_new)

    def _load(self, kind: str, schema: Schema[D], untouched: D) -> D:
        row = self._session.get(CorrectionRow, (untouched.track, kind))
        if row is not None:
            return schema.read(row.document)
        known = select(TrackRow.id).where(TrackRow.id == untouched.track)
        if self._session.scalar(known) is None:
            raise NotFound(f"The library has no track {untouched.track}.")
        return untouched

    def _revision(self, track: TrackId, kind: str) -> int:
        row = self._session.get(CorrectionRow, (track, kind))
        return 0 if row is None else row.revision

    def _save(self, kind: str, schema: Schema[D], doc: D, *, is_new: bool) -> int:
        row = self._session.get(CorrectionRow, (doc.track, kind))
        if not is_new:
            return row.revision if row else 0
        if row is None:
            row = CorrectionRow(track=doc.track, kind=kind, revision=0)
            self._session.add(row)
        row.document, row.revision = schema.write(doc), row.revision + 1
        self._session.flush()
        return row.revision
