"""What tables of rows have in common: even rows, one under the pointer, columns that fit."""

from abc import abstractmethod
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from luma.ui.library.kept import metrics, shade
from luma.ui.library.overbar import OverBar

ROW = 26
MARGIN = 12
FLEXIBLE = 3
C = TypeVar("C", bound=IntEnum)


class RowDelegate(Protocol):
    """Paints rows, the one under the pointer and the keyboard's cursor differently."""

    hovered: int
    last: int
    with_keyboard: bool


class FittedHead(Protocol):
    """Paints the names of columns, of which the last has room for the scroll bar."""

    last: int


class RowsView(QTableView):
    """Every row is as high as the next, so that thousands are as quick as ten."""

    asked = Signal(object)
    """`QPoint`: a menu is wanted there, on the screen."""
    delegate: RowDelegate
    head: FittedHead

    def dress(self) -> None:
        """Look like a table of Luma, once there are a model, a delegate and a head."""
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        OverBar(self)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = max(ROW, metrics(12).height() + 8)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)

    @abstractmethod
    def fit(self, total: int) -> Mapping[Any, int]:
        """How wide each column that is seen is, in a table that wide."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends the keyboard's cursor."""
        self.delegate.with_keyboard = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the pointer."""
        self._hover(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        self._hover(QModelIndex())
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        seen = self.fit(self.viewport().width())
        self.delegate.last = self.head.last = max(seen)
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in seen)
            if column in seen:
                self.setColumnWidth(column, seen[column])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the rows."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), shade("sunk"))
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu where the pointer is, or at the keyboard's cursor."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.asked.emit(event.globalPos())
        else:
            self.ask_at_cursor()

    def ask_at_cursor(self) -> None:
        """Ask for a menu below the cell under the cursor."""
        place = self.visualRect(self.currentIndex()).bottomLeft()
        self.asked.emit(self.viewport().mapToGlobal(place))

    def _hover(self, index: QModelIndex) -> None:
        if index.row() == self.delegate.hovered:
            return
        for place in (self.delegate.hovered, index.row()):
            if place >= 0:
                top, height = self.rowViewportPosition(place), self.rowHeight(place)
                self.viewport().update(0, top, self.viewport().width(), height)
        self.delegate.hovered = index.row()


def shared_out(wanted: Mapping[C, float], total: int, widest: C) -> dict[C, int]:
    """How wide columns are that fill a width exactly.

    A width below 3 is a share of what the others leave; what is left over goes to the widest.
    The last has a margin on its right, over which the scroll bar lies.
    """
    fixed = sum(width for width in wanted.values() if width >= FLEXIBLE)
    left = max(0.0, total - MARGIN - fixed)
    shares = sum(width for width in wanted.values() if width < FLEXIBLE)
    found = {
        column: int(width if width >= FLEXIBLE else left * width / shares)
        for column, width in wanted.items()
    }
    found[widest] += max(0, total - MARGIN - sum(found.values()))
    found[max(found)] += MARGIN
    return found
