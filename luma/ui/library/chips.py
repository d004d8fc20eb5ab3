"""Tags as chips in one line; those that are on narrow a list down."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from luma.ui.library.kept import face, metrics, shade

HEIGHT, CHIP, PAD, GAP, EDGE = 32, 20, 9, 6, 8
TIP = "Only patterns with this tag. Several tags narrow it down further"


class Chips(QWidget):
    """Paints a chip for each tag; the wheel and the arrows move along the line."""

    turned = Signal(object)
    """`frozenset` of the tags that are on."""

    def __init__(self) -> None:
        """Have no tags."""
        super().__init__()
        self.tags: tuple[tuple[str, int], ...] = ()
        self.on: frozenset[str] = frozenset()
        self._cursor, self._shift, self._hovered = 0, 0.0, -1
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Tags: arrows go along, Space turns one on or off")
        self.hide()

    def sizeHint(self) -> QSize:
        """Take whatever width there is."""
        return QSize(200, HEIGHT)

    def show_tags(self, tags: Iterable[tuple[str, int]]) -> None:
        """Show tags with how many have them; one that is gone is off."""
        self.tags = tuple(tags)
        kept = self.on & {tag for tag, _ in self.tags}
        self._cursor = min(self._cursor, max(len(self.tags) - 1, 0))
        self.setVisible(bool(self.tags))
        if kept != self.on:
            self.on = kept
            self.turned.emit(kept)
        self._scroll(0.0)

    def turn(self, number: int) -> None:
        """Turn a tag on or off."""
        if 0 <= number < len(self.tags):
            self._cursor = number
            self.on = self.on ^ {self.tags[number][0]}
            self.turned.emit(self.on)
            self.update()

    def box(self, number: int) -> QRectF:
        """Where a chip lies."""
        left = EDGE - self._shift
        for tag, _ in self.tags[:number]:
            left += _width(tag) + GAP
        return QRectF(left, (HEIGHT - CHIP) / 2, _width(self.tags[number][0]), CHIP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn the chip under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.turn(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the chip under the pointer."""
        self._hovered = self._at(event.position().x())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light none."""
        self._hovered = -1
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move along the line."""
        turned = event.angleDelta()
        self._scroll(-(turned.x() or turned.y()) / 2)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say how many patterns have the tag under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos().x())
            if number >= 0:
                tag, count = self.tags[number]
                plural = "pattern" if count == 1 else "patterns"
                QToolTip.showText(event.globalPos(), f"{tag}: {count} {plural}\n{TIP}", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along by arrows, turn by Space, turn all off by Escape."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self._cursor = min(max(self._cursor + by, 0), len(self.tags) - 1)
            box = self.box(self._cursor)
            self._scroll(min(box.left() - EDGE, 0) + max(box.right() + EDGE - self.width(), 0))
        elif event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return}:
            self.turn(self._cursor)
        elif event.key() == Qt.Key.Key_Escape and self.on:
            self.on = frozenset()
            self.turned.emit(self.on)
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), shade("sunk"))
        for number, (tag, _) in enumerate(self.tags):
            box, is_on = self.box(number), tag in self.on
            if box.right() < 0 or box.left() > self.width():
                continue
            at = self.hasFocus() and number == self._cursor
            edge = "accent" if at else "accent_line" if is_on else "line"
            rest = "lift" if number == self._hovered else "raised"
            painter.setPen(QPen(shade(edge), 1.5 if at else 1))
            painter.setBrush(shade("accent_fill" if is_on else rest))
            painter.drawRoundedRect(box, CHIP / 2, CHIP / 2)
            painter.setFont(face(11, 500))
            painter.setPen(shade("text" if is_on else "text_2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)

    def _at(self, x: float) -> int:
        boxes = (self.box(number) for number in range(len(self.tags)))
        return next((n for n, box in enumerate(boxes) if box.left() <= x <= box.right()), -1)

    def _scroll(self, by: float) -> None:
        whole = 2 * EDGE + sum(_width(tag) + GAP for tag, _ in self.tags) - GAP
        self._shift = min(max(self._shift + by, 0.0), max(whole - self.width(), 0.0))
        self.update()


def _width(tag: str) -> float:
    return float(metrics(11, 500).horizontalAdvance(tag) + 2 * PAD)
