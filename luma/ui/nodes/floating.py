"""A control that opens over a node, for values that are drawn rather than typed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from luma.domain.nodetype import Json, Setting
from luma.ui.controls.making import control_for
from luma.ui.theme import colour
from luma.ui.wording import label_of

WIDTH, GAP = 320, 4


class Floating(QFrame):
    """Shows one control until a press beside it, or Escape; each stroke is one edit."""

    def __init__(
        self, parent: QWidget, setting: Setting, value: Json, take: Callable[[Json], object]
    ) -> None:
        """Hold the control of a setting."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._take, self._latest, self._given = take, value, value
        self.control = control_for(setting)
        self.control.show_value(value)
        self.control.moved.connect(self._note)
        self.control.finished.connect(self._give)
        title = QLabel(label_of(setting.name))
        title.setProperty("level", "2")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(self.control)
        self.setFixedWidth(WIDTH)

    def open_under(self, box: QRect) -> None:
        """Open under a place on the parent."""
        parent = self.parentWidget()
        assert parent is not None  # it was given one
        self.adjustSize()
        at = parent.mapToGlobal(box.bottomLeft() + QPoint(0, GAP))
        room = parent.screen().availableGeometry()
        x = min(max(at.x(), room.left()), room.right() - self.width())
        y = at.y()
        if y + self.height() > room.bottom():
            y = parent.mapToGlobal(box.topLeft()).y() - self.height() - GAP
        self.move(x, y)
        self.show()
        self.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _note(self, value: Json) -> None:
        self._latest = value

    def _give(self) -> None:
        if self._latest != self._given:
            self._given = self._latest
            self._take(self._latest)
