"""The kinds of documents that are open on the desk, and how each lies in the library."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from luma.domain.audiograph import AUDIO
from luma.domain.chordedits import ChordEdit
from luma.domain.codec import Schema
from luma.domain.documents import GRAPH, GRID, HARMONY, SCORE, SECTIONS, VENUE
from luma.domain.graphdoc import GraphDoc
from luma.domain.graphedits import GraphEdit, PutNodes
from luma.domain.gridedits import GridEdit
from luma.domain.history import Edit
from luma.domain.scoreedits import ScoreEdit
from luma.domain.sectionedits import SectionEdit
from luma.domain.venueedits import VenueEdit
from luma.graph.migrate import changes
from luma.store.store import Shelf


def _as_it_is(_: Any) -> tuple[Edit[Any], ...]:
    return ()


def _written_today(doc: GraphDoc) -> tuple[Edit[Any], ...]:
    """The edits that bring the nodes of a graph up to today's versions, if any is older."""
    changed = changes(doc)
    return (PutNodes(changed),) if changed else ()


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of document is written, edited, fetched, kept and brought up to today."""

    schema: Schema[Any]
    edits: object
    load: Callable[[Shelf, Any], tuple[Any, int]]
    save: Callable[[Shelf, Any, Any, int], int]
    renewals: Callable[[Any], tuple[Edit[Any], ...]] = _as_it_is


KINDS = {
    "graph": Kind(
        GRAPH,
        GraphEdit,
        lambda shelf, name: (
            shelf.patterns.get_graph(name).graph,
            shelf.patterns.get_graph(name).revision,
        ),
        lambda shelf, name, doc, seen: shelf.patterns.save_graph(name, doc, seen),
        _written_today,
    ),
    "score": Kind(
        SCORE,
        ScoreEdit,
        lambda shelf, name: (shelf.scores.load(name), shelf.scores.revision(name)),
        lambda shelf, _, doc, seen: shelf.scores.save(doc, seen),
    ),
    "venue": Kind(
        VENUE,
        VenueEdit,
        lambda shelf, name: (shelf.venues.load(name), shelf.venues.revision(name)),
        lambda shelf, _, doc, seen: shelf.venues.save(doc, seen),
    ),
    "grid": Kind(
        GRID,
        GridEdit,
        lambda shelf, name: (
            shelf.corrections.grid(name),
            shelf.corrections.grid_revision(name),
        ),
        lambda shelf, _, doc, seen: shelf.corrections.save_grid(doc, seen),
    ),
    "harmony": Kind(
        HARMONY,
        ChordEdit,
        lambda shelf, name: (
            shelf.corrections.chords(name),
            shelf.corrections.chords_revision(name),
        ),
        lambda shelf, _, doc, seen: shelf.corrections.save_chords(doc, seen),
    ),
    "audio": Kind(
        AUDIO,
        GraphEdit,
        lambda shelf, name: (
            shelf.audio_graphs.load(name),
            shelf.audio_graphs.revision(name),
        ),
        lambda shelf, name, doc, seen: shelf.audio_graphs.save(name, doc, seen),
    ),
    "sections": Kind(
        SECTIONS,
        SectionEdit,
        lambda shelf, name: (
            shelf.corrections.sections(name),
            shelf.corrections.sections_revision(name),
        ),
        lambda shelf, _, doc, seen: shelf.corrections.save_sections(doc, seen),
    ),
}
