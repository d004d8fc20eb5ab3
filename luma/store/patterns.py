"""The pattern shelf: patterns and the graphs that carry them out."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from luma.domain.codec import encode
from luma.domain.documents import GRAPH
from luma.domain.errors import NotFound, Refused
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId
from luma.domain.nodetype import Json
from luma.domain.pattern import NODE_FAMILY, Implementation, Pattern, patterns_used
from luma.store._revision import check_revision
from luma.store._tables import (
    ClipRow,
    ImplementationRow,
    JournalRow,
    PatternRow,
    ScoreRow,
    TrackRow,
)

MOST_NAMED = 3


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
        row.tags, row.extra = list(pattern.tags), _kept(pattern.extra)
        row.forked_from = pattern.forked_from
        self._session.flush()
        for implementation in implementations:
            self._save_whole(pattern.id, implementation)
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
        """Take a pattern and its graphs away, unless a clip plays it or a pattern uses it."""
        row = self._session.get(PatternRow, name)
        if row is None:
            raise NotFound(f"The library has no pattern {name}.")
        self._refuse_played(f'The pattern "{row.name}"', ClipRow.pattern == name)
        users = self.users(name)
        if users:
            named = ", ".join(f'"{user.name}"' for user in users[:MOST_NAMED])
            raise Refused(
                f'The pattern "{row.name}" is a node in {named}.',
                hint="Take that node away first.",
            )
        self._session.delete(row)
        self._session.flush()
        self._session.expire_all()

    def remove_graph(self, name: GraphId) -> None:
        """Take one graph of a pattern away, unless it is the default or a clip plays it."""
        row = self._session.get(ImplementationRow, name)
        if row is None:
            raise NotFound(f"The library has no graph {name}.")
        pattern = self.get(PatternId(row.pattern))
        if pattern.default == name:
            raise Refused(
                f'"{row.name}" is the default of the pattern "{pattern.name}".',
                hint="Make another one the default first.",
            )
        self._refuse_played(
            f'"{row.name}" of the pattern "{pattern.name}"', ClipRow.implementation == name
        )
        self._session.delete(row)
        self._session.flush()
        self._session.expire_all()

    def plays(self) -> Mapping[PatternId, int]:
        """How many clips play each pattern; one that is not named is played by none."""
        counted = select(ClipRow.pattern, func.count()).group_by(ClipRow.pattern)
        rows = self._session.execute(counted)
        return Counter({PatternId(name): count for name, count in rows})

    def users(self, name: PatternId) -> tuple[Pattern, ...]:
        """The other patterns that have a pattern as a node, by name."""
        hold = func.instr(ImplementationRow.graph, f"{NODE_FAMILY}{name}") > 0
        rows = self._session.scalars(select(ImplementationRow).where(hold))
        found = {row.pattern for row in rows if name in patterns_used(GRAPH.read(row.graph))}
        return tuple(pattern for pattern in self.list() if pattern.id in found - {name})

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
        rows = self._session.scalars(
            wanted.order_by(ImplementationRow.name, ImplementationRow.id)
        )
        return tuple(_implementation(row) for row in rows)

    def graph_names(self) -> Mapping[PatternId, Mapping[GraphId, str]]:
        """The names of the graphs of each pattern, without the graphs themselves."""
        names: dict[PatternId, dict[GraphId, str]] = {}
        columns = select(
            ImplementationRow.pattern, ImplementationRow.id, ImplementationRow.name
        )
        ordered = columns.order_by(ImplementationRow.name, ImplementationRow.id)
        for pattern, graph, name in self._session.execute(ordered):
            names.setdefault(PatternId(pattern), {})[GraphId(graph)] = name
        return names

    def save_graph(self, name: GraphId, graph: GraphDoc, revision: int | None = None) -> int:
        """Write a known graph and give its revision; `revision` is the one that was seen."""
        row = self._session.get(ImplementationRow, name)
        if row is None:
            raise NotFound(f"The library has no graph {name}.")
        check_revision(f"The graph {name}", row.revision, revision)
        return self._write(row, graph)

    def _save_whole(self, pattern: PatternId, implementation: Implementation) -> None:
        row = self._session.get(ImplementationRow, implementation.id)
        if row is None:
            row = ImplementationRow(
                id=implementation.id,
                pattern=pattern,
                graph=GRAPH.write(implementation.graph),
                revision=max(implementation.revision, self._last_known(implementation.id)),
            )
            self._session.add(row)
        elif row.pattern != pattern:
            raise Refused(f"The graph {implementation.id} belongs to another pattern.")
        row.name, row.extra = implementation.name, _kept(implementation.extra)
        self._write(row, implementation.graph)

    def _write(self, row: ImplementationRow, graph: GraphDoc) -> int:
        written = GRAPH.write(graph)
        if row.graph != written:
            row.graph = written
            row.revision += 1
        self._session.flush()
        return row.revision

    def _last_known(self, name: GraphId) -> int:
        """The revision that the journal tells of a graph that was here before."""
        newest = select(func.max(JournalRow.revision))
        told = newest.where(JournalRow.kind == GRAPH.name, JournalRow.id == name)
        return self._session.scalar(told) or 0

    def _refuse_played(self, what: str, clips: ColumnElement[bool]) -> None:
        joined = select(TrackRow.title, func.count()).select_from(ClipRow)
        joined = joined.join(ScoreRow, ScoreRow.id == ClipRow.score)
        joined = joined.join(TrackRow, TrackRow.id == ScoreRow.track)
        rows = self._session.execute(joined.where(clips).group_by(TrackRow.id)).all()
        if not rows:
            return
        count = sum(row[1] for row in rows)
        named = ", ".join(f'"{title}"' for title, _ in rows[:MOST_NAMED])
        more = f" and {len(rows) - MOST_NAMED} more tracks" if len(rows) > MOST_NAMED else ""
        raise Refused(
            f"{what} is played by {count} {'clip' if count == 1 else 'clips'} in "
            f"{named}{more}.",
            hint="Take those away first, or give them another one to play.",
        )

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
        tuple(row.tags),
        None if row.forked_from is None else PatternId(row.forked_from),
        row.extra,
    )


def _implementation(row: ImplementationRow) -> Implementation:
    return Implementation(
        GraphId(row.id),
        PatternId(row.pattern),
        GRAPH.read(row.graph),
        row.revision,
        row.name,
        row.extra,
    )


def _kept(extra: Mapping[str, Json]) -> dict[str, Any]:
    """What is kept of an unknown shape, as a column holds it."""
    encoded = encode(extra)
    return encoded if isinstance(encoded, dict) else {}
