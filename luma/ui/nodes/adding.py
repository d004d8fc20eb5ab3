"""Searching over the canvas: for a node to add, and for the other end of a wire."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from luma.app.nodes import matching_types
from luma.app.rewiring import find_splice
from luma.domain.graphdoc import Place, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType, PortKind
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.connecting import PortSearch, ends_for
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.palette import NodeSearch
from luma.ui.nodes.placing import free_place, snapped
from luma.ui.nodes.wiring import Loose


class Adding:
    """Opens the searches of the node editor, and does what was chosen in them."""

    def __init__(self, parent: QWidget, canvas: Canvas, editor: Editor) -> None:
        """Search for nothing yet."""
        self._parent, self._canvas, self._editor = parent, canvas, editor
        self._scene = canvas.graph
        self.search, self.ports = NodeSearch(parent), PortSearch(parent)
        self.patterns: Callable[[], tuple[NodeType, ...]] = tuple
        self._known: tuple[NodeType, ...] = ()
        self._held: Loose | None = None
        self._into: Wire | None = None
        self._at, self._near = QPoint(), False
        self.search.chosen.connect(self._add)
        self.ports.chosen.connect(self._connect)
        for popup in (self.search, self.ports):
            popup.closed.connect(canvas.setFocus)
        self.search.closed.connect(canvas.hands.let_go)

    def close(self) -> None:
        """Search for nothing any more."""
        self.search.close_search()
        self.ports.close_search()

    def find_node(self, at: QPoint, held: Loose | None, *, near: bool = False) -> None:
        """Search for a node at a point of the view, for a loose wire or to go into one.

        What nobody put there by hand lies `near` the point, where there is room.
        """
        self._held, self._at, self._near = held, at, near
        self._into = None if held is not None else self._wire_at(at)
        self._known = self.patterns()
        self.search.know(self._known)
        among, takes = None, ""
        if held is not None and held.kind is not None:
            among = set(self._matching(held.kind, is_output=held.is_output))
            takes = f"{'takes' if held.is_output else 'gives'} {held.kind.lower()}"
        elif self._into is not None:
            kinds = self._scene.kinds
            among = {k.key for k in self.search.kinds if find_splice(self._into, kinds, k)}
            takes = "goes into the wire"
            if not among:
                among, takes, self._into = None, "", None
        self._scene.mark_wires("fits", set() if self._into is None else {self._into})
        self.search.open_at(self._canvas.viewport().mapTo(self._parent, at), among, takes)

    def find_end(self) -> None:
        """Search for what the chosen node could be connected with."""
        chosen = self._scene.selected
        if len(chosen) != 1:
            return
        (node,) = chosen
        self._canvas.ensure_seen(node)
        item = self._scene.nodes[node]
        corner = self._canvas.mapFromScene(item.body().topRight())
        at = self._canvas.viewport().mapTo(self._parent, corner)
        self.ports.open_for(at, item.look.title, ends_for(self._scene, node))

    def _wire_at(self, at: QPoint) -> Wire | None:
        """The wire that is chosen, or that lies under a point of the view."""
        if len(self._scene.selected_wires) == 1:
            return next(iter(self._scene.selected_wires))
        return self._canvas.hands.hit_at(at).wire

    def _add(self, kind: str, wired: bool) -> None:  # noqa: FBT001  (a signal's)
        place = self._canvas.place_of(self._at)
        into = self._into if wired else None
        if into is not None and into in self._scene.wires and self._is_far(into, place.y()):
            place = self._scene.wires[into].middle
        held, wire = self._held, None
        if held is not None and held.kind is not None:
            port = self._matching(held.kind, is_output=held.is_output).get(kind, "")
            wire = held.wire_to(NodeId(""), port) if wired and port else None
        self._canvas.hands.let_go()
        self._scene.mark_wires("")
        lies = snapped(place.x(), place.y() - 20)
        if self._near and into is None:
            lies = self._with_room(kind, lies)
        self._editor.add(kind, lies, wire, into)
        self._canvas.setFocus()

    def _with_room(self, kind: str, at: Place) -> Place:
        """The nearest place where a new node of a kind lies on no other."""
        known = next((each for each in self.search.kinds if each.key == kind), None)
        if known is None:
            return at
        return free_place(at, self._scene.size_of(known), self._scene.boxes().values())

    def _matching(self, kind: PortKind, *, is_output: bool) -> Mapping[str, str]:
        return matching_types(kind, from_output=is_output, also=self._known)

    def _is_far(self, wire: Wire, y: float) -> bool:
        box = self._scene.wires[wire].boundingRect()
        return not box.top() - 40 <= y <= box.bottom() + 40

    def _connect(self, wire: Wire) -> None:
        self._editor.connect_ends(wire)
        self._canvas.setFocus()
