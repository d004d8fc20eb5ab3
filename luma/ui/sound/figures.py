"""A short table of figures with their names, and a bar for how alike the sides are."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from luma.ui.theme import MONO, colour, font

ROW, TRACK, MARK = 20, 6, 4


class Figures(QWidget):
    """Rows of a name, a figure and a unit, painted as one."""

    def __init__(self, names: Sequence[tuple[str, str]], tip: str) -> None:
        """Have a row for each name and unit."""
        super().__init__()
        self._names = tuple(names)
        self._told: dict[str, tuple[str, str]] = {}
        self.setFixedHeight(ROW * len(self._names))
        self.setMinimumWidth(100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)

    @property
    def told(self) -> dict[str, str]:
        """The figures by their names."""
        return {name: figure for name, (figure, _) in self._told.items()}

    def tell(self, **figures: tuple[str, str]) -> None:
        """Show figures with the tokens of their colours, by names without their spaces."""
        told = {name: figures[_key(name)] for name, _ in self._names if _key(name) in figures}
        told = {**self._told, **told}
        if told != self._told:
            self._told = told
            said = ", ".join(f"{name} {told[name][0]}" for name in told)
            self.setAccessibleDescription(said)
            self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(140, ROW * len(self._names))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows: names from the left, figures and units at the right."""
        painter = QPainter(self)
        small, mono = font(11), font(12, 500, MONO)
        painter.setFont(small)
        units = max(painter.fontMetrics().horizontalAdvance(unit) for _, unit in self._names)
        for number, (name, unit) in enumerate(self._names):
            line = QRectF(0, number * ROW, self.width(), ROW)
            painter.setFont(small)
            painter.setPen(colour("text_2"))
            painter.drawText(line, _LEFT, name)
            painter.setPen(colour("text_3"))
            painter.drawText(line.adjusted(self.width() - units, 0, 0, 0), _LEFT, unit)
            figure, shade = self._told.get(name, ("–", "text_3"))
            painter.setFont(mono)
            painter.setPen(colour(shade))
            painter.drawText(line.adjusted(0, 0, -units - 5, 0), _RIGHT, figure)


class Alike(QWidget):
    """A bar from opposite over strangers to the same, with a mark that moves."""

    def __init__(self) -> None:
        """Stand in the middle."""
        super().__init__()
        self._value: float | None = None
        self.setFixedHeight(34)
        self.setMinimumWidth(100)
        self.setAccessibleName("Correlation")
        self.setToolTip(
            "How alike left and right are: +1 the same, 0 strangers. "
            "Below 0 they take each other away where they are heard as one."
        )

    def tell(self, value: float | None) -> None:
        """Show how alike they are; nothing without sound."""
        value = None if value is None else round(value, 2)
        if value != self._value:
            self._value = value
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name, the figure, the bar and its mark."""
        painter = QPainter(self)
        line = QRectF(0, 0, self.width(), ROW)
        painter.setFont(font(11))
        painter.setPen(colour("text_2"))
        painter.drawText(line, _LEFT, "Correlation")
        painter.setFont(font(12, 500, MONO))
        value = self._value
        off = value is not None and value < 0
        painter.setPen(colour("warn" if off else "text" if value is not None else "text_3"))
        words = "–" if value is None else f"{value:+.2f}".replace("-", "−")
        painter.drawText(line, _RIGHT, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("lift2"))
        bar = QRectF(0, ROW + 3, self.width(), TRACK)
        painter.drawRoundedRect(bar, 2, 2)
        middle = self.width() / 2
        if value is not None:
            end = middle + value * (middle - MARK / 2)
            lit = QRectF(min(middle, end), bar.top(), abs(end - middle), TRACK)
            painter.fillRect(lit, colour("warn" if off else "ok"))
            mark = QRectF(end - MARK / 2, bar.top() - 2, MARK, TRACK + 4)
            painter.fillRect(mark, colour("text"))
        painter.fillRect(QRectF(middle - 0.5, bar.top() - 2, 1, TRACK + 4), colour("text_3"))


def _key(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
