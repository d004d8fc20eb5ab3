"""What flows in a graph, brought to its nodes and wires."""

from collections.abc import Mapping

from luma.app.nodes import Examined
from luma.domain.ids import GraphId, NodeId
from luma.domain.picture import Picture
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.layout import view_height
from luma.ui.nodes.look import MIDDLE
from luma.ui.nodes.lookmaking import WELL, ailing
from luma.ui.nodes.pictures import picture_of
from luma.ui.nodes.scene import GraphScene

REMEMBERED = 64
"""Of so many graphs the costs are known."""
DENSITY = 2.0
"""How many pixels a picture has to a unit of the canvas."""


class Showing:
    """Shows answers about a graph on its canvas, and where the music is in them."""

    def __init__(self, scene: GraphScene, canvas: Canvas) -> None:
        """Know nothing yet."""
        self._scene, self._canvas = scene, canvas
        self._costs: dict[NodeId, float] = {}
        self._costs_of: dict[GraphId | None, dict[NodeId, float]] = {}
        self._answer: Examined | None = None
        self.with_costs = False

    @property
    def cost_ms(self) -> float | None:
        """What all nodes together cost when they last ran, if they have."""
        known = [cost for name, cost in self._costs.items() if name in self._scene.doc.nodes]
        return sum(known) if known else None

    @property
    def dearest_ms(self) -> float | None:
        """What the dearest node costs, while costs are shown."""
        return max(self._costs.values(), default=None) if self.with_costs else None

    def turn_to(self, graph: GraphId | None) -> None:
        """Know nothing of another graph but what its nodes cost when it was shown last."""
        self._answer = None
        self._costs = self._costs_of.pop(graph, {})
        self._costs_of[graph] = self._costs
        if len(self._costs_of) > REMEMBERED:
            self._costs_of.pop(next(iter(self._costs_of)))
        self._scene.show_ailing(WELL)
        self._canvas.overlay.take(None)

    def take(self, answer: Examined) -> None:
        """Show an answer."""
        self._answer = answer
        self.note_costs(answer.costs)
        self.show_problems()
        self._canvas.overlay.take(answer)
        for name in self._scene.nodes:
            self._show_picture(name, answer)
        self._canvas.viewport().update()

    def note_costs(self, seconds: Mapping[NodeId, float]) -> None:
        """Remember what nodes cost; one that came out of the cache costs what it last did."""
        self._costs.update({name: cost * 1000 for name, cost in seconds.items()})

    def show_problems(self) -> None:
        """Show what is wrong, and what nodes cost if that is wanted."""
        answer = self._answer
        if answer is None:
            return
        costs = {n: round(c, 2) for n, c in self._costs.items()} if self.with_costs else {}
        self._scene.show_ailing(ailing(answer.problems, answer.blocked, costs))

    def follow(self, frame: int, *, playing: bool, write: bool) -> None:
        """Show where the music is; write the values of that moment where they changed."""
        answer = self._answer
        if answer is None or not answer.count:
            return
        if write:
            for wire in self._canvas.overlay.write(frame):
                self._scene.update(self._canvas.overlay.box(wire, self._canvas.zoom))
        share = None
        if playing and answer.covers(frame):
            share = (frame - answer.first) / answer.count
        if self._canvas.zoom >= MIDDLE:
            for item in self._scene.nodes.values():
                if item.picture is not None:
                    item.show_play(share)

    def _show_picture(self, name: NodeId, answer: Examined) -> None:
        item, kind = self._scene.nodes[name], self._scene.kind_of(name)
        if kind is None or not view_height(kind):
            return
        sample, shape = answer.samples.get((name, kind.outputs[0].name)), item.look.shape
        if sample is None or shape.view is None:
            item.show_picture(None)
            return
        width, height = shape.width - 16, shape.view[1]
        view = sample.value if isinstance(sample.value, Picture) else None
        item.show_picture(picture_of(sample, width, height, DENSITY), view)
