"""Paints a group with the count of its heads, and a member with its place in the row."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from luma.ui.assets import pixmap
from luma.ui.library.kept import face, shade, shortened
from luma.ui.venue.grouplists import Groups
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchdelegate import group_colour
from luma.ui.venue.patchmodel import Index

ROW, SIGN, SHOWS = 28, 14, 30


class GroupRow(QStyledItemDelegate):
    """A line with a mark on the left and a count on the right."""

    def __init__(self, view: QListView, hall: Hall) -> None:
        """Paint the rows of a list."""
        super().__init__(view)
        self._view, self._hall = view, hall

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = self._view.hasFocus()
        painter.save()
        if chosen:
            painter.fillRect(row, shade("accent_fill" if focused else "lift"))
            painter.fillRect(row.x(), row.y(), 2, ROW, shade("accent" if focused else "text_3"))
        elif hovered:
            painter.fillRect(row, shade("raised"))
        end = self._paint_end(painter, row, index, chosen=chosen)
        weight = 600 if chosen else 500
        painter.setFont(face(12, weight))
        painter.setPen(shade("text"))
        room = row.adjusted(34, 0, -end - 8, 0)
        words = shortened(str(index.data() or ""), 12, weight, room.width())
        painter.drawText(room, _LEFT, words)
        painter.restore()

    def _paint_end(self, painter: QPainter, row: QRect, index: Index, *, chosen: bool) -> int:
        model = index.model()
        painter.setFont(face(11))
        painter.setPen(shade("text_2" if chosen else "text_3"))
        if not isinstance(model, Groups):
            painter.drawText(row.adjusted(8, 0, 0, 0).adjusted(0, 0, -row.width() + 30, 0),
                             _RIGHT, str(index.row() + 1))  # fmt: skip
            return 8
        group = model.groups[index.row()]
        bar = QRect(row.x() + 14, row.center().y() - 6, 4, 14)
        painter.fillRect(bar, QColor(group_colour(self._hall, group.name)))
        many = model.heads_of(group)
        words = f"{many} head{'s' * (many != 1)}"
        shines = self._hall.identified == frozenset(group.fixtures)
        sign = pixmap("lightbulb", "accent" if shines and many else "text_3", SIGN)
        painter.drawPixmap(row.right() - SIGN - 8, row.center().y() - SIGN // 2 + 1, sign)
        painter.drawText(row.adjusted(0, 0, -SHOWS, 0), _RIGHT, words)
        return painter.fontMetrics().horizontalAdvance(words) + SHOWS + 4

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Let a group shine by a click on its lamp."""
        is_release = event.type() == QEvent.Type.MouseButtonRelease
        if is_release and isinstance(event, QMouseEvent) and isinstance(model, Groups):
            lamp = option.rect.adjusted(option.rect.width() - SHOWS, 0, 0, 0)
            if lamp.contains(event.position().toPoint()):
                self._hall.identify(model.groups[index.row()].fixtures)
        return super().editorEvent(event, model, option, index)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
