"""A panel: a header with a title, facts and tools, and its content, in rounded corners."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luma.ui.assets import icon
from luma.ui.elided import Elided
from luma.ui.problems import ProblemBar
from luma.ui.theme import colour, font

HEADER, CORNER = 32, 6


class Panel(QWidget):
    """A room of the window; problems that concern it appear under its header."""

    def __init__(self, title: str, content: QWidget) -> None:
        """Put a header over the content."""
        super().__init__()
        self.setMinimumSize(220, 160)
        self.title = QLabel(title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(font(12, 600))
        self.facts = Elided()
        self.facts.setProperty("level", "3")
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.problems = ProblemBar()
        header = QWidget()
        header.setFixedHeight(HEADER)
        self._tools = QHBoxLayout(header)
        self._tools.setContentsMargins(12, 0, 6, 0)
        self._tools.setSpacing(4)
        self._tools.addWidget(self.title)
        self._tools.addSpacing(4)
        self._tools.addWidget(self.facts, 1)
        self._tools.addSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.problems)
        column.addWidget(content, 1)
        self._corners = Corners(self)

    def add_tool(self, name: str, tip: str) -> QToolButton:
        """A small button in the header."""
        tool = QToolButton()
        tool.setIcon(icon(name))
        tool.setIconSize(QSize(16, 16))
        tool.setToolTip(tip)
        tool.setProperty("flat", "true")
        tool.setFixedSize(24, 24)
        self._tools.addWidget(tool)
        return tool

    def lead(self, widget: QWidget) -> None:
        """Something of one's own before the title."""
        self._tools.insertWidget(0, widget)

    def add_widget(self, widget: QWidget) -> None:
        """Something of one's own in the header."""
        self._tools.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the body and the header."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        painter.fillRect(0, 0, self.width(), HEADER, colour("raised"))


class Corners(QWidget):
    """Four corners of the window's ground over whatever a panel shows."""

    def __init__(self, panel: QWidget) -> None:
        """Lie on top of a panel, and let the mouse through."""
        super().__init__(panel)
        self._panel = panel
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay on top, in the panel's size."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.ChildAdded}:
            self.setGeometry(self._panel.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the four corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside.addRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        painter.fillPath(outside.subtracted(inside), colour("void"))
