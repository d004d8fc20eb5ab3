"""Comments and frames of a graph: which there are, which is chosen, and what frames carry."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsView

from luma.domain.graphdoc import GraphDoc, Place, Remark
from luma.domain.graphedits import BendWire, GraphEdit, MoveNodes, PutRemark, RemoveRemark
from luma.domain.ids import NodeId
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.placing import SNAP, places_of, snapped
from luma.ui.nodes.remark_item import LEAST, STRIP, RemarkItem
from luma.ui.nodes.scene import GraphScene

COMMENT, FRAME, AROUND = (220.0, 80.0), (400.0, 240.0), 20.0
Load = tuple[frozenset[NodeId], frozenset[str]]
"""What a frame carries: nodes, and other remarks."""


class Remarks(QObject):
    """Shows remarks on a scene, and turns wishes about them into edits."""

    typing_wanted = Signal(str)
    """The words of a remark should be typed."""

    def __init__(self, scene: GraphScene, editor: Editor, view: QGraphicsView) -> None:
        """Show none."""
        super().__init__(scene)
        self._scene, self._editor, self._view = scene, editor, view
        self.items: dict[str, RemarkItem] = {}
        self.chosen: str | None = None
        self.is_held = False
        self._wanted = ""
        scene.chosen.connect(self._hear_choice)

    def show_remarks(self, remarks: Mapping[str, Remark]) -> None:
        """Show other remarks: only what differs is touched."""
        for name in self.items.keys() - remarks.keys():
            self._scene.removeItem(self.items.pop(name))
        for name, remark in remarks.items():
            if name not in self.items:
                self.items[name] = RemarkItem(name, remark)
                self._scene.addItem(self.items[name])
            elif not self.is_held and self.items[name].remark != remark:
                self.items[name].show_remark(remark)
        self._scene.beside = self.bounds()
        if self.chosen not in remarks:
            self.choose(None)
        if self._wanted and self._wanted in remarks:
            wanted, self._wanted = self._wanted, ""
            self.choose(wanted)
            self.typing_wanted.emit(wanted)

    def choose(self, name: str | None) -> None:
        """Choose one remark, and no nodes, or none."""
        before, self.chosen = self.chosen, name
        for each, item in self.items.items():
            if each in {before, name}:
                item.show_chosen(on=each == name)
        if name is not None:
            self._scene.select(())

    def choose_next(self) -> None:
        """Go from one remark to the next, in the order of reading."""
        order = sorted(self.items, key=lambda n: (self.items[n].y(), self.items[n].x()))
        if order:
            at = order.index(self.chosen) + 1 if self.chosen in order else 0
            name = order[at % len(order)]
            self.choose(name)
            self._view.ensureVisible(self.items[name].body(), 24, 24)

    def add_comment(self, at: QPointF) -> None:
        """Write a comment at a place."""
        self._put(Remark("", snapped(at.x(), at.y()), COMMENT))

    def add_frame(self, at: QPointF) -> None:
        """Lay a frame around the chosen nodes, or at a place where none are."""
        chosen = self._scene.selected
        if not chosen:
            self._put(Remark("", snapped(at.x(), at.y()), FRAME, frames=True))
            return
        box = self._scene.bounds(chosen)
        box = box.adjusted(-AROUND, -AROUND - STRIP, AROUND, AROUND)
        place, size = (box.x(), box.y()), (box.width(), box.height())
        self._put(Remark("", place, size, frames=True))

    def write(self, name: str, words: str) -> None:
        """Let a remark say something else; a comment that says nothing goes."""
        remark = self._scene.doc.remarks.get(name)
        if remark is None or words == remark.text:
            return
        if words.strip() or remark.frames:
            self._editor.do([PutRemark(name, replace(remark, text=words.strip()))])
        else:
            self._editor.do([RemoveRemark(name)])

    def tint(self, tint: str) -> None:
        """Give the chosen remark a colour, or take it."""
        remark = self._scene.doc.remarks.get(self.chosen or "")
        if self.chosen is not None and remark is not None:
            self._editor.do([PutRemark(self.chosen, replace(remark, tint=tint))])

    def remove(self) -> None:
        """Take the chosen remark away; what lies in it stays."""
        if self.chosen is not None:
            self._editor.do([RemoveRemark(self.chosen)])

    def load_of(self, name: str) -> Load:
        """What lies in a frame by its middle, frames in it with all that they carry."""
        item = self.items[name]
        if not item.remark.frames:
            return frozenset(), frozenset()
        box = item.body()
        nodes = {n for n, i in self._scene.nodes.items() if box.contains(i.body().center())}
        others = {n for n, i in self.items.items() if n != name and box.contains(i.body())}
        return frozenset(nodes), frozenset(others)

    def nudge(self, across: int, down: int) -> None:
        """Move the chosen remark by steps of the grid, with what it carries."""
        if self.chosen is not None:
            self.move(self.chosen, (across * SNAP, down * SNAP), self.load_of(self.chosen))

    def move(self, name: str, by: Place, load: Load) -> None:
        """Put a remark elsewhere, with what it carries, as one step."""
        doc, (nodes, others) = self._scene.doc, load
        if by == (0.0, 0.0):
            return
        edits: list[GraphEdit] = [
            PutRemark(each, replace(doc.remarks[each], at=_moved(doc.remarks[each].at, by)))
            for each in (name, *sorted(others))
            if each in doc.remarks
        ]
        known = places_of(doc)
        places = {n: _moved(known[n], by) for n in nodes if n in known}
        if places:
            edits.append(MoveNodes(places))
            edits += bends_moved(doc, nodes, by)
        self._editor.do(edits)

    def resize(self, name: str, size: tuple[float, float]) -> None:
        """Give a remark another size."""
        remark = self._scene.doc.remarks.get(name)
        kept = (max(size[0], LEAST[0]), max(size[1], LEAST[1]))
        if remark is not None and kept != remark.size:
            self._editor.do([PutRemark(name, replace(remark, size=kept))])

    def bounds(self) -> QRectF:
        """The box around all remarks."""
        box = QRectF()
        for item in self.items.values():
            box = box.united(item.body())
        return box

    def _put(self, remark: Remark) -> None:
        number, taken = 1, self._scene.doc.remarks
        while f"remark{number}" in taken:
            number += 1
        self._wanted = f"remark{number}"
        self._editor.do([PutRemark(self._wanted, remark)])

    def _hear_choice(self) -> None:
        if self._scene.selected or self._scene.selected_wires or self._scene.selected_bend:
            self.choose(None)


def bends_moved(doc: GraphDoc, nodes: Iterable[NodeId], by: Place) -> list[GraphEdit]:
    """The edits that carry the points of the wires between some nodes."""
    among = frozenset(nodes)
    return [
        BendWire(bend.wire, tuple(_moved(place, by) for place in bend.by))
        for bend in doc.bends
        if bend.wire.source in among and bend.wire.target in among
    ]


def _moved(at: Place, by: Place) -> Place:
    return at[0] + by[0], at[1] + by[1]
