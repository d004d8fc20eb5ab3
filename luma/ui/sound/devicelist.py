"""The sound outputs as a list: a mark for the chosen one, its host, channels and rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from luma.app.devices import SoundDevice
from luma.ui.assets import pixmap
from luma.ui.elided import as_written
from luma.ui.library.kept import face, metrics, shade, shortened
from luma.ui.wording import THIN

ROW, LEFT, RIGHT = 44, 34, 12
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
DEFAULT = "System default"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A choice: its name, its host, and what is told of it; the default has no name."""

    name: str
    host: str
    words: str
    is_default: bool = False
    is_chosen: bool = False
    is_playing: bool = False
    is_away: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or DEFAULT


def rows_of(
    found: Sequence[SoundDevice], chosen: tuple[str, str], playing: str
) -> tuple[DeviceRow, ...]:
    """The default one and all outputs that there are, and the chosen one if it is away."""
    name, host = chosen
    outputs = [device for device in found if device.serves("output")]
    default = next((d for d in outputs if d.is_default("output")), None)
    words = "Follows the system" if default is None else f"Now {default.name}"
    rows = [DeviceRow("", "", words, is_chosen=not name, is_playing=not name and bool(playing))]
    for device in outputs:
        own = _is_meant(device, name, host)
        rows.append(
            DeviceRow(
                device.name,
                device.host,
                _words(device),
                is_default=device.is_default("output"),
                is_chosen=own,
                is_playing=own and device.name == playing,
            )
        )
    if name and not any(row.is_chosen for row in rows):
        gone = DeviceRow(name, host, "Not there now; used again as soon as it is",
                         is_chosen=True, is_away=True)  # fmt: skip
        rows.insert(1, gone)
    return tuple(rows)


def _is_meant(device: SoundDevice, name: str, host: str) -> bool:
    if not name or (host and host.casefold() not in device.host.casefold()):
        return False
    return name.casefold() in {device.name.casefold(), device.id.casefold()}


def _words(device: SoundDevice) -> str:
    kilo = f"{device.rate / 1000:g}{THIN}kHz"
    channels = f"{device.outputs} channel{'s' * (device.outputs != 1)}"
    return f"{device.host} · {channels} · {kilo}"


class DeviceRows(QAbstractListModel):
    """Every output that can be chosen."""

    def __init__(self) -> None:
        """Show none."""
        super().__init__()
        self.rows: tuple[DeviceRow, ...] = ()

    def show(self, rows: tuple[DeviceRow, ...]) -> None:
        """Show other rows."""
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
            return as_written(f"{row.title}\n{row.words}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.words}{', chosen' * row.is_chosen}"
        return row.title if role == Qt.ItemDataRole.DisplayRole else None


class DevicePainter(QStyledItemDelegate):
    """Two lines beside the mark of the chosen one."""

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
        if not isinstance(model, DeviceRows):
            return
        row, box = model.rows[index.row()], option.rect
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = self._view.hasFocus()
        painter.save()
        if here:
            painter.fillRect(box, shade("accent_fill" if focused else "lift"))
            painter.fillRect(box.x(), box.y(), 2, ROW, shade("accent" if focused else "text_3"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, shade("line_soft"))
        if row.is_chosen:
            sign, token = ("unlink", "warn") if row.is_away else ("check", "accent")
            painter.drawPixmap(box.x() + 10, box.y() + 5, pixmap(sign, token))
        tag = "Default" if row.is_default else "Away" if row.is_away else ""
        painter.setFont(face(11))
        painter.setPen(shade("warn" if row.is_away else "text_2" if here else "text_3"))
        painter.drawText(box.adjusted(0, 5, -RIGHT, 0), _END, tag)
        width = box.width() - LEFT - RIGHT
        room = width - (metrics(11).horizontalAdvance(tag) + 8 if tag else 0)
        weight = 600 if row.is_chosen else 500
        painter.setFont(face(12, weight))
        painter.setPen(shade("text"))
        title = shortened(row.title, 12, weight, max(room, 20))
        painter.drawText(box.adjusted(LEFT, 5, -RIGHT, 0), _TOP, title)
        painter.setFont(face(11))
        painter.setPen(shade("text_2" if here else "text_3"))
        words = shortened(row.words, 11, 400, max(width, 20))
        painter.drawText(box.adjusted(LEFT, 23, -RIGHT, 0), _TOP, words)
        painter.restore()


_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
