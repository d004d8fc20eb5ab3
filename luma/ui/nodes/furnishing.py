"""What stands around the nodes of a graph: large views, remarks, menus, what is given away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from luma.ui.nodes.graphchooser import GraphChooser
from luma.ui.nodes.live import views_of
from luma.ui.nodes.magnifier import Magnifier
from luma.ui.nodes.menus import Menus
from luma.ui.nodes.offers import Offers
from luma.ui.nodes.remarkhands import RemarkHands
from luma.ui.nodes.remarks import Remarks

if TYPE_CHECKING:
    from luma.domain.ids import NodeId
    from luma.ui.nodes.view import NodeView
    from luma.ui.session import Session


class Furnishing(QObject):
    """Holds them, and keeps them in step with the graph and the music."""

    def __init__(self, session: Session, view: NodeView) -> None:
        """Furnish a view."""
        super().__init__(view)
        self._session, self._view = session, view
        content = view.canvas.parentWidget() or view
        self.magnifier = Magnifier(content)
        self.remarks = Remarks(view.scene, view.editor, view.canvas)
        self.remark_hands = RemarkHands(view.canvas, self.remarks)
        self.offers = Offers(view.scene, view.editor, view.canvas)
        self.menus = Menus(session, view, (self.remarks, self.remark_hands), self.offers)
        self.graphs = GraphChooser(session, view)
        view.add_widget(self.graphs.button)
        view.canvas.entered.connect(self.magnify)
        view.canvas.nudged.connect(self.remarks.nudge)
        view.scene.shown.connect(self._hear_doc)
        view.live.examined.connect(lambda _: self._hear_answer())
        view.live.moved.connect(lambda frame, _: self._follow(frame))
        self.magnifier.closed.connect(view.canvas.setFocus)
        session.pattern_opened.connect(lambda _: self._open())

    def can_magnify(self) -> bool:
        """Whether a view is chosen."""
        chosen = self._view.scene.selected
        return len(chosen) == 1 and bool(chosen & views_of(self._view.scene.doc))

    def magnify(self, node: NodeId | None = None) -> None:
        """Show a view large, or the one that is chosen."""
        scene = self._view.scene
        if node is None:
            node = next(iter(scene.selected), None)
        if node is not None and node in views_of(scene.doc):
            self.magnifier.open_view(node, scene.nodes[node].look.title)
            self._hear_answer()

    def _open(self) -> None:
        self.magnifier.close_view()
        self.remarks.choose(None)

    def _hear_doc(self) -> None:
        doc = self._view.scene.doc
        self.remarks.show_remarks(doc.remarks)
        self.offers.show_offers(doc)
        self._hear_answer()

    def _hear_answer(self) -> None:
        view = self._view
        self.magnifier.take(view.live.answer, view.scene.doc, self._session.grid)

    def _follow(self, frame: int) -> None:
        answer = self._view.live.answer
        share = None
        if answer is not None and answer.count and answer.covers(frame):
            share = (frame - answer.first) / answer.count
        self.magnifier.follow(share)
