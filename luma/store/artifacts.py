"""The artifact shelf: which recipes are cooked, for which track, in which file."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from luma.domain.ids import Recipe, TrackId
from luma.domain.track import Artifact
from luma.store._now import now
from luma.store._tables import ArtifactRow


class Artifacts:
    """The results that were made from tracks."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def add(self, artifact: Artifact) -> None:
        """Shelve a result, in the place of an earlier one of the same recipe."""
        self._session.merge(
            ArtifactRow(
                recipe=artifact.recipe,
                track=artifact.track,
                kind=artifact.kind,
                engine=artifact.engine,
                version=artifact.version,
                settings=dict(artifact.settings),
                file=artifact.file,
                bytes=artifact.bytes,
                used=now(),
            )
        )
        self._session.flush()

    def find(self, recipe: Recipe) -> Artifact | None:
        """The result of that recipe."""
        row = self._session.get(ArtifactRow, recipe)
        return None if row is None else _artifact(row)

    def of(self, track: TrackId, kind: str | None = None) -> tuple[Artifact, ...]:
        """The results for a track, of one kind or of all; the last used first."""
        wanted = select(ArtifactRow).where(ArtifactRow.track == track)
        if kind is not None:
            wanted = wanted.where(ArtifactRow.kind == kind)
        rows = self._session.scalars(wanted.order_by(ArtifactRow.used.desc()))
        return tuple(_artifact(row) for row in rows)

    def have(self, track: TrackId) -> frozenset[Recipe]:
        """The recipes that are cooked for a track."""
        names = select(ArtifactRow.recipe).where(ArtifactRow.track == track)
        return frozenset(Recipe(name) for name in self._session.scalars(names))

    def recipes(self) -> frozenset[Recipe]:
        """Every recipe that is cooked."""
        return frozenset(
            Recipe(name) for name in self._session.scalars(select(ArtifactRow.recipe))
        )

    def kinds(self) -> dict[TrackId, tuple[str, ...]]:
        """Which kinds of results each track has, in alphabetical order."""
        pairs = (
            select(ArtifactRow.track, ArtifactRow.kind).distinct().order_by(ArtifactRow.kind)
        )
        found: defaultdict[TrackId, tuple[str, ...]] = defaultdict(tuple)
        for track, kind in self._session.execute(pairs):
            found[TrackId(track)] += (kind,)
        return dict(found)

    def touch(self, recipes: Collection[Recipe]) -> None:
        """Remember that results were used just now."""
        self._session.flush()
        self._session.execute(
            update(ArtifactRow).where(ArtifactRow.recipe.in_(recipes)).values(used=now())
        )

    def beyond(self, limit: int) -> tuple[Artifact, ...]:
        """The least recently used results, as many as all the others need to fit the limit."""
        excess = self._session.scalar(select(func.sum(ArtifactRow.bytes))) or 0
        excess, leaving = excess - limit, []
        for row in self._session.scalars(select(ArtifactRow).order_by(ArtifactRow.used)):
            if excess <= 0:
                break
            excess -= row.bytes
            leaving.append(_artifact(row))
        return tuple(leaving)

    def drop(self, recipes: Collection[Recipe]) -> None:
        """Forget results; they count as missing from now on."""
        self._session.execute(delete(ArtifactRow).where(ArtifactRow.recipe.in_(recipes)))


def _artifact(row: ArtifactRow) -> Artifact:
    return Artifact(
        recipe=Recipe(row.recipe),
        track=TrackId(row.track),
        kind=row.kind,
        engine=row.engine,
        version=row.version,
        file=row.file,
        bytes=row.bytes,
        settings=row.settings,
    )
