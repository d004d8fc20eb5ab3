"""An error as a quiet bar, with what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from luma.domain.errors import LumaError, Unavailable
from luma.ui.assets import icon, pixmap
from luma.ui.elided import Elided, as_written
from luma.ui.theme import colour, font

HEIGHT, EDGE, NARROW = 36, 3, 520


class ProblemBar(QWidget):
    """Tells the latest problem of a panel until somebody acts on it or closes it."""

    closed = Signal()
    """A person closed it by its cross."""

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setVisible(False)
        self._happened, self._hint = Elided(), Elided()
        self._happened.setFont(font(12, 600))
        self._hint.setProperty("level", "2")
        for label in (self._happened, self._hint):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sign, self._shade = QLabel(), "error"
        self._action = QPushButton()
        self._act: Callable[[], object] | None = None
        self._action.clicked.connect(self._run)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setProperty("flat", "true")
        close.setToolTip("Close this message")
        close.clicked.connect(self.clear)
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE + 9, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(self._sign)
        self._lines = self._made_lines()
        row.addLayout(self._lines, 1)
        row.addWidget(self._action)
        row.addWidget(close)

    @property
    def shade(self) -> str:
        """The token of its colour: of an error, or of what works but less."""
        return self._shade

    @property
    def words(self) -> str:
        """What is being told."""
        return f"{self._happened.text()} {self._hint.text()}".strip()

    def tell(
        self, trouble: LumaError, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Tell a problem, with one thing that can be done about it; a mere lack warns."""
        works = type(trouble) is Unavailable  # a mere lack: its kinds are things that fell
        self._shade = "warn" if works else "error"
        self._sign.setPixmap(pixmap("triangle-alert" if works else "circle-alert", self._shade))
        self._happened.setText(trouble.message)
        self._hint.setText(trouble.hint)
        self._hint.setVisible(bool(trouble.hint))
        self.setToolTip(as_written(trouble.sentence()))
        self._act = act
        self._action.setText(action)
        self._action.setVisible(act is not None)
        self.setVisible(True)
        self.update()

    def clear(self) -> None:
        """Tell nothing more."""
        self.setVisible(False)

    def _made_lines(self) -> QBoxLayout:
        lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lines.setContentsMargins(0, 2, 0, 2)
        lines.setSpacing(8)
        lines.addWidget(self._happened, 3)
        lines.addWidget(self._hint, 2)
        return lines

    def _run(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two lines where one would be too short."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        way = (
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )
        self._lines.setDirection(way)
        self._lines.setSpacing(0 if is_narrow else 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(f"{self._shade}_fill"))
        painter.fillRect(0, 0, EDGE, self.height(), colour(self._shade))
