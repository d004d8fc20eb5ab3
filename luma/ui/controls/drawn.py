"""A line with points, drawn by hand."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from luma.domain.nodetype import Json
from luma.ui.controls.rowcontrol import RowControl
from luma.ui.controls.rowpaint import at_of, paint_handle, paint_line
from luma.ui.controls.rowvalues import MOST_SPOTS, Spot, as_json, spot_moved, spots_of
from luma.ui.theme import colour

REACH = 10.0
WORDS = (
    "Click to add a point, drag to move it, double-click or Del to take it away. "
    "Page up and down choose one, arrows move it"
)


class DrawnLine(RowControl):
    """A line whose points a hand moves."""

    def __init__(self) -> None:
        """Be straight."""
        super().__init__(WORDS)
        self.spots: tuple[Spot, ...] = spots_of(None)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a line, unless a hand is drawing one."""
        if not self._held:
            self.spots = spots_of(value)
            self.choose(self.chosen)

    def count(self) -> int:
        """How many points there are."""
        return len(self.spots)

    def take_hold(self, at: QPointF) -> None:
        """Take hold of a point, or add one."""
        near = self._near(at)
        if near is not None:
            self.choose(near)
        elif self.count() < MOST_SPOTS:
            x, y = (round(min(max(part, 0.0), 1.0), 4) for part in self.share_of(at))
            place = sum(spot[0] <= x for spot in self.spots)
            self._take((*self.spots[:place], (x, y), *self.spots[place:]))
            self.choose(place)

    def drag(self, at: QPointF) -> None:
        """Drag the point."""
        self._take(spot_moved(self.spots, self.chosen, self.share_of(at)))

    def nudge(self, across: float, up: float) -> None:
        """Move the chosen point."""
        x, y = self.spots[self.chosen]
        self._take(spot_moved(self.spots, self.chosen, (x + across, y + up)))

    def drop(self) -> None:
        """Take the chosen point away; the last one stays."""
        if self.count() > 1:
            self._take((*self.spots[: self.chosen], *self.spots[self.chosen + 1 :]))
            self.choose(self.chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a point away."""
        near = self._near(event.position())
        if near is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(near)
            self.drop()
            self.finished.emit()

    def draw(self, painter: QPainter) -> None:
        """Paint a grid of quarters, the line and its points."""
        box = self.box()
        painter.setPen(QPen(colour("line"), 1))
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            across = at_of(box, (share, 0.0)).x()
            up = at_of(box, (0.0, share)).y()
            painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
            painter.drawLine(QPointF(box.left(), up), QPointF(box.right(), up))
        paint_line(painter, box, self.spots)
        for number, spot in enumerate(self.spots):
            chosen = number == self.chosen and self.hasFocus()
            paint_handle(painter, at_of(box, spot), colour("base"), chosen=chosen)

    def _near(self, at: QPointF) -> int | None:
        box = self.box()
        aways = [
            math.dist((spot.x(), spot.y()), (at.x(), at.y()))
            for spot in (at_of(box, each) for each in self.spots)
        ]
        nearest = min(range(len(aways)), key=aways.__getitem__)
        return nearest if aways[nearest] <= REACH else None

    def _take(self, spots: tuple[Spot, ...]) -> None:
        if spots != self.spots:
            self.spots = spots
            self.moved.emit(as_json(spots))
