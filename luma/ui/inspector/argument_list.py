"""The arguments of a pattern as a list that can be put in order."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from luma.app.openness import KIND_WORDS
from luma.domain.argumentkinds import wire_kind
from luma.domain.graphdoc import Argument
from luma.ui.assets import pixmap
from luma.ui.elided import as_written
from luma.ui.nodes.sprites import paint_port
from luma.ui.theme import colour, font
from luma.ui.wording import label_of

ROW, MOST = 28, 8
ALT = Qt.KeyboardModifier.AltModifier


class ArgumentList(QListWidget):
    """One row for each argument; rows are dragged into another order."""

    moved = Signal(str, int)
    """An argument, and the place it should have."""
    removed = Signal(str)

    def __init__(self) -> None:
        """Have no rows."""
        super().__init__()
        self.setItemDelegate(_Row(self))
        self.setUniformItemSizes(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Arguments of the pattern")

    @property
    def chosen(self) -> str:
        """The name of the argument that is chosen."""
        row = self.currentRow()
        return self._argument(self.item(row)).name if row >= 0 else ""

    def show_arguments(self, listed: tuple[Argument, ...], faulty: frozenset[str]) -> None:
        """List the arguments; what was chosen stays chosen."""
        chosen, row = self.chosen, self.currentRow()
        self.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.clear()
        for argument in listed:
            item = QListWidgetItem(label_of(argument.name))
            item.setData(Qt.ItemDataRole.UserRole, argument)
            item.setData(Qt.ItemDataRole.UserRole + 1, argument.name in faulty)
            item.setSizeHint(QSize(0, ROW))
            keys = "Drag or Alt+arrows for another place, Del takes it away"
            about = argument.help or KIND_WORDS.get(argument.kind, argument.kind)
            item.setToolTip(as_written(f"{argument.name}\n{about}\n{keys}"))
            self.addItem(item)
        names = [argument.name for argument in listed]
        place = names.index(chosen) if chosen in names else min(max(row, 0), len(names) - 1)
        self.setCurrentRow(place)
        self.blockSignals(False)  # noqa: FBT003
        self.setFixedHeight(min(max(len(listed), 1), MOST) * ROW + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves, Del takes away."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & ALT:
            self._move(self.currentRow() + by)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.chosen:
            self.removed.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dragged row where it was let go; the document tells when it is there."""
        at = self.indexAt(event.position().toPoint())
        row = at.row() if at.isValid() else self.count() - 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        self._move(row)

    def _move(self, to: int) -> None:
        if self.chosen and 0 <= to < self.count() and to != self.currentRow():
            self.moved.emit(self.chosen, to)

    def _argument(self, item: QListWidgetItem) -> Argument:
        found: Argument = item.data(Qt.ItemDataRole.UserRole)
        return found


class _Row(QStyledItemDelegate):
    """Paints one argument: its port, its name and its kind."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        argument: Argument = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, colour("accent_fill" if focused else "lift"))
        middle = box.center().y() + 1
        kind = wire_kind(argument)
        if kind is not None:
            paint_port(painter, QPointF(box.left() + 18, middle), kind, 9)
        else:
            painter.setPen(QPen(colour("text_3"), 1.4))
            painter.drawLine(box.left() + 14, middle, box.left() + 22, middle)
        right = box.right() - 12
        if index.data(Qt.ItemDataRole.UserRole + 1):
            painter.drawPixmap(right - 14, middle - 7, pixmap("circle-alert", "error", 14))
            right -= 20
        self._paint_words(painter, argument, box.adjusted(0, 0, right - box.right(), 0), chosen)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        argument: Argument,
        box: QRect,
        chosen: bool,  # noqa: FBT001
    ) -> None:
        right = box.right()
        painter.setFont(font(11))
        painter.setPen(colour("text_2" if chosen else "text_3"))
        words = KIND_WORDS.get(argument.kind, argument.kind)
        beside = min(painter.fontMetrics().horizontalAdvance(words), box.width() // 2)
        at = QRect(right - beside, box.top(), beside, box.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(font(12, 600 if chosen else 500))
        painter.setPen(colour("text"))
        room = QRect(box.left() + 32, box.top(), at.left() - box.left() - 42, box.height())
        name = painter.fontMetrics().elidedText(
            label_of(argument.name), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
