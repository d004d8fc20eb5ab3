"""The node editor: a pattern's graph, its tools, and everything that can be done in it."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QToolButton, QWidget

from luma.app.events import DocumentChanged
from luma.app.nodes import Examined, find_pattern, matching_types
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, NodeId
from luma.domain.pattern import Pattern
from luma.ui.emptiness import Emptiness
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.live import Live
from luma.ui.nodes.palette import NodeSearch
from luma.ui.nodes.placing import snapped
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.showing import Showing
from luma.ui.nodes.wiring import Loose
from luma.ui.panel import Panel
from luma.ui.session import Session

ZOOM_STEP = 1.25
TITLE = 280


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
        self.search = NodeSearch(self._content)
        self.live = Live(session, self)
        self.showing = Showing(self.scene, self.canvas)
        self._held: Loose | None = None
        self._search_at = QPoint()
        self._graph: GraphId | None = None
        self._pattern: Pattern | None = None
        self._opened = False
        self._make_tools()
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
            self._search(self.canvas.middle(), None)

    def select_all(self) -> None:
        """Choose every node."""
        self.scene.select(self.scene.nodes)

    def paste(self) -> None:
        """Put the clipboard's nodes where the pointer is."""
        at = self.canvas.place_of(self.canvas.middle())
        self.editor.paste(snapped(at.x(), at.y()))

    def zoom_in(self) -> None:
        """Show the graph larger."""
        self.canvas.zoom_to(self.canvas.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the graph smaller."""
        self.canvas.zoom_to(self.canvas.zoom / ZOOM_STEP)

    def zoom_actual(self) -> None:
        """Show the graph in its own size."""
        self.canvas.zoom_to(1.0)

    def toggle_values(self) -> None:
        """Show values on wires, or not."""
        self.canvas.overlay.is_on = not self.canvas.overlay.is_on
        self._values_tool.setChecked(self.canvas.overlay.is_on)
        self.canvas.viewport().update()

    def toggle_costs(self) -> None:
        """Show what nodes cost, or not."""
        self.showing.with_costs = not self.showing.with_costs
        self._cost_tool.setChecked(self.showing.with_costs)
        self.showing.show_problems()

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
        QTimer.singleShot(0, self, self._show_facts)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the music while it is seen."""
        super().showEvent(event)
        self.live.run(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing while nobody looks."""
        super().hideEvent(event)
        self.live.run(on=False)

    def _make_tools(self) -> None:
        self._cost_label = QLabel()
        self._cost_label.setProperty("level", "3")
        self._cost_label.setToolTip(
            "What the graph cost when it ran last, of a frame's 16.7 ms"
        )
        self.add_widget(self._cost_label)
        self._cost_tool = self._tool("thermometer", "Show what each node costs", on=False)
        self._values_tool = self._tool("eye", "Show live values on wires", on=True)
        self._cost_tool.clicked.connect(self.toggle_costs)
        self._values_tool.clicked.connect(self.toggle_values)
        align = self.add_tool("align-start-vertical", "Line up the chosen nodes")
        align.clicked.connect(self.editor.align)
        fit = self.add_tool("maximize", "Show all, or what is chosen   F")
        fit.clicked.connect(self.canvas.frame_all)
        self._add = self.add_tool("plus", "Add a node   Tab")
        self._add.clicked.connect(
            lambda: self._search(self.canvas.viewport().rect().center(), None)
        )

    def _tool(self, name: str, tip: str, *, on: bool) -> QToolButton:
        tool = self.add_tool(name, tip)
        tool.setCheckable(True)
        tool.setChecked(on)
        return tool

    def _connect(self) -> None:
        session = self._session
        session.pattern_opened.connect(self._open)
        session.node_selected.connect(self._follow)
        session.score_changed.connect(lambda _: self._show_facts())
        session.bridge.on(DocumentChanged, self._hear, self)
        self.scene.chosen.connect(self._tell_chosen)
        self.canvas.search_wanted.connect(self._search)
        self.canvas.touched.connect(lambda: session.attend("graph"))
        self.search.chosen.connect(self._add_found)
        self.search.closed.connect(self.canvas.setFocus)
        self.search.closed.connect(self.canvas.hands.let_go)
        self.live.examined.connect(self._take)
        self.live.moved.connect(self._follow_music)

    def _open(self, graph: GraphId | None) -> None:
        self._graph, self._opened, self._pattern = graph, False, None
        self.problems.clear()
        self.search.close_search()
        self.scene.show_doc(GraphDoc())
        self.showing.forget()
        self.live.watch(None)
        self._stack.setCurrentWidget(self._empty if graph is None else self.canvas)
        self.title.setText("Graph")
        self.facts.setText("")
        self._cost_label.setText("")
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
            self._show(GraphId(fact.id), fact.after)

    def _show(self, graph: GraphId, doc: GraphDoc) -> None:
        if graph != self._graph:
            return
        self.scene.show_doc(doc)
        self.editor.hear_doc()
        self.canvas.map.update()
        if not self._opened:
            self._opened = True
            self.canvas.frame_all()
            self.ready.emit()
        self.live.watch(doc)

    def _name(self, pattern: Pattern | None) -> None:
        if pattern is not None and self._graph is not None:
            whole = pattern.name
            metrics = self.title.fontMetrics()
            self.title.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, TITLE))
            self.title.setToolTip(whole)
            self._pattern = pattern
            self._show_facts()

    def _show_facts(self) -> None:
        """Say who uses the pattern and what it does, as far as there is room."""
        if self._pattern is None:
            return
        score = self._session.score
        clips = () if score is None else score.clips
        uses = sum(clip.pattern == self._pattern.id for clip in clips)
        used = f"Used by {uses} {'clip' if uses == 1 else 'clips'}"
        words = f"{used} · {self._pattern.description}" if self._pattern.description else used
        metrics, room = self.facts.fontMetrics(), max(self.facts.width() - 8, 0)
        self.facts.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.facts.setToolTip(words)

    def _follow(self, node: NodeId | None) -> None:
        if node is not None and self.scene.selected != {node} and node in self.scene.nodes:
            self.scene.select({node})

    def _tell_chosen(self) -> None:
        chosen = self.scene.selected
        self._session.select_node(next(iter(chosen)) if len(chosen) == 1 else None)
        self.canvas.map.update()

    def _search(self, at: QPoint, held: Loose | None) -> None:
        self._held, self._search_at = held, at
        among, takes = None, ""
        if held is not None and held.kind is not None:
            among = matching_types(held.kind, from_output=held.is_output)
            takes = f"{'takes' if held.is_output else 'gives'} {held.kind.lower()}"
        self.search.open_at(self.canvas.viewport().mapTo(self._content, at), among, takes)

    def _add_found(self, kind: str, wired: bool) -> None:  # noqa: FBT001  (a signal's)
        place = self.canvas.place_of(self._search_at)
        held, wire = self._held, None
        if held is not None and held.kind is not None:
            port = matching_types(held.kind, from_output=held.is_output).get(kind, "")
            nobody = NodeId("")
            wire = held.wire_to(nobody, port) if wired and port else None
        self.canvas.hands.let_go()
        self.editor.add(kind, snapped(place.x(), place.y() - 20), wire)
        self.canvas.setFocus()

    def _take(self, answer: Examined) -> None:
        self.showing.take(answer)
        cost = self.showing.cost_ms
        self._cost_label.setText("" if cost is None else f"{cost:.1f}\u2009ms")
        QTimer.singleShot(0, self, self._show_facts)
        self._follow_music(self.live.frame, write=True)

    def _follow_music(self, frame: int, write: bool) -> None:  # noqa: FBT001  (a signal's)
        self.showing.follow(frame, playing=self.live.is_playing, write=write)
