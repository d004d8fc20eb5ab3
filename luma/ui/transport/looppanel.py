"""The tools of the loop, which open above its button."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from luma.domain.nodetype import Setting
from luma.ui.actions import Action
from luma.ui.controls.number import NumberField
from luma.ui.theme import colour
from luma.ui.transport.control import Transport

CROSSFADE = Setting("crossfade", "number", 0.0, 0.0, 100.0, unit="ms")
SHORT = {
    "loop in": "In",
    "loop out": "Out",
    "loop half": "½",
    "loop double": "× 2",
    "loop back": "◂ Its length",
    "loop on": "Its length ▸",
    "loop beat back": "◂ Beat",
    "loop beat on": "Beat ▸",
}
COLUMNS, GAP, FIELD = 4, 4, 76
ON_CROSSFADE = "How long the end of the loop fades into its start; 0 is a hard seam"


class LoopPanel(QFrame):
    """A popover with the ends, the length and the place of the loop, and its seam."""

    def __init__(self, transport: Transport, acts: Sequence[Action], parent: QWidget) -> None:
        """Offer the commands of the loop."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._transport, self._acts = transport, tuple(acts)
        self.buttons = {act.id: _button(act) for act in self._acts}
        self.crossfade = NumberField(CROSSFADE)
        self.crossfade.setFixedWidth(FIELD)
        self.crossfade.setToolTip(ON_CROSSFADE)
        self.crossfade.setAccessibleName("Crossfade")
        self.crossfade.moved.connect(lambda ms: transport.set_crossfade(float(ms) / 1000))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setSpacing(GAP)
        for number, act in enumerate(self._acts):
            button = self.buttons[act.id]
            button.clicked.connect(lambda _=False, act=act: self._run(act))
            grid.addWidget(button, number // COLUMNS, number % COLUMNS)
        name = QLabel("Crossfade")
        name.setProperty("level", "2")
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(self.crossfade)
        grid.addLayout(row, -(-len(self._acts) // COLUMNS), 0, 1, COLUMNS)

    def open_above(self, button: QWidget) -> None:
        """Open over a button, inside of its window."""
        self.refresh()
        self.adjustSize()
        window = button.window().frameGeometry()
        at = button.mapToGlobal(QPoint(0, 0))
        x = min(max(at.x() - 8, window.left() + 8), window.right() - self.width() - 8)
        self.move(x, at.y() - self.height() - 8)
        self.show()
        self.setFocus()

    def refresh(self) -> None:
        """Show what can be done, and the crossfade."""
        for act in self._acts:
            self.buttons[act.id].setEnabled(act.enabled())
        milliseconds = self._transport.crossfade * 1000
        self.crossfade.show_value(round(milliseconds, 1), changed=milliseconds > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _run(self, act: Action) -> None:
        if act.enabled():
            act.run()
        self._transport.after_next(self.refresh)


def _button(act: Action) -> QPushButton:
    made = QPushButton(SHORT.get(act.id, act.title))
    keys = f" ({act.shown_keys})" if act.keys else ""
    made.setToolTip(f"{act.title}{keys}")
    made.setAccessibleName(act.title)
    return made
