"""Choosing by keyboard: from node to node, from wire to wire, and all before or after."""

from collections.abc import Callable

from luma.domain.ids import NodeId
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.walking import next_node, reached


class Focusing:
    """Moves what is chosen, and lets it be seen."""

    def __init__(self, scene: GraphScene, show: Callable[[NodeId], object]) -> None:
        """Choose nothing yet; `show` brings a node into view."""
        self._scene, self._show = scene, show
        self._last: NodeId | None = None
        self._wire = -1

    def step(self, across: int, down: int) -> None:
        """Go to the node that an arrow leads to."""
        scene = self._scene
        here = self._here()
        found = next_node(scene.doc, scene.boxes(), here, (across, down))
        if found is not None:
            self._last, self._wire = found, -1
            scene.select({found})
            self._show(found)

    def next_wire(self) -> None:
        """Choose the next of the wires of the chosen node."""
        here = self._here()
        scene = self._scene
        mine = [wire for wire in scene.doc.wires if here in {wire.source, wire.target}]
        if here is None or not mine:
            return
        self._last, self._wire = here, (self._wire + 1) % len(mine)
        scene.select((), [mine[self._wire]])

    def next_bend(self) -> None:
        """Choose the next point of the chosen wire."""
        scene, bend = self._scene, self._scene.selected_bend
        wire = bend[0] if bend is not None else next(iter(scene.selected_wires), None)
        by = scene.bends.get(wire, ()) if wire is not None else ()
        if wire is not None and by:
            scene.select((), (), (wire, 0 if bend is None else (bend[1] + 1) % len(by)))

    def grow(self, *, upstream: bool) -> None:
        """Choose also all that feed what is chosen, or all that hang on it."""
        scene = self._scene
        scene.select(reached(scene.doc, scene.selected, upstream=upstream))

    def _here(self) -> NodeId | None:
        chosen = self._scene.selected
        if len(chosen) == 1:
            (only,) = chosen
            if only != self._last:
                self._last, self._wire = only, -1
            return only
        if self._last in self._scene.nodes and (self._last in chosen or not chosen):
            return self._last
        return next(iter(sorted(chosen)), None)
