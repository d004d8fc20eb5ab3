"""A row of choices of which one is on."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from luma.ui.actions import KEEPS_ARROWS
from luma.ui.theme import colour, font

HEIGHT, PADDING, INSET = 26, 10, 2


class Segment(QWidget):
    """One of a few words; by click, or by the arrow keys."""

    chosen = Signal(str)

    def __init__(self, words: tuple[str, ...], tip: str) -> None:
        """Begin with the first word."""
        super().__init__()
        self._words, self._at, self._hovered = words, 0, -1
        self._ringed = False
        self.setFont(font(12, 500))
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setMouseTracking(True)
        self.setProperty(KEEPS_ARROWS, "true")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())

    @property
    def word(self) -> str:
        """The word that is on."""
        return self._words[self._at]

    def choose(self, word: str) -> None:
        """Turn to a word without telling anybody."""
        self._at = self._words.index(word)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        height = max(HEIGHT, self.fontMetrics().height() + 8)
        return QSize(sum(self._widths()) + 2 * INSET, height)

    def cell(self, index: int) -> QRect:
        """Where a word stands."""
        widths = self._widths()
        left = INSET + sum(widths[:index])
        return QRect(left, INSET, widths[index], self.height() - 2 * INSET)

    def _widths(self) -> list[int]:
        metrics = self.fontMetrics()
        return [metrics.horizontalAdvance(word) + 2 * PADDING for word in self._words]

    def _index(self, event: QMouseEvent) -> int:
        at = event.position().toPoint()
        cells = range(len(self._words))
        return next((i for i in cells if self.cell(i).contains(at)), -1)

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._words) and index != self._at:
            self._at = index
            self.update()
            self.chosen.emit(self.word)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies below the pointer."""
        self._pick(self._index(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mean no more than a click."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would choose."""
        self._hovered = self._index(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing hovered."""
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._pick(self._at + step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboards."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self._ringed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunk", 0.85))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        for index, word in enumerate(self._words):
            cell = self.cell(index)
            if index in (self._at, self._hovered):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("lift2" if index == self._at else "lift"))
                painter.drawRoundedRect(QRectF(cell), 4, 4)
            painter.setPen(colour("text" if index == self._at else "text_2"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)
        if self._ringed:
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
