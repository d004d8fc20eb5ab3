"""Narrow buttons beside others, which open what more there is."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from luma.ui.actions import Action
from luma.ui.assets import icon

WIDE, HIGH, SIGN = 16, 28, 12


def opener(tip: str, act: Callable[[], object]) -> QToolButton:
    """A narrow button that opens something above it."""
    made = QToolButton()
    made.setIcon(icon("chevron-up", "text_3", SIGN))
    made.setIconSize(QSize(SIGN, SIGN))
    made.setProperty("flat", "narrow")
    made.setFixedSize(WIDE, HIGH)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked: act())
    return made


def count_menu(button: QToolButton, count: Action) -> QMenu:
    """Open the menu of the metronome above its button."""
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    entry = menu.addAction(icon(count.sign), f"{count.title}\t{count.shown_keys}")
    entry.setEnabled(count.enabled())
    entry.triggered.connect(lambda _checked: count.run())
    at = button.mapToGlobal(QPoint(0, 0))
    menu.popup(at - QPoint(0, menu.sizeHint().height() + 4))
    return menu
