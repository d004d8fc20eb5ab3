"""The canvas of one graph: shows documents by what differs between them."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from luma.app.nodes import Catalogue, kinds_of
from luma.domain.graphdoc import GraphDoc, NodeDoc, Place, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType, PortKind
from luma.ui.nodes.effort import Effort
from luma.ui.nodes.layout import Content
from luma.ui.nodes.lookmaking import WELL, Ailing, LookMaker, ailing_look
from luma.ui.nodes.node_item import NodeItem
from luma.ui.nodes.placing import places_of
from luma.ui.nodes.wire_item import WireItem

Kinds = dict[NodeId, NodeType | None]
Ends = dict[NodeId, tuple[set[str], set[str]]]


class GraphScene(QGraphicsScene):
    """Nodes and wires as items, kept in step with an immutable document."""

    chosen = Signal()
    shown = Signal()
    """Another state of the graph is shown."""

    def __init__(self) -> None:
        """Show an empty graph."""
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.doc = GraphDoc()
        self.beside = QRectF()
        self.effort = Effort()
        self.nodes: dict[NodeId, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.bends: dict[Wire, tuple[Place, ...]] = {}
        self.catalogue = Catalogue()
        self.kinds: Kinds = {}
        self.selected: frozenset[NodeId] = frozenset()
        self.selected_wires: frozenset[Wire] = frozenset()
        self.selected_bend: tuple[Wire, int] | None = None
        self.moving: frozenset[NodeId] = frozenset()
        self._ailing = WELL
        self._looks = LookMaker()

    def show_doc(self, doc: GraphDoc) -> None:
        """Show another state of the graph: only what differs is touched."""
        before, self.doc = self.doc, doc
        touched = {n for n, node in doc.nodes.items() if before.nodes.get(n) != node}
        touched |= self._find_kinds()
        changed = set(before.wires) ^ set(doc.wires)
        for wire in changed:
            touched |= {wire.source, wire.target} & doc.nodes.keys()
        for name in before.nodes.keys() - doc.nodes.keys():
            self.removeItem(self.nodes.pop(name))
        self._show_nodes(touched)
        moved = self._place() | touched
        self._show_wires(before, doc)
        bent = self._show_bends()
        kept = self.selected & doc.nodes.keys(), self.selected_wires & set(doc.wires)
        self.select(*kept, bend=self.selected_bend)
        if moved or bent or changed:
            self.lead_wires(moved, bent | changed)
            self.fit_rect()
        self.shown.emit()

    def know(self, catalogue: Catalogue) -> None:
        """Show the graph as it is by other kinds of nodes."""
        self.catalogue = catalogue
        self.show_doc(self.doc)

    def show_ailing(self, found: Ailing) -> None:
        """Show what is wrong, and what nodes cost."""
        before, self._ailing = self._ailing, found
        if found == before:
            return
        concerned = {name for name in self.nodes if found.concerns(before, name)}
        reshaped = {n for n in concerned if found.words.get(n) != before.words.get(n)}
        self._show_nodes(reshaped)
        for name in concerned - reshaped:
            item = self.nodes[name]
            item.show_look(ailing_look(item.look, found, name))
        self.lead_wires(reshaped)
        self._refresh_wires(self.wires)

    def select(
        self,
        nodes: Iterable[NodeId],
        wires: Iterable[Wire] = (),
        bend: tuple[Wire, int] | None = None,
    ) -> None:
        """Choose nodes and wires, or one point by which a wire is led."""
        new, new_wires = frozenset(nodes), frozenset(wires)
        if bend is not None and bend[1] >= len(self.bends.get(bend[0], ())):
            bend = None
        before = (self.selected, self.selected_wires, self.selected_bend)
        if (new, new_wires, bend) == before:
            return
        nodes_changed, wires_changed = new ^ self.selected, new_wires ^ self.selected_wires
        self.selected, self.selected_wires, self.selected_bend = new, new_wires, bend
        for name in nodes_changed & self.nodes.keys():
            self.nodes[name].show_selected(on=name in new)
        bends = {end[0] for end in (before[2], bend) if end is not None}
        self._refresh_wires((wires_changed | bends) & self.wires.keys())
        self.chosen.emit()

    def lead_wires(
        self, around: Collection[NodeId] | None = None, also: Collection[Wire] = ()
    ) -> None:
        """Lead wires to where their nodes are: those of some nodes, or all."""
        for wire, item in self.wires.items():
            is_near = around is None or wire.source in around or wire.target in around
            if not is_near and wire not in also:
                continue
            start = self._end(wire.source, wire.output, is_output=True)
            stop = self._end(wire.target, wire.input, is_output=False)
            item.setVisible(start is not None and stop is not None)
            if start is not None and stop is not None:
                item.lead(start, stop, self.bends.get(wire, ()))

    def lead_by(self, wire: Wire, by: tuple[Place, ...]) -> None:
        """Lead a wire by other points, until the document says where."""
        self.bends[wire] = by
        self.lead_wires((), {wire})

    def mark_wires(self, mark: str, wires: Collection[Wire] = ()) -> None:
        """Mark wires for what would happen to them ("cut", "fits"), and no others."""
        for wire, item in self.wires.items():
            item.show_mark(mark if wire in wires else "")

    def fit_rect(self) -> None:
        """Let the canvas reach well beyond its nodes, so that it can be moved freely."""
        self.setSceneRect(self.bounds().adjusted(-4000, -4000, 4000, 4000))

    def bounds(self, names: Iterable[NodeId] | None = None) -> QRectF:
        """The box around some nodes, or around all."""
        box = QRectF() if names is not None else QRectF(self.beside)
        for name in self.nodes if names is None else names:
            box = box.united(self.nodes[name].body())
        return box

    def boxes(
        self, names: Iterable[NodeId] | None = None
    ) -> dict[NodeId, tuple[float, float, float, float]]:
        """The left, top, width and height of some nodes, or of all."""
        bodies = {n: self.nodes[n].body() for n in (self.nodes if names is None else names)}
        return {n: (b.x(), b.y(), b.width(), b.height()) for n, b in bodies.items()}

    def size_of(self, kind: NodeType) -> tuple[float, float]:
        """How large a new node of a kind is."""
        shape = self._looks.look(Content(NodeDoc(kind.key, kind.version), kind)).shape
        return (shape.width, shape.height)

    def kind_of(self, name: NodeId) -> NodeType | None:
        """What kind of node one is, if anybody knows."""
        return self.kinds.get(name)

    def kind_of_wire(self, wire: Wire) -> PortKind | None:
        """What flows through a wire."""
        kind = self.kind_of(wire.source)
        port = None if kind is None else kind.find_output(wire.output)
        return None if port is None else port.kind

    def _find_kinds(self) -> set[NodeId]:
        """Know the kind of every node, and give those that are of another kind now."""
        before = self.kinds
        self.kinds = dict(kinds_of(self.doc, self.catalogue))
        return {name for name, kind in self.kinds.items() if before.get(name) != kind}

    def _place(self) -> set[NodeId]:
        """Put nodes where the document has them, and give those that were elsewhere."""
        moved: set[NodeId] = set()
        for name, (x, y) in places_of(self.doc).items():
            item = self.nodes.get(name)
            if item is None or name in self.moving:
                continue
            if item.x() != x or item.y() != y:
                item.setPos(x, y)
                moved.add(name)
        return moved

    def _end(self, node: NodeId, port: str, *, is_output: bool) -> QPointF | None:
        item = self.nodes.get(node)
        return None if item is None else item.port_at(port, is_output=is_output)

    def _show_nodes(self, names: Collection[NodeId]) -> None:
        ends: Ends = {name: (set(), set()) for name in names}
        for wire in self.doc.wires if names else ():
            if wire.target in ends:
                ends[wire.target][0].add(wire.input)
            if wire.source in ends:
                ends[wire.source][1].add(wire.output)
        for name in names:
            words = self._ailing.words.get(name, "")
            node = self.doc.nodes[name]
            content = Content(node, self.kinds.get(name), *ends[name], words)
            look = ailing_look(self._looks.look(content), self._ailing, name)
            if name in self.nodes:
                self.nodes[name].show_look(look)
                continue
            item = self.nodes[name] = NodeItem(name, look, self.effort)
            self.addItem(item)

    def _show_wires(self, before: GraphDoc, doc: GraphDoc) -> None:
        for wire in set(before.wires) - set(doc.wires):
            self.removeItem(self.wires.pop(wire))
        fresh = set(doc.wires) - set(before.wires)
        for wire in fresh:
            item = self.wires[wire] = WireItem(wire, self.kind_of_wire(wire))
            self.addItem(item)
        if before.nodes is not doc.nodes or fresh:
            self._refresh_wires(self.wires)

    def _show_bends(self) -> set[Wire]:
        new = {bend.wire: bend.by for bend in self.doc.bends}
        changed = {w for w in new.keys() | self.bends.keys() if new.get(w) != self.bends.get(w)}
        self.bends = new
        return changed & self.wires.keys()

    def _refresh_wires(self, wires: Iterable[Wire]) -> None:
        found, nodes = self._ailing, self.doc.nodes
        for wire in wires:
            broken = (wire.target, wire.input) in found.ports or wire.source in found.words
            silent = wire.source in nodes and nodes[wire.source].use == "muted"
            item, bend = self.wires[wire], self.selected_bend
            item.show_state(
                selected=wire in self.selected_wires,
                broken=broken,
                dark=silent or wire.source in found.dark,
                bend=bend[1] if bend is not None and bend[0] == wire else None,
            )
