"""Outputs that a pattern gives away: a badge at the port, and what makes and unmakes one."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu

from luma.domain.graphdoc import GraphDoc, Offer
from luma.domain.graphedits import RemoveOffer, SetOffer
from luma.domain.ids import NodeId
from luma.ui.assets import icon
from luma.ui.nodes.badge import Badge
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.inline import InlineField
from luma.ui.nodes.scene import GraphScene
from luma.ui.wording import label_of, output_label

TIP = "Given away: where this pattern is a node, it has this output"


def offer_of(doc: GraphDoc, node: NodeId, output: str) -> Offer | None:
    """What is given away of an output, if it is."""
    return next((o for o in doc.offers if (o.node, o.output) == (node, output)), None)


def name_for(doc: GraphDoc, node: NodeId, output: str) -> str:
    """A free name for what an output gives."""
    taken = {offer.name for offer in doc.offers}
    wanted = str(node) if output == "out" else output
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}_{number}"
    return free


class Offers(QObject):
    """Shows a badge at every output that is given away."""

    def __init__(self, scene: GraphScene, editor: Editor, canvas: Canvas) -> None:
        """Show none."""
        super().__init__(scene)
        self._scene, self._editor, self._canvas = scene, editor, canvas
        self.badges: dict[str, Badge] = {}

    def show_offers(self, doc: GraphDoc) -> None:
        """Show what a graph gives away."""
        self.badges = {}
        worn: dict[NodeId, list[Badge]] = {}
        for offer in doc.offers:
            item = self._scene.nodes.get(offer.node)
            port = None
            if item is not None:
                port = item.look.shape.port(offer.output, is_output=True)
            if item is not None and port is not None:
                badge = Badge(label_of(offer.name), *item.look.shape.port_at(port))
                self.badges[offer.name] = badge
                worn.setdefault(offer.node, []).append(badge)
        for name, item in self._scene.nodes.items():
            item.show_badges(tuple(worn.get(name, ())))

    def turn(self, node: NodeId, output: str) -> None:
        """Give an output away, or no longer."""
        doc = self._scene.doc
        given = offer_of(doc, node, output)
        if given is not None:
            self._editor.do([RemoveOffer(given.name)])
        else:
            self._editor.do([SetOffer(Offer(name_for(doc, node, output), node, output))])

    def rename(self, offer: Offer) -> None:
        """Let the name of what is given away be typed over its badge."""
        badge, item = self.badges.get(offer.name), self._scene.nodes.get(offer.node)
        if badge is None or item is None:
            return
        box = badge.box().translated(item.pos())
        corner, stop = (
            self._canvas.mapFromScene(at) for at in (box.topLeft(), box.bottomRight())
        )
        place = QRect(corner, stop)
        place.setSize(place.size().expandedTo(QRect(0, 0, 120, 24).size()))

        def take(words: str) -> None:
            name = words.strip()
            if name and name != offer.name:
                fresh = Offer(name, offer.node, offer.output)
                self._editor.do([RemoveOffer(offer.name), SetOffer(fresh)])

        InlineField(self._canvas.viewport(), place, offer.name, take)

    def can_turn(self) -> bool:
        """Whether a node with outputs is chosen."""
        chosen = self._scene.selected
        kind = self._scene.kind_of(next(iter(chosen))) if len(chosen) == 1 else None
        return kind is not None and bool(kind.outputs)

    def turn_chosen(self) -> None:
        """Give the chosen node's output away, or ask which where there are several."""
        if not self.can_turn():
            return
        node = next(iter(self._scene.selected))
        kind = self._scene.kind_of(node)
        assert kind is not None  # it was asked just now
        if len(kind.outputs) == 1:
            self.turn(node, kind.outputs[0].name)
            return
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for port in kind.outputs:
            self.add_to(menu, node, port.name, output_label(port.name, port.kind))
        head = self._canvas.head_of(node)
        menu.popup(self._canvas.viewport().mapToGlobal(head.bottomLeft() + QPoint(0, 4)))

    def add_to(self, menu: QMenu, node: NodeId, output: str, label: str) -> None:
        """Put into a menu what can be done with an output."""
        given = offer_of(self._scene.doc, node, output)
        words = f"Give {label} away" if given is None else f"Give {label} away no longer"
        entry = menu.addAction(icon("upload" if given is None else "x"), words)
        entry.setToolTip(TIP)
        entry.triggered.connect(lambda _=False: self.turn(node, output))
        if given is not None:
            more = menu.addAction(f"Rename “{label_of(given.name)}”")
            more.triggered.connect(lambda _=False: self.rename(given))
