"""A line of colours with stops that a hand moves and paints."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QColorDialog

from luma.domain.nodetype import Json
from luma.ui.controls.rowcontrol import RowControl
from luma.ui.controls.rowpaint import paint_gradient, paint_handle
from luma.ui.controls.rowvalues import (
    MOST_SPOTS,
    Stop,
    as_json,
    shade_at,
    stop_moved,
    stops_of,
)
from luma.ui.shades import linear, shown

HEIGHT, BAR, REACH = 52, 22, 9.0
WORDS = (
    "Click the bar to add a colour, drag a stop to move it, double-click or Enter to choose "
    "its colour, Del to take it away. Page up and down choose a stop, arrows move it"
)


class Stops(RowControl):
    """A bar of colours above its stops."""

    def __init__(self) -> None:
        """Be white all along."""
        super().__init__(WORDS)
        self.setFixedHeight(HEIGHT)
        self.stops: tuple[Stop, ...] = stops_of(None)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show stops, unless a hand is moving one."""
        if not self._held:
            self.stops = stops_of(value)
            self.choose(self.chosen)

    def count(self) -> int:
        """How many stops there are."""
        return len(self.stops)

    def handle_of(self, number: int) -> QPointF:
        """Where a stop is taken hold of."""
        box = self.box()
        return QPointF(box.left() + self.stops[number][0] * box.width(), box.bottom() - 5)

    def take_hold(self, at: QPointF) -> None:
        """Take hold of a stop, or add one of the colour that is there."""
        near = self._near(at)
        if near is not None:
            self.choose(near)
        elif self.count() < MOST_SPOTS:
            x = round(min(max(self.share_of(at)[0], 0.0), 1.0), 4)
            place = sum(stop[0] <= x for stop in self.stops)
            fresh = (x, *shade_at(self.stops, x))
            self._take((*self.stops[:place], fresh, *self.stops[place:]))
            self.choose(place)

    def drag(self, at: QPointF) -> None:
        """Drag the stop."""
        self._take(stop_moved(self.stops, self.chosen, self.share_of(at)[0]))

    def nudge(self, across: float, up: float) -> None:
        """Move the chosen stop, or choose another by up and down."""
        if up:
            self.choose(self.chosen + (1 if up > 0 else -1))
            return
        self._take(stop_moved(self.stops, self.chosen, self.stops[self.chosen][0] + across))

    def drop(self) -> None:
        """Take the chosen stop away; the last one stays."""
        if self.count() > 1:
            self._take((*self.stops[: self.chosen], *self.stops[self.chosen + 1 :]))
            self.choose(self.chosen)

    def open(self) -> None:
        """Choose the colour of the chosen stop; it shows at once, and is given back if left."""
        before = self.stops
        dialog = QColorDialog(shown(before[self.chosen][1:]), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.currentColorChanged.connect(self.tint)
        dialog.rejected.connect(lambda: self._take(before))
        dialog.finished.connect(lambda _: self.finished.emit())
        dialog.open()

    def tint(self, shade: QColor) -> None:
        """Give the chosen stop a colour."""
        number = self.chosen
        fresh = (self.stops[number][0], *linear(shade))
        self._take((*self.stops[:number], fresh, *self.stops[number + 1 :]))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose the colour of a stop."""
        near = self._near(event.position())
        if near is not None:
            self.choose(near)
            self.open()

    def draw(self, painter: QPainter) -> None:
        """Paint the bar and the stops."""
        box = self.box()
        bar = QRectF(box.left(), box.top(), box.width(), BAR)
        paint_gradient(painter, bar, self.stops)
        for number, stop in enumerate(self.stops):
            chosen = number == self.chosen and self.hasFocus()
            paint_handle(painter, self.handle_of(number), shown(stop[1:]), chosen=chosen)

    def _near(self, at: QPointF) -> int | None:
        if at.y() < self.box().top() + BAR:
            return None
        aways = [abs(self.handle_of(n).x() - at.x()) for n in range(self.count())]
        nearest = min(range(len(aways)), key=aways.__getitem__)
        return nearest if aways[nearest] <= REACH else None

    def _take(self, stops: tuple[Stop, ...]) -> None:
        if stops != self.stops:
            self.stops = stops
            self.update()
            self.moved.emit(as_json(stops))
