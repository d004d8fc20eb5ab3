"""The shelf of watched folders, whose new files come into the library by themselves."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from luma.store._now import now
from luma.store._tables import WatchedRow


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder, and since when it is watched."""

    folder: Path
    since: str


class Watched:
    """The folders that are watched."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def list(self) -> tuple[WatchedFolder, ...]:
        """Every watched folder, in the order of their names."""
        rows = self._session.scalars(select(WatchedRow).order_by(WatchedRow.folder))
        return tuple(WatchedFolder(Path(row.folder), row.since) for row in rows)

    def add(self, folder: Path) -> bool:
        """Watch a folder from now on; no where it is watched already."""
        if self._session.get(WatchedRow, str(folder)) is not None:
            return False
        self._session.add(WatchedRow(folder=str(folder), since=now()))
        self._session.flush()
        return True

    def remove(self, folder: Path) -> bool:
        """Watch a folder no longer; no where nobody did."""
        row = self._session.get(WatchedRow, str(folder))
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True
