"""The shelf of opinions: stars, notes, genres and colours of tracks."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from luma.domain.errors import NotFound
from luma.domain.ids import TrackId
from luma.domain.opinion import Opinion
from luma.store._tables import TrackRow
from luma.store._writable import writable

_MOST_NAMED = 500


class Opinions:
    """What a person thinks of the library's tracks."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def of(self, track: TrackId) -> Opinion:
        """What is thought of a track."""
        found = self.of_all((track,))
        if track not in found:
            raise NotFound(f"The library has no track {track}.")
        return found[track]

    def of_all(self, tracks: Collection[TrackId]) -> dict[TrackId, Opinion]:
        """What is thought of some tracks."""
        columns = (TrackRow.id, TrackRow.stars, TrackRow.note, TrackRow.genre, TrackRow.colour)
        wanted, named = select(*columns), set(tracks)
        if len(named) < _MOST_NAMED:
            wanted = wanted.where(TrackRow.id.in_(named))
        rows = self._session.execute(wanted)
        return {
            TrackId(name): Opinion(stars, note, genre, colour)
            for name, stars, note, genre, colour in rows
            if name in named
        }

    def save(self, track: TrackId, opinion: Opinion) -> None:
        """Let this be thought of a track."""
        self.of(track)
        written = update(TrackRow).where(TrackRow.id == track)
        self._session.execute(
            written.values(
                stars=opinion.stars,
                note=writable(opinion.note),
                genre=writable(opinion.genre),
                colour=opinion.colour,
            )
        )
