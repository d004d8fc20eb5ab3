"""A short slider for the grand master."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from luma.ui.actions import KEEPS_ARROWS
from luma.ui.theme import colour

TRACK, CAP_WIDE, CAP_HIGH, WIDTH, HEIGHT = 4, 8, 14, 72, 24
STEP = 0.05
STEPS = {
    Qt.Key.Key_Left: -STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_Right: STEP,
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_Home: -1.0,
    Qt.Key.Key_End: 1.0,
}


class LevelSlider(QWidget):
    """A share from none to all: by drag, wheel or arrows; double-click opens it wholly."""

    moved = Signal(float)

    def __init__(self, tip: str) -> None:
        """Begin fully open."""
        super().__init__()
        self._share, self._ringed, self._hovered = 1.0, False, False
        self.setFixedSize(self.sizeHint())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(KEEPS_ARROWS, "true")
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    @property
    def share(self) -> float:
        """How far it is open."""
        return self._share

    def tell(self, share: float) -> None:
        """Show a share without telling anybody."""
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        """Its one size."""
        return QSize(WIDTH, HEIGHT)

    def _move(self, share: float) -> None:
        share = min(1.0, max(0.0, share))
        if share != self._share:
            self.tell(share)
            self.moved.emit(share)

    def _drag(self, event: QMouseEvent) -> None:
        way = self.width() - CAP_WIDE
        self._move(round((event.position().x() - CAP_WIDE / 2) / way, 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow it."""
        self._drag(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open wholly."""
        self._move(1.0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move by a step."""
        self._move(round(self._share + STEP * event.angleDelta().y() / 120, 2))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move(round(self._share + step, 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboards."""
        self._ringed = True
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self._ringed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, way = self.height() / 2, self.width() - CAP_WIDE
        left = self._share * way
        for width, shade in ((self.width(), "lift2"), (left + CAP_WIDE / 2, "text_2")):
            painter.setBrush(colour(shade))
            painter.drawRoundedRect(QRectF(0, middle - TRACK / 2, width, TRACK), 2, 2)
        painter.setBrush(colour("text"))
        cap = QRectF(left, middle - CAP_HIGH / 2, CAP_WIDE, CAP_HIGH)
        painter.drawRoundedRect(cap, 2, 2)
        if self._ringed:
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
            painter.drawRoundedRect(ring, 4, 4)
