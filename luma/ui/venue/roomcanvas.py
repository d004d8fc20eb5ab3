"""The room of the venue page: its picture under the light that is sent, and its fixtures."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from luma.app.patchedits import added
from luma.app.room import RoomFrame, planned, sent_now
from luma.domain.ids import FixtureId
from luma.domain.venue import Head, Vector
from luma.ui.actions import KEEPS_ARROWS
from luma.ui.preview.camera import Eye, Floats, Room
from luma.ui.preview.paint import RoomPainter
from luma.ui.venue import roommarks as marks
from luma.ui.venue.geometry import Size, plane_of
from luma.ui.venue.hall import Hall
from luma.ui.venue.sight import Sight

TICK_MS, SLOWEST_SHARE = 33, 0.5


class RoomCanvas(QWidget):
    """Draws the room; what hands do on it is told by its owner."""

    def __init__(self, hall: Hall) -> None:
        """Look into the lit room."""
        super().__init__()
        self.hall = hall
        self.sight = Sight.of(Room.around([]), 1.6)
        self.hovered: FixtureId | None = None
        self.band: tuple[QPointF, QPointF] | None = None
        self.flag, self.is_turning = "", False
        self._painter: RoomPainter | None = None
        self._picture: QImage | None = None
        self._frame: RoomFrame | None = None
        self._asking = False
        self._seen = ""
        self._pause = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setProperty(KEEPS_ARROWS, "true")
        self.setAccessibleName("Room")
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._poll)
        hall.sheet_changed.connect(self._take)
        hall.previewed.connect(self._rebuild)
        for signal in (hall.chosen_changed, hall.meant_changed):
            signal.connect(self.update)
        self._take()

    @property
    def size_now(self) -> Size:
        """The size of the picture in logical pixels."""
        return self.width(), self.height()

    @property
    def eye(self) -> Eye:
        """What the room is seen with."""
        return self.sight.eye(self.width() / max(1, self.height()))

    @property
    def axes(self) -> tuple[int, int]:
        """The axes along which a drag moves fixtures."""
        return plane_of(self.eye)

    def place_of(self, name: FixtureId) -> Vector:
        """Where a fixture is shown: where a hand holds it, or where it hangs."""
        row = self.hall.row(name)
        held = self.hall.held.get(name)
        return held or (row.fixture.position if row else (0.0, 0.0, 0.0))

    def points(self) -> Floats:
        """Where each fixture of the patch lies on the picture."""
        places = [self.place_of(row.fixture.id) for row in self.hall.sheet.rows]
        return self.eye.project(places or np.zeros((0, 3)), *self.size_now)

    def arrows(self) -> tuple[marks.Arrow, ...]:
        """The arrows of the fixture that was chosen first."""
        chosen = self.hall.chosen
        if not chosen or self.is_turning:
            return ()
        return marks.arrows_at(self.eye, self.place_of(chosen[0]), self.size_now)

    def look(self, sight: Sight) -> None:
        """Look from elsewhere."""
        self.sight = sight
        self._rebuild()

    def look_at_all(self) -> None:
        """See the whole room, the way it is seen now."""
        aspect = self.width() / max(1, self.height())
        self.look(Sight.of(self._room(), aspect, self.sight.way))

    def _room(self) -> Room:
        return Room.around([head.position for head in self.hall.sheet.heads])

    def _take(self) -> None:
        if self._seen != self.hall.venue.id:
            self._seen = self.hall.venue.id
            self.look_at_all()
        self._rebuild()

    def _rebuild(self) -> None:
        self._painter = self._picture = None
        self.update()

    def _heads(self) -> tuple[Head, ...]:
        held, heads = self.hall.held, self.hall.sheet.heads
        if not held:
            return heads
        ways = {
            name: _less(place, row.fixture.position)
            for name, place in held.items()
            if (row := self.hall.row(name))
        }
        return tuple(
            replace(head, position=added(head.position, ways[head.fixture]))
            if head.fixture in ways
            else head
            for head in heads
        )

    def _poll(self) -> None:
        if self._clock.elapsed() < self._pause:
            return
        lights, player = self.hall.session.desk.lights, self.hall.session.desk.player
        frame = sent_now(lights)
        if frame is not None:
            self._show(frame)
        elif not self._asking and self.hall.session.show is not None:
            self._asking = True
            heard = player.snapshot()
            at = 0.0 if heard is None else float(heard.seconds)
            self.hall.session.ask(lambda: planned(lights, at), self._answer)

    def _answer(self, frame: RoomFrame | None) -> None:
        self._asking = False
        if frame is not None:
            self._show(frame)

    def _show(self, frame: RoomFrame) -> None:
        before, self._frame = self._frame, frame
        if before is None or before.number != frame.number:
            self._picture = None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, then what is said over it."""
        painter = QPainter(self)
        if self._picture is None:
            begun = self._clock.elapsed()
            self._picture = self._drawn()
            now = self._clock.elapsed()
            self._pause = now + round((now - begun) / SLOWEST_SHARE)
        painter.drawImage(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_fixtures(painter)
        marks.paint_compass(painter, self.eye, QPointF(self.width() - 48, 52))
        if self.band is not None:
            marks.paint_band(painter, _box(*self.band))

    def _drawn(self) -> QImage:
        ratio = self.devicePixelRatioF()
        size = (max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        heads = self._heads()
        if self._painter is None:
            light = (max(1, self.width() // 2), max(1, self.height() // 2))
            self._painter = RoomPainter(heads, *size, self.eye, light)
        frame = self._frame
        if frame is None or len(frame.levels) != len(heads):
            picture = self._painter.unlit()
        else:
            picture = self._painter.paint(frame.levels, frame.set)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _paint_fixtures(self, painter: QPainter) -> None:
        rows, points = self.hall.sheet.rows, self.points()
        chosen = set(self.hall.chosen)
        meant = {self.hall.sheet.heads[n].fixture for n in self.hall.meant}
        first = self.hall.chosen[0] if self.hall.chosen else None
        numbers = ["" if r.fixture.id == first else str(n) for n, r in enumerate(rows, 1)]
        if len(rows) <= marks.NAMES_UP_TO:
            marks.paint_names(painter, points, numbers, self.size_now)
        for row, (x, y, _) in zip(rows, points, strict=True):
            name, at = row.fixture.id, QPointF(x, y)
            if name in chosen:
                marks.paint_ring(painter, at, "accent")
            elif name in meant:
                marks.paint_ring(painter, at, "accent", dashed=True)
            elif row.trouble:
                marks.paint_ring(painter, at, "error")
            elif name == self.hovered:
                marks.paint_ring(painter, at, "text_2")
        self._paint_hand(painter)

    def _paint_hand(self, painter: QPainter) -> None:
        chosen = self.hall.chosen
        if chosen:
            ((x, y, _),) = self.eye.project([self.place_of(chosen[0])], *self.size_now)
            at = QPointF(x, y)
            if self.is_turning:
                marks.paint_turning(painter, at, 3 - sum(self.axes))
            else:
                marks.paint_arrows(painter, at, self.arrows())
            if self.flag:
                marks.paint_flag(painter, at, self.flag, self.size_now)
        hovered = None if self.hovered is None else self.hall.row(self.hovered)
        if hovered is not None and not self.flag:
            ((x, y, _),) = self.eye.project([hovered.fixture.position], *self.size_now)
            name = painter.fontMetrics().elidedText(
                hovered.fixture.name, Qt.TextElideMode.ElideRight, 220
            )
            marks.paint_flag(painter, QPointF(x, y), name, self.size_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the room in its new size."""
        if event.oldSize().width() <= 0:
            self.look_at_all()
        self._rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it."""
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        self._timer.stop()


def _less(one: Vector, other: Vector) -> Vector:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def _box(one: QPointF, other: QPointF) -> QRectF:
    return QRectF(one, other).normalized()
