"""The bundled faces and icons."""

import functools
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from luma.app.bundled import bundled
from luma.ui.theme import THEME

STROKE = 'stroke-width="1.6"'
SOLID = frozenset({"play", "pause"})


def load_fonts() -> None:
    """Let Qt know the bundled faces."""
    for file in sorted((bundled("assets") / "fonts").glob("*.?tf")):
        QFontDatabase.addApplicationFont(str(file))


def icon(name: str, shade: str = "text_2", size: int = 16) -> QIcon:
    """An icon in a colour of the theme, sharp on every screen."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, shade, size, ratio))
    return made


@functools.lru_cache(maxsize=512)
def pixmap(name: str, shade: str = "text_2", size: int = 16, ratio: float = 0.0) -> QPixmap:
    """An icon as pixels, for the ratio of a screen; none given means the main one's."""
    dense = ratio or QGuiApplication.primaryScreen().devicePixelRatio()
    made = QPixmap(round(size * dense), round(size * dense))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, getattr(THEME, shade)).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(dense)
    return made


@functools.lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawn = _file(name).read_text(encoding="utf-8").replace('stroke-width="2"', STROKE)
    if name in SOLID:
        drawn = drawn.replace('fill="none"', f'fill="{colour}"')
    return QSvgRenderer(QByteArray(drawn.replace("currentColor", colour).encode()))


def _file(name: str) -> Path:
    return bundled("assets") / "icons" / f"{name}.svg"
