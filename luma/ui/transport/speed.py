"""How the song is played: its rate, whether its pitch stays, and which of two sounds it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from luma.ui.actions import Action
from luma.ui.assets import icon
from luma.ui.transport.control import Transport
from luma.ui.transport.ratefield import RateField

BUTTON, GAP, ROOM = 24, 2, 6


class Speed(QWidget):
    """The rate with its toggle, and the switch between two sounds where there are two."""

    def __init__(self, transport: Transport, pitch: Action, switch: Action) -> None:
        """Show what is wanted of the player."""
        super().__init__()
        self._transport = transport
        self.rate = RateField()
        self.rate.moved.connect(transport.set_rate)
        self.pitch = _button(pitch)
        self.pitch.setIcon(icon("music"))
        self.pitch.setCheckable(True)
        self.switch = _button(switch)
        self.switch.setText("A")
        self.switch.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for widget in (self.rate, self.pitch, self.switch):
            row.addWidget(widget)
        self._fit()

    def refresh(self) -> None:
        """Show it as it is."""
        self.rate.show_rate(self._transport.rate)
        keeps, other = self._transport.keeps_pitch, self._transport.other
        if self.pitch.isChecked() != keeps or self.pitch.property("shown") is None:
            self.pitch.setProperty("shown", keeps)
            self.pitch.setChecked(keeps)
            self.pitch.setIcon(icon("music", "accent" if keeps else "text_2"))
        if other != self.switch.text() or self.switch.isHidden() != (not other):
            self.switch.setText(other or "A")
            self.switch.setVisible(bool(other))
            self._fit()

    def _fit(self) -> None:
        """Have one width with the switch, and one without."""
        width = self.rate.width() + GAP + BUTTON + ROOM
        width += 0 if self.switch.isHidden() else GAP + BUTTON
        self.setFixedSize(width, BUTTON + 4)


def _button(action: Action) -> QToolButton:
    made = QToolButton()
    made.setIconSize(QSize(16, 16))
    made.setProperty("flat", "true")
    made.setFixedSize(BUTTON, BUTTON)
    made.setToolTip(f"{action.title} ({action.shown_keys})")
    made.setAccessibleName(action.title)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked: action.run() if action.enabled() else None)
    return made
