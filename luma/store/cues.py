"""The shelf of cues: what persons have marked in their tracks."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from luma.domain.cues import Cue
from luma.domain.errors import NotFound
from luma.domain.ids import TrackId
from luma.store._tables import CueRow, TrackRow

_MOST_NAMED = 500


class Cues:
    """The cues of the library's tracks."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def of(self, track: TrackId) -> tuple[Cue, ...]:
        """The cues of a track in their order."""
        return self.of_all((track,))[track]

    def of_all(self, tracks: Collection[TrackId]) -> dict[TrackId, tuple[Cue, ...]]:
        """The cues of some tracks in their order; none for those that have none."""
        found: defaultdict[str, list[Cue]] = defaultdict(list)
        wanted = select(*CueRow.__table__.columns).order_by(CueRow.at_s, CueRow.number)
        if len(tracks) < _MOST_NAMED:
            wanted = wanted.where(CueRow.track.in_(tracks))
        for row in self._session.execute(wanted):
            cue = Cue(row.at_s, row.stop_s, row.button, row.name, row.colour)
            found[row.track].append(cue)
        return {track: tuple(found[track]) for track in tracks}

    def save(self, track: TrackId, cues: Iterable[Cue]) -> tuple[Cue, ...]:
        """Let these be all the cues of a track."""
        known = select(TrackRow.id).where(TrackRow.id == track)
        if self._session.scalar(known) is None:
            raise NotFound(f"The library has no track {track}.")
        self._session.execute(delete(CueRow).where(CueRow.track == track))
        rows = [
            {
                "track": track,
                "at_s": cue.at,
                "stop_s": cue.stop,
                "button": cue.button,
                "name": cue.name.encode("utf-8", "replace").decode("utf-8"),
                "colour": cue.colour,
            }
            for cue in cues
        ]
        if rows:
            self._session.execute(insert(CueRow), rows)
        return self.of(track)
