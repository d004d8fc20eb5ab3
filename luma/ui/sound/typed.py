"""A small field over a figure, in which it is typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from luma.ui.controls.numbers import read_number

HEIGHT = 20


class Typed(QLineEdit):
    """Opens over the foot of its owner; Enter takes the number, Escape leaves all as it is."""

    entered = Signal(float)

    def __init__(self, owner: QWidget) -> None:
        """Be there, unseen."""
        super().__init__(owner)
        self._owner = owner
        self.setProperty("mono", "true")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def open(self, value: float) -> None:
        """Show a number to be typed over."""
        height = max(HEIGHT, self.sizeHint().height())
        self.setText(f"{value:g}".replace("-", "−"))
        self.setGeometry(0, self._owner.height() - height, self._owner.width(), height)
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it, or leave it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            number = read_number(self.text())
            self._close()
            if number is not None:
                self.entered.emit(number)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave it."""
        super().focusOutEvent(event)
        self.hide()

    def _close(self) -> None:
        self._owner.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
