"""How loud it is: two bars, and the louder one in words."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from luma.ui.assets import pixmap
from luma.ui.theme import colour, font

FLOOR_DB = -60.0
HIGH_DB, NEAR_DB = -3.0, -12.0
FALL_DB = 20.0 / 60.0
HOLD_TICKS = 72
BARS, WORDS, SIGN = 72, 40, 22
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Meter(QWidget):
    """Levels of the two channels, with the peak held for a while; told at screen rate."""

    def __init__(self) -> None:
        """Begin silent."""
        super().__init__()
        self._levels = [FLOOR_DB, FLOOR_DB]
        self._held, self._held_for = FLOOR_DB, 0
        self.setFixedSize(self.sizeHint())
        self.setToolTip("How loud the sound is that leaves, in decibels below full scale.")
        self.setAccessibleName("Output meter")

    def sizeHint(self) -> QSize:
        """A sign, the bars, and the figure."""
        return QSize(SIGN + BARS + 8 + WORDS, 24)

    def tell(self, peaks: tuple[float, float]) -> None:
        """Rise to these peaks at once, and fall slowly."""
        before = (*self._levels, self._held)
        for index, peak in enumerate(peaks):
            now = decibels(peak)
            self._levels[index] = max(now, self._levels[index] - FALL_DB, FLOOR_DB)
        loudest = max(self._levels)
        self._held_for += 1
        if loudest >= self._held or self._held_for > HOLD_TICKS:
            self._held, self._held_for = loudest, 0
        if before != (*self._levels, self._held):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both bars and the held peak."""
        painter = QPainter(self)
        middle = self.height() / 2
        painter.drawPixmap(0, round(middle - 8), pixmap("volume-2"))
        for index, level in enumerate(self._levels):
            top = middle - 7 + index * 8
            painter.fillRect(QRectF(SIGN, top, BARS, 6), colour("lift2"))
            painter.fillRect(QRectF(SIGN, top, BARS * share(level), 6), colour(shade_of(level)))
        if self._held > FLOOR_DB:
            at = SIGN + BARS * share(self._held)
            painter.fillRect(QRectF(at - 1.5, middle - 7, 1.5, 14), colour("text_2"))
        painter.setPen(colour("text_2"))
        painter.setFont(font(11, 400, "JetBrains Mono"))
        words = "−∞" if self._held <= FLOOR_DB else f"{self._held:.1f}".replace("-", "−")
        where = QRectF(SIGN + BARS + 8, 0, WORDS, self.height())
        painter.drawText(where, _LEFT_MIDDLE, words)


def decibels(peak: float) -> float:
    """A peak between 0 and 1 in decibels."""
    return max(FLOOR_DB, 20.0 * math.log10(peak)) if peak > 0 else FLOOR_DB


def share(level: float) -> float:
    """How much of a bar a level fills."""
    return min(1.0, max(0.0, 1.0 - level / FLOOR_DB))


def shade_of(level: float) -> str:
    """The token of a level: calm, near the top, at the top."""
    if level > HIGH_DB:
        return "error"
    return "warn" if level > NEAR_DB else "ok"
