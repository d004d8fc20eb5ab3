"""The node editor: a pattern's graph, its tools, and everything that can be done in it."""

import functools

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from luma.app.events import DocumentChanged
from luma.app.nodes import Examined, find_pattern
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, NodeId
from luma.domain.pattern import Pattern
from luma.ui.emptiness import Emptiness
from luma.ui.nodes.adding import Adding
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.descent import Descent
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.focusing import Focusing
from luma.ui.nodes.furnishing import Furnishing
from luma.ui.nodes.gathering import Gatherer
from luma.ui.nodes.headline import Headline, Trail
from luma.ui.nodes.housing import Housing
from luma.ui.nodes.inline import InlineField
from luma.ui.nodes.live import Live
from luma.ui.nodes.newest import Newest
from luma.ui.nodes.ordering import Ordering
from luma.ui.nodes.placing import snapped
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.showing import Showing
from luma.ui.nodes.tools import Tools
from luma.ui.panel import Panel
from luma.ui.session import Session


class NodeView(Panel):
    """Shows and edits the graph that lies open."""

    ready = Signal()
    """Another graph is shown."""

    def __init__(self, session: Session) -> None:
        """Show that nothing is open."""
        self._session = session
        self.scene = GraphScene()
        self.editor = Editor(session, self.scene)
        self.canvas = Canvas(self.scene, self.editor)
        self._empty = Emptiness(
            "workflow", "No graph is open", "Select a clip or open a pattern to see its nodes."
        )
        self._content = QWidget()
        stack = self._stack = QStackedLayout(self._content)
        stack.addWidget(self._empty)
        stack.addWidget(self.canvas)
        super().__init__("Graph", self._content)
        self.scene.setParent(self)
        self.adding = Adding(self._content, self.canvas, self.editor)
        self.search = self.adding.search
        self.ordering = Ordering(self.scene, self.editor)
        self.gatherer = Gatherer(session, self.canvas, self.editor)
        self.focusing = Focusing(self.scene, self.canvas.ensure_seen)
        self.live = Live(session, self)
        self.showing = Showing(self.scene, self.canvas)
        self.housing = Housing(session, self.scene, self.live, self)
        self._graph: GraphId | None = None
        self._opened = False
        self._newest = Newest[tuple[GraphId, GraphDoc]](lambda new: self._show(*new), self)
        self.tools = Tools(self)
        self.headline = Headline(self.title, self.facts, self.tools.cost)
        self.descent = self._make_descent()
        self.furnishing = Furnishing(session, self)
        self._connect()
        if session.graph is not None:
            self._open(session.graph)

    @property
    def is_open(self) -> bool:
        """Whether a graph is shown."""
        return self._graph is not None

    def search_here(self) -> None:
        """Search for a node to add where the pointer is."""
        if self.is_open:
            self.adding.find_node(self.canvas.middle(), None, near=True)

    def select_all(self) -> None:
        """Choose every node."""
        self.scene.select(self.scene.nodes)

    def paste(self, *, inbound: bool = False) -> None:
        """Put the clipboard's nodes where the pointer is, or beside what still feeds them."""
        at = self.canvas.place_of(self.canvas.middle())
        self.editor.paste(None if inbound else snapped(at.x(), at.y()), inbound=inbound)

    def rename(self) -> None:
        """Let the chosen node's name be typed over its head."""
        if len(self.scene.selected) == 1:
            (node,) = self.scene.selected
            self.canvas.ensure_seen(node)
            box = self.canvas.head_of(node)
            take = functools.partial(self.editor.rename, node)
            InlineField(self.canvas.viewport(), box, node, take)

    def take_knife(self) -> None:
        """Let the next drag cut wires."""
        self.canvas.hands.take_knife(on=True)
        self._session.hinted.emit(
            "Draw over the wires that should be cut. Esc puts the knife away."
        )

    def bend_wires(self) -> None:
        """Put a point into the middle of the chosen wire."""
        for wire in self.scene.selected_wires:
            self.canvas.hands.bend(wire, self.scene.wires[wire].middle)

    def toggle_values(self) -> None:
        """Show values on wires, or not."""
        self.canvas.overlay.is_on = not self.canvas.overlay.is_on
        self.tools.values.setChecked(self.canvas.overlay.is_on)
        self.canvas.viewport().update()

    def toggle_costs(self) -> None:
        """Show what nodes cost, or not."""
        self.showing.with_costs = not self.showing.with_costs
        self.tools.costs.setChecked(self.showing.with_costs)
        self.showing.show_problems()
        self.canvas.legend.show_range(self.showing.dearest_ms)

    def show_problem(self, trouble: LumaError) -> None:
        """Tell a wish that was refused under the header."""
        self.problems.tell(trouble)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search on Tab, which would else go to the next control."""
        if event.key() == Qt.Key.Key_Tab and self.is_open:
            self.search_here()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's name)
        """Keep Tab for the search while the canvas has the focus."""
        if next and self.canvas.hasFocus() and self.is_open:
            self.search_here()
            return True
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much in the header as there is room for."""
        super().resizeEvent(event)
        self.tools.fit(self.width())
        QTimer.singleShot(0, self, self._show_facts)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the music while it is seen."""
        super().showEvent(event)
        self.live.run(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing while nobody looks."""
        super().hideEvent(event)
        self.live.run(on=False)

    def _make_descent(self) -> Descent:
        trail = Trail()
        self.lead(trail)
        descent = Descent(self._session, self.scene, trail, self.headline)
        descent.arrived.connect(lambda node: self.editor.choose_when_there([node]))
        return descent

    def _connect(self) -> None:
        self.setFocusProxy(self.canvas)
        session = self._session
        session.pattern_opened.connect(self._open)
        session.node_selected.connect(self._follow)
        session.score_changed.connect(lambda _: self._show_facts())
        session.bridge.on(DocumentChanged, self._hear, self)
        self.scene.chosen.connect(self._tell_chosen)
        self.editor.arrived.connect(lambda nodes: self.canvas.ensure_seen(*nodes))
        self.adding.patterns = self.housing.patterns
        self.canvas.search_wanted.connect(self.adding.find_node)
        self.canvas.walked.connect(self.focusing.step)
        self.canvas.nudged.connect(self.ordering.nudge)
        self.canvas.entered.connect(self.descent.enter)
        self.canvas.touched.connect(lambda: session.attend("graph"))
        self.live.examined.connect(self._take)
        self.live.moved.connect(self._follow_music)

    def _open(self, graph: GraphId | None) -> None:
        self._graph, self._opened = graph, False
        self.problems.clear()
        self.adding.close()
        self.scene.show_doc(GraphDoc())
        self.showing.turn_to(graph)
        self.live.watch(None)
        self._stack.setCurrentWidget(self._empty if graph is None else self.canvas)
        self.headline.clear()
        self.descent.hear_open(graph)
        if graph is None:
            return
        desk = self._session.desk
        self._session.ask(
            lambda: desk.documents.get("graph", graph), lambda d: self._show(graph, d)
        )
        self._session.ask_aside(
            lambda: find_pattern(desk.ground.store, graph), self._name, key="name of the graph"
        )

    def _hear(self, fact: DocumentChanged) -> None:
        if fact.kind == "graph" and fact.id == self._graph and isinstance(fact.after, GraphDoc):
            self._newest.send((GraphId(fact.id), fact.after))

    def _show(self, graph: GraphId, doc: GraphDoc) -> None:
        if graph != self._graph:
            return
        self._newest.forget()
        self.scene.show_doc(doc)
        self.editor.hear_doc()
        self.canvas.map.look_again()
        if not self._opened:
            self._opened = True
            self.canvas.frame_all()
            self.ready.emit()
        self.live.watch(doc)

    def _name(self, pattern: Pattern | None) -> None:
        if pattern is not None and self._graph is not None:
            self.headline.name(pattern)
            self.housing.enter(pattern.id)
            self._show_facts()

    def _show_facts(self) -> None:
        score = self._session.score
        self.headline.count(() if score is None else score.clips)

    def _follow(self, node: NodeId | None) -> None:
        if node is not None and self.scene.selected != {node} and node in self.scene.nodes:
            self.scene.select({node})

    def _tell_chosen(self) -> None:
        chosen = self.scene.selected
        self._session.select_node(next(iter(chosen)) if len(chosen) == 1 else None)
        self.canvas.map.look_again()

    def _take(self, answer: Examined) -> None:
        self.showing.take(answer)
        self.headline.say_cost(self.showing.cost_ms)
        self.canvas.legend.show_range(self.showing.dearest_ms)
        QTimer.singleShot(0, self, self._show_facts)
        self._follow_music(self.live.frame, write=True)

    def _follow_music(self, frame: int, write: bool) -> None:  # noqa: FBT001  (a signal's)
        self.showing.follow(frame, playing=self.live.is_playing, write=write)
