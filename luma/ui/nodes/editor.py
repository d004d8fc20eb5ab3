"""The wishes of the node editor: every one is an edit of the open graph."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from luma.app.nodes import find_wire_refusal
from luma.app.rewiring import find_splice, joined, spliced
from luma.domain.errors import LumaError
from luma.domain.graphdoc import NodeDoc, Place, Use, Wire
from luma.domain.graphedits import (
    AddNode,
    BendWire,
    Connect,
    Disconnect,
    GraphEdit,
    MoveNodes,
    RemoveNode,
    RenameNode,
    SetParam,
    UseNodes,
)
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.ui.nodes.clipboard import copied, fresh_name, part_of, pasted, read_part
from luma.ui.nodes.placing import SNAP, places_of
from luma.ui.nodes.scene import GraphScene
from luma.ui.pace import Pace
from luma.ui.session import Session

ASIDE = (2.0 * SNAP, 2.0 * SNAP)
"""Where a copy lies from what it was copied from."""


class Editor(QObject):
    """Turns what hands do on the canvas into edits; one gesture is one step of undo."""

    arrived = Signal(object)
    """`frozenset[NodeId]`: nodes that were waited for are there."""

    def __init__(self, session: Session, scene: GraphScene) -> None:
        """Have nothing to say yet."""
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._pace = Pace(self)
        self._wanted: frozenset[NodeId] = frozenset()
        self._wanted_bend: tuple[Wire, int] | None = None

    def add(
        self, kind: str, at: Place, wire: Wire | None = None, into: Wire | None = None
    ) -> NodeId:
        """Put a node of a kind on the canvas, with a wire to it, or into a wire."""
        name = fresh_name(self._scene.doc, kind)
        known = self._scene.catalogue.kind_of(self._scene.doc, NodeDoc(kind))
        version = 1 if known is None else known.version
        edits: list[GraphEdit] = [AddNode(name, NodeDoc(kind, version), at)]
        if wire is not None:
            edits.append(Connect(_named(wire, name), keep_others=self._takes_many(wire)))
        ends = None
        if into is not None and known is not None:
            ends = find_splice(into, self._scene.kinds, known)
        if into is not None and ends is not None:
            edits += spliced(into, self._scene.kinds, name, ends)
        self.do(edits)
        self.choose_when_there([name])
        return name

    def connect_ends(self, wire: Wire, instead: Wire | None = None) -> str:
        """Lead a wire, or say in words why not; one that was dragged off goes."""
        many = self._takes_many(wire)
        without = self._scene.doc
        if instead is not None:
            without = Disconnect(instead).apply(without)
        if words := find_wire_refusal(without, wire, self._scene.catalogue):
            return words
        edits: list[GraphEdit] = [] if instead is None else [Disconnect(instead)]
        self.do([*edits, Connect(wire, keep_others=many)])
        return ""

    def disconnect_wires(self, wires: Iterable[Wire]) -> None:
        """Take wires away."""
        self.do([Disconnect(wire) for wire in wires])

    def remove_chosen(self) -> None:
        """Take away what is chosen: nodes and wires, or the point of a wire."""
        scene = self._scene
        if scene.selected_bend is not None:
            wire, number = scene.selected_bend
            by = scene.bends[wire]
            self.bend(wire, (*by[:number], *by[number + 1 :]))
            return
        wires = [Disconnect(wire) for wire in sorted(scene.selected_wires)]
        self.do([*wires, *(RemoveNode(name) for name in sorted(scene.selected))])

    def extract(self) -> None:
        """Take the chosen nodes away, and join the ends that they leave."""
        scene = self._scene
        edits = joined(scene.doc, scene.kinds, scene.selected)
        self.do([*edits, *(RemoveNode(name) for name in sorted(scene.selected))])

    def move(
        self, to: Mapping[NodeId, Place], bends: Mapping[Wire, tuple[Place, ...]] | None = None
    ) -> None:
        """Put nodes elsewhere, with the points of the wires between them."""
        led = [BendWire(wire, by) for wire, by in (bends or {}).items()]
        self.do([MoveNodes(to), *led])

    def put_into(self, node: NodeId, at: Place, wire: Wire | None, *, pulled: bool) -> None:
        """Put a node elsewhere and into a wire; one that was pulled leaves its flow first."""
        scene, kind = self._scene, self._scene.kind_of(node)
        edits = joined(scene.doc, scene.kinds, {node}) if pulled else []
        edits.append(MoveNodes({node: at}))
        ends = None
        if wire is not None and kind is not None:
            ends = find_splice(wire, scene.kinds, kind)
        if wire is not None and ends is not None:
            edits += spliced(wire, scene.kinds, node, ends)
        self.do(edits)

    def pull(self, to: Mapping[NodeId, Place]) -> None:
        """Take nodes out of the flow to another place, and join the ends that they leave."""
        scene = self._scene
        self.do([*joined(scene.doc, scene.kinds, to.keys()), MoveNodes(to)])

    def bend(self, wire: Wire, by: tuple[Place, ...]) -> None:
        """Lead a wire around by points."""
        self.do([BendWire(wire, by)])

    def use(self, use: Use) -> None:
        """Mute or bypass the chosen nodes, or let them play again if all of them are so."""
        chosen = tuple(sorted(self._scene.selected))
        are_so = all(self._scene.doc.nodes[name].use == use for name in chosen)
        if chosen:
            self.do([UseNodes(chosen, "on" if are_so else use)])

    def rename(self, node: NodeId, name: str) -> None:
        """Give a node another name."""
        new = NodeId(name.strip())
        if new and new != node:
            self.do([RenameNode(node, new)])
            self.choose_when_there([new])

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

    def paste(self, at: Place | None = None, *, inbound: bool = False) -> None:
        """Put the clipboard's nodes on the canvas, fed as they were where that is wanted."""
        try:
            part = read_part(QGuiApplication.clipboard().text())
        except LumaError as refused:
            self._session.problem.emit(refused)
            return
        shift = ASIDE
        if at is not None:
            places = places_of(part).values()
            left, top = min(x for x, _ in places), min(y for _, y in places)
            shift = (at[0] - left, at[1] - top)
        scene = self._scene
        edits, names = pasted(scene.doc, part, shift, scene.catalogue if inbound else None)
        if self.do(edits):
            self.choose_when_there(names)

    def duplicate(self) -> None:
        """Put the chosen nodes on the canvas a second time, fed as the first are."""
        if self._scene.selected:
            part = part_of(self._scene.doc, self._scene.selected)
            edits, names = pasted(self._scene.doc, part, ASIDE, self._scene.catalogue)
            if self.do(edits):
                self.choose_when_there(names)

    def choose_when_there(self, names: Iterable[NodeId]) -> None:
        """Choose nodes as soon as the graph holds them."""
        self._wanted = frozenset(names)

    def choose_bend_when_there(self, wire: Wire, number: int) -> None:
        """Choose a point of a wire as soon as the wire is led by it."""
        self._wanted_bend = (wire, number)

    def hear_doc(self) -> None:
        """Choose what was waited for, when it is there."""
        if self._wanted and self._wanted <= self._scene.doc.nodes.keys():
            wanted, self._wanted = self._wanted, frozenset()
            self._scene.select(wanted)
            self.arrived.emit(wanted)
        bend = self._wanted_bend
        if bend is not None and bend[1] < len(self._scene.bends.get(bend[0], ())):
            self._wanted_bend = None
            self._scene.select((), (), bend)

    def do(self, edits: Iterable[GraphEdit]) -> bool:
        """Do edits as one step; where one of them is refused none is done, and it is told."""
        listed, doc = list(edits), self._scene.doc
        try:
            for edit in listed:
                doc = edit.apply(doc)
        except LumaError as refused:
            self._session.problem.emit(refused)
            return False
        if len(listed) == 1:
            self._session.edit_graph(listed[0])
        elif listed:
            gesture = self._session.new_gesture()
            for edit in listed:
                self._session.edit_graph(edit, gesture)
            self._session.finish_gesture()
        return bool(listed)

    def _takes_many(self, wire: Wire) -> bool:
        kind = self._scene.kind_of(wire.target)
        port = None if kind is None else kind.find_input(wire.input)
        return port is not None and port.many


def _named(wire: Wire, name: NodeId) -> Wire:
    """A loose wire with its free end at a node."""
    return Wire(wire.source or name, wire.output, wire.target or name, wire.input)
