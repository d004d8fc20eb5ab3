"""The whole track in one strip, with the stretch in view."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from luma.domain.sections import SectionTrack
from luma.ui.timeline import shades
from luma.ui.timeline.sections import section_colour
from luma.ui.timeline.viewport import Viewport
from luma.ui.timeline.wave import WaveTiles

if TYPE_CHECKING:
    from collections.abc import Callable

EDGE = 8.0
STRIP = 3
TIP = "Drag the window to move the view, its edges to zoom"


class Overview(QWidget):
    """Shows where in the track the view is; a drag moves it, a drag at its edges zooms."""

    wished = Signal(object)
    """`Viewport`: the stretch that somebody wants to see."""

    def __init__(self, tiles: WaveTiles) -> None:
        """Show nothing yet."""
        super().__init__()
        self._tiles = tiles
        self._view = Viewport()
        self._picture: QPixmap | None = None
        self._play: float | None = None
        self._sections: SectionTrack | None = None
        self._drag: Callable[[float], Viewport] | None = None
        self.setMouseTracking(True)
        self.setToolTip(TIP)
        self.setAccessibleName("Overview")

    def show_view(self, view: Viewport) -> None:
        """Show another stretch of the same or another track."""
        if view.duration != self._view.duration:
            self._picture = None
        self._view = view
        self.update()

    def show_sections(self, sections: SectionTrack | None) -> None:
        """Show where the track changes, in the colours of its sections."""
        if sections is not self._sections:
            self._sections = sections
            self.redraw()

    def redraw(self) -> None:
        """Paint the waveform anew."""
        self._picture = None
        self.update()

    def show_play_head(self, seconds: float | None) -> None:
        """Move the play head."""
        before, self._play = self._play_x(), seconds
        for x in (before, self._play_x()):
            if x is not None:
                self.update(QRect(round(x) - 1, 0, 3, self.height()))

    @property
    def whole(self) -> Viewport:
        """The view of all of it in this width."""
        return Viewport(self._view.duration, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        ratio = self.devicePixelRatio()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self._painted(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._tiles.sketch is None:
            return
        window = self._window()
        for beside in (
            QRectF(0, STRIP, window.left(), self.height()),
            QRectF(window.right(), STRIP, self.width() - window.right(), self.height()),
        ):
            painter.fillRect(beside, shades.shade("void", 0.62))
        x = self._play_x()
        if x is not None:
            painter.fillRect(QRectF(round(x), 0, 1, self.height()), shades.shade("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(shades.plain_pen("text_2", 1.0, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(window.adjusted(0.75, STRIP + 0.75, -0.75, -0.75), 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint in the new width."""
        self._picture = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the window or an edge of it; beside it, bring it here."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at, window, view = event.position().x(), self._window(), self._view
        if abs(at - window.left()) <= EDGE and window.width() > 2 * EDGE:
            self._drag = lambda x: view.fitted(self._seconds(x), view.stop)
        elif abs(at - window.right()) <= EDGE and window.width() > 2 * EDGE:
            self._drag = lambda x: view.fitted(view.start, self._seconds(x))
        else:
            held = at - window.left() if window.contains(QPointF(at, 1)) else window.width() / 2
            self._drag = lambda x: replace(view, start=self._seconds(x - held))
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or zoom the view."""
        x, window = event.position().x(), self._window()
        if self._drag is not None:
            self.wished.emit(self._drag(x))
        near = min(abs(x - window.left()), abs(x - window.right())) <= EDGE
        self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag = None

    def _painted(self, ratio: float) -> QPixmap:
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(shades.shade("void"))
        painter = QPainter(picture)
        place = QRectF(0, STRIP, self.width(), self.height() - 4)
        self._tiles.draw(painter, self.whole, place, ratio)
        self._paint_sections(painter)
        painter.end()
        return picture

    def _paint_sections(self, painter: QPainter) -> None:
        whole = self.whole
        for part in () if self._sections is None else self._sections.sections:
            left, right = round(whole.x(part.start)), round(whole.x(part.stop))
            strip = QRectF(left, 0, max(1, right - left - 1), STRIP)
            painter.fillRect(strip, section_colour(part.label))

    def _seconds(self, x: float) -> float:
        return self.whole.seconds(x)

    def _window(self) -> QRectF:
        left, right = self.whole.x(self._view.start), self.whole.x(self._view.stop)
        return QRectF(left, 0, max(6.0, right - left), self.height())

    def _play_x(self) -> float | None:
        return None if self._play is None else self.whole.x(self._play)
