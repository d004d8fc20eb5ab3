"""The wishes of the node editor: every one is an edit of the open graph."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from luma.app.nodes import find_type, find_wire_refusal
from luma.domain.graphdoc import NodeDoc, Wire
from luma.domain.graphedits import (
    AddNode,
    Connect,
    Disconnect,
    GraphEdit,
    MoveNodes,
    RemoveNode,
    SetParam,
)
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.ui.nodes.clipboard import copied, find_part, fresh_name, part_of, pasted
from luma.ui.nodes.placing import SNAP, Place, lined_up, places_of
from luma.ui.nodes.scene import GraphScene
from luma.ui.pace import Pace
from luma.ui.session import Session


class Editor(QObject):
    """Turns what hands do on the canvas into edits; one gesture is one step of undo."""

    def __init__(self, session: Session, scene: GraphScene) -> None:
        """Have nothing to say yet."""
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._pace = Pace(self)
        self._wanted: frozenset[NodeId] = frozenset()

    def add(self, kind: str, at: Place, wire: Wire | None = None) -> NodeId:
        """Put a node of a kind on the canvas, with a wire to it where one hangs loose."""
        name = fresh_name(self._scene.doc, kind)
        known = find_type(kind)
        version = 1 if known is None else known.version
        edits: list[GraphEdit] = [AddNode(name, NodeDoc(kind, version), at)]
        if wire is not None:
            edits.append(Connect(_named(wire, name)))
        self._do(edits)
        self.choose_when_there([name])
        return name

    def connect_ends(self, wire: Wire, instead: Wire | None = None) -> str:
        """Lead a wire, or say in words why not; one that was dragged off goes."""
        many = _takes_many(self._scene, wire)
        without = self._scene.doc
        if instead is not None:
            without = Disconnect(instead).apply(without)
        if words := find_wire_refusal(without, wire):
            return words
        edits: list[GraphEdit] = [] if instead is None else [Disconnect(instead)]
        self._do([*edits, Connect(wire, keep_others=many)])
        return ""

    def disconnect_wires(self, wires: Iterable[Wire]) -> None:
        """Take wires away."""
        self._do([Disconnect(wire) for wire in wires])

    def remove_chosen(self) -> None:
        """Take away what is chosen."""
        wires = [Disconnect(wire) for wire in sorted(self._scene.selected_wires)]
        self._do([*wires, *(RemoveNode(name) for name in sorted(self._scene.selected))])

    def move(self, to: Mapping[NodeId, Place]) -> None:
        """Put nodes elsewhere."""
        self._do([MoveNodes(to)])

    def nudge(self, across: int, down: int) -> None:
        """Move the chosen nodes by steps of the grid."""
        to: dict[NodeId, Place] = {}
        for name in self._scene.selected:
            item = self._scene.nodes[name]
            item.moveBy(across * SNAP, down * SNAP)
            to[name] = (item.x(), item.y())
        self._scene.lead_wires(to)
        self.move(to)

    def set(self, node: NodeId, name: str, value: Json, gesture: str | None = None) -> None:
        """Choose a setting; within a gesture only the latest value of each moment is sent."""
        edit = SetParam(node, name, value)
        if gesture is None:
            self._session.edit_graph(edit)
        else:
            self._pace.send((node, name), lambda: self._session.edit_graph(edit, gesture))

    def new_gesture(self) -> str:
        """A name for a drag that is beginning."""
        return self._session.new_gesture()

    def finish(self) -> None:
        """End a gesture."""
        self._pace.flush()
        self._session.finish_gesture()

    def copy(self) -> None:
        """Put the chosen nodes on the clipboard, as text."""
        if self._scene.selected:
            text = copied(self._scene.doc, self._scene.selected)
            QGuiApplication.clipboard().setText(text)

    def cut(self) -> None:
        """Copy the chosen nodes and take them away."""
        self.copy()
        self.remove_chosen()

    def paste(self, at: Place | None = None) -> None:
        """Put the clipboard's nodes on the canvas, at a place or beside where they were."""
        part = find_part(QGuiApplication.clipboard().text())
        if part is None:
            self._session.hinted.emit("There are no nodes on the clipboard.")
            return
        shift = (2.0 * SNAP, 2.0 * SNAP)
        if at is not None:
            places = places_of(part).values()
            left, top = min(x for x, _ in places), min(y for _, y in places)
            shift = (at[0] - left, at[1] - top)
        edits, names = pasted(self._scene.doc, part, shift)
        self._do(edits)
        self.choose_when_there(names)

    def duplicate(self) -> None:
        """Put the chosen nodes on the canvas a second time."""
        if self._scene.selected:
            part = part_of(self._scene.doc, self._scene.selected)
            edits, names = pasted(self._scene.doc, part, (2.0 * SNAP, 2.0 * SNAP))
            self._do(edits)
            self.choose_when_there(names)

    def align(self) -> None:
        """Bring the chosen nodes into one line."""
        places = places_of(self._scene.doc)
        chosen = {name: places[name] for name in self._scene.selected if name in places}
        if len(chosen) > 1:
            self.move(lined_up(chosen))

    def choose_when_there(self, names: Iterable[NodeId]) -> None:
        """Choose nodes as soon as the graph holds them."""
        self._wanted = frozenset(names)

    def hear_doc(self) -> None:
        """Choose what was waited for, when it is there."""
        if self._wanted and self._wanted <= self._scene.doc.nodes.keys():
            wanted, self._wanted = self._wanted, frozenset()
            self._scene.select(wanted)

    def _do(self, edits: Iterable[GraphEdit]) -> None:
        listed = list(edits)
        if not listed:
            return
        if len(listed) == 1:
            self._session.edit_graph(listed[0])
            return
        gesture = self._session.new_gesture()
        for edit in listed:
            self._session.edit_graph(edit, gesture)
        self._session.finish_gesture()


def _named(wire: Wire, name: NodeId) -> Wire:
    """A loose wire with its free end at a node."""
    return Wire(wire.source or name, wire.output, wire.target or name, wire.input)


def _takes_many(scene: GraphScene, wire: Wire) -> bool:
    node = scene.doc.nodes.get(wire.target)
    kind = None if node is None else find_type(node.type)
    port = None if kind is None else kind.find_input(wire.input)
    return port is not None and port.many
