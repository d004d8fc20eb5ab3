"""A card with what is said of a pattern, opened from its list."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from luma.app.repertoire import ListedPattern
from luma.ui.elided import Elided
from luma.ui.theme import colour, font

WIDTH, WORDS = 300, 84


class PatternCard(QFrame):
    """Takes a description and tags; what was changed is said when it closes."""

    described = Signal(str)
    tagged = Signal(object)

    def __init__(self, parent: QWidget, pattern: ListedPattern) -> None:
        """Show what is said of a pattern now."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._pattern, self._is_left = pattern, False
        name = Elided(pattern.name)
        name.setFont(font(13, 600))
        self.words = QPlainTextEdit(pattern.description)
        self.words.setFixedHeight(WORDS)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText("What it does with light")
        self.words.setToolTip("What it does with light; the search finds it")
        self.tags = QLineEdit(", ".join(pattern.tags))
        self.tags.setPlaceholderText("Tags, with commas between them")
        self.tags.setToolTip("Tags, with commas between them; the list can be narrowed to one")
        foot = QLabel("Click beside it to keep, Esc to leave it as it was")
        foot.setProperty("level", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (name, self.words, self.tags, foot):
            column.addWidget(widget)
        self.setFixedWidth(WIDTH)

    def open_at(self, at: QPoint) -> None:
        """Open below a place on the screen, or above it where there is no room."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(at.x() + 8, room.left()), room.right() - self.width())
        y = (
            at.y() + 2
            if at.y() + self.height() < room.bottom()
            else at.y() - self.height() - 36
        )
        self.move(x, y)
        self.show()
        self.words.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves all as it was, Enter in the tags keeps it."""
        if event.key() == Qt.Key.Key_Escape:
            self._is_left = True
            self.close()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say what was changed."""
        super().hideEvent(event)
        if self._is_left:
            return
        self._is_left = True
        words = self.words.toPlainText().strip()
        if words != self._pattern.description:
            self.described.emit(words)
        tags = tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip())
        if tags != self._pattern.tags:
            self.tagged.emit(tags)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
