"""The canvas of one graph: shows documents by what differs between them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGraphicsScene

from luma.app.nodes import Problem, find_type
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, NodeType, PortKind, Setting
from luma.ui.nodes.body import Look
from luma.ui.nodes.effort import Effort
from luma.ui.nodes.layout import Content, Shape, shape_of
from luma.ui.nodes.node_item import NodeItem
from luma.ui.nodes.placing import places_of
from luma.ui.nodes.wire_item import WireItem
from luma.ui.theme import font


@dataclass(frozen=True, slots=True)
class Ailing:
    """What is wrong in a graph: the words by node, what hangs on it, and what nodes cost."""

    words: Mapping[NodeId, str]
    ports: frozenset[tuple[NodeId, str]]
    dark: frozenset[NodeId]
    costs_ms: Mapping[NodeId, float]


WELL = Ailing({}, frozenset(), frozenset(), {})


def ailing(
    problems: Iterable[Problem], dark: Iterable[NodeId], costs_ms: Mapping[NodeId, float]
) -> Ailing:
    """What the canvas shows of the problems that block."""
    words: dict[NodeId, str] = {}
    blocking = [p for p in problems if p.blocks]
    for problem in blocking:
        words.setdefault(problem.node, problem.words)
    ports = frozenset((p.node, p.port) for p in blocking)
    return Ailing(words, ports, frozenset(dark) - words.keys(), costs_ms)


class GraphScene(QGraphicsScene):
    """Nodes and wires as items, kept in step with an immutable document."""

    chosen = Signal()

    def __init__(self) -> None:
        """Show an empty graph."""
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.doc = GraphDoc()
        self.effort = Effort()
        self.nodes: dict[NodeId, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.selected: frozenset[NodeId] = frozenset()
        self.selected_wires: frozenset[Wire] = frozenset()
        self.moving: frozenset[NodeId] = frozenset()
        self._ailing = WELL
        self._metrics = {weight: QFontMetricsF(font(11, weight)) for weight in (400, 500, 600)}

    def show_doc(self, doc: GraphDoc) -> None:
        """Show another state of the graph: only what differs is touched."""
        before, self.doc = self.doc, doc
        touched = {n for n, node in doc.nodes.items() if before.nodes.get(n) != node}
        for wire in set(before.wires) ^ set(doc.wires):
            touched |= {wire.source, wire.target} & doc.nodes.keys()
        for name in before.nodes.keys() - doc.nodes.keys():
            self.removeItem(self.nodes.pop(name))
        for name in touched:
            self._show_node(name, doc.nodes[name])
        for name, (x, y) in places_of(doc).items():
            if name in self.nodes and name not in self.moving:
                self.nodes[name].setPos(x, y)
        self._show_wires(before, doc)
        self.select(self.selected & doc.nodes.keys(), self.selected_wires & set(doc.wires))
        self.lead_wires()
        self.fit_rect()

    def show_ailing(self, found: Ailing) -> None:
        """Show what is wrong, and what nodes cost."""
        if found != self._ailing:
            self._ailing = found
            self._refresh(self.nodes)

    def select(self, nodes: Iterable[NodeId], wires: Iterable[Wire] = ()) -> None:
        """Choose nodes and wires."""
        new, new_wires = frozenset(nodes), frozenset(wires)
        if (new, new_wires) == (self.selected, self.selected_wires):
            return
        changed = new ^ self.selected
        self.selected, self.selected_wires = new, new_wires
        self._refresh(changed)
        self._refresh_wires()
        self.chosen.emit()

    def lead_wires(self, around: Iterable[NodeId] | None = None) -> None:
        """Lead wires to where their nodes are."""
        names = None if around is None else set(around)
        for wire, item in self.wires.items():
            if names is not None and wire.source not in names and wire.target not in names:
                continue
            start = self._end(wire.source, wire.output, is_output=True)
            stop = self._end(wire.target, wire.input, is_output=False)
            item.setVisible(start is not None and stop is not None)
            if start is not None and stop is not None:
                item.lead(start, stop)

    def fit_rect(self) -> None:
        """Let the canvas reach well beyond its nodes, so that it can be moved freely."""
        box = self.bounds()
        self.setSceneRect(box.adjusted(-4000, -4000, 4000, 4000))

    def bounds(self, names: Iterable[NodeId] | None = None) -> QRectF:
        """The box around some nodes, or around all."""
        box = QRectF()
        for name in self.nodes if names is None else names:
            box = box.united(self.nodes[name].body())
        return box

    def kind_of(self, name: NodeId) -> NodeType | None:
        """What kind of node one is, if anybody knows."""
        return find_type(self.doc.nodes[name].type) if name in self.doc.nodes else None

    def kind_of_wire(self, wire: Wire) -> PortKind | None:
        """What flows through a wire."""
        kind = self.kind_of(wire.source)
        port = None if kind is None else kind.find_output(wire.output)
        return None if port is None else port.kind

    def _end(self, node: NodeId, port: str, *, is_output: bool) -> QPointF | None:
        item = self.nodes.get(node)
        return None if item is None else item.port_at(port, is_output=is_output)

    def _show_node(self, name: NodeId, node: NodeDoc) -> None:
        look = self._look(name, node)
        if name in self.nodes:
            self.nodes[name].show_look(look)
            return
        item = self.nodes[name] = NodeItem(name, look, self.effort)
        self.addItem(item)

    def _look(self, name: NodeId, node: NodeDoc) -> Look:
        kind = find_type(node.type)
        shape = self._shape(name, node)
        found = self._ailing
        return Look(
            title=node.type if kind is None else kind.title,
            family=node.type.split("/", 1)[0] if kind else "",
            shape=shape,
            known=kind is not None,
            selected=name in self.selected,
            broken=name in found.words,
            dark=name in found.dark,
            cost_ms=found.costs_ms.get(name),
            fills=tuple(fill_of(p.setting, p.value) for p in shape.params),
        )

    def _shape(self, name: NodeId, node: NodeDoc) -> Shape:
        kind = find_type(node.type)
        words = self._ailing.words.get(name, "")
        if kind is None:
            words = f'"{node.type}" is not known here. It is kept as it is.'
        content = Content(
            node,
            kind,
            frozenset(w.input for w in self.doc.wires if w.target == name),
            frozenset(w.output for w in self.doc.wires if w.source == name),
            words,
        )
        return shape_of(content, lambda text, w: self._metrics[w].horizontalAdvance(text))

    def _show_wires(self, before: GraphDoc, doc: GraphDoc) -> None:
        for wire in set(before.wires) - set(doc.wires):
            self.removeItem(self.wires.pop(wire))
        for wire in set(doc.wires) - set(before.wires):
            item = self.wires[wire] = WireItem(wire, self.kind_of_wire(wire))
            self.addItem(item)
        self._refresh_wires()

    def _refresh(self, names: Iterable[NodeId]) -> None:
        for name in names:
            if name in self.nodes and name in self.doc.nodes:
                self.nodes[name].show_look(self._look(name, self.doc.nodes[name]))
        self.lead_wires()
        self._refresh_wires()

    def _refresh_wires(self) -> None:
        found = self._ailing
        for wire, item in self.wires.items():
            broken = (wire.target, wire.input) in found.ports or wire.source in found.words
            dark = wire.source in found.dark
            item.show_state(selected=wire in self.selected_wires, broken=broken, dark=dark)


def fill_of(setting: Setting, value: Json) -> float:
    """How far a number lies in its range, where the range is one that a hand can turn."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    low, high = setting.low, setting.high
    if low is None or high is None or not 0 < high - low <= 10_000:
        return 0.0
    share = (float(value) - low) / (high - low)
    return min(max(share, 0.0), 1.0) if math.isfinite(share) else 0.0
