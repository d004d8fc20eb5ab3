"""Connecting by keyboard: every end that a node's ports could be led to, found by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from luma.app.nodes import refusals
from luma.domain.graphdoc import Wire
from luma.domain.ids import NodeId
from luma.ui.nodes.layout import PortSpot
from luma.ui.nodes.look import family_of
from luma.ui.nodes.popup import Entry, Popup
from luma.ui.nodes.scene import GraphScene
from luma.ui.theme import FAMILIES

MOST = 60


@dataclass(frozen=True, slots=True)
class End:
    """An end that a wire could lead to: its words, the wire, and how near it lies."""

    title: str
    words: str
    family: str
    wire: Wire
    away: float


def ends_for(scene: GraphScene, node: NodeId) -> tuple[End, ...]:
    """Every wire that could be led from or to a node, those that lead on first, near first."""
    item, found = scene.nodes[node], []
    for port in item.look.shape.ports:
        end, house = (node, port.name), scene.catalogue
        why = refusals(scene.doc, end, from_output=port.is_output, among=house)
        for (other, name), refused in why.items():
            if refused or other not in scene.nodes:
                continue
            wire = _wire(node, port, other, name)
            spot = scene.nodes[other].look.shape.port(name, is_output=not port.is_output)
            if spot is not None and wire not in scene.wires:
                found.append(_end(scene, port, spot, wire))
    return tuple(sorted(found, key=lambda end: (end.wire.source != node, end.away, end.title)))


def _wire(node: NodeId, port: PortSpot, other: NodeId, name: str) -> Wire:
    if port.is_output:
        return Wire(node, port.name, other, name)
    return Wire(other, name, node, port.name)


def _end(scene: GraphScene, port: PortSpot, spot: PortSpot, wire: Wire) -> End:
    here, there = (wire.source, wire.target) if port.is_output else (wire.target, wire.source)
    look = scene.nodes[there].look
    away = scene.nodes[there].pos() - scene.nodes[here].pos()
    words = f"from {port.label.lower()}" if port.is_output else f"into {port.label.lower()}"
    taken = port.is_output and bool(
        [w for w in scene.doc.feeds(there) if w.input == wire.input]
    )
    if taken:
        words += ", instead of what feeds it now"
    return End(
        f"{look.title} · {spot.label}",
        f"{words} · {there}",
        look.family,
        wire,
        abs(away.x()) + abs(away.y()) + (10_000 if taken else 0),
    )


def matching_ends(ends: Sequence[End], text: str) -> tuple[tuple[End, int], ...]:
    """The ends in which every word of a text occurs, and where the first does in the title."""
    words = text.lower().split()
    kept = [e for e in ends if all(w in f"{e.title} {e.words}".lower() for w in words)]
    first = words[0] if words else ""
    kept.sort(key=lambda end: bool(first) and not end.title.lower().startswith(first))
    return tuple((end, end.title.lower().find(first) if first else -1) for end in kept)


class PortSearch(Popup):
    """Finds the other end of a wire, and says which wire was chosen."""

    chosen = Signal(object)
    """`Wire`: the wire to lead."""

    def __init__(self, parent: QWidget) -> None:
        """Be there, unseen."""
        super().__init__(parent, "Node or port to connect with")
        self._ends: tuple[End, ...] = ()

    def open_for(self, at: QPoint, title: str, ends: Sequence[End]) -> None:
        """Open for the wires that a node could have."""
        self._ends = tuple(ends)
        self.show_at(at, f"connects {title}")

    def entries(self, text: str) -> tuple[tuple[Entry, ...], str]:
        """The ends that match."""
        kept = matching_ends(self._ends, text)
        first = text.lower().split()
        shown = tuple(_entry(end, at, first) for end, at in kept[:MOST])
        count = (
            f"{len(kept)} of {len(self._ends)}" if kept else "Nothing fits that is so called."
        )
        return shown, f"↑↓ choose   Enter connects   {count}"

    def take(self, value: object, *, plain: bool) -> None:
        """Say which wire was chosen."""
        self.chosen.emit(value)


def _entry(end: End, at: int, words: Sequence[str]) -> Entry:
    match = (at, len(words[0])) if at >= 0 and words else (0, 0)
    tint = FAMILIES[end.family].colour if end.family in FAMILIES else ""
    return Entry(end.title, end.words, family_of(end.family).icon, end.wire, match, tint)
