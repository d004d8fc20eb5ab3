"""Gathering nodes into a pattern of their own, and dissolving one into its nodes."""

from collections.abc import Collection

from PySide6.QtCore import QRect

from luma.app.subpatterns import dissolving, gathering, is_pattern, shelve
from luma.domain.errors import LumaError
from luma.domain.graphedits import AddNode
from luma.domain.ids import NodeId
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.inline import InlineField
from luma.ui.session import Session

NEW_NAME = "New pattern"
FIELD = (180, 26)


class Gatherer:
    """Asks for the name of a new pattern, and edits the graph when it is shelved."""

    def __init__(self, session: Session, canvas: Canvas, editor: Editor) -> None:
        """Gather nothing yet."""
        self._session, self._canvas, self._editor = session, canvas, editor
        self._scene = canvas.graph

    def can_dissolve(self) -> bool:
        """Whether the chosen node plays a pattern."""
        chosen = self._scene.selected
        return len(chosen) == 1 and is_pattern(self._scene.doc.nodes[next(iter(chosen))])

    def ask(self) -> None:
        """Let the name of the pattern be typed over the chosen nodes; Enter gathers them."""
        names, view = self._scene.selected, self._canvas.viewport()
        if not names:
            return
        corner = self._canvas.mapFromScene(self._scene.bounds(names).topLeft())
        x = min(max(corner.x(), 8), view.width() - FIELD[0] - 8)
        y = min(max(corner.y() - FIELD[1] - 6, 8), view.height() - FIELD[1] - 8)

        def take(title: str) -> None:
            if field.hasFocus():  # whoever looks elsewhere has not said yes
                self.gather(names, title)

        field = InlineField(view, QRect(x, y, *FIELD), NEW_NAME, take)
        field.setToolTip("The name of the new pattern. Enter gathers the nodes, Esc does not")
        field.setAccessibleName("Name of the new pattern")

    def gather(self, names: Collection[NodeId], title: str) -> None:
        """Shelve nodes as a pattern, and let one node play it in their place."""
        try:
            made = gathering(self._scene.doc, names, title, self._scene.catalogue)
        except LumaError as refused:
            self._session.problem.emit(refused)
            return
        ground, session = self._session.desk.ground, self._session
        graph = session.graph

        def replace() -> None:
            if session.graph == graph and self._editor.do(made.edits):
                self._editor.choose_when_there([made.node])

        session.ask(lambda: shelve(ground, made, lambda: session.later(replace)))
        self._canvas.setFocus()

    def dissolve(self) -> None:
        """Put the graph of the chosen pattern's node in its place."""
        if not self.can_dissolve():
            return
        (node,) = self._scene.selected
        try:
            edits = dissolving(self._scene.doc, node, self._scene.catalogue)
        except LumaError as refused:
            self._session.problem.emit(refused)
            return
        if self._editor.do(edits):
            self._editor.choose_when_there(e.id for e in edits if isinstance(e, AddNode))
