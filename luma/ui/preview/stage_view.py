"""The room, live: drawn from the frame that the lamps were last sent."""

from collections import deque
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from luma.app.room import RoomFrame, planned, sent_now
from luma.app.shows import Show
from luma.ui.actions import KEEPS_ARROWS
from luma.ui.preview.camera import Room
from luma.ui.preview.orbit import Orbit
from luma.ui.preview.paint import RoomPainter
from luma.ui.segment import Segment
from luma.ui.session import Session
from luma.ui.theme import colour, font

if TYPE_CHECKING:
    from luma.domain.venue import Head

TICK_MS = 16
MARGIN = 8
FEWEST = 2
FINE = 300
"""Light is drawn at half the room's size, but no narrower: beams would be threads else."""
ARROW_PIXELS = 20
PLACES = {"Room": Orbit.room, "Front": Orbit.front, "Top": Orbit.top}
KEYS = {
    Qt.Key.Key_Left: (ARROW_PIXELS, 0),
    Qt.Key.Key_Right: (-ARROW_PIXELS, 0),
    Qt.Key.Key_Up: (0, ARROW_PIXELS),
    Qt.Key.Key_Down: (0, -ARROW_PIXELS),
}


class StageView(QWidget):
    """Shows what the lamps do; drag turns, the wheel comes nearer, arrows do both."""

    def __init__(self, session: Session) -> None:
        """Look into the room of the open show."""
        super().__init__()
        self._session = session
        self._heads: tuple[Head, ...] = ()
        self._orbit = Orbit.room(self._room)
        self._painter: RoomPainter | None = None
        self._frame: RoomFrame | None = None
        self._picture: QImage | None = None
        self._asking = self._dark = False
        self._shown_room: str | None = None
        self._drag: QPointF | None = None
        self._drawn: deque[float] = deque(maxlen=120)
        self._clock = QElapsedTimer()
        self._clock.start()
        self.setMinimumSize(160, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("The room. Drag to turn, scroll to come nearer, double-click to reset.")
        self.setAccessibleName("Stage")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setProperty(KEEPS_ARROWS, "true")
        self._places = Segment(tuple(PLACES), "Where to look from")
        self._places.setParent(self)
        self._places.chosen.connect(self.look_from)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._poll)
        session.show_changed.connect(self._take_show)
        self._take_show(session.show)

    @property
    def fps(self) -> int:
        """How many frames were drawn in the last second."""
        now = self._clock.elapsed()
        return sum(1 for at in self._drawn if now - at < 1000)

    @property
    def frame(self) -> RoomFrame | None:
        """The frame that is shown."""
        return self._frame

    def look_from(self, place: str) -> None:
        """Go to a named place."""
        self._places.choose(place)
        self._turn(PLACES[place](self._room))

    def sizeHint(self) -> QSize:
        """A wide picture."""
        return QSize(448, 292)

    @property
    def _room(self) -> Room:
        return Room.around([head.position for head in self._heads])

    def _take_show(self, show: Show | None) -> None:
        heads = () if show is None else show.heads
        room = None if show is None else show.venue
        is_moved, self._heads = heads != self._heads, heads
        if is_moved and (room is None or room != self._shown_room):
            self._orbit = Orbit.room(self._room)
            self._places.choose("Room")
        self._shown_room = room
        self._frame = None
        self._rebuild()

    def _turn(self, orbit: Orbit) -> None:
        self._orbit = orbit
        self._rebuild()

    def _rebuild(self) -> None:
        """Forget the drawn room; it is drawn anew when it is next seen."""
        self._painter = self._picture = None
        self.update()

    def _poll(self) -> None:
        dark = self._session.desk.lights.overlay.blackout
        if dark != self._dark:
            self._dark = dark
            self.update()
        frame = sent_now(self._session.desk.lights)
        if frame is not None:
            self._take(frame)
        elif not self._asking:
            self._asking = True
            snapshot = self._session.desk.player.snapshot()
            at = 0.0 if snapshot is None else float(snapshot.seconds)
            lights = self._session.desk.lights
            self._session.ask(lambda: planned(lights, at), self._answer)

    def _answer(self, frame: RoomFrame | None) -> None:
        self._asking = False
        if frame is not None:
            self._take(frame)

    def _take(self, frame: RoomFrame) -> None:
        shown, self._frame = self._frame, frame
        if self._picture is None or shown is None or not _is_same(shown, frame):
            self._picture = None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, and what is said over it."""
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._drawn_room()
            self._drawn.append(self._clock.elapsed())
        painter.drawImage(0, 0, self._picture)
        if self._dark:
            self._say_blackout(painter)
        elif not self._heads:
            painter.setPen(colour("text_2"))
            words = "Open a track to light the room"
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        if self.fps > FEWEST:
            self._say_rate(painter)

    def _drawn_room(self) -> QImage:
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        if self._painter is None:
            camera = self._orbit.camera(self.width() / max(1, self.height()))
            fine = min(self.width(), max(self.width() // 2, FINE)) / max(1, self.width())
            light = (max(1, round(self.width() * fine)), max(1, round(self.height() * fine)))
            self._painter = RoomPainter(self._heads, width, height, camera, light)
        frame = self._frame
        if frame is None or len(frame.levels) != len(self._heads):
            picture = self._painter.unlit()
        else:
            picture = self._painter.paint(frame.levels, frame.set)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _say_blackout(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.width(), 24, colour("live"))
        painter.setPen(colour("on_live"))
        painter.setFont(font(12, 600))
        painter.drawText(
            QRect(0, 0, self.width(), 24), Qt.AlignmentFlag.AlignCenter, "Blackout"
        )

    def _say_rate(self, painter: QPainter) -> None:
        words = f"{self.fps} fps"
        painter.setFont(font(11, 400))
        high = self._places.height()
        box = QRect(self.width() - MARGIN - 52, self.height() - MARGIN - high, 52, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunk", 0.85))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(colour("text_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the room in its new size."""
        size = self._places.sizeHint()
        self._places.setGeometry(
            MARGIN, self.height() - MARGIN - size.height(), size.width(), size.height()
        )
        self._rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it."""
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        self._timer.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the room."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn it."""
        if self._drag is not None:
            way = event.position() - self._drag
            self._drag = event.position()
            self._turn(self._orbit.dragged(way.x(), way.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._drag = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the crowd."""
        self.look_from("Room")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer, or step back."""
        self._turn(self._orbit.zoomed(event.angleDelta().y() / 120.0))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn by arrows, come nearer by plus and minus."""
        way = KEYS.get(Qt.Key(event.key()))
        if way is not None:
            self._turn(self._orbit.dragged(*way))
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self._turn(self._orbit.zoomed(-1 if event.key() == Qt.Key.Key_Minus else 1))
        else:
            super().keyPressEvent(event)


def _is_same(one: RoomFrame, other: RoomFrame) -> bool:
    """Whether two frames look the same."""
    return one.number == other.number or (
        np.array_equal(one.levels, other.levels) and np.array_equal(one.set, other.set)
    )
