"""A small card that asks for a few words: a name, or a note of several lines."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from luma.ui.elided import Elided
from luma.ui.theme import colour, font

WIDTH, NOTE = 260, 84


class Card(QFrame):
    """A floating box that closes when something beside it is clicked."""

    def __init__(self, parent: QWidget, title: str, width: int = WIDTH) -> None:
        """Have a title, and room for more."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        head = Elided(title)
        head.setFont(font(13, 600))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(head)
        self.setFixedWidth(width)

    def open_at(self, at: QPoint) -> None:
        """Open at a place on the screen, moved so that all of it is seen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(at.x(), room.left()), room.right() - self.width())
        y = min(max(at.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class NameCard(Card):
    """Asks for a name; Enter gives it, Escape or a click elsewhere leaves it."""

    given = Signal(str)

    def __init__(self, parent: QWidget, title: str, words: str, hint: str = "") -> None:
        """Begin with some words, all chosen."""
        super().__init__(parent, title)
        self.field = QLineEdit(words)
        self.field.setMaxLength(255)
        self.field.setPlaceholderText("Name")
        self.field.setToolTip("Enter keeps the name, Esc leaves it")
        self.field.selectAll()
        self.field.returnPressed.connect(self._give)
        self.column.addWidget(self.field)
        if hint:
            foot = QLabel(hint)
            foot.setTextFormat(Qt.TextFormat.PlainText)
            foot.setProperty("level", "3")
            foot.setWordWrap(True)
            self.column.addWidget(foot)

    def open_at(self, at: QPoint) -> None:
        """Open with the keys in the field."""
        super().open_at(at)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _give(self) -> None:
        words = self.field.text().strip()
        if words:
            self.close()
            self.given.emit(words)


class NoteCard(Card):
    """Takes a note; a click beside it keeps what was changed, Escape leaves it."""

    given = Signal(str)

    def __init__(self, parent: QWidget, title: str, words: str) -> None:
        """Show the note as it is."""
        super().__init__(parent, title, 300)
        self._before, self._is_left = words, False
        self.words = QPlainTextEdit(words)
        self.words.setFixedHeight(NOTE)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText("What you want to know of it next time")
        self.words.setToolTip("A note; the search finds it, also by note:word")
        foot = QLabel("Ctrl+Enter or a click beside it keeps it, Esc does not")
        foot.setProperty("level", "3")
        self.column.addWidget(self.words)
        self.column.addWidget(foot)

    def open_at(self, at: QPoint) -> None:
        """Open with the keys in the note."""
        super().open_at(at)
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves all as it was, Ctrl+Enter keeps it."""
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
        words = self.words.toPlainText().strip()
        if not self._is_left and words != self._before:
            self._is_left = True
            self.given.emit(words)
