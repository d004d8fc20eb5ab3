"""What went wrong for which track and analyzer version, so that it is not tried for ever."""

from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from luma.domain.ids import TrackId
from luma.store._now import now
from luma.store._tables import FailureRow


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """An analyzer's version that did not finish for a track, and what was said.

    `analyzer` is a kind, with its engine behind a slash if that is not the built-in one.
    """

    track: TrackId
    analyzer: str
    version: int
    code: str
    words: str


class Failures:
    """The failures that still stand."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def note(self, failure: KnownFailure) -> None:
        """Remember a failure, in the place of an earlier one of the same version."""
        self._session.merge(
            FailureRow(
                track=failure.track,
                kind=failure.analyzer,
                version=failure.version,
                code=failure.code,
                words=failure.words,
                at=now(),
            )
        )
        self._session.flush()

    def known(self, track: TrackId) -> tuple[KnownFailure, ...]:
        """What is known to fail for a track, the latest first."""
        wanted = select(FailureRow).where(FailureRow.track == track)
        rows = self._session.scalars(wanted.order_by(FailureRow.at.desc()))
        return tuple(
            KnownFailure(TrackId(row.track), row.kind, row.version, row.code, row.words)
            for row in rows
        )

    def clear(self, track: TrackId, kind: str | None = None) -> None:
        """Forget what failed for a track, in one kind or in all, so that it is tried again."""
        gone = delete(FailureRow).where(FailureRow.track == track)
        if kind is not None:
            by_any = FailureRow.kind.startswith(f"{kind}/", autoescape=True)
            gone = gone.where(or_(FailureRow.kind == kind, by_any))
        self._session.execute(gone)
