"""A switch, a choice out of a few, a text, and a colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QColorDialog, QComboBox, QHBoxLayout, QLineEdit

from luma.domain.nodetype import Json
from luma.ui.assets import pixmap
from luma.ui.controls.control import Control
from luma.ui.shades import linear, shown
from luma.ui.theme import colour, font

SWITCH = QSize(26, 14)


class Switch(Control):
    """On or off."""

    def __init__(self) -> None:
        """Be off."""
        super().__init__()
        self._on = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(24)

    @property
    def is_on(self) -> bool:
        """Whether it is on."""
        return self._on

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show whether it is on."""
        self._on = bool(value)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn over."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn over by Space or Enter."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return}:
            self._turn()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the switch and its word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - SWITCH.height()) / 2, SWITCH.width(), SWITCH.height())
        edge = colour("accent" if self._on else "line_control")
        painter.setPen(QPen(edge, 1.2))
        painter.setBrush(edge if self._on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 7, 7)
        x = box.right() - 12 if self._on else box.left() + 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("text_on" if self._on else "text_2"))
        painter.drawEllipse(QRectF(x, box.top() + 2, 10, 10))
        painter.setPen(colour("text_2"))
        painter.setFont(font(12))
        words = QRectF(box.right() + 8, 0, 60, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, "On" if self._on else "Off")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(box.adjusted(-1, -2, 2, 2), 9, 9)

    def _turn(self) -> None:
        self._on = not self._on
        self.update()
        self.moved.emit(self._on)
        self.finished.emit()


class Choice(Control):
    """One out of a few words; the wheel passes by, so that scrolling changes nothing."""

    def __init__(self, choices: tuple[str, ...], titles: tuple[str, ...] = ()) -> None:
        """Offer the words."""
        super().__init__()
        self.box = ArrowBox()
        for choice, title in zip(choices, titles or choices, strict=True):
            self.box.addItem(title, choice)
        self.box.setFixedHeight(24)
        self.box.activated.connect(self._take)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show which is chosen; none where several things differ."""
        self.box.setCurrentIndex(self.box.findData(value))
        self.box.setPlaceholderText("–")
        shades = self.box.palette()
        shades.setColor(shades.ColorRole.ButtonText, colour("accent" if changed else "text"))
        self.box.setPalette(shades)

    def _take(self, index: int) -> None:
        self.moved.emit(self.box.itemData(index))
        self.finished.emit()


class ArrowBox(QComboBox):
    """A combo box that the wheel does not turn, with an arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = pixmap("chevron-down", "text_3", 14)
        painter.drawPixmap(self.width() - 20, (self.height() - 14) // 2, arrow)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what lies below."""
        event.ignore()


class TextField(Control):
    """A text, taken when it is finished."""

    def __init__(self, *, mono: bool = False) -> None:
        """Hold no text."""
        super().__init__()
        self.field = QLineEdit()
        if mono:
            self.field.setProperty("mono", "true")
        self.field.editingFinished.connect(self._take)
        self._shown = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a text, unless one is being typed."""
        self._shown = "" if value is None else str(value)
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(self._shown)
            self.field.setCursorPosition(0)

    def put_back(self) -> None:
        """Show again what was shown before somebody typed."""
        self.field.setText(self._shown)
        self.field.setModified(False)

    def _take(self) -> None:
        if self.field.isModified() and self.field.text() != self._shown:
            self.field.setModified(False)
            self.moved.emit(self.field.text())
            self.finished.emit()


class Swatch(Control):
    """A colour; a press opens the chooser, which shows its changes at once."""

    def __init__(self) -> None:
        """Be white."""
        super().__init__()
        self._value: tuple[float, float, float] = (1.0, 1.0, 1.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a colour."""
        if isinstance(value, list | tuple) and len(value) == 3:
            red, green, blue = (float(p) if isinstance(p, int | float) else 0.0 for p in value)
            self._value = (red, green, blue)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the chooser."""
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chooser by Space or Enter."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return}:
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(colour("accent" if focused else "line_strong"), 1 + focused))
        painter.setBrush(shown(self._value))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -3), 3, 3)

    def _open(self) -> None:
        before = self._value
        dialog = QColorDialog(shown(before), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.currentColorChanged.connect(self._take)
        dialog.rejected.connect(lambda: self._give_back(before))
        dialog.finished.connect(lambda _: self.finished.emit())
        dialog.open()

    def _take(self, shade: QColor) -> None:
        self._value = linear(shade)
        self.update()
        self.moved.emit(list(self._value))

    def _give_back(self, value: tuple[float, float, float]) -> None:
        self._value = value
        self.moved.emit(list(value))
