"""The levels of one universe as they are sent, and whose they are."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from luma.app.monitor import Monitor
from luma.app.patching import PatchRow
from luma.domain.ids import FixtureId
from luma.domain.venue import LAST_ADDRESS
from luma.ui.elided import as_written
from luma.ui.theme import CLIP_COLOURS, MONO, THEME, colour, font, mixed
from luma.ui.venue.cells import SIDE, TOP, Cells
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchdelegate import group_colour

TICK_MS = 66
NOTHING = bytes(LAST_ADDRESS)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is: the row, the channel from nothing, and the colour of its bar."""

    row: PatchRow
    channel: int
    shade: QColor
    is_shared: bool = False


class MonitorCells(QWidget):
    """Paints only the cells that changed, and only while somebody sees them."""

    def __init__(self, hall: Hall, monitor: Monitor) -> None:
        """Show the first universe."""
        super().__init__()
        self._hall, self._monitor = hall, monitor
        self.universe, self.levels, self.is_sent = 1, NOTHING, False
        self._owners: dict[int, Owner] = {}
        self._cells = Cells.fitting(self.width())
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Levels of the universe")
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)
        hall.sheet_changed.connect(self._take)
        hall.chosen_changed.connect(self.update)
        self._take()

    def show_universe(self, number: int) -> None:
        """Show another universe."""
        self.universe = number
        self._take()
        self.refresh()

    def refresh(self) -> None:
        """Look at what is sent, and paint the cells that are others now."""
        found = self._monitor.levels()
        levels = found.get(self.universe, NOTHING)
        self.is_sent = bool(found)
        before, self.levels = self.levels, levels
        if before != levels:
            for address, (old, new) in enumerate(zip(before, levels, strict=True), 1):
                if old != new:
                    self.update(QRect(*self._cells.box(address)))

    def words_at(self, address: int) -> str:
        """What is told of an address: whose it is, its channel and its value."""
        value, owner = self.levels[address - 1], self._owners.get(address)
        shown = f"Address {address:03d}, value {value}, {round(value / 2.55)} %"
        if owner is None:
            return f"{shown}\nNobody listens here."
        name = owner.row.channels[owner.channel]
        return f"{owner.row.fixture.name}, channel {owner.channel + 1}: {name}\n{shown}"

    def owner(self, address: int) -> Owner | None:
        """Whose an address is."""
        return self._owners.get(address)

    def event(self, event: QEvent) -> bool:
        """Tell of the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self._cells.address(event.pos().x(), event.pos().y())
            words = "" if address is None else as_written(self.words_at(address))
            QToolTip.showText(event.globalPos() + QPoint(8, 8), words, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the fixture that listens there."""
        at = event.position()
        owner = self._owners.get(self._cells.address(at.x(), at.y()) or 0)
        self._hall.choose((owner.row.fixture.id,) if owner else ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells."""
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it."""
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        self._timer.stop()

    def fit_into(self, height: int) -> None:
        """Grow until a height is full, as far as cells grow."""
        self._room = height
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are asked for."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("sunk"))
        painter.setFont(font(10, 400, MONO))
        chosen = set(self._hall.chosen)
        self._paint_edges(painter, event.rect())
        for address in range(1, LAST_ADDRESS + 1):
            box = QRect(*self._cells.box(address))
            if box.intersects(event.rect()):
                self._paint_cell(painter, box, address, chosen)

    def _paint_cell(
        self, painter: QPainter, box: QRect, address: int, chosen: set[FixtureId]
    ) -> None:
        owner, value = self._owners.get(address), self.levels[address - 1]
        if owner is None:
            painter.fillRect(box, colour("cell_free"))
            return
        is_chosen = owner.row.fixture.id in chosen
        painter.fillRect(box, colour("accent_fill" if is_chosen else "base"))
        bar = round(box.width() * value / 255)
        shade = colour("accent_line") if is_chosen else owner.shade
        if bar:
            painter.fillRect(box.x(), box.y(), bar, box.height(), shade)
        if owner.channel == 0:
            edge = "accent" if is_chosen else "text_3"
            painter.fillRect(box.x(), box.y(), 2, box.height(), colour(edge))
        painter.setPen(colour("text" if value else "text_3"))
        if is_chosen and not value:
            painter.setPen(colour("text_2"))
        room = box.adjusted(0, 0, -2 if box.width() < 26 else -4, 0)
        painter.drawText(room, _RIGHT, str(value))
        if owner.is_shared:
            painter.setPen(colour("error"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_edges(self, painter: QPainter, seen: QRect) -> None:
        cells = self._cells
        painter.setPen(colour("text_3"))
        for column in range(cells.columns):
            left, _, width, _ = cells.box(column + 1)
            painter.drawText(QRect(left, 0, width - 3, TOP), _RIGHT, str(column + 1))
        for row in range(cells.rows):
            address = row * cells.columns + 1
            _, top, _, height = cells.box(address)
            painter.drawText(QRect(0, top, SIDE - 6, height), _RIGHT, str(address))

    def _fit(self) -> None:
        self._cells = Cells.fitting(self.width(), self._room)
        self.setMinimumHeight(self._cells.total)
        self.update()

    def _take(self) -> None:
        owners: dict[int, Owner] = {}
        for row in self._hall.sheet.rows:
            at = row.fixture
            if at.universe != self.universe:
                continue
            hue = group_colour(self._hall, row.groups[0]) if row.groups else CLIP_COLOURS[8]
            shade = mixed(hue, THEME.base, 0.42)
            for channel in range(len(row.channels)):
                address = at.address + channel
                shared = address in owners
                if shared:
                    other = owners[address]
                    owners[address] = Owner(
                        other.row, other.channel, other.shade, is_shared=True
                    )
                elif address <= LAST_ADDRESS:
                    owners[address] = Owner(row, channel, shade)
        self._owners = owners
        self.update()

    _room = 0


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
