"""What can be done with tracks of a list, as entries of a menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from luma.app.shelves import Row
from luma.ui.assets import icon
from luma.ui.library.words import counted
from luma.ui.theme import CLIP_COLOURS

COLOURS = ("Red", "Orange", "Yellow", "Green", "Teal", "Blue", "Violet", "Pink", "Grey")
SWATCH = 16


@dataclass(frozen=True, slots=True)
class Acts:
    """What a track list can do with the rows that are chosen in it."""

    open: Callable[[], object]
    edit: Callable[[], object]
    retry: Callable[[], object]
    hear_again: Callable[[], object]
    reveal: Callable[[], object]
    paint: Callable[[int], object]
    remove: Callable[[], object]
    restore: Callable[[], object]


def menu_for(rows: Sequence[Row], acts: Acts, parent: QWidget, *, in_trash: bool) -> QMenu:
    """The menu of some rows."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    if in_trash:
        _add(menu, "archive-restore", f"Restore {_those(rows)}", acts.restore)
        return menu
    one = len(rows) == 1
    _add(menu, "play", "Open\tReturn", acts.open, on=one)
    _add(menu, "tag", "Edit the title or artist\tF2", acts.edit)
    _add_colours(menu, acts.paint)
    menu.addSeparator()
    if any(row.listed.failures for row in rows):
        _add(menu, "rotate-ccw", "Retry what failed", acts.retry)
    _add(menu, "refresh-cw", "Hear it anew" if one else "Hear them anew", acts.hear_again)
    _add(menu, "folder-open", "Show the file in its folder", acts.reveal, on=one)
    menu.addSeparator()
    _add(menu, "trash-2", f"Remove {_those(rows)}\tDel", acts.remove)
    return menu


def _those(rows: Sequence[Row]) -> str:
    return "the track" if len(rows) == 1 else counted(len(rows), "track")


def _add(
    menu: QMenu, sign: str, words: str, act: Callable[[], object], *, on: bool = True
) -> None:
    entry = menu.addAction(icon(sign), words)
    entry.setEnabled(on)
    entry.triggered.connect(act)


def _add_colours(menu: QMenu, paint: Callable[[int], object]) -> None:
    colours = menu.addMenu(icon("palette"), "Colour")
    for number, name in enumerate(COLOURS, 1):
        entry = colours.addAction(_swatch(CLIP_COLOURS[number - 1]), name)
        entry.triggered.connect(lambda _=False, number=number: paint(number))
    colours.addSeparator()
    colours.addAction(icon("x"), "None").triggered.connect(lambda: paint(0))


def _swatch(shade: str) -> QIcon:
    made = QPixmap(SWATCH * 2, SWATCH * 2)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade))
    painter.drawRoundedRect(QRectF(2, 2, SWATCH - 4, SWATCH - 4), 3, 3)
    painter.end()
    return QIcon(made)
