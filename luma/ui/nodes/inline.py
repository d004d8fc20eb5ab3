"""Choosing and typing values right on a node."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QColorDialog, QLineEdit, QMenu, QWidget

from luma.domain.nodetype import Json, Setting
from luma.ui.controls.numbers import bounded, read_number
from luma.ui.nodes.floating import Floating
from luma.ui.shades import linear, shown
from luma.ui.wording import choice_words, value_words

Take = Callable[[Json], object]


class InlineField(QLineEdit):
    """A field that lies over a value while it is typed; Enter takes it, Escape does not."""

    def __init__(self, parent: QWidget, box: QRect, text: str, take: Callable[[str], object]):
        """Open over a value."""
        super().__init__(text, parent)
        self._take = take
        self._over = False
        self.setGeometry(box)
        self.selectAll()
        self.show()
        self.setFocus()
        self.editingFinished.connect(lambda: self._end(taken=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back."""
        if event.key() == Qt.Key.Key_Escape:
            self._end(taken=False)
        else:
            super().keyPressEvent(event)

    def _end(self, *, taken: bool) -> None:
        if self._over:
            return
        self._over = True
        if taken:
            self._take(self.text())
        self.hide()
        self.deleteLater()


def type_value(parent: QWidget, box: QRect, setting: Setting, value: Json, take: Take) -> None:
    """Let a number or a text be typed over its place."""

    def take_text(text: str) -> None:
        if setting.kind == "text":
            take(text)
        elif (number := read_number(text)) is not None:
            take(bounded(setting, number))

    plain = Setting(setting.name, setting.kind, setting.default)
    InlineField(parent, box, value_words(plain, value), take_text)


def choose_value(
    parent: QWidget, at: QPoint, setting: Setting, value: Json, take: Take
) -> None:
    """Let one of a setting's choices be taken from a menu."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for choice in setting.choices:
        action = menu.addAction(choice_words(choice))
        action.setCheckable(True)
        action.setChecked(choice == value)
        action.triggered.connect(lambda _=False, choice=choice: take(choice))
    menu.popup(at)


def choose_colour(parent: QWidget, value: Json, take: Take) -> None:
    """Let a colour be chosen; it is taken as soon as it is touched, and given back if left."""
    parts = (
        [float(p) for p in value if isinstance(p, int | float)]
        if isinstance(value, list | tuple)
        else []
    )
    dialog = QColorDialog(shown(parts or (1.0, 1.0, 1.0)), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)

    def take_colour(shade: QColor) -> None:
        take(list(linear(shade)))

    dialog.colorSelected.connect(take_colour)
    dialog.open()


def open_value(parent: QWidget, box: QRect, setting: Setting, value: Json, take: Take) -> None:
    """Open whatever lets a value be chosen."""
    match setting.kind:
        case "switch":
            take(not value)
        case "choice":
            choose_value(parent, parent.mapToGlobal(box.bottomLeft()), setting, value, take)
        case "colour":
            choose_colour(parent, value, take)
        case "steps" | "drawn" | "stops":
            Floating(parent, setting, value, take).open_under(box)
        case _:
            type_value(parent, box, setting, value, take)
