"""A field in which a person types where to go."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from luma.domain.moments import read_place, write_place
from luma.ui.controls.marked import MarkedField
from luma.ui.session import Session
from luma.ui.theme import colour
from luma.ui.timefield import fault_of

Go = Callable[[float], object]
WIDE, FIELD = 264, 150
HINT = "12.3, 5s, 1:05, drop+1"


class GoToField(QFrame):
    """Lies over the timeline until Enter goes to the place, or Escape does not."""

    def __init__(self, host: QWidget, session: Session, play_beat: float, go: Go) -> None:
        """Show where the play head is, to be typed over; `go` is told of the second."""
        super().__init__(host, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._seek = session, go
        self.field = MarkedField()
        self.field.setProperty("mono", "true")
        self.field.setFixedWidth(FIELD)
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName("Go to")
        self.field.textEdited.connect(lambda _: self._check())
        self.words = QLabel(HINT)
        self.words.setWordWrap(True)
        self.words.setProperty("level", "3")
        row = QHBoxLayout()
        row.addWidget(QLabel("Go to"))
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.words)
        self.setFixedWidth(WIDE)
        grid = session.grid
        self.field.setText("" if grid is None else write_place(play_beat, grid))
        self.adjustSize()
        self.field.selectAll()

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
        """Go there by Enter, leave by Escape."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _read(self, text: str) -> float:
        show = self._session.show
        assert show is not None
        return read_place(text, show.features.beats, show.features.sections)

    def _check(self) -> bool:
        fault = fault_of(self.field.text(), self._read)
        self.field.mark(None if fault is None else fault.at)
        self.words.setText(HINT if fault is None else f"Character {fault.at + 1}: {fault.why}.")
        self.adjustSize()
        return fault is None

    def _go(self) -> None:
        grid = self._session.grid
        if grid is not None and self._check():
            self._seek(float(grid.seconds(self._read(self.field.text()))))
            self.close()
