"""A value in the status bar: a name, a figure and a unit, in a width that never changes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from luma.ui.theme import MONO, colour, font

HEIGHT, GAP = 24, 5


class Reading(QWidget):
    """A figure between its name and its unit."""

    def __init__(
        self,
        widest: str,
        tip: str,
        *,
        name: str = "",
        unit: str = "",
        face: QFont | None = None,
    ) -> None:
        """Leave room for the widest figure there will be."""
        super().__init__()
        self._name, self._unit, self._figure = name, unit, ""
        self._face = face or font(12, 500, MONO)
        self._small = font(12)
        self._shade = "text"
        names, figures = QFontMetricsF(self._small), QFontMetricsF(self._face)
        self._left = names.horizontalAdvance(name) + GAP * bool(name)
        self._room = figures.horizontalAdvance(widest)
        width = self._left + self._room + (GAP + names.horizontalAdvance(unit)) * bool(unit)
        self._width = int(width) + 2
        self.setFixedSize(self.sizeHint())
        self.setToolTip(tip)
        self.setAccessibleName(name or tip)

    @property
    def figure(self) -> str:
        """What it shows."""
        return self._figure

    def sizeHint(self) -> QSize:
        """Its one width."""
        return QSize(self._width, max(HEIGHT, int(QFontMetricsF(self._face).height()) + 4))

    def tell(self, figure: str, shade: str = "text") -> None:
        """Show another figure."""
        if (figure, shade) != (self._figure, self._shade):
            self._figure, self._shade = figure, shade
            self.setAccessibleDescription(f"{figure} {self._unit}".strip())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, figure and unit on one line."""
        painter = QPainter(self)
        line = QRectF(0, 0, self.width(), self.height())
        painter.setFont(self._small)
        painter.setPen(colour("text_3"))
        painter.drawText(line, _LEFT, self._name)
        if self._unit and self._figure:
            used = QFontMetricsF(self._face).horizontalAdvance(self._figure)
            painter.drawText(line.adjusted(self._left + used + GAP, 0, 0, 0), _LEFT, self._unit)
        painter.setFont(self._face)
        painter.setPen(colour(self._shade))
        painter.drawText(line.adjusted(self._left, 0, 0, 0), _LEFT, self._figure)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
