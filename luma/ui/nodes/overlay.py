"""The values on wires, at one size whatever the zoom."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from luma.app.nodes import Examined
from luma.app.samples import Sample
from luma.domain.graphdoc import Wire
from luma.domain.ids import NodeId
from luma.ui.nodes.hits import Hit
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.sprites import PILL, pill, pill_width
from luma.ui.shades import shown
from luma.ui.wording import label_of, value_words

SEEN_FROM = 0.5
SHORTEST = 60.0
FAR = 60.0
"""No pill reaches further than this from its middle."""
USES = {
    "muted": "Muted: it gives nothing.   M lets it play again",
    "bypassed": "Bypassed: what it is fed passes it by.   B lets it play again",
}


class Overlay:
    """Draws a pill on every wire that is long enough and has a value."""

    def __init__(self, scene: GraphScene) -> None:
        """Know no values."""
        self._scene = scene
        self._answer: Examined | None = None
        self._shown: dict[Wire, tuple[str, int | None]] = {}
        self.is_on = True

    def take(self, answer: Examined | None) -> None:
        """Know what flows."""
        self._answer = answer
        if answer is None:
            self._shown.clear()

    def write(self, frame: int) -> list[Wire]:
        """Write the values of a frame, and give the wires whose pill is another now."""
        changed: list[Wire] = []
        if self._answer is None:
            return changed
        for wire in self._scene.wires:
            sample = self._answer.samples.get((wire.source, wire.output))
            if sample is None:
                if self._shown.pop(wire, None) is not None:
                    changed.append(wire)
                continue
            value = _value(sample, frame)
            if self._shown.get(wire) != value:
                self._shown[wire] = value
                changed.append(wire)
        return changed

    def words_on(self, wire: Wire) -> str:
        """What is written on a wire."""
        return self._shown.get(wire, ("", None))[0]

    def box(self, wire: Wire, zoom: float) -> QRectF:
        """Where a wire's pill lies on the canvas."""
        item = self._scene.wires[wire]
        width, height = (pill_width(item.kind) + 40) / zoom, (PILL + 4) / zoom
        at = item.middle
        return QRectF(at.x() - width / 2, at.y() - height / 2, width, height)

    def paint(self, painter: QPainter, rect: QRectF, zoom: float) -> None:
        """Draw the pills in a part of the canvas."""
        if not self.is_on or zoom < SEEN_FROM:
            return
        ratio = painter.device().devicePixelRatio()
        way = painter.worldTransform()
        near = rect.adjusted(-FAR / zoom, -PILL / zoom, FAR / zoom, PILL / zoom)
        wires, shortest = self._scene.wires, SHORTEST / zoom
        painter.setWorldMatrixEnabled(False)
        for wire, (text, shade) in self._shown.items():
            item = wires.get(wire)
            if item is None or item.span < shortest:
                continue
            middle = item.middle
            if not near.contains(middle) or not item.isVisible():
                continue
            made = pill(item.kind, text, shade, ratio)
            middle = way.map(middle)
            size = made.deviceIndependentSize()
            at = middle - QPointF(size.width() / 2, size.height() / 2)
            painter.drawPixmap(
                QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), made
            )
        painter.setWorldMatrixEnabled(True)

    def words_for(self, hit: Hit) -> str:
        """What a tooltip says of what lies under the pointer."""
        if hit.wire is not None and hit.bend is None:
            return self._of_wire(hit.wire)
        if hit.setting is not None:
            words = value_words(hit.setting, hit.value)
            return f"{label_of(hit.setting.name)} {words}. Double-click to type".strip()
        if hit.port is not None:
            return hit.port.label
        if hit.bend is not None:
            return "Drag it; a double click or Del takes it away"
        return "" if hit.node is None else self._of_node(hit.node)

    def _of_node(self, node: NodeId) -> str:
        item, kind = self._scene.nodes[node], self._scene.kind_of(node)
        about = [f"{item.look.title} · {node}"]
        if kind is not None:
            about.append(kind.help.split("\n", 1)[0])
        if item.look.use != "on":
            about.append(USES[item.look.use])
        return "\n".join(about)

    def _of_wire(self, wire: Wire) -> str:
        sample = None
        if self._answer is not None:
            sample = self._answer.samples.get((wire.source, wire.output))
        facts = "" if sample is None else sample.facts
        return f"{wire}\n{facts}".strip()


def _value(sample: Sample, frame: int) -> tuple[str, int | None]:
    shade = sample.shade_at(frame)
    return sample.text_at(frame), None if shade is None else shown(shade).rgb()
