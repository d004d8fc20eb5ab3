"""Rows of the inspector: a label, a control, and what stands in for it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luma.domain.nodetype import PortKind
from luma.ui.assets import icon, pixmap
from luma.ui.controls.rowcontrol import TALL
from luma.ui.elided import Elided, as_written
from luma.ui.nodes.sprites import paint_port
from luma.ui.theme import colour, font

ROW, LABEL, NARROW, FOLD = 30, 92, 72, 30
SLIM, TIGHT = 280, 300


class RowLabel(Elided):
    """The name of a row; a double click restores the default."""

    restored = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the default."""
        self.restored.emit()


class Row(QWidget):
    """A label and a control beside it."""

    def __init__(self, title: str, control: QWidget, tip: str = "", below: int = SLIM) -> None:
        """Put a control into a row; below some width the label gets less."""
        super().__init__()
        self._below = below
        self.label = RowLabel(title)
        self.label.setProperty("level", "2")
        self.label.setToolTip(f"{title}. {tip}" if tip else title)
        self.label.setBuddy(control)
        self.control = control
        control.setToolTip(control.toolTip() or tip)
        control.setAccessibleName(title)
        self.setMinimumHeight(ROW)
        self._line = QVBoxLayout(self) if control.property(TALL) else QHBoxLayout(self)
        self._line.setContentsMargins(12, 3, 12, 3)
        self._line.setSpacing(3 if control.property(TALL) else 8)
        self.label.setFixedHeight(ROW - 6)
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(control, 1)
        self.label.setFixedWidth(LABEL)
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def add(self, widget: QWidget) -> None:
        """Put something at the end of the row."""
        self._line.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label less where there is little."""
        self.label.setFixedWidth(NARROW if self.width() < self._below else LABEL)
        super().resizeEvent(event)


class Wired(QWidget):
    """Says which node feeds a setting; the link at its end takes the wire off."""

    def __init__(self, kind: PortKind, source: str, unlink: Callable[[], object]) -> None:
        """Name the source."""
        super().__init__()
        self._kind, self._source = kind, source
        self.setFixedHeight(24)
        button = small_button("unlink", f"Take the wire from {source} off", unlink)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the port's shape and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, 0.5, self.width() - 33, 23)
        painter.setPen(colour("line"))
        painter.setBrush(colour("sunk"))
        painter.drawRoundedRect(box, 4, 4)
        paint_port(painter, box.center() - _half(box), self._kind, 8)
        painter.setFont(font(12))
        painter.setPen(colour("text_2"))
        words = painter.fontMetrics().elidedText(
            f"from {self._source}", Qt.TextElideMode.ElideRight, int(box.width()) - 28
        )
        painter.drawText(box.adjusted(22, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)


def _half(box: QRectF) -> QPointF:
    return QPointF(box.width() / 2 - 11, 0)


class Section(QWidget):
    """A heading with rows below it, which fold away."""

    def __init__(self, title: str) -> None:
        """Be open and empty."""
        super().__init__()
        self._title = title
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 6)
        self._rows.setSpacing(0)
        self._head = _Head(title)
        self._head.pressed.connect(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._body)

    def add(self, widget: QWidget) -> None:
        """Put a row at the end."""
        self._rows.addWidget(widget)

    def _fold(self) -> None:
        self._body.setVisible(self._body.isHidden())
        self._head.open = not self._body.isHidden()
        self._head.update()


class _Head(QWidget):
    """The heading of a section."""

    pressed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self.open = title, True
        self.setFixedHeight(FOLD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Fold or unfold")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, colour("line_soft"))
        sign = pixmap("chevron-down" if self.open else "chevron-right", "text_3", 14)
        painter.drawPixmap(10, 8, sign)
        painter.setFont(font(12, 600))
        painter.setPen(colour("text"))
        words = self.rect().adjusted(30, 0, -12, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._title)


class Head(QWidget):
    """What is being looked at: a bar of its colour, its name, a line of facts, one action."""

    def __init__(self, action: str, tip: str, sign: str) -> None:
        """Name nothing yet."""
        super().__init__()
        self.setFixedHeight(56)
        self._bar = colour("line_strong")
        self.name, self.facts = Elided(), Elided()
        self.name.setFont(font(13, 600))
        self.facts.setProperty("level", "3")
        self.action = QToolButton()
        self.action.setText(action)
        self.action.setIcon(icon(sign))
        self.action.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.action.setToolTip(tip)
        for label in (self.name, self.facts):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 10, 0, 10)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 0, 12, 0)
        row.addLayout(words, 1)
        row.addWidget(self.action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the action's word away where there is little room."""
        word = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
        self.action.setToolButtonStyle(word if self.width() >= SLIM else icon_only)
        super().resizeEvent(event)

    def tell(self, name: str, facts: str, bar: QColor) -> None:
        """Name a thing."""
        self.name.setText(name)
        self.name.setToolTip(as_written(name))
        self.facts.setText(facts)
        self.facts.setToolTip(facts)
        self._bar = bar
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._bar)
        painter.drawRoundedRect(QRectF(12, 12, 4, self.height() - 24), 2, 2)


def pair(first: QWidget, word: str, second: QWidget) -> QWidget:
    """Two controls in one row, with a word between them."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    between = QLabel(word)
    between.setProperty("level", "2")
    between.setBuddy(second)
    second.setAccessibleName(word)
    for widget, share in ((first, 1), (between, 0), (second, 1)):
        line.addWidget(widget, share)
    both.setFocusProxy(first)
    return both


def small_button(sign: str, tip: str, act: Callable[[], object]) -> QToolButton:
    """A button that is only an icon."""
    button = QToolButton()
    button.setIcon(icon(sign))
    button.setIconSize(QSize(16, 16))
    button.setProperty("flat", "true")
    button.setFixedSize(24, 24)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda _: act())
    return button
