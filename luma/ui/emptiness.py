"""What stands where there is nothing yet: an icon, a title, a sentence, at most one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from luma.ui.assets import icon, pixmap
from luma.ui.theme import colour

ICON = 32


class Emptiness(QWidget):
    """An empty state in the middle of its panel."""

    def __init__(self, sign: str, title: str, sentence: str) -> None:
        """Say what could be here."""
        super().__init__()
        picture = QLabel()
        picture.setPixmap(pixmap(sign, "line_control", ICON))
        self.title, self.sentence = QLabel(title), QLabel(sentence)
        self.title.setProperty("level", "empty")
        self.sentence.setProperty("level", "2")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)
        self._column = column

    def offer(
        self, words: str, act: Callable[[], object], tip: str, sign: str = "", *, primary: bool
    ) -> QPushButton:
        """Offer one thing to do."""
        button = QPushButton(words)
        if sign:
            button.setIcon(icon(sign, "text_on" if primary else "text_2"))
        button.setProperty("primary", "true" if primary else "false")
        button.setToolTip(tip)
        button.clicked.connect(act)
        place = self._column.count() - 1
        self._column.insertSpacing(place, 4)
        self._column.insertWidget(place + 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), colour("sunk"))
