"""How much of each universe is used, at the foot of the patch."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from luma.domain.addressing import numberings
from luma.domain.venue import LAST_ADDRESS
from luma.ui.theme import colour, font
from luma.ui.venue.hall import Hall

HEIGHT, BAR = 30, 72


class PatchFoot(QWidget):
    """Says how many are chosen, and draws the universes that there is room for."""

    def __init__(self, hall: Hall) -> None:
        """Follow the lit room."""
        super().__init__()
        self._hall = hall
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for signal in (hall.sheet_changed, hall.chosen_changed):
            signal.connect(self._tell)
        self._tell()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, HEIGHT)

    @property
    def words(self) -> str:
        """How many are chosen."""
        many = len(self._hall.chosen)
        return f"{many} selected" if many else "None selected"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words and the bars."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("raised"))
        painter.setFont(font(11))
        painter.setPen(colour("text_2"))
        left = 12 + self._write(painter, 12, self.words) + 20
        for universe, used in sorted(self._hall.sheet.used.items()):
            words = f"{numberings(universe)}: {used} of {LAST_ADDRESS}"
            wide = painter.fontMetrics().horizontalAdvance(words) + 8 + BAR
            if left + wide > self.width() - 8:
                break
            painter.setPen(colour("text_3"))
            left += self._write(painter, left, words) + 8
            self._bar(painter, left, used / LAST_ADDRESS)
            left += BAR + 16

    def _write(self, painter: QPainter, left: int, words: str) -> int:
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        return painter.fontMetrics().horizontalAdvance(words)

    def _bar(self, painter: QPainter, left: int, share: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = self.height() / 2 - 1.5
        painter.setBrush(colour("lift2"))
        painter.drawRoundedRect(QRectF(left, top, BAR, 3), 1.5, 1.5)
        painter.setBrush(colour("text_2"))
        painter.drawRoundedRect(QRectF(left, top, max(3.0, BAR * share), 3), 1.5, 1.5)

    def _tell(self) -> None:
        used = sorted(self._hall.sheet.used.items())
        lines = (f"{numberings(n)}: {many} of {LAST_ADDRESS} channels" for n, many in used)
        self.setToolTip("\n".join(lines) or "Nothing listens to any universe.")
        self.setAccessibleName(self.words)
        self.update()
