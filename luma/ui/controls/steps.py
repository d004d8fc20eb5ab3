"""A row of levels, drawn as bars."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from luma.domain.nodetype import Json
from luma.ui.controls.rowcontrol import PAD, RowControl
from luma.ui.controls.rowpaint import paint_steps
from luma.ui.controls.rowvalues import as_json, drawn_over, levels_of, resized
from luma.ui.theme import MONO, colour, font

FOOT = 14
WORDS = (
    "Draw over the bars. Left and right choose one, up and down raise and lower it, "
    "+ and − add and take away"
)


class Steps(RowControl):
    """Bars that a hand draws over."""

    def __init__(self) -> None:
        """Have one dark step."""
        super().__init__(WORDS)
        self.levels: tuple[float, ...] = (0.0,)
        self._from: tuple[int, float] = (0, 0.0)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a row, unless a hand is drawing one."""
        if not self._held:
            self.levels = levels_of(value)
            self.choose(self.chosen)

    def box(self) -> QRectF:
        """Leave room for how many there are."""
        return super().box().adjusted(0, 0, 0, PAD - FOOT - 8)

    def count(self) -> int:
        """How many steps there are."""
        return len(self.levels)

    def take_hold(self, at: QPointF) -> None:
        """Begin a stroke."""
        self._from = self._place(at)
        self.choose(self._from[0])
        self._take(drawn_over(self.levels, self._from, self._from))

    def drag(self, at: QPointF) -> None:
        """Go on with a stroke."""
        here = self._place(at)
        levels = drawn_over(self.levels, self._from, here)
        self._from = here
        self.choose(here[0])
        self._take(levels)

    def nudge(self, across: float, up: float) -> None:
        """Choose the step beside, or raise and lower the one that is chosen."""
        if across:
            self.choose(self.chosen + (1 if across > 0 else -1))
            return
        spot = (self.chosen, self.levels[self.chosen] + up)
        self._take(drawn_over(self.levels, spot, spot))

    def drop(self) -> None:
        """Let the chosen step be dark."""
        self._take(drawn_over(self.levels, (self.chosen, 0.0), (self.chosen, 0.0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add and take steps away by plus and minus."""
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        self._take(resized(self.levels, self.count() + by))
        self.choose(self.chosen)
        self.finished.emit()

    def draw(self, painter: QPainter) -> None:
        """Paint the bars, every fourth with a mark, and say how many there are."""
        box, focused = self.box(), self.hasFocus()
        paint_steps(painter, box, self.levels, self.chosen if focused else -1)
        painter.setPen(QPen(colour("line_strong"), 1))
        width = box.width() / self.count()
        for number in range(0, self.count(), 4):
            x = box.left() + number * width
            painter.drawLine(QPointF(x, box.bottom() + 2), QPointF(x, box.bottom() + 5))
        painter.setFont(font(10, 400, MONO))
        painter.setPen(colour("text_3"))
        plural = "step" if self.count() == 1 else "steps"
        words = f"{self.count()} {plural}"
        if focused:
            words = f"{self.chosen + 1}: {self.levels[self.chosen]:.2f}   {words}"
        foot = QRectF(box.left(), self.height() - FOOT - 3, box.width(), FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, words)

    def _place(self, at: QPointF) -> tuple[int, float]:
        across, up = self.share_of(at)
        number = min(max(int(across * self.count()), 0), self.count() - 1)
        return number, min(max(up, 0.0), 1.0)

    def _take(self, levels: tuple[float, ...]) -> None:
        if levels != self.levels:
            self.levels = levels
            self.moved.emit(as_json(levels))
