"""Paints the cells of the patch table, and edits them in place."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from luma.app.patching import PatchRow
from luma.ui.assets import pixmap
from luma.ui.elided import as_written
from luma.ui.library.kept import face, metrics, shade, shortened
from luma.ui.library.words import is_from_right
from luma.ui.rowsview import MARGIN
from luma.ui.theme import CLIP_COLOURS, MONO, THEME, font, mixed
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchcolumns import FACES, Column
from luma.ui.venue.patchmodel import Index, PatchTable

GAP, CHIP, SIGN = 4, 18, 14
LEVELS = {Column.NUMBER: "text_3", Column.NAME: "text", Column.ADDRESS: "text",
          Column.LAST: "text_3", Column.PLACE: "text_3"}  # fmt: skip


def group_colour(hall: Hall, name: str) -> str:
    """The colour of a group: one of nine, by its place in the list."""
    names = [group.name for group in hall.venue.groups]
    return CLIP_COLOURS[(5 + 2 * names.index(name)) % 9] if name in names else CLIP_COLOURS[8]


class PatchDelegate(QStyledItemDelegate):
    """Rows with hover, selection, trouble and keyboard cursor."""

    def __init__(self, hall: Hall, table: PatchTable, view: QAbstractItemView) -> None:
        """Paint the rows of a table."""
        super().__init__(view)
        self._hall, self._table, self._view = hall, table, view
        self.hovered, self.with_keyboard = -1, False
        self.last: int = Column.GROUPS

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = self._table.row_at(index.row())
        if row is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused, cell = self._view.hasFocus(), option.rect
        column = Column(index.column())
        painter.save()
        painter.fillRect(cell, shade(self._ground(index.row(), row, chosen, focused)))
        if column is Column.NUMBER and (chosen or row.trouble):
            edge = "error" if row.trouble else "accent" if focused else "text_3"
            painter.fillRect(cell.x(), cell.y(), 2, cell.height(), shade(edge))
        inside = cell.adjusted(0, 0, -MARGIN if column is self.last else 0, 0)
        if column is Column.GROUPS:
            self._paint_groups(painter, inside, row)
        else:
            self._paint_words(painter, inside, index, row, chosen=chosen)
        if focused and self.with_keyboard and self._view.currentIndex() == index:
            painter.setPen(shade("accent"))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A field as high as the row, or the modes of its kind."""
        row = self._table.row_at(index.row())
        if row is not None and index.column() == Column.MODE:
            return self._modes(parent, row)
        field = QLineEdit(parent)
        field.setFrame(False)
        if FACES[Column(index.column())].is_mono:
            field.setProperty("mono", "true")
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the value of the cell."""
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.selectAll()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(words))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the table what was typed or chosen."""
        if isinstance(editor, QLineEdit):
            self._table.setData(index, editor.text())
        elif isinstance(editor, QComboBox) and editor.currentData() is not None:
            self._table.setData(index, editor.currentData())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell, and more where its words are long."""
        wide = max(option.rect.width(), editor.sizeHint().width(), 64)
        if isinstance(editor, QLineEdit):
            wide = max(option.rect.width(), 84)
        left = min(option.rect.x() - 1, self._view.viewport().width() - wide)
        editor.setGeometry(left, option.rect.y() + 1, wide, option.rect.height() - 1)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Say what is wrong with a row, or the whole of an elided text."""
        row = self._table.row_at(index.row())
        if event.type() != QEvent.Type.ToolTip or row is None:
            return False
        words = self._table.said(index)
        fits = metrics(12).horizontalAdvance(words) <= option.rect.width() - 2 * GAP
        told = row.trouble or ("" if fits else words)
        QToolTip.showText(event.globalPos(), as_written(told), view)
        return True

    def _modes(self, parent: QWidget, row: PatchRow) -> QComboBox:
        box = QComboBox(parent)
        kind = self._hall.find_kind(row.fixture.profile)
        for mode in kind.modes if kind else ():
            box.addItem(f"{mode.name}", mode.name)
        box.activated.connect(lambda _: self._close(box))
        return box

    def _close(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def _ground(self, place: int, row: PatchRow, chosen: bool, focused: bool) -> str:  # noqa: FBT001
        if chosen:
            return "accent_fill" if focused else "lift"
        if row.trouble:
            return "error_fill"
        return "raised" if place == self.hovered else "sunk"

    def _paint_words(
        self, painter: QPainter, cell: QRect, index: Index, row: PatchRow, *, chosen: bool
    ) -> None:
        column, words = Column(index.column()), self._table.said(index)
        told = FACES[column]
        weight = (
            600 if chosen and column is Column.NAME else 500 if column is Column.NAME else 400
        )
        level = LEVELS.get(column, "text_2")
        if (chosen or row.trouble) and level == "text_3":
            level = "text_2"
        if row.trouble and column is Column.ADDRESS:
            level = "error"
            painter.drawPixmap(
                cell.right() - 46, cell.center().y() - SIGN // 2 + 1,
                pixmap("circle-alert", "error", SIGN),
            )  # fmt: skip
        painter.setPen(shade(level))
        painter.setFont(font(11, 400, MONO) if told.is_mono else face(12, weight))
        inside = cell.adjusted(GAP, 0, -GAP, 0)
        across = Qt.AlignmentFlag.AlignRight if told.is_right else Qt.AlignmentFlag.AlignLeft
        shown = words if told.is_mono else shortened(words, 12, weight, inside.width())
        if is_from_right(words):
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        flags = across | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, flags, shown)

    def _paint_groups(self, painter: QPainter, cell: QRect, row: PatchRow) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = cell.left() + GAP
        for name in row.groups:
            room = cell.right() - left
            words = shortened(name, 11, 400, max(0, room - 12))
            width = metrics(11).horizontalAdvance(words) + 12
            if room < 24 or width > room:
                break
            hue = group_colour(self._hall, name)
            box = QRectF(left, cell.center().y() - CHIP / 2 + 1, width, CHIP)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mixed(hue, THEME.base, 0.28)))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(mixed(hue, THEME.text, 0.55)))
            painter.setFont(face(11))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            left += width + 4
