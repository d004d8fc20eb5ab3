"""One effect of the rack as a card: its name and state on the left, its settings beside it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from luma.app.meterlevels import MeterLevels
from luma.app.rack import RackNode
from luma.domain.graphdoc import Use
from luma.ui.assets import icon, pixmap
from luma.ui.elided import Elided, as_written
from luma.ui.sound.cells import cell_of
from luma.ui.sound.curve import ResponseCurve
from luma.ui.sound.knob import HEIGHT as CELL
from luma.ui.sound.knob import Knob
from luma.ui.sound.letter import Letter
from luma.ui.sound.nodemeter import NodeMeter
from luma.ui.theme import colour, font
from luma.ui.wording import is_same

if TYPE_CHECKING:
    from luma.ui.controls.control import Control

HEAD, PAD, GRIP, TOOL, TROUBLE = 176, 10, 18, 24, 24
LEAST = 2 * PAD + CELL
DRAG_FROM = 6
CURVED = frozenset({"eq"})
WELL, WIDEST_WELL, TALLEST_WELL = 150, 300, 110
"""A curve takes the room beside the knobs, or below the head where there is none."""


class Card(QWidget):
    """Shows an effect, and says what a hand wishes of it."""

    moved = Signal(str, object)
    """A setting, by its name, while a hand changes it."""
    finished = Signal()
    used = Signal(str)
    preset = Signal(str)
    removed = Signal()
    dragged = Signal(QPoint)
    """The pointer that carries it, on the screen."""
    dropped = Signal()
    walked = Signal(int)

    def __init__(self, node: RackNode, presets: tuple[str, ...]) -> None:
        """Show an effect that never becomes another."""
        super().__init__()
        self.node = node
        self._held: QPoint | None = None
        self._carried = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Elided(node.type if node.kind is None else node.kind.title)
        self.title.setFont(font(12, 600))
        self.title.setParent(self)
        self.trouble = Elided()
        self.trouble.setParent(self)
        self.trouble.setFont(font(11))
        self._make_tools(presets)
        self.cells: dict[str, QWidget] = {}
        self.controls: dict[str, Control] = {}
        for setting in () if node.kind is None else node.kind.settings:
            cell, control = cell_of(node.type, setting)
            cell.setParent(self)
            self.cells[setting.name], self.controls[setting.name] = cell, control
            control.moved.connect(partial(self.moved.emit, setting.name))
            control.finished.connect(self.finished)
        self.meter = NodeMeter() if node.meter is not None else None
        self.curve = ResponseCurve() if node.type in CURVED and node.kind else None
        for widget in (self.meter, self.curve):
            if widget is not None:
                widget.setParent(self)
        self.show_node(node)

    def show_node(self, node: RackNode) -> None:
        """Show the effect as it is now."""
        self.node = node
        for setting in () if node.kind is None else node.kind.settings:
            value = node.settings[setting.name]
            changed = not is_same(value, setting.default)
            control = self.controls[setting.name]
            control.show_value(value, changed=changed)
            if isinstance(control, Knob) and control.is_dim != (node.use != "on"):
                control.is_dim = node.use != "on"
                control.update()
        if self.curve is not None:
            self.curve.show_node(node)
        self.power.setChecked(node.use != "bypassed")
        self.power.setIcon(icon("power", "accent" if node.use != "bypassed" else "text_2"))
        self.mute.setChecked(node.use == "muted")
        self.trouble.setText(node.trouble)
        self.trouble.setVisible(bool(node.trouble))
        self.trouble.setToolTip(as_written(node.trouble))
        name = f"{self.title.text()}, {_USES[node.use]}"
        self.setAccessibleName(name)
        self.update()

    def show_levels(self, levels: MeterLevels) -> None:
        """Show what its meter measures."""
        if self.meter is not None:
            self.meter.tell(levels)

    def height_for(self, width: int) -> int:
        """How high it is at a width."""
        rows = self._rows(width)
        high = max(LEAST, 2 * PAD + rows * CELL + (rows - 1) * PAD)
        return high + (TROUBLE if self.node.trouble else 0)

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(600, self.height_for(600))

    def toggle_use(self, use: Use) -> None:
        """Bypass or mute it, or let it play again."""
        self.used.emit("on" if self.node.use == use else use)

    def open_presets(self) -> None:
        """Offer its presets."""
        if not self.presets.isHidden():
            self.presets.showMenu()

    def _make_tools(self, presets: tuple[str, ...]) -> None:
        self.power = _tool("power", "Let it play, or pass it by (Ctrl+B)")
        self.power.setCheckable(True)
        self.power.clicked.connect(lambda _: self.toggle_use("bypassed"))
        self.mute = Letter("M", "warn", "Mute: nothing comes out of it (Ctrl+M)")
        self.mute.clicked.connect(lambda _: self.toggle_use("muted"))
        self.presets = QToolButton()
        self.presets.setText("Preset")
        self.presets.setFont(font(12, 500))
        self.presets.setToolTip("Take over settings that go together (Ctrl+P)")
        self.presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self.presets)
        for name in presets:
            menu.addAction(name).triggered.connect(lambda _=False, n=name: self.preset.emit(n))
        self.presets.setMenu(menu)
        self.bin = _tool("trash-2", "Take it away (Del)")
        self.bin.clicked.connect(lambda _: self.removed.emit())
        for tool in (self.power, self.mute, self.presets, self.bin):
            tool.setParent(self)
        self.presets.setVisible(bool(presets))

    def _rows(self, width: int) -> int:
        return max((row for row, _ in self._places(width)), default=0) + 1

    def _places(self, width: int) -> list[tuple[int, int]]:
        """The row and the left edge of each cell at a width; rows are about as long."""
        loose = self._filled(width - PAD)
        rows = max((row for row, _ in loose), default=0) + 1
        if rows == 1:
            return loose
        whole = sum(cell.width() for cell in self.cells.values())
        widest = max(cell.width() for cell in self.cells.values())
        even = self._filled(HEAD + min(-(-whole // rows) + widest, width - PAD - HEAD))
        return even if max(row for row, _ in even) < rows else loose

    def _filled(self, end: int) -> list[tuple[int, int]]:
        """The places of the cells where rows go as far as an edge."""
        places, row, x = [], 0, HEAD
        for cell in self.cells.values():
            if x + cell.width() > end and x > HEAD:
                row, x = row + 1, HEAD
            places.append((row, x))
            x += cell.width()
        return places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        width = self.width()
        self.title.setGeometry(GRIP + 8, PAD, HEAD - GRIP - 16, TOOL)
        x, y = GRIP + 4, PAD + TOOL + 14
        for tool in (self.power, self.mute):
            tool.setGeometry(x, y, TOOL, TOOL)
            x += TOOL + 2
        if not self.presets.isHidden():
            wide = self.presets.sizeHint().width()
            self.presets.setGeometry(x + 4, y, wide, TOOL)
            x += wide + 6
        self.bin.setGeometry(x, y, TOOL, TOOL)
        for cell, (row, left) in zip(self.cells.values(), self._places(width), strict=True):
            cell.move(left, PAD + row * (CELL + PAD))
        if self.meter is not None:
            self.meter.setGeometry(HEAD, PAD, width - HEAD - PAD, LEAST - 2 * PAD)
        self._place_curve()
        self.trouble.setGeometry(32, self.height() - TROUBLE, width - 40, TROUBLE)

    def _place_curve(self) -> None:
        if self.curve is None:
            return
        boxes = [cell.geometry() for cell in self.cells.values()]
        left = max(box.right() for box in boxes) + 16
        foot = max(box.bottom() for box in boxes)
        below = PAD + 2 * TOOL + 26
        if self.width() - PAD - left >= WELL:
            wide = min(self.width() - PAD - left, WIDEST_WELL)
            self.curve.setGeometry(left, PAD, wide, foot - PAD)
        else:
            self.curve.setGeometry(
                GRIP + 8, below, HEAD - GRIP - 24, min(foot - below, TALLEST_WELL)
            )
        self.curve.setVisible(self.curve.height() >= 48)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it by its head."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < HEAD:
            self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it."""
        if self._held is None:
            return
        at = event.position().toPoint()
        if self._carried or (at - self._held).manhattanLength() >= DRAG_FROM:
            self._carried = True
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go where it is."""
        carried, self._held, self._carried = self._carried, None, False
        if carried:
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the cards by the arrows, and into one by Right."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Right and self.controls:
            next(iter(self.controls.values())).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys mean it."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the grip, and what is wrong."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = "accent" if self.hasFocus() else "error" if self.node.trouble else ""
        painter.setPen(QPen(colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(colour("raised"))
        painter.drawRoundedRect(box, 6, 6)
        shade = "text_3" if self.node.use != "on" else "line_control"
        painter.drawPixmap(6, PAD + 4, pixmap("grip-vertical", shade, 16))
        if self.node.trouble:
            foot = QRectF(1, self.height() - TROUBLE, self.width() - 2, TROUBLE - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("error_fill"))
            painter.drawRoundedRect(foot, 5, 5)
            painter.drawPixmap(10, round(foot.top()) + 4, pixmap("circle-alert", "error", 14))
        elif self.node.kind is None:
            painter.setPen(colour("text_2"))
            words = "This version does not know it; it is kept, and sound passes it by."
            painter.drawText(box.adjusted(HEAD, 0, -PAD, 0), _LEFT, words)
        elif not self.cells and self.meter is None:
            painter.setPen(colour("text_3"))
            painter.drawText(box.adjusted(HEAD, 0, -PAD, 0), _LEFT, "It has no settings.")


def _tool(sign: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icon(sign))
    made.setIconSize(QSize(16, 16))
    made.setProperty("flat", "true")
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


_USES: dict[Use, str] = {"on": "plays", "bypassed": "passed by", "muted": "muted"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
