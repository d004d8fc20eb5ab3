"""The nine colours of clips and remarks, as entries of a menu."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from luma.ui.assets import icon
from luma.ui.theme import CLIP_COLOURS

NAMES = ("Red", "Orange", "Yellow", "Green", "Teal", "Blue", "Violet", "Pink", "Grey")
SIZE = 16


def add_tints(menu: QMenu, take: Callable[[str], object]) -> None:
    """Put the colours into a menu, and one that is none."""
    for name, shade in zip(NAMES, CLIP_COLOURS, strict=True):
        entry = menu.addAction(swatch(shade), name)
        entry.triggered.connect(lambda _=False, shade=shade: take(shade))
    menu.addSeparator()
    menu.addAction(icon("x"), "None").triggered.connect(lambda _=False: take(""))


def swatch(shade: str) -> QIcon:
    """A square of a colour."""
    made = QPixmap(SIZE * 2, SIZE * 2)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade))
    painter.drawRoundedRect(QRectF(2, 2, SIZE - 4, SIZE - 4), 3, 3)
    painter.end()
    return QIcon(made)
