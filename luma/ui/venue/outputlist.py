"""The outputs as a list: a dot for how each fares, where it leads, what it carries."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from luma.app.outputrack import OutputRow
from luma.ui.elided import as_written
from luma.ui.library.kept import face, shade, shortened
from luma.ui.venue.patchmodel import Index

ROW, LEFT, DOT = 62, 28, 8
NOWHERE = QModelIndex()
DOTS = {"sending": "ok", "failed": "warn", "testing": "accent", "waiting": "line_control"}
KINDS = {"artnet": "Art-Net", "sacn": "sACN", "enttec_pro": "DMX USB Pro", "null": "Nowhere"}


class OutputRows(QAbstractListModel):
    """Every output as it fares."""

    def __init__(self) -> None:
        """Show none."""
        super().__init__()
        self.rows: tuple[OutputRow, ...] = ()

    def show(self, rows: tuple[OutputRow, ...]) -> None:
        """Show outputs; the row that is chosen stays where there are as many."""
        if len(rows) == len(self.rows):
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name of an output, and all of it for whoever points at it."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_written("\n".join((row.choice.name, row.place, row.carries, row.words)))
        return row.choice.name if role == Qt.ItemDataRole.DisplayRole else None


class OutputPainter(QStyledItemDelegate):
    """Three lines beside a dot."""

    def __init__(self, view: QListView) -> None:
        """Paint the rows of a list."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one output."""
        model = index.model()
        if not isinstance(model, OutputRows):
            return
        row, box = model.rows[index.row()], option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, box, chosen=chosen)
        _paint_dot(painter, box, row)
        late = f"{row.choice.latency_ms:g} ms ahead" if row.choice.latency_ms else ""
        painter.setFont(face(11))
        painter.setPen(shade("text_2" if chosen else "text_3"))
        painter.drawText(box.adjusted(0, 7, -12, 0), _END, late)
        width = box.width() - LEFT - 12
        left = width - painter.fontMetrics().horizontalAdvance(late) - 8
        kind = KINDS.get(row.choice.kind, row.choice.kind)
        name = row.choice.name if row.choice.name != row.choice.kind else kind
        lines = (
            (name, 12, 600 if chosen else 500, "text", left),
            (f"{kind} · {row.place}" if name != kind else row.place, 11, 400, "text_2", width),
        )
        at = 6
        for words, pixels, weight, token, room in lines:
            painter.setFont(face(pixels, weight))
            painter.setPen(shade(token))
            said = shortened(words, pixels, weight, max(room, 20))
            painter.drawText(box.adjusted(LEFT, at, -12, 0), _TOP, said)
            at += 18
        fails = row.state == "failed"
        painter.setPen(shade("warn" if fails else "text_2" if chosen else "text_3"))
        told = row.words if row.state in {"failed", "testing"} else row.carries
        painter.drawText(
            box.adjusted(LEFT, at - 1, -12, 0), _TOP, shortened(told, 11, 400, width)
        )
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        focused = self._view.hasFocus()
        if chosen:
            painter.fillRect(box, shade("accent_fill" if focused else "lift"))
            painter.fillRect(box.x(), box.y(), 2, ROW, shade("accent" if focused else "text_3"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, shade("line_soft"))


def _paint_dot(painter: QPainter, box: QRect, row: OutputRow) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(shade(DOTS[row.state]))
    is_hollow = row.state == "waiting"
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else shade(DOTS[row.state]))
    painter.drawEllipse(QRectF(box.x() + 11, box.y() + 11, DOT, DOT))


_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
