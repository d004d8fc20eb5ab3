"""The lanes as one widget: it paints a scene, and turns presses into gestures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from luma.ui.elided import as_written
from luma.ui.timeline import shades
from luma.ui.timeline.clippictures import ClipPictures
from luma.ui.timeline.guide import Guide
from luma.ui.timeline.lanes import RULER
from luma.ui.timeline.paint import Pictured, Said, paint_scene
from luma.ui.timeline.ruler import HOUSE, draw_play_head
from luma.ui.timeline.scene import Scene
from luma.ui.timeline.tones import ToneTiles
from luma.ui.timeline.touch import CURSORS, touched
from luma.ui.timeline.wave import WaveTiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from luma.ui.timeline.gestures import Gesture

PATTERN_MIME = "application/x-luma-pattern"
DRAG_FROM = 4
BY_KEYS = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})


class Canvas(QWidget):
    """Paints a scene into a picture that is kept until something changes."""

    resized = Signal()

    def __init__(self, guide: Guide, tiles: WaveTiles, tones: ToneTiles) -> None:
        """Show nothing yet."""
        super().__init__()
        self._guide, self._from = guide, Pictured(tiles, ClipPictures(), tones)
        self._scene: Scene | None = None
        self._said = Said()
        self._picture, self._is_stale = QPixmap(), True
        self._play_x: float | None = None
        self._is_ringed = False
        self._pressed: tuple[QPointF, Callable[[], Gesture]] | None = None
        self._gesture: Gesture | None = None
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Timeline")

    @property
    def is_dragging(self) -> bool:
        """Whether a gesture goes on."""
        return self._gesture is not None

    def show_scene(self, scene: Scene, said: Said) -> None:
        """Paint this from now on."""
        self._scene, self._said = scene, said
        self.redraw()

    def redraw(self) -> None:
        """Paint all of it anew."""
        self._is_stale = True
        self.update()

    def show_play_head(self, x: float | None) -> None:
        """Move the play head; only its columns are painted anew."""
        if x == self._play_x:
            return
        for place in (self._play_x, x):
            if place is not None:
                self.update(QRect(round(place) - 1, 0, 3, self.height()))
                half = round(HOUSE / 2) + 1
                self.update(QRect(round(place) - half, 0, 2 * half + 1, RULER))
        self._play_x = x

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        if self._scene is None:
            return
        if self._is_stale or self._picture.devicePixelRatio() != self.devicePixelRatio():
            self._paint_anew(self._scene)
        painter = QPainter(self)
        ratio, part = self.devicePixelRatio(), event.rect()
        source = QRect(
            round(part.x() * ratio),
            round(part.y() * ratio),
            round(part.width() * ratio),
            round(part.height() * ratio),
        )
        painter.drawPixmap(part, self._picture, source)
        header = self._scene.lanes.header
        if self._play_x is not None and self._play_x >= header:
            painter.setClipRect(QRect(header, 0, self.width(), self.height()))
            draw_play_head(painter, self._play_x, self.height())
        if self._is_ringed:
            painter.setClipping(False)
            painter.setPen(shades.plain_pen("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys come here, if keys led here."""
        self._is_ringed = event.reason() in BY_KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        self._is_ringed = False
        self.update()

    def _paint_anew(self, scene: Scene) -> None:
        """Paint into the picture that is there, if it still fits."""
        ratio = self.devicePixelRatio()
        size = self.size() * ratio
        if self._picture.size() != size or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
        painter = QPainter(self._picture)
        paint_scene(painter, scene, self._said, self._from)
        painter.end()
        self._is_stale = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._is_stale = True
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what a press here begins."""
        at = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._gesture = self._guide.grab(at)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is Qt.MouseButton.LeftButton:
            begin = self._guide.press(at, event.modifiers())
            self._pressed = None if begin is None else (at, begin)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what lies here."""
        at = event.position()
        if self._pressed is not None:
            moved = at - self._pressed[0]
            if moved.manhattanLength() >= DRAG_FROM:
                self._gesture, self._pressed = self._pressed[1](), None
        if self._gesture is not None:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._gesture.move(at, free=free)
        elif self._pressed is None:
            self._guide.hover(at)
            self._show_cursor(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Answer what is pressed twice."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._guide.double(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        self._pressed = None
        self._end(cancelled=False)
        self._show_cursor(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing lies under the pointer."""
        self._guide.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll or zoom."""
        self._guide.wheel(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys that mean something on the timeline alone."""
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            self._end(cancelled=True)
        elif not self._guide.key(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done here."""
        self._guide.menu(QPointF(event.pos()), event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a pattern."""
        self._offer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would lie."""
        self._offer(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Offer nothing more."""
        self._guide.drop_offer()

    def dropEvent(self, event: QDropEvent) -> None:
        """Place it."""
        self._offer(event)
        self._guide.take_offer()

    def event(self, event: QEvent) -> bool:
        """Say what can be taken hold of, under a resting pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        words = "" if self._scene is None else self._guide.words(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), as_written(words), self)

    def _offer(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        if mime.hasFormat(PATTERN_MIME):
            pattern = bytes(mime.data(PATTERN_MIME).data()).decode()
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if self._guide.offer(pattern, event.position(), free=free):
                event.acceptProposedAction()
                return
        event.ignore()

    def _end(self, *, cancelled: bool) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            if not cancelled:
                gesture.end()
            self._guide.end_gesture(gesture, cancelled=cancelled)

    def _show_cursor(self, at: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._scene is not None:
            shape = CURSORS.get(touched(self._scene, at).part, shape)
        self.setCursor(shape)
