"""Small tables of words: even rows, some in error, cells that are typed into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from luma.ui.assets import pixmap
from luma.ui.library.kept import face, metrics, shade, shortened
from luma.ui.rowsview import MARGIN, RowsView, shared_out
from luma.ui.theme import MONO, font

Index = QModelIndex | QPersistentModelIndex
LEVEL, TROUBLE, SWATCH = (Qt.ItemDataRole.UserRole + n for n in range(1, 4))
"""What else a model tells of a cell: the token of its words, whether it errs, a colour."""
GAP, SIGN, CHIP = 4, 14, 12


@dataclass(frozen=True, slots=True)
class Face:
    """A column: its name, how wide it is, and how its cells look."""

    name: str
    width: float
    is_right: bool = False
    is_mono: bool = False


class Cells(QStyledItemDelegate):
    """Paints words with hover, selection and trouble."""

    def __init__(self, faces: Sequence[Face], view: QAbstractItemView) -> None:
        """Paint the cells of a view."""
        super().__init__(view)
        self._faces, self._view = faces, view
        self.hovered, self.with_keyboard = -1, False
        self.last = len(faces) - 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused, cell = self._view.hasFocus(), option.rect
        wrong = bool(index.data(TROUBLE))
        ground = "sunk"
        if chosen:
            ground = "accent_fill" if focused else "lift"
        elif wrong:
            ground = "error_fill"
        elif index.row() == self.hovered:
            ground = "raised"
        painter.save()
        painter.fillRect(cell, shade(ground))
        painter.fillRect(cell.x(), cell.bottom(), cell.width(), 1, shade("line_soft"))
        if index.column() == 0 and (chosen or wrong):
            edge = "error" if wrong else "accent" if focused else "text_3"
            painter.fillRect(cell.x(), cell.y(), 2, cell.height(), shade(edge))
        margin = MARGIN if index.column() == self.last else GAP
        self._paint_words(painter, cell.adjusted(GAP, 0, -margin, 0), index, chosen=chosen)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, room: QRect, index: Index, *, chosen: bool
    ) -> None:
        told = self._faces[index.column()]
        level = str(index.data(LEVEL) or "text_2")
        if chosen and level == "text_3":
            level = "text_2"
        if level == "error":
            at = room.center().y() - SIGN // 2 + 1
            painter.drawPixmap(room.x(), at, pixmap("circle-alert", "error", SIGN))
            room = room.adjusted(SIGN + 6, 0, 0, 0)
        if (swatch := index.data(SWATCH)) is not None:
            at = room.center().y() - CHIP // 2 + 1
            painter.fillRect(room.x(), at, CHIP, CHIP, swatch)
            room = room.adjusted(CHIP + 6, 0, 0, 0)
        weight = 500 if level == "text" else 400
        painter.setFont(font(11, 400, MONO) if told.is_mono else face(12, weight))
        painter.setPen(shade(level))
        across = Qt.AlignmentFlag.AlignRight if told.is_right else Qt.AlignmentFlag.AlignLeft
        words = str(index.data() or "")
        if not told.is_mono:
            words = shortened(words, 12, weight, room.width())
        painter.drawText(room, across | Qt.AlignmentFlag.AlignVCenter, words)


class Head(QHeaderView):
    """The names of the columns."""

    def __init__(self, faces: Sequence[Face], parent: QWidget) -> None:
        """Name the columns of a table."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._faces, self.last = faces, len(faces) - 1
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(0, max(24, metrics(11).height() + 8))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name."""
        painter.fillRect(rect, shade("raised"))
        told = self._faces[section]
        painter.setFont(face(11))
        painter.setPen(shade("text_3"))
        across = Qt.AlignmentFlag.AlignRight if told.is_right else Qt.AlignmentFlag.AlignLeft
        flags = int(across | Qt.AlignmentFlag.AlignVCenter)
        margin = MARGIN if section == self.last else GAP
        painter.drawText(rect.adjusted(GAP, 0, -margin, 0), flags, told.name)


class Table(RowsView):
    """A table whose columns fill its width."""

    def __init__(self, faces: Mapping[IntEnum, Face]) -> None:
        """Have these columns."""
        super().__init__()
        self._faces = dict(faces)
        self.delegate: Cells = Cells(tuple(faces.values()), self)
        self.head: Head = Head(tuple(faces.values()), self)

    def show_model(self, model: Any, delegate: Cells | None = None) -> None:
        """Show a model."""
        self.delegate = delegate or self.delegate
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setHorizontalHeader(self.head)
        self.dress()

    def fit(self, total: int) -> Mapping[IntEnum, int]:
        """How wide each column is."""
        widest = max(self._faces, key=lambda c: (0 < self._faces[c].width < 3, -c))
        return shared_out({c: f.width for c, f in self._faces.items()}, total, widest)
