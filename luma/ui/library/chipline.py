"""A line of chips with a plus behind them: where each lies, and how it looks."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from luma.ui.library.chippaint import CHIP, GAP, Chip, Look, paint_chip, paint_plus, width_of

HEIGHT, EDGE = 28, 8


ALL = Chip("", "All", tip="Every track of the library")


class ChipLine(QWidget):
    """Paints chips; the wheel moves along them, and the plus stays in sight."""

    def __init__(self) -> None:
        """Have nothing but all tracks."""
        super().__init__()
        self.chips: tuple[Chip, ...] = (ALL,)
        self.on = ""
        self._cursor, self._shift, self._hovered, self._target = 0, 0.0, -1, -1
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        """Take whatever width there is."""
        return QSize(200, HEIGHT)

    def show_chips(self, chips: Iterable[Chip], on: str) -> None:
        """Show these chips, one of them on."""
        before = self._key_at(self._cursor)
        self.chips, self.on = tuple(chips), on
        keys = [chip.key for chip in self.chips]
        self._cursor = keys.index(before) if before in keys else 0
        self._hovered = self._target = -1
        if on in keys:
            self._reveal(keys.index(on))
        self._scroll(0.0)

    def box(self, number: int) -> QRectF:
        """Where a chip lies; the one behind the last is the plus."""
        left = EDGE - self._shift
        for chip in self.chips[:number]:
            left += self._width(chip) + GAP
        if number == len(self.chips):
            return QRectF(min(left, self.width() - EDGE - CHIP), self._top, CHIP, CHIP)
        return QRectF(left, self._top, self._width(self.chips[number]), CHIP)

    def menu_place(self, key: str) -> QPoint:
        """Where on the screen something opens that belongs to a chip, or to the plus."""
        keys = [chip.key for chip in self.chips]
        at = self.box(keys.index(key) if key and key in keys else len(self.chips))
        return self.mapToGlobal(QPoint(round(max(at.left(), EDGE)), round(at.bottom()) + 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move along the line."""
        turned = event.angleDelta()
        self._scroll(-(turned.x() or turned.y()) / 2)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave no gap behind the last chip."""
        super().resizeEvent(event)
        self._scroll(0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chips, and the plus over what lies under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plus = self.box(len(self.chips))
        painter.setClipRect(QRectF(0, 0, plus.left() - GAP / 2, self.height()))
        for number, chip in enumerate(self.chips):
            box = self.box(number)
            if box.right() < 0 or box.left() > self.width():
                continue
            ringed = number == self._target or self._is_at(number)
            look = Look(
                on=chip.key == self.on or chip.closes,
                hovered=number == self._hovered,
                edge="accent" if ringed else "",
            )
            paint_chip(painter, box, chip, look)
        painter.setClipping(False)
        last = len(self.chips)
        paint_plus(painter, plus, hovered=self._hovered == last, ringed=self._is_at(last))

    @property
    def _top(self) -> float:
        return float(HEIGHT - CHIP) / 2 - 2

    @property
    def _room(self) -> float:
        """How far chips reach before the plus stands in their way."""
        return self.width() - EDGE - CHIP - GAP

    def _width(self, chip: Chip) -> float:
        return width_of(chip)

    def _key_at(self, number: int) -> str:
        return self.chips[number].key if 0 <= number < len(self.chips) else ""

    def _is_at(self, number: int) -> bool:
        return self.hasFocus() and number == self._cursor

    def _at(self, x: float) -> int:
        """The chip at a place, the plus as the one behind the last, or -1."""
        plus = self.box(len(self.chips))
        if x >= plus.left() - GAP / 2:
            return len(self.chips) if x <= plus.right() + GAP else -1
        boxes = (self.box(number) for number in range(len(self.chips)))
        return next((n for n, box in enumerate(boxes) if box.left() <= x <= box.right()), -1)

    def _reveal(self, number: int) -> None:
        if number < len(self.chips):
            box = self.box(number)
            by = min(box.left() - EDGE, 0.0)
            self._scroll(by or max(box.right() - self._room, 0.0))
        self.update()

    def _scroll(self, by: float) -> None:
        whole = EDGE + sum(self._width(chip) + GAP for chip in self.chips) - GAP
        self._shift = min(max(self._shift + by, 0.0), max(whole - self._room, 0.0))
        self.update()
