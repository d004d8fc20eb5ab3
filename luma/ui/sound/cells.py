"""What a setting of an effect is shown by: a knob, or a choice or a switch below its name."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from luma.domain.nodetype import Setting
from luma.ui.controls.choices import Choice, Switch
from luma.ui.controls.control import Control
from luma.ui.sound.knob import HEIGHT, NAME, WIDTH, Knob
from luma.ui.sound.turning import label
from luma.ui.theme import colour, font
from luma.ui.wording import choice_words

CHOICE, SIDE, FIELD = 100, 6, 24


class NamedCell(QWidget):
    """A control below its name, as high as a knob."""

    def __init__(self, name: str, control: Control, width: int) -> None:
        """Put a control where the knobs have theirs."""
        super().__init__()
        self._name, self.control = name, control
        self.setFixedSize(width, HEIGHT)
        control.setParent(self)
        control.setAccessibleName(name)
        control.setToolTip(name)
        control.setGeometry(SIDE, NAME + 2 + 8, width - 2 * SIDE, FIELD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name."""
        painter = QPainter(self)
        painter.setFont(font(11))
        painter.setPen(colour("text_2"))
        where = QRectF(SIDE, 0, self.width() - SIDE, NAME)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self._name)


def cell_of(effect: str, setting: Setting) -> tuple[QWidget, Control]:
    """What stands in a card for a setting, and the control in it."""
    name = label(effect, setting)
    if setting.kind == "choice":
        titles = tuple(choice_words(choice) for choice in setting.choices)
        chosen = Choice(setting.choices, titles)
        return NamedCell(name, chosen, CHOICE), chosen
    if setting.kind == "switch":
        switch = Switch()
        return NamedCell(name, switch, WIDTH), switch
    knob = Knob(setting, name)
    return knob, knob
