"""The lists of the library as chips in one line: one narrows the tracks, tracks drop on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from luma.domain.ids import TrackId
from luma.ui.elided import as_written
from luma.ui.library.chippaint import CHIP, GAP, paint_chip, paint_plus, width_of
from luma.ui.library.kept import shade

HEIGHT, EDGE = 28, 8
TRACK_MIME = "application/x-luma-tracks"
PLUS_TIP = "New list…\nA list, a crate, or a smart list of what the search finds"


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: by what it is known, its words, a sign before them, and what it tells."""

    key: str
    words: str
    sign: str = ""
    tip: str = ""
    takes: bool = False
    closes: bool = False


ALL = Chip("", "All", tip="Every track of the library")


def tracks_in(data: bytes) -> tuple[TrackId, ...]:
    """The tracks that are being dragged."""
    return tuple(TrackId(name) for name in data.decode(errors="replace").split("\n") if name)


class PlaylistBar(QWidget):
    """Paints the chips and a plus behind them; wheel and arrows move along the line."""

    chosen = Signal(str)
    """The key of a chip; empty for all tracks."""
    closed = Signal(str)
    """The key of a chip whose cross was clicked."""
    asked = Signal(str, QPoint)
    """The menu of a chip is wanted, there on the screen."""
    wants_new = Signal(QPoint)
    """The menu of new lists is wanted."""
    renamed = Signal(str)
    """F2 on a chip."""
    removed = Signal(str)
    """Delete on a chip."""
    dropped = Signal(str, object)
    """Tracks were dropped on a chip."""

    def __init__(self) -> None:
        """Have nothing but all tracks."""
        super().__init__()
        self.chips: tuple[Chip, ...] = (ALL,)
        self.on = ""
        self._cursor, self._shift, self._hovered, self._target = 0, 0.0, -1, -1
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Lists: arrows go along, Return shows one, Menu offers more")

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

    @property
    def _top(self) -> float:
        return float(HEIGHT - CHIP) / 2 - 2

    @property
    def _room(self) -> float:
        """How far chips reach before the plus stands in their way."""
        return self.width() - EDGE - CHIP - GAP

    def _width(self, chip: Chip) -> float:
        return width_of(chip.words, chip.sign, closes=chip.closes)

    def _key_at(self, number: int) -> str:
        return self.chips[number].key if 0 <= number < len(self.chips) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to the chip under the pointer, or close it, or ask for a new one."""
        number = self._at(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton or number < 0:
            return
        self._cursor = number
        if number == len(self.chips):
            self.wants_new.emit(self.menu_place(""))
        elif self.chips[number].closes:
            self.closed.emit(self.chips[number].key)
        else:
            self.chosen.emit(self.chips[number].key)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename the list of a chip."""
        number = self._at(event.position().x())
        if 0 <= number < len(self.chips) and self.chips[number].key:
            self.renamed.emit(self.chips[number].key)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave no gap behind the last chip."""
        super().resizeEvent(event)
        self._scroll(0.0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chip under the pointer or the cursor."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        number = self._at(event.pos().x()) if by_mouse else self._cursor
        self._ask(number)

    def event(self, event: QEvent) -> bool:
        """Tell what a chip shows; keep the keys that mean something on one."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos().x())
            tip = PLUS_TIP if number == len(self.chips) else ""
            if 0 <= number < len(self.chips):
                chip = self.chips[number]
                tip = as_written(f"{chip.words}\n{chip.tip}".strip())
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        own = {Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Left, Qt.Key.Key_Right,
               Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Menu}  # fmt: skip
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and Qt.Key(event.key()) in own:
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where the list is that is shown."""
        super().focusInEvent(event)
        keys = [chip.key for chip in self.chips]
        self._cursor = keys.index(self.on) if self.on in keys else 0
        self._reveal(self._cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along by arrows; show, rename, remove the list under the cursor."""
        key, last = Qt.Key(event.key()), len(self.chips)
        steps = {
            Qt.Key.Key_Left: self._cursor - 1, Qt.Key.Key_Right: self._cursor + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        there = self._key_at(self._cursor)
        if key in steps:
            self._cursor = min(max(steps[key], 0), last)
            self._reveal(self._cursor)
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._cursor == last:
                self.wants_new.emit(self.menu_place(""))
            elif self.chips[self._cursor].closes:
                self.closed.emit(there)
            else:
                self.chosen.emit(there)
        elif key == Qt.Key.Key_Menu:
            self._ask(self._cursor)
        elif key == Qt.Key.Key_F2 and there:
            self.renamed.emit(there)
        elif key == Qt.Key.Key_Delete and there:
            self.removed.emit(there)
        elif key == Qt.Key.Key_Escape and self.on:
            self.chosen.emit("")
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take tracks; leave files to the window."""
        if event.mimeData().hasFormat(TRACK_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show on which chip they would fall."""
        number = self._at(event.position().x())
        takes = 0 <= number < len(self.chips) and self.chips[number].takes
        self._target = number if takes else -1
        event.setAccepted(takes)
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing more."""
        self._target = -1
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say on which chip they fell."""
        number, self._target = self._at(event.position().x()), -1
        if 0 <= number < len(self.chips) and self.chips[number].takes:
            tracks = tracks_in(bytes(event.mimeData().data(TRACK_MIME).data()))
            event.acceptProposedAction()
            self.dropped.emit(self.chips[number].key, tracks)
        self.update()

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
            paint_chip(
                painter, box, chip.words, chip.sign,
                on=chip.key == self.on or chip.closes, closes=chip.closes,
                hovered=number == self._hovered,
                edge="accent" if number == self._target or self._is_at(number) else "",
            )  # fmt: skip
        painter.setClipping(False)
        last = len(self.chips)
        paint_plus(painter, plus, hovered=self._hovered == last, ringed=self._is_at(last))

    def _is_at(self, number: int) -> bool:
        return self.hasFocus() and number == self._cursor

    def _ask(self, number: int) -> None:
        if number == len(self.chips):
            self.wants_new.emit(self.menu_place(""))
        elif 0 <= number < len(self.chips) and self.chips[number].key:
            self._cursor = number
            self.asked.emit(self.chips[number].key, self.menu_place(self.chips[number].key))

    def _at(self, x: float) -> int:
        """The chip at a place, the plus as the one behind the last, or -1."""
        plus = self.box(len(self.chips))
        if x >= plus.left() - GAP / 2:
            return len(self.chips) if x <= plus.right() + GAP else -1
        return _first(x, [self.box(number) for number in range(len(self.chips))])

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


def _first(x: float, boxes: Sequence[QRectF]) -> int:
    """The number of the box that has a place in it."""
    return next((n for n, box in enumerate(boxes) if box.left() <= x <= box.right()), -1)
