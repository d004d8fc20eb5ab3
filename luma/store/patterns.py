"""The pattern shelf: patterns and the graphs that carry them out."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from luma.domain.documents import GRAPH
from luma.domain.errors import NotFound, Refused
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId
from luma.domain.pattern import Implementation, Pattern
from luma.store._revision import check_revision
from luma.store._tables import ClipRow, ImplementationRow, PatternRow


class Patterns:
    """The patterns of the library."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def save(self, pattern: Pattern, *implementations: Implementation) -> None:
        """Write a pattern and graphs of it; graphs that are not named stay."""
        row = self._session.get(PatternRow, pattern.id)
        if row is None:
            row = PatternRow(id=pattern.id, default_implementation_id=None)
            self._session.add(row)
        row.name, row.description = pattern.name, pattern.description
        self._session.flush()
        for implementation in implementations:
            self._save_graph(pattern.id, implementation.id, implementation.graph)
        if pattern.default is not None:
            self._get_graph_of(pattern)
        row.default_implementation_id = pattern.default
        self._session.flush()

    def find(self, name: PatternId) -> Pattern | None:
        """The pattern of that id."""
        row = self._session.get(PatternRow, name)
        return None if row is None else _pattern(row)

    def get(self, name: PatternId) -> Pattern:
        """The pattern of that id."""
        found = self.find(name)
        if found is None:
            raise NotFound(f"The library has no pattern {name}.")
        return found

    def list(self) -> tuple[Pattern, ...]:
        """Every pattern, by name."""
        rows = self._session.scalars(
            select(PatternRow).order_by(PatternRow.name, PatternRow.id)
        )
        return tuple(_pattern(row) for row in rows)

    def remove(self, name: PatternId) -> None:
        """Take a pattern and its graphs away, unless a clip plays it."""
        row = self._session.get(PatternRow, name)
        if row is None:
            raise NotFound(f"The library has no pattern {name}.")
        used = select(func.count()).select_from(ClipRow).where(ClipRow.pattern == name)
        clips = self._session.scalar(used)
        if clips:
            raise Refused(
                f'The pattern "{row.name}" is played by {clips} clips.',
                hint="Take those away first.",
            )
        self._session.delete(row)
        self._session.flush()
        self._session.expire_all()

    def find_graph(self, name: GraphId) -> Implementation | None:
        """The graph of that id, with its pattern and revision."""
        row = self._session.get(ImplementationRow, name)
        return None if row is None else _implementation(row)

    def get_graph(self, name: GraphId) -> Implementation:
        """The graph of that id, with its pattern and revision."""
        found = self.find_graph(name)
        if found is None:
            raise NotFound(f"The library has no graph {name}.")
        return found

    def graphs_of(self, name: PatternId) -> tuple[Implementation, ...]:
        """Every graph that carries out a pattern."""
        wanted = select(ImplementationRow).where(ImplementationRow.pattern == name)
        rows = self._session.scalars(wanted.order_by(ImplementationRow.id))
        return tuple(_implementation(row) for row in rows)

    def save_graph(self, name: GraphId, graph: GraphDoc, revision: int | None = None) -> int:
        """Write a known graph and give its revision; `revision` is the one that was seen."""
        row = self._session.get(ImplementationRow, name)
        if row is None:
            raise NotFound(f"The library has no graph {name}.")
        check_revision(f"The graph {name}", row.revision, revision)
        return self._save_graph(PatternId(row.pattern), name, graph)

    def _save_graph(self, pattern: PatternId, name: GraphId, graph: GraphDoc) -> int:
        row = self._session.get(ImplementationRow, name)
        written = GRAPH.write(graph)
        if row is None:
            row = ImplementationRow(id=name, pattern=pattern, graph=written, revision=0)
            self._session.add(row)
        elif row.graph != written:
            row.graph = written
            row.revision += 1
        self._session.flush()
        return row.revision

    def _get_graph_of(self, pattern: Pattern) -> None:
        row = self._session.get(ImplementationRow, pattern.default)
        if row is None or row.pattern != pattern.id:
            raise NotFound(f'The pattern "{pattern.name}" has no graph {pattern.default}.')


def _pattern(row: PatternRow) -> Pattern:
    default = row.default_implementation_id
    return Pattern(
        PatternId(row.id),
        row.name,
        row.description,
        None if default is None else GraphId(default),
    )


def _implementation(row: ImplementationRow) -> Implementation:
    return Implementation(
        GraphId(row.id), PatternId(row.pattern), GRAPH.read(row.graph), row.revision
    )
