"""The big meter of all that is heard: peaks with the highest held, mean level, a clip lamp."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from luma.app.meterlevels import MeterLevels
from luma.ui.sound.ballistics import MARKS, decibels, figure, runs, share
from luma.ui.theme import MONO, colour, font

BAR, GAP, SCALE, LAMP, FOOT, WIDTH = 16, 4, 26, 18, 18, 64
HELD = 2.0
PALE = 0.42
TIP = (
    "Peaks are pale, the mean level is full, the line is the highest peak held. "
    "The lamp tells that full scale was reached; a click puts it out."
)


class MasterMeter(QWidget):
    """Two bars beside a scale, painted as one."""

    was_reset = Signal()

    def __init__(self) -> None:
        """Show silence."""
        super().__init__()
        self._levels: MeterLevels | None = None
        self._clips, self._before = 0, 0
        self.setMinimumSize(WIDTH, 160)
        self.setMaximumWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(TIP)
        self.setAccessibleName("Output meter")

    @property
    def is_clipped(self) -> bool:
        """Whether full scale was reached since the lamp was put out."""
        return self._clips > self._before

    @property
    def clipped(self) -> int:
        """How many samples reached full scale since then."""
        return max(0, self._clips - self._before)

    def sizeHint(self) -> QSize:
        """As high as there is room for."""
        return QSize(WIDTH, 240)

    def tell(self, levels: MeterLevels | None) -> None:
        """Show levels; none is silence."""
        if levels is not None:
            self._clips = levels.clips
            self._before = min(self._before, self._clips)  # a new stage counts from nothing
        if levels != self._levels:
            self._levels = levels
            self.update()

    def reset(self) -> None:
        """Put the lamp out."""
        self._before = self._clips
        self.update()
        self.was_reset.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the lamp out."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the lamp out by Enter or Backspace."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace}:
            self.reset()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lamp, scale, bars and the held peak in words."""
        painter = QPainter(self)
        told = self._levels
        top, high = LAMP + 8.0, self.height() - LAMP - FOOT - 12.0
        self._paint_lamp(painter)
        self._paint_scale(painter, top, high)
        held = (0.0, 0.0) if told is None else told.held
        for side in range(2):
            peak = 0.0 if told is None else told.peak[side]
            mean = 0.0 if told is None else told.rms[side]
            x = SCALE + side * (BAR + GAP)
            _paint_bar(painter, (x, top, high), (peak, mean, held[side]))
        loudest = decibels(max(held))
        painter.setFont(font(11, 500, MONO))
        painter.setPen(colour("text"))
        foot = QRectF(SCALE - 8, self.height() - FOOT, 2 * BAR + GAP + 16, FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, figure(loudest))

    def _paint_lamp(self, painter: QPainter) -> None:
        box = QRectF(SCALE, 0, 2 * BAR + GAP, LAMP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QPen(colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        painter.setBrush(colour("error" if self.is_clipped else "lift"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(font(11, 600))
        painter.setPen(colour("on_live" if self.is_clipped else "text_3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "Clip")

    def _paint_scale(self, painter: QPainter, top: float, high: float) -> None:
        painter.setFont(font(10, 400, MONO))
        for mark in MARKS:
            y = top + (1.0 - share(mark)) * high
            painter.setPen(colour("text_3"))
            words = str(mark).replace("-", "−")
            painter.drawText(QRectF(0, y - 7, SCALE - 6, 14), _RIGHT, words)
            painter.fillRect(QRectF(SCALE - 4, y - 0.5, 3, 1), colour("line_control"))


def _paint_bar(
    painter: QPainter, place: tuple[float, float, float], levels: tuple[float, float, float]
) -> None:
    x, top, high = place
    peak, mean, held = (decibels(level) for level in levels)
    painter.fillRect(QRectF(x, top, BAR, high), colour("void"))
    for level, alpha in ((peak, PALE), (mean, 1.0)):
        for low, end, token in runs(level):
            lit = QRectF(x, top + (1.0 - end) * high, BAR, (end - low) * high)
            painter.fillRect(lit, colour(token, alpha))
    if share(held) > 0:
        y = top + (1.0 - share(held)) * high
        painter.fillRect(QRectF(x, y, BAR, HELD), colour("text"))


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
