"""The whole graph in a corner; a press or a drag in it goes there."""

import functools

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsView, QWidget

from luma.ui.nodes.look import family_of
from luma.ui.nodes.scene import GraphScene
from luma.ui.theme import THEME, colour, mixed

SMALL, LARGE = QSize(128, 74), QSize(160, 106)
PAUSE_MS = 80
"""How long the map may lag behind what moves."""


class Minimap(QWidget):
    """Shows every node as a block, and the part that the canvas shows as a frame."""

    def __init__(self, canvas: QGraphicsView, scene: GraphScene) -> None:
        """Look at a canvas."""
        super().__init__(canvas)
        self._canvas, self._scene = canvas, scene
        self.setToolTip("The whole graph. Drag to go there, F shows all of it")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._kept: QPixmap | None = None
        self._kept_way = (1.0, QPointF())
        self._is_old = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._renew)

    def look_again(self) -> None:
        """Draw the blocks anew soon; what moves need not be followed in every frame."""
        if not self._soon.isActive():
            self._soon.start()

    def _renew(self) -> None:
        self._is_old = True
        self.update()

    def place(self, within: QSize) -> None:
        """Lie in the lower right corner of a canvas of a size."""
        self._is_old = True
        self.resize(LARGE if within.width() >= 1200 else SMALL)
        self.move(within.width() - self.width() - 8, within.height() - self.height() - 8)
        self.setVisible(within.width() > 420 and within.height() > 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks and the frame."""
        painter = QPainter(self)
        if self._kept is None or self._is_old:
            self._kept = self._drawn()
            self._is_old = False
        self._kept.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawPixmap(0, 0, self._kept)
        scale, shift = self._kept_way
        shown = self._shown()
        frame = QRectF(shown.topLeft() * scale + shift, shown.size() * scale)
        painter.setPen(QPen(colour("text_2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
        painter.drawRect(frame)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _drawn(self) -> QPixmap:
        """All blocks on their ground, as they lie now."""
        self._kept_way = scale, shift = self._way()
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("void", 0.88))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.translate(shift)
        painter.scale(scale, scale)
        for item in self._scene.nodes.values():
            look = item.look
            shade = _shade(look.family, broken=look.broken, selected=item.selected)
            painter.fillRect(item.body(), shade)
        painter.end()
        return made

    def _go(self, at: QPointF) -> None:
        scale, shift = self._way()
        self._canvas.centerOn((at - shift) / scale)
        self.update()

    def _shown(self) -> QRectF:
        return self._canvas.mapToScene(self._canvas.viewport().rect()).boundingRect()

    def _way(self) -> tuple[float, QPointF]:
        """How much smaller the map is, and where its corner comes to lie."""
        box = self._scene.bounds().adjusted(-80, -80, 80, 80)
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        scale = min(room.width() / box.width(), room.height() / box.height())
        return scale, room.center() - box.center() * scale


@functools.lru_cache(maxsize=64)
def _shade(family: str, *, broken: bool, selected: bool) -> QColor:
    if broken or selected:
        return colour("error" if broken else "accent")
    return mixed(family_of(family).colour, THEME.void, 0.65)
