"""What the command palette offers: entries, their order, and how a row looks."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from luma.ui.assets import pixmap
from luma.ui.fields import draw_key
from luma.ui.finding import match
from luma.ui.theme import colour, font

WIDTH, ROW, MOST = 560, 30, 60
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be done, and how it reads."""

    title: str
    place: str
    sign: str
    keys: str
    run: Callable[[], object]
    letters: tuple[int, ...] = ()


def ranked(words: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that hold the words, the best first, their letters marked."""
    found = [(match(words, entry.title), entry) for entry in entries]
    hits = [(hit, entry) for hit, entry in found if hit is not None]
    hits.sort(key=lambda pair: pair[0].rank)
    return tuple(
        Entry(e.title, e.place, e.sign, e.keys, e.run, hit.letters) for hit, e in hits[:MOST]
    )


class Entries(QAbstractListModel):
    """What is offered, as Qt wants it."""

    def __init__(self, parent: QObject) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def at(self, index: Index) -> Entry | None:
        """The entry of a row."""
        return self.entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a reader of screens says of a row."""
        entry = self.at(index)
        if entry is not None and role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.title}, {entry.place}"
        return None


class EntryRow(QStyledItemDelegate):
    """Paints one entry: icon, title with its letters, place, key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        entry = model.at(index) if isinstance(model, Entries) else None
        if entry is None:
            return
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_fill" if chosen else "lift"))
            painter.drawRoundedRect(row, 4, 4)
        if entry.sign:
            painter.drawPixmap(row.left() + 10, row.top() + 7, pixmap(entry.sign))
        end = self._title(painter, row.adjusted(36, 0, -80, 0), entry)
        painter.setFont(font(12))
        painter.setPen(colour("text_2"))
        room = QRect(end + 10, row.top(), max(0, row.right() - end - 100), ROW)
        elide = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(entry.place, elide, room.width())
        painter.drawText(room, _LEFT, words)
        if entry.keys:
            draw_key(painter, row.right() - 8, row.center().y() + 0.5, entry.keys)
        painter.restore()

    def _title(self, painter: QPainter, room: QRect, entry: Entry) -> int:
        """The title with its found letters strong; gives where it ends."""
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(font(12, 600))
        title = painter.fontMetrics().elidedText(entry.title, elide, room.width())
        at = room.left()
        for start, stop, strong in _runs(title, entry.letters):
            painter.setFont(font(12, 600 if strong else 400))
            painter.setPen(colour("accent" if strong else "text"))
            part = title[start:stop]
            painter.drawText(QRect(at, room.top(), room.width(), room.height()), _LEFT, part)
            at += painter.fontMetrics().horizontalAdvance(part)
        return at


def _runs(text: str, letters: Sequence[int]) -> list[tuple[int, int, bool]]:
    """Stretches of a text that are found or not, in order; one where it runs to the left."""
    leftward = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    found = set() if leftward else set(letters)
    runs: list[tuple[int, int, bool]] = []
    for index in range(len(text)):
        strong = index in found
        if runs and runs[-1][2] == strong:
            runs[-1] = (runs[-1][0], index + 1, strong)
        else:
            runs.append((index, index + 1, strong))
    return runs


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
