"""Entries of the timeline's menus."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from luma.ui.assets import icon


def add(menu: QMenu, sign: str, words: str, run: Callable[[], object]) -> QAction:
    """An entry that runs something."""
    action = menu.addAction(icon(sign), words) if sign else menu.addAction(words)
    action.triggered.connect(lambda _: run())
    return action


def choice(menu: QMenu, words: str, run: Callable[[], object], *, ticked: bool) -> QAction:
    """An entry that shows by a tick whether it is so."""
    action = add(menu, "", words, run)
    action.setCheckable(True)
    action.setChecked(ticked)
    return action


def popped(menu: QMenu, globally: QPoint) -> QMenu:
    """A menu that is shown at a place, and gone once it closes."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(globally)
    return menu
