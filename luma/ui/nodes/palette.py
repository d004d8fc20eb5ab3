"""The search for a node to add: opens at the pointer and stays inside its panel."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from luma.app.nodes import node_types
from luma.ui.assets import icon, pixmap
from luma.ui.nodes.body import family_of
from luma.ui.nodes.searching import Found, found
from luma.ui.theme import FAMILIES, colour, font

WIDTH, ROW, ROWS, RECENT = 296, 36, 7, 5
Index = Any
"""Qt gives a model index or a persistent one."""


class NodeSearch(QFrame):
    """Finds a kind of node by name, and says which was chosen."""

    chosen = Signal(str, bool)
    """The key of a kind, and whether it should be wired."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Be there, unseen."""
        super().__init__(parent)
        self._among: Collection[str] | None = None
        self._recent: list[str] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText("Name or what it does")
        self.field.setFixedHeight(30)
        self.field.addAction(icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.takes = QLabel()
        self.takes.setProperty("level", "2")
        self.rows = QListWidget()
        self.rows.setItemDelegate(_Row(self.rows))
        self.rows.setUniformItemSizes(True)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.viewport().setAutoFillBackground(False)
        self.rows.itemClicked.connect(lambda _: self._choose(wired=True))
        self.foot = QLabel()
        self.foot.setProperty("level", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.takes, self.rows, self.foot):
            column.addWidget(widget)
        self.setFixedWidth(WIDTH)
        self.hide()

    def open_at(self, at: QPoint, among: Collection[str] | None, takes: str) -> None:
        """Open with the field at a place, for all kinds or only for some."""
        self._among = among
        self.takes.setText(takes)
        self.takes.setVisible(bool(takes))
        self.field.clear()
        self._fill()
        self._place(at)
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_search(self) -> None:
        """Go away without a choice."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Enter and Escape of the field work on the list."""
        if event.type() == QEvent.Type.FocusOut and watched is self.field:
            self.close_search()
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                wired = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
                self._choose(wired=bool(wired))
            case Qt.Key.Key_Escape:
                self.close_search()
            case _:
                return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _place(self, at: QPoint) -> None:
        room = self._room()
        self._fit(room.height())
        x = min(max(at.x() - 20, room.left()), room.right() - WIDTH)
        y = min(max(at.y() - 23, room.top()), room.bottom() - self.height())
        self.move(x, y)

    def _room(self) -> QRect:
        parent = self.parentWidget()
        assert parent is not None  # it was given one
        return parent.rect().adjusted(4, 4, -4, -4)

    def _fit(self, height: int) -> None:
        """Be as high as what was found, within a height."""
        takes = 22 if self.takes.text() else 0
        fixed = 16 + 30 + takes + 6 + 6 + 18
        rows = max(1, min(ROWS, self.rows.count(), (height - fixed) // ROW))
        self.rows.setFixedHeight(rows * ROW)
        self.resize(WIDTH, fixed + rows * ROW)

    def _fill(self) -> None:
        kinds = node_types()
        rows = found(kinds, self.field.text(), self._recent, self._among)
        self.rows.clear()
        for row in rows:
            item = QListWidgetItem(row.kind.title)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setToolTip(row.kind.help)
            item.setSizeHint(QSize(WIDTH - 16, ROW))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        wired = "Ctrl+Enter adds unwired   " if self._among is not None else ""
        none = "Nothing is called that." if not rows else f"{len(rows)} of {len(kinds)}"
        self._fit(self._room().height() - max(self.y() - 4, 0))
        self.foot.setText(f"↑↓ choose   {wired}{none}")

    def _step(self, by: int) -> None:
        count = self.rows.count()
        if count:
            self.rows.setCurrentRow((self.rows.currentRow() + by) % count)

    def _choose(self, *, wired: bool) -> None:
        item = self.rows.currentItem()
        if self.rows.count() == 0:
            return
        row: Found = item.data(Qt.ItemDataRole.UserRole)
        key = row.kind.key
        self._recent = [key, *(k for k in self._recent if k != key)][:RECENT]
        self.hide()
        self.chosen.emit(key, wired)


class _Row(QStyledItemDelegate):
    """A kind of node: its family's icon, its title with the match marked, and a sentence."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Found = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_fill" if selected else "raised"))
            painter.drawRoundedRect(box, 4, 4)
        family = row.kind.family
        sign = pixmap(family_of(family).icon, "text_2", 16)
        painter.drawPixmap(box.left() + 10, box.top() + 10, sign)
        if family in FAMILIES:
            painter.fillRect(
                box.left() + 2, box.top() + 8, 2, 20, QColor(FAMILIES[family].colour)
            )
        self._paint_title(painter, row, box)
        painter.setFont(font(11))
        painter.setPen(colour("text_2" if selected else "text_3"))
        sentence = row.kind.help.split("\n", 1)[0]
        room = box.width() - 44
        fitting = QFontMetrics(font(11)).elidedText(sentence, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box.adjusted(36, 17, -8, -2), Qt.AlignmentFlag.AlignVCenter, fitting)

    def _paint_title(self, painter: QPainter, row: Found, box: QRect) -> None:
        face = font(12, 600)
        painter.setFont(face)
        metrics, x = QFontMetrics(face), box.left() + 36
        title, stop = row.kind.title, row.start + row.length
        parts = (
            (title[: row.start], "text"),
            (title[row.start : stop], "accent"),
            (title[stop:], "text"),
        )
        for part, shade in parts:
            painter.setPen(colour(shade))
            painter.drawText(x, box.top() + 15, part)
            x += metrics.horizontalAdvance(part)
