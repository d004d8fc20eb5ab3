"""Colours, faces and patterns that the timeline paints with, made once."""

import functools

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from luma.ui.theme import CAMELOT_COLOURS, CLIP_COLOURS, MONO, SANS, THEME, colour, font, mixed

STRIPE = 22
LINE = 16
Look = tuple[int, int, bool]
SMALL: Look = (11, 400, False)
SMALL_BOLD: Look = (11, 600, False)
BOLD: Look = (12, 600, False)
FIGURES: Look = (10, 400, True)
HATCH = 6


@functools.cache
def shade(name: str, alpha: float = 1.0) -> QColor:
    """A token as a colour."""
    return colour(name, alpha)


@functools.cache
def face(pixels: int, weight: int = 400, *, mono: bool = False) -> QFont:
    """A face in a size."""
    return font(pixels, weight, MONO if mono else SANS)


@functools.cache
def metrics(pixels: int, weight: int = 400, *, mono: bool = False) -> QFontMetricsF:
    """The widths of a face."""
    return QFontMetricsF(face(pixels, weight, mono=mono))


@functools.lru_cache(maxsize=8192)
def width_of(text: str, pixels: int, weight: int = 400, *, mono: bool = False) -> float:
    """How wide a text is."""
    return metrics(pixels, weight, mono=mono).horizontalAdvance(text)


@functools.lru_cache(maxsize=8192)
def elided(text: str, room: int, pixels: int, weight: int = 400) -> str:
    """As much of a text as there is room for."""
    return metrics(pixels, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)


@functools.lru_cache(maxsize=4096)
def written(text: str, ink: int, look: Look, ratio: float) -> QPixmap:
    """A word as a picture, in a colour and a face: its pixels, its weight, mono or not."""
    pixels, weight, mono = look
    width = int(width_of(text, pixels, weight, mono=mono)) + 2
    made = QPixmap(round(width * ratio), round(LINE * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setFont(face(pixels, weight, mono=mono))
    painter.setPen(QColor(ink))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(0, 0, width, LINE), middle, text)
    painter.end()
    return made


def write(
    painter: QPainter, at: tuple[float, float], text: str, ink: QColor, look: Look
) -> None:
    """Write a word from a place on, around a height."""
    picture = written(text, ink.rgb(), look, painter.device().devicePixelRatio())
    painter.drawPixmap(QPointF(round(at[0]), round(at[1] - LINE / 2)), picture)


@functools.cache
def clip_title(number: int, *, chosen: bool) -> QColor:
    """The ground of a clip's title."""
    return mixed(CLIP_COLOURS[number], THEME.raised, 0.42 if chosen else 0.28)


@functools.cache
def clip_edge(number: int) -> QColor:
    """The edge of a clip."""
    return mixed(CLIP_COLOURS[number], THEME.sunk, 0.62)


@functools.cache
def clip_bar(number: int) -> QColor:
    """A clip's own colour."""
    return QColor(CLIP_COLOURS[number])


@functools.cache
def chord_shade(root: int) -> QColor:
    """The colour of a chord: that of its root's major key on the wheel."""
    return QColor(CAMELOT_COLOURS[(root * 7 + 7) % 12])


@functools.cache
def chord_ground(root: int) -> QColor:
    """The ground of a chord."""
    return mixed(CAMELOT_COLOURS[(root * 7 + 7) % 12], THEME.sunk, 0.2)


@functools.cache
def plain_pen(name: str, alpha: float = 1.0, width: float = 1.0) -> QPen:
    """A pen in a token."""
    return QPen(shade(name, alpha), width)


@functools.cache
def stripes() -> QBrush:
    """Still stripes where something is being computed."""
    tile = QImage(2 * STRIPE, 2 * STRIPE, QImage.Format.Format_RGB32)
    tile.fill(mixed(THEME.raised, THEME.base, 0.6))
    painter = QPainter(tile)
    painter.setPen(QPen(mixed(THEME.float, THEME.base, 0.85), STRIPE * 0.7))
    _diagonals(painter, 2 * STRIPE, 2 * STRIPE)
    painter.end()
    return QBrush(tile)


@functools.cache
def hatch() -> QBrush:
    """A hatch where a preview would be and none can be made."""
    tile = QImage(2 * HATCH, 2 * HATCH, QImage.Format.Format_RGB32)
    tile.fill(shade("error_fill"))
    painter = QPainter(tile)
    painter.setPen(QPen(mixed(THEME.error, THEME.error_fill, 0.16), HATCH * 0.6))
    _diagonals(painter, 2 * HATCH, 2 * HATCH)
    painter.end()
    return QBrush(tile)


def _diagonals(painter: QPainter, side: int, step: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at in range(-side, 2 * side + 1, step):
        painter.drawLine(QLineF(at - side, 2 * side, at + 2 * side, -side))
