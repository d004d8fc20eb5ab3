"""The shelf of plays: when tracks were heard, and for how long."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from luma.domain.ids import TrackId
from luma.domain.units import Seconds
from luma.store._tables import PlayRow


@dataclass(frozen=True, slots=True)
class Play:
    """A time that a track was heard."""

    at: str
    seconds: Seconds


class Plays:
    """When the library's tracks were heard."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def add(self, track: TrackId, play: Play) -> None:
        """Remember that a track was heard."""
        self._session.add(PlayRow(track=track, at=play.at, seconds=play.seconds))
        self._session.flush()

    def of(self, track: TrackId) -> tuple[Play, ...]:
        """When a track was heard, the last time first."""
        wanted = select(PlayRow.at, PlayRow.seconds).where(PlayRow.track == track)
        rows = self._session.execute(wanted.order_by(PlayRow.number.desc()))
        return tuple(Play(at, Seconds(seconds)) for at, seconds in rows)
