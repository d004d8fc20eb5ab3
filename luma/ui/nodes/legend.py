"""What the heat of nodes means: a ramp of colours from nothing to what the dearest costs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from luma.ui.assets import pixmap
from luma.ui.nodes.header import heat_colour
from luma.ui.theme import MONO, colour, font

SIZE = QSize(222, 24)
STEPS = 8


class Legend(QWidget):
    """Lies in the lower left corner of the canvas while costs are shown."""

    def __init__(self, canvas: QWidget) -> None:
        """Be there, unseen."""
        super().__init__(canvas)
        self._words = ""
        self.resize(SIZE)
        self.setToolTip("The share of each node in what the dearest costs.   H hides it")
        self.hide()

    @property
    def words(self) -> str:
        """The range of the ramp."""
        return self._words

    def place(self, within: QSize) -> None:
        """Lie in the lower left corner of a canvas of a size."""
        self.move(8, within.height() - self.height() - 8)

    def show_range(self, dearest_ms: float | None) -> None:
        """Show the ramp up to a cost, or nothing."""
        places = 1 if (dearest_ms or 0.0) >= 1 else 2
        self._words = "" if dearest_ms is None else f"0–{dearest_ms:.{places}f}\u2009ms"
        self.setVisible(dearest_ms is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ramp with its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("void", 0.88))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.drawPixmap(8, 5, pixmap("thermometer", "text_2", 14))
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(font(11))
        painter.setPen(colour("text_2"))
        painter.drawText(QRectF(28, 0, 90, 24), middle, "Time per node")
        ramp = QLinearGradient(112, 0, 152, 0)
        for step in range(STEPS + 1):
            ramp.setColorAt(step / STEPS, heat_colour(step / STEPS))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ramp)
        painter.drawRoundedRect(QRectF(112, 10, 40, 4), 2, 2)
        painter.setFont(font(10, 500, MONO))
        painter.setPen(colour("text"))
        painter.drawText(QRectF(160, 0, 60, 24), middle, self._words)
