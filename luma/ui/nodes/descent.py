"""Going into the patterns that stand in a graph, and back out of them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from luma.app.subpatterns import find_graph_behind, is_pattern
from luma.domain.ids import GraphId, NodeId
from luma.ui.nodes.headline import Headline, Trail
from luma.ui.nodes.scene import GraphScene
from luma.ui.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """A graph that was left for one inside of it: its name, and the node that was entered."""

    graph: GraphId
    name: str
    node: NodeId


class Descent(QObject):
    """Knows the way that led to the open graph."""

    arrived = Signal(object)
    """`NodeId`: one comes back to where one entered a node."""

    def __init__(self, session: Session, scene: GraphScene, trail: Trail, headline: Headline):
        """Have come from nowhere."""
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._trail, self._headline = trail, headline
        self._way: tuple[Step, ...] = ()
        self._expected: GraphId | None = None
        trail.wanted.connect(self.back_to)

    @property
    def way(self) -> tuple[Step, ...]:
        """The graphs around the open one, the outermost first."""
        return self._way

    def can_enter(self) -> bool:
        """Whether the chosen node plays a pattern."""
        chosen = self._scene.selected
        return len(chosen) == 1 and is_pattern(self._scene.doc.nodes[next(iter(chosen))])

    def enter(self, node: NodeId | None = None) -> None:
        """Open the graph behind a pattern's node, or behind the chosen one."""
        if node is None:
            node = next(iter(self._scene.selected), None)
        if node is None or not is_pattern(self._scene.doc.nodes[node]):
            return
        inner, here = self._scene.doc.nodes[node], self._session.graph
        store = self._session.desk.ground.store
        name = "Graph" if self._headline.pattern is None else self._headline.pattern.name

        def go(found: GraphId | None) -> None:
            if found is None or here is None or self._session.graph != here:
                self._session.hinted.emit("The pattern of this node is not in the library.")
                return
            self._go(found, (*self._way, Step(here, name, node)))

        self._session.ask(lambda: find_graph_behind(store, inner), go)

    def leave(self) -> None:
        """Go back to the graph around this one."""
        if self._way:
            self.back_to(len(self._way) - 1)

    def back_to(self, kept: int) -> None:
        """Go back until only so many steps of the way are left."""
        if 0 <= kept < len(self._way):
            step = self._way[kept]
            self._go(step.graph, self._way[:kept])
            self.arrived.emit(step.node)

    def hear_open(self, graph: GraphId | None) -> None:
        """Forget the way where another one led here."""
        if graph is None or graph != self._expected:
            self._way = ()
        self._expected = None
        self._trail.show_way([step.name for step in self._way])

    def _go(self, graph: GraphId, way: tuple[Step, ...]) -> None:
        self._way, self._expected = way, graph
        self._session.open_graph(graph)
