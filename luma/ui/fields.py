"""What stands in the top bar and is painted by itself."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from luma.app.events import LightsLost, LightsReady, OutputFailed, OutputsChanged
from luma.ui.assets import pixmap
from luma.ui.session import Session
from luma.ui.theme import colour, font


class CommandField(QWidget):
    """Looks like a field, and opens the palette."""

    pressed = Signal()

    def __init__(self, keys: str) -> None:
        """Show the key that opens it too."""
        super().__init__()
        self._keys = keys
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setToolTip(f"Find a command or a track ({keys})")
        self.setAccessibleName("Find or run")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the palette."""
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a field with its words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line"))
        painter.setBrush(colour("sunk"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 4, 4)
        if self.width() <= self.height():
            side = (self.width() - 16) // 2
            painter.drawPixmap(side, side, pixmap("search", "text_2", 16))
            return
        painter.drawPixmap(8, (self.height() - 14) // 2, pixmap("search", "text_3", 14))
        painter.setPen(colour("text_3"))
        painter.setFont(font(12))
        painter.drawText(box.adjusted(28, 0, -8, 0), _LEFT, "Find or run…")
        draw_key(painter, box.right() - 6, self.height() / 2, self._keys)


class LiveState(QWidget):
    """A dot and the name of what light is sent to."""

    def __init__(self, session: Session) -> None:
        """Show where light goes, by the settings and what was heard of it."""
        super().__init__()
        self._session = session
        self._on, self._name, self._trouble = False, "", ""
        session.bridge.on(OutputFailed, lambda f: self._tell(f.trouble.sentence()), self)
        session.bridge.on(LightsLost, lambda f: self._tell(f.said), self)
        session.bridge.on(LightsReady, lambda _: self._tell(""), self)
        session.bridge.on(OutputsChanged, lambda _: self._look(), self)
        self._look()

    def _look(self) -> None:
        """See which outputs there are, and whether one is out of reach."""
        rows = self._session.desk.outputs.rows()
        self._on = bool(rows)
        self._name = ", ".join(row.choice.name for row in rows) or "No output"
        self._tell(next((row.words for row in rows if row.state == "failed"), ""))

    @property
    def words(self) -> str:
        """What it says."""
        if self._trouble:
            return "Output lost"
        return f"Live · {self._name}" if self._on else self._name

    def sizeHint(self) -> QSize:
        """A dot and the words."""
        return QSize(20 + self.fontMetrics().horizontalAdvance(self.words), 24)

    def _tell(self, trouble: str) -> None:
        self._trouble = trouble if self._on else ""
        told = "Light is sent out." if self._on else "Light is shown here and sent nowhere."
        self.setToolTip(self._trouble or told)
        self.setAccessibleName(self.words)
        self.setFixedSize(self.sizeHint())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot: full while live, a ring while nothing goes out, amber when lost."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = QRectF(3, self.height() / 2 - 4, 8, 8)
        shade = "warn" if self._trouble else "live" if self._on else "line_control"
        painter.setPen(colour(shade))
        painter.setBrush(colour(shade) if self._on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        painter.setPen(colour("text_2"))
        painter.drawText(QRectF(18, 0, self.width() - 18, self.height()), _LEFT, self.words)


class BlackoutButton(QToolButton):
    """Makes all dark, solid red while it does."""

    def __init__(self, keys: str) -> None:
        """Rest."""
        super().__init__()
        self._keys = keys
        self.setCheckable(True)
        self.setFixedSize(118, 28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"Blackout: no light at all until pressed again ({keys})")
        self.setAccessibleName("Blackout")

    def tell(self, *, dark: bool) -> None:
        """Show whether all is dark."""
        if dark != self.isChecked():
            self.setChecked(dark)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an outline at rest, solid while dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "live" if dark else "lift" if self.underMouse() else "void"
        painter.setPen(
            colour("live" if dark else "accent" if self.hasFocus() else "line_strong")
        )
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(box, 4, 4)
        ink = "on_live" if dark else "text"
        painter.drawPixmap(8, 6, pixmap("lightbulb-off", ink))
        painter.setPen(colour(ink))
        painter.setFont(font(12, 500))
        painter.drawText(box.adjusted(30, 0, -26, 0), _LEFT, "Blackout")
        if not dark:
            draw_key(painter, box.right() - 6, self.height() / 2, self._keys)


def draw_key(painter: QPainter, right: float, middle: float, keys: str) -> None:
    """A key cap whose right edge and middle lie there."""
    painter.setFont(font(11))
    width = painter.fontMetrics().horizontalAdvance(keys) + 10
    cap = QRectF(round(right - width) + 0.5, round(middle - 9) + 0.5, width, 17)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(colour("line_strong"))
    painter.drawRoundedRect(cap, 3, 3)
    painter.setPen(colour("text_3"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
