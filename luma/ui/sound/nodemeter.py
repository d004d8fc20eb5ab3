"""What a meter in the rack shows, in its card."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from luma.app.meterlevels import MeterLevels
from luma.ui.sound.ballistics import decibels, figure, loudness, runs, share
from luma.ui.theme import MONO, colour, font

BAR, GAP, FIGURE, WORDS, ROW = 8, 4, 44, 22, 18
WIDEST = 560


class NodeMeter(QWidget):
    """Two bars with their held peaks; below, loudness and how alike the sides are."""

    def __init__(self) -> None:
        """Show silence."""
        super().__init__()
        self._levels: MeterLevels | None = None
        self.setToolTip("What passes here: peaks with the highest held, loudness, correlation")
        self.setAccessibleName("Meter")

    @property
    def words(self) -> str:
        """What stands below the bars."""
        told = self._levels
        if told is None:
            return "Nothing is heard yet"
        clips = f"   {told.clips} clipped" if told.clips else ""
        alike = f"{told.correlation:+.2f}".replace("-", "−")
        return (
            f"Momentary {loudness(told.momentary)} LUFS   "
            f"short-term {loudness(told.short_term)} LUFS   correlation {alike}{clips}"
        )

    def tell(self, levels: MeterLevels) -> None:
        """Show levels."""
        if levels != self._levels:
            self._levels = levels
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars and words."""
        painter = QPainter(self)
        told = self._levels
        peaks = (0.0, 0.0) if told is None else told.peak
        held = (0.0, 0.0) if told is None else told.held
        wide = min(self.width(), WIDEST) - FIGURE - 8
        top = (self.height() - ROW - 2 * BAR - GAP - 8) / 2
        for side in range(2):
            y = top + side * (BAR + GAP)
            painter.fillRect(QRectF(0, y, wide, BAR), colour("lift2"))
            for low, high, token in runs(decibels(peaks[side])):
                run = QRectF(low * wide, y, (high - low) * wide, BAR)
                painter.fillRect(run, colour(token))
            at = decibels(held[side])
            if share(at) > 0:
                painter.fillRect(QRectF(share(at) * wide - 1.5, y, 1.5, BAR), colour("text_2"))
        painter.setFont(font(11, 400, MONO))
        painter.setPen(colour("text_2"))
        beside = QRectF(wide + 8, top, FIGURE, 2 * BAR + GAP)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, figure(decibels(max(held))))
        painter.setFont(font(11))
        below = QRectF(0, top + 2 * BAR + GAP + 8, self.width(), ROW)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self.words)
