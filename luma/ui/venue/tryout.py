"""A field in which a selection is tried out: it counts heads and marks them in the room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from luma.app.selections import answer
from luma.domain.selection import resolve
from luma.ui.controls.marked import MarkedField
from luma.ui.elided import Elided
from luma.ui.theme import colour
from luma.ui.venue.hall import Hall


class TryOut(QWidget):
    """Enter chooses the fixtures of the heads that are meant; Escape clears."""

    def __init__(self, hall: Hall) -> None:
        """Ask about the lit room."""
        super().__init__()
        self._hall = hall
        self.field = MarkedField()
        self.field.setProperty("mono", "true")
        self.field.setPlaceholderText("Try a selection: front[::2] or movers")
        self.field.setAccessibleName("Try out a selection")
        self.field.setToolTip("Groups, all, and, or, not, slices; Enter chooses them (Ctrl+E)")
        self.count, self.words = QLabel(), Elided()
        self.count.setProperty("level", "3")
        self.words.setProperty("level", "error")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.words)
        self.field.textChanged.connect(lambda _: self.look())
        self.field.returnPressed.connect(self.choose)
        hall.sheet_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Count what is meant, and mark it in the room."""
        text, heads = self.field.text(), self._hall.sheet.heads
        if not text.strip():
            self.field.mark(None)
            self._tell("", "")
            self._hall.mean(())
            return
        found = answer(text, heads)
        self.field.mark(found.at)
        many = f"{found.heads} head{'s' * (found.heads != 1)}"
        self._tell("" if found.words else many, found.words)
        wrong = found.words or not heads
        self._hall.mean(() if wrong else resolve(text, heads))

    def choose(self) -> None:
        """Choose the fixtures of what is meant."""
        heads = self._hall.sheet.heads
        if self._hall.meant:
            order = resolve(self.field.text(), heads)
            self._hall.choose(heads[number].fixture for number in order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear by Escape."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))

    def _tell(self, count: str, wrong: str) -> None:
        self.count.setText(count)
        self.count.setVisible(bool(count))
        self.words.setText(wrong)
        self.words.setVisible(bool(wrong))
