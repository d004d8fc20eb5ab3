"""The room with hands on it: choose, drag, turn and nudge fixtures, and look around."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from luma.app.patchedits import added, moved, turned
from luma.domain.ids import FixtureId
from luma.domain.venue import Vector
from luma.ui.venue import roommarks as marks
from luma.ui.venue.geometry import (
    LETTERS,
    Point,
    Stroke,
    dragged,
    dragged_along,
    nearest,
    snapped,
    within,
)
from luma.ui.venue.hall import Hall
from luma.ui.venue.nudges import Nudges
from luma.ui.venue.roomcanvas import RoomCanvas

GRIDS = {"Off": 0.0, "0.1 m": 0.1, "0.25 m": 0.25, "0.5 m": 0.5, "1 m": 1.0}
STILL: Vector = (0.0, 0.0, 0.0)
HAIR, TURN_STEP, DEGREES_PER_PIXEL = 4, 15.0, 0.5
FINE, COARSE = 0.01, 0.1
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NUDGES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Down: (1, -1), Qt.Key.Key_Up: (1, 1),
    Qt.Key.Key_PageDown: (2, -1), Qt.Key.Key_PageUp: (2, 1),
}  # fmt: skip


@dataclass
class Hold:
    """What a pressed button does until it is let go."""

    kind: str
    start: Point
    last: Point
    anchor: FixtureId | None = None
    axis: int | None = None
    is_moving: bool = False


class RoomView(RoomCanvas):
    """Drag fixtures along the plane that is faced, or along an arrow; everything has keys."""

    turning_changed = Signal(bool)

    def __init__(self, hall: Hall) -> None:
        """Begin with a grid of half a metre."""
        super().__init__(hall)
        self.grid = 0.5
        self._hold: Hold | None = None
        self._way = STILL
        self._ahead = Nudges(hall)
        self.setToolTip(
            "Click or draw a box to choose, drag to move (Alt: off the grid). "
            "Right-drag looks around, the wheel comes nearer, F shows all."
        )

    def turn_instead(self, *, on: bool) -> None:
        """Let a drag turn fixtures instead of moving them."""
        if on != self.is_turning:
            self.is_turning = on
            self.turning_changed.emit(on)
            self.update()

    def nudge(self, axis: int, steps: float) -> None:
        """Move or turn what is chosen by so many steps along an axis of the view."""
        axes = (*self.axes, 3 - sum(self.axes))
        self._ahead.nudge(
            axes[2] if self.is_turning else axes[axis],
            steps * (TURN_STEP if self.is_turning else self.grid or COARSE),
            turns=self.is_turning,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a fixture, an arrow, the room, or a box."""
        at = event.position()
        point = (at.x(), at.y())
        looks = event.button() in {Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton}
        if looks:
            self._hold = Hold("look", point, point)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        axis = self._arrow_under(at)
        if axis is not None:
            self._hold = Hold("move", point, point, self.hall.chosen[0], axis)
            return
        found = self._under(point)
        adds = bool(event.modifiers() & (CONTROL | SHIFT))
        if found is None:
            self._hold = Hold("band", point, point)
            self._kept = self.hall.chosen if adds else ()
            if not adds:
                self.hall.choose(())
            return
        self._choose(found, adds=adds)
        kind = "turn" if self.is_turning else "move"
        self._hold = Hold(kind, point, point, found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what is held, or tell what lies under the pointer."""
        at, hold = event.position(), self._hold
        point = (at.x(), at.y())
        if hold is None:
            self._hover(at, point)
            return
        far = abs(point[0] - hold.start[0]) + abs(point[1] - hold.start[1])
        hold.is_moving = hold.is_moving or far >= HAIR
        if not hold.is_moving:
            return
        if hold.kind == "look":
            across, down = point[0] - hold.last[0], point[1] - hold.last[1]
            self.look(self.sight.dragged(across, down, self.height()))
        elif hold.kind == "band":
            self._band(hold, point)
        else:
            self._drag(hold, point, free=bool(event.modifiers() & ALT))
        hold.last = point

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: what was dragged becomes one step."""
        hold, self._hold = self._hold, None
        self.unsetCursor()
        self.band, self.flag = None, ""
        if hold is not None and hold.is_moving and any(self._way):
            rows = self.hall.chosen_rows()
            if hold.kind == "move":
                self.hall.edit(moved(rows, self._way))
            elif hold.kind == "turn":
                self.hall.edit(turned(rows, self._way))
        self._way = STILL
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole room."""
        if self._under((event.position().x(), event.position().y())) is None:
            self.look_at_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer, or step back."""
        self.look(self.sight.zoomed(event.angleDelta().y() / 120.0))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge by arrows and page keys, Shift for a fine step; Escape chooses nothing."""
        key = Qt.Key(event.key())
        if key in NUDGES:
            if not event.isAutoRepeat():
                self._ahead.begin()
            axis, way = NUDGES[key]
            fine = FINE / (self.grid or COARSE) if event.modifiers() & SHIFT else 1.0
            self.nudge(axis, way * fine)
        elif key == Qt.Key.Key_Escape and self._hold is not None:
            self._give_up()
        elif key == Qt.Key.Key_Escape and self.hall.chosen:
            self.hall.choose(())
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.look(self.sight.zoomed(-1 if key == Qt.Key.Key_Minus else 1))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End a row of nudges: it is one step."""
        if Qt.Key(event.key()) in NUDGES and not event.isAutoRepeat():
            self._ahead.finish()
        super().keyReleaseEvent(event)

    def _give_up(self) -> None:
        self._hold, self.band, self.flag = None, None, ""
        self._way = STILL
        self.hall.move(None)

    def _choose(self, name: FixtureId, *, adds: bool) -> None:
        chosen = self.hall.chosen
        if adds:
            others = tuple(each for each in chosen if each != name)
            self.hall.choose(others if name in chosen else (*chosen, name))
        elif name in chosen:
            self.hall.choose((name, *(each for each in chosen if each != name)))
        else:
            self.hall.choose((name,))

    def _drag(self, hold: Hold, point: Point, *, free: bool) -> None:
        if hold.anchor is None or hold.anchor not in self.hall.chosen:
            return
        row = self.hall.row(hold.anchor)
        if row is None:
            return
        if hold.kind == "turn":
            self._turn(point[0] - hold.start[0], free=free)
            return
        anchor = row.fixture.position
        stroke = Stroke(hold.start, point, self.size_now)
        axes: tuple[int, ...] = self.axes
        if hold.axis is None:
            way = dragged(self.eye, stroke, anchor, self.axes)
        else:
            way, axes = dragged_along(self.eye, stroke, anchor, hold.axis), (hold.axis,)
        self._way = snapped(anchor, way, 0.0 if free else self.grid, axes)
        self.flag = marks.metres(added(anchor, self._way))
        self.hall.move(moved(self.hall.chosen_rows(), self._way).to)

    def _turn(self, pixels: float, *, free: bool) -> None:
        degrees = pixels * DEGREES_PER_PIXEL
        degrees = round(degrees, 1) if free else round(degrees / TURN_STEP) * TURN_STEP
        axis = 3 - sum(self.axes)
        way = [0.0, 0.0, 0.0]
        way[axis] = degrees
        self._way = (way[0], way[1], way[2])
        self.flag = f"{LETTERS[axis]} {degrees:+g}°".replace("-", "−")
        self.update()

    def _band(self, hold: Hold, point: Point) -> None:
        self.band = (QPointF(*hold.start), QPointF(*point))
        rows = self.hall.sheet.rows
        inside = within(self.points()[:, :2], hold.start, point)
        self.hall.choose((*self._kept, *(rows[n].fixture.id for n in inside)))
        self.update()

    def _hover(self, at: QPointF, point: Point) -> None:
        found = self._under(point)
        over = self._arrow_under(at) is not None or found is not None
        self.setCursor(Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.ArrowCursor)
        if found != self.hovered:
            self.hovered = found
            self.update()

    def _under(self, at: Point) -> FixtureId | None:
        found = nearest(self.points()[:, :2], at, marks.REACH)
        return None if found is None else self.hall.sheet.rows[found].fixture.id

    def _arrow_under(self, at: QPointF) -> int | None:
        tips = [(a.tip.x(), a.tip.y()) for a in self.arrows()]
        found = nearest(tips, (at.x(), at.y()), marks.REACH * 0.75)
        return None if found is None else self.arrows()[found].axis

    _kept: tuple[FixtureId, ...] = ()
