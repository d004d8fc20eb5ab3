"""What the header of the node editor says: the way to the pattern, its users and its cost."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from luma.domain.pattern import Pattern
from luma.domain.score import Clip
from luma.ui.assets import pixmap
from luma.ui.elided import Elided, as_written
from luma.ui.theme import font

TITLE, STEP = 280, 120


class Trail(QWidget):
    """The patterns through which one came here; a click goes back to one."""

    wanted = Signal(int)
    """How many steps of the way are kept."""

    def __init__(self) -> None:
        """Have come from nowhere."""
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.hide()

    def show_way(self, names: Sequence[str]) -> None:
        """Show the names of the patterns around this one, the outermost first."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, name in enumerate(names):
            step = QToolButton()
            step.setProperty("flat", "true")
            step.setFont(font(12))
            metrics = step.fontMetrics()
            step.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, STEP))
            step.setToolTip(as_written(f"Back to {name}   Alt+Left"))
            step.setAccessibleName(f"Back to {name}")
            step.clicked.connect(lambda _=False, number=number: self.wanted.emit(number))
            mark = QLabel()
            mark.setPixmap(pixmap("chevron-right", "text_3", 12))
            self._row.addWidget(step)
            self._row.addWidget(mark)
        self.setVisible(bool(names))


class Headline:
    """Writes the title, the facts and the cost into the header."""

    def __init__(self, title: QLabel, facts: Elided, cost: QLabel) -> None:
        """Say that nothing is open."""
        self._title, self._facts, self._cost = title, facts, cost
        self._pattern: Pattern | None = None

    def clear(self) -> None:
        """Know of no pattern."""
        self._pattern = None
        self._title.setText("Graph")
        self._title.setToolTip("")
        self._facts.setText("")
        self._facts.setToolTip("")
        self._cost.setText("")

    @property
    def pattern(self) -> Pattern | None:
        """The pattern that is open, as far as it is known."""
        return self._pattern

    def name(self, pattern: Pattern) -> None:
        """Say which pattern is open."""
        whole, metrics = pattern.name, self._title.fontMetrics()
        self._title.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, TITLE))
        self._title.setToolTip(as_written(whole))
        self._pattern = pattern

    def count(self, clips: Sequence[Clip]) -> None:
        """Say who uses the pattern and what it does, as far as there is room."""
        if self._pattern is None:
            return
        uses = sum(clip.pattern == self._pattern.id for clip in clips)
        used = (
            f"Used by {uses} {'clip' if uses == 1 else 'clips'}" if uses else "In no clip yet"
        )
        about = self._pattern.description
        words = f"{used} · {about}" if about else used
        metrics, room = self._facts.fontMetrics(), max(self._facts.width() - 8, 0)
        self._facts.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._facts.setToolTip(as_written(words))

    def say_cost(self, cost_ms: float | None) -> None:
        """Say what the graph cost when it ran last."""
        self._cost.setText("" if cost_ms is None else f"{cost_ms:.1f}\u2009ms")
