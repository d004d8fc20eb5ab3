"""A search that opens over the canvas: a field, the rows that match it, and a line of help."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from luma.ui.assets import pixmap
from luma.ui.library.searchfield import SearchField
from luma.ui.theme import colour, font

WIDTH, ROW, ROWS = 296, 36, 7
Index = Any
"""Qt gives a model index or a persistent one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its title with what matches in it, a sentence, a sign, and what it stands for."""

    title: str
    words: str
    sign: str
    value: object
    match: tuple[int, int] = (0, 0)
    tint: str = ""
    tip: str = ""


class Popup(QFrame):
    """Finds one of many things by what is typed, and says which was chosen."""

    closed = Signal()

    def __init__(self, parent: QWidget, hint: str) -> None:
        """Be there, unseen."""
        super().__init__(parent)
        self.field = SearchField(hint, hint)
        self.field.textChanged.connect(self.fill)
        self.field.installEventFilter(self)
        self.takes = QLabel()
        self.takes.setProperty("level", "2")
        self.rows = QListWidget()
        self.rows.setItemDelegate(_Row(self.rows))
        self.rows.setUniformItemSizes(True)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setProperty("ground", "none")
        self.rows.itemClicked.connect(lambda _: self._choose(plain=False))
        self.foot = QLabel()
        self.foot.setProperty("level", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.takes, self.rows, self.foot):
            column.addWidget(widget)
        self.setFixedWidth(WIDTH)
        self.hide()

    @abstractmethod
    def entries(self, text: str) -> tuple[tuple[Entry, ...], str]:
        """The rows that match a text, best first, and what the foot says."""

    @abstractmethod
    def take(self, value: object, *, plain: bool) -> None:
        """Do with what was chosen what it was searched for; plainly with Ctrl held."""

    def show_at(self, at: QPoint, takes: str) -> None:
        """Open with the field at a place, and say what is searched for."""
        self.takes.setText(takes)
        self.takes.setVisible(bool(takes))
        self.field.clear()
        self.fill()
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
                plain = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                self._choose(plain=bool(plain))
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

    def fill(self) -> None:
        """Show the rows that match what is typed."""
        entries, foot = self.entries(self.field.text())
        self.rows.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setToolTip(entry.tip or entry.words)
            item.setSizeHint(QSize(WIDTH - 16, ROW))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self._fit(self._room().height() - max(self.y() - 4, 0))
        self.foot.setText(foot)

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

    def _step(self, by: int) -> None:
        count = self.rows.count()
        if count:
            self.rows.setCurrentRow((self.rows.currentRow() + by) % count)

    def _choose(self, *, plain: bool) -> None:
        if self.rows.count() == 0:
            return
        entry: Entry = self.rows.currentItem().data(Qt.ItemDataRole.UserRole)
        self.hide()
        self.take(entry.value, plain=plain)


class _Row(QStyledItemDelegate):
    """A row: its sign, its title with the match marked, and a sentence."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Entry = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_fill" if selected else "raised"))
            painter.drawRoundedRect(box, 4, 4)
        sign = pixmap(row.sign, "text_2", 16)
        painter.drawPixmap(box.left() + 10, box.top() + 10, sign)
        if row.tint:
            painter.fillRect(box.left() + 2, box.top() + 8, 2, 20, QColor(row.tint))
        self._paint_title(painter, row, box)
        painter.setFont(font(11))
        painter.setPen(colour("text_2" if selected else "text_3"))
        room = box.width() - 44
        fitting = QFontMetrics(font(11)).elidedText(
            row.words, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(box.adjusted(36, 17, -8, -2), Qt.AlignmentFlag.AlignVCenter, fitting)

    def _paint_title(self, painter: QPainter, row: Entry, box: QRect) -> None:
        face = font(12, 600)
        painter.setFont(face)
        metrics, x = QFontMetrics(face), box.left() + 36
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, box.width() - 44)
        start, stop = row.match[0], sum(row.match)
        parts = (
            (title[:start], "text"),
            (title[start:stop], "accent"),
            (title[stop:], "text"),
        )
        for part, shade in parts:
            painter.setPen(colour(shade))
            painter.drawText(x, box.top() + 15, part)
            x += metrics.horizontalAdvance(part)
