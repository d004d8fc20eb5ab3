"""The shelf of corrections: what persons made of what was heard in their tracks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from luma.domain.documents import GRID
from luma.domain.errors import NotFound
from luma.domain.griddoc import GridDoc
from luma.domain.ids import TrackId
from luma.store._revision import check_revision
from luma.store._tables import CorrectionRow, TrackRow

_BEATS = "beats"


class Corrections:
    """The corrections of the library's tracks."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def grid(self, track: TrackId) -> GridDoc:
        """What was made of a track's beats; of most tracks nothing."""
        row = self._session.get(CorrectionRow, (track, _BEATS))
        if row is not None:
            return GRID.read(row.document)
        if self._session.scalar(select(TrackRow.id).where(TrackRow.id == track)) is None:
            raise NotFound(f"The library has no track {track}.")
        return GridDoc(track)

    def grid_revision(self, track: TrackId) -> int:
        """How often a track's beats were changed."""
        row = self._session.get(CorrectionRow, (track, _BEATS))
        return 0 if row is None else row.revision

    def save_grid(self, doc: GridDoc, revision: int | None = None) -> int:
        """Write what was made of a track's beats and give its revision; `revision` was seen."""
        row = self._session.get(CorrectionRow, (doc.track, _BEATS))
        check_revision("The beat grid", row.revision if row else 0, revision)
        if self.grid(doc.track) == doc:
            return row.revision if row else 0
        if row is None:
            row = CorrectionRow(track=doc.track, kind=_BEATS, revision=0)
            self._session.add(row)
        row.document, row.revision = GRID.write(doc), row.revision + 1
        self._session.flush()
        return row.revision
