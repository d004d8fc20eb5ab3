"""A field in which a chord is typed, with what else it may be to choose from."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from luma.domain.chordnames import chord_name, read_chord
from luma.domain.errors import BadExpression
from luma.domain.harmony import NO_CHORD, Chord
from luma.ui.controls.marked import MarkedField
from luma.ui.theme import colour

WIDE = 264
MOST_OFFERED = 3
HINT = "C, Am, F#m7/A, or N for none"

Take = Callable[[Chord, int], object]
"""What is done with a chord that was typed, and how many chords on the next one is."""


class ChordField(QFrame):
    """Lies under a chord until Enter sets it, Tab sets it and goes on, or Escape leaves it."""

    def __init__(
        self, host: QWidget, chord: Chord, others: tuple[Chord, ...], take: Take
    ) -> None:
        """Show a chord, to be typed over; `take` is told of the one that is wished."""
        super().__init__(host, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._take = take
        self.field = MarkedField()
        self.field.setProperty("mono", "true")
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName("Chord")
        self.field.setToolTip("Enter sets the chord, Tab goes on to the next one")
        self.field.setText(_name(chord))
        self.field.selectAll()
        self.field.textEdited.connect(lambda _: self._check())
        self.words = QLabel(HINT)
        self.words.setWordWrap(True)
        self.words.setProperty("level", "3")
        row = QHBoxLayout()
        row.addWidget(QLabel("Chord"))
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(row)
        self.offers = self._offers(chord, others)
        column.addLayout(self._row_of(self.offers))
        column.addWidget(self.words)
        self.setFixedWidth(WIDE)
        self.adjustSize()

    def open_at(self, at: QPoint) -> None:
        """Show it at a place of the screen."""
        self.move(at)
        self.show()
        self.field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of what floats."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("float"))
        painter.setPen(colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set it by Enter, leave by Escape, take an offer by the arrow down."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._set(0)
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_Down and self.field.hasFocus() and self.offers:
            self.offers[0].setFocus()
        elif key == Qt.Key.Key_Up:
            self.field.setFocus()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  (Qt's)
        """Set it by Tab, and go on to the next chord or back to the one before."""
        self._set(1 if forward else -1)
        return True

    def _offers(self, chord: Chord, others: tuple[Chord, ...]) -> tuple[QToolButton, ...]:
        wanted = [other for other in dict.fromkeys(others) if other != chord][:MOST_OFFERED]
        if NO_CHORD not in {chord, *wanted}:
            wanted.append(NO_CHORD)
        return tuple(self._offer(other) for other in wanted)

    def _offer(self, chord: Chord) -> QToolButton:
        made = QToolButton()
        made.setText(_name(chord))
        made.setFixedHeight(24)
        tip = "No chord sounds here" if chord.root is None else f"Set {_name(chord)}"
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.clicked.connect(partial(self._give, chord, 0))
        return made

    def _row_of(self, offers: tuple[QToolButton, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        label = QLabel("Or")
        label.setProperty("level", "3")
        row.addWidget(label)
        for offer in offers:
            row.addWidget(offer)
        row.addStretch(1)
        return row

    def _check(self) -> Chord | None:
        try:
            chord = read_chord(self.field.text())
        except BadExpression as fault:
            self.field.mark(fault.at)
            self.words.setText(f"Character {fault.at + 1}: {fault.why}.")
            self.adjustSize()
            return None
        self.field.mark(None)
        self.words.setText(HINT)
        self.adjustSize()
        return chord

    def _set(self, on: int) -> None:
        chord = self._check()
        if chord is not None:
            self._give(chord, on)

    def _give(self, chord: Chord, on: int, _: bool = False) -> None:  # noqa: FBT001, FBT002
        self.close()
        self._take(chord, on)


def _name(chord: Chord) -> str:
    return chord_name(chord) or "N"
