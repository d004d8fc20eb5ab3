"""Commands that put the chosen nodes in order, and steps of the grid."""

from luma.domain.graphdoc import Place, Wire
from luma.domain.ids import NodeId
from luma.ui.nodes.arranging import Side, aligned, arranged, distributed
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.layering import Link
from luma.ui.nodes.placing import SNAP
from luma.ui.nodes.scene import GraphScene


class Ordering:
    """Puts nodes where they should lie; each command is one step."""

    def __init__(self, scene: GraphScene, editor: Editor) -> None:
        """Move nothing yet."""
        self._scene, self._editor = scene, editor

    def align(self, side: Side) -> None:
        """Bring an edge of the chosen nodes, or their middles, into one line."""
        self._move(aligned(self._scene.boxes(self._scene.selected), side))

    def distribute(self, *, across: bool) -> None:
        """Let the gaps between the chosen nodes be the same."""
        self._move(distributed(self._scene.boxes(self._scene.selected), across=across))

    def lay_out(self) -> None:
        """Lay out the chosen nodes from left to right along their wires, or all of them."""
        chosen = self._scene.selected if len(self._scene.selected) > 1 else None
        boxes = self._scene.boxes(chosen)
        links = [link for wire in self._scene.doc.wires if (link := self._link(*_ends(wire)))]
        moved = arranged(boxes, links)
        inside: dict[Wire, tuple[Place, ...]] = {
            wire: ()
            for wire, by in self._scene.bends.items()
            if by and wire.source in moved and wire.target in moved
        }
        self._move(moved, inside)

    def nudge(self, across: int, down: int) -> None:
        """Move the chosen nodes, or the chosen point of a wire, by steps of the grid."""
        scene = self._scene
        x, y = across * SNAP, down * SNAP
        if scene.selected_bend is not None:
            wire, number = scene.selected_bend
            by = list(scene.bends[wire])
            by[number] = (by[number][0] + x, by[number][1] + y)
            scene.lead_by(wire, tuple(by))
            self._editor.bend(wire, tuple(by))
            return
        to: dict[NodeId, Place] = {}
        for name in scene.selected:
            item = scene.nodes[name]
            item.moveBy(x, y)
            to[name] = (item.x(), item.y())
        bends = {
            wire: tuple((bx + x, by_ + y) for bx, by_ in by)
            for wire, by in scene.bends.items()
            if wire.source in to and wire.target in to
        }
        scene.lead_wires(to.keys())
        if to:
            self._editor.move(to, bends)

    def _link(self, source: NodeId, output: str, target: NodeId, port: str) -> Link | None:
        nodes = self._scene.nodes
        if source not in nodes or target not in nodes:
            return None
        leaves = nodes[source].look.shape.port(output, is_output=True)
        enters = nodes[target].look.shape.port(port, is_output=False)
        return Link(source, target, leaves.y if leaves else 0.0, enters.y if enters else 0.0)

    def _move(
        self, to: dict[NodeId, Place], bends: dict[Wire, tuple[Place, ...]] | None = None
    ) -> None:
        now = self._scene.boxes(to)
        moved = {name: at for name, at in to.items() if now[name][:2] != at}
        if moved:
            self._editor.move(moved, bends)


def _ends(wire: Wire) -> tuple[NodeId, str, NodeId, str]:
    return wire.source, wire.output, wire.target, wire.input
