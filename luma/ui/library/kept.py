"""Faces, shades and shortened words that rows ask for again and again, made once."""

import functools

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from luma.ui import theme


@functools.cache
def face(pixels: int, weight: int = 400) -> QFont:
    """A face of the interface; nobody changes it."""
    return theme.font(pixels, weight)


@functools.cache
def metrics(pixels: int, weight: int = 400) -> QFontMetrics:
    """The measures of a face."""
    return QFontMetrics(face(pixels, weight))


@functools.cache
def shade(token: str) -> QColor:
    """A token as a colour; nobody changes it."""
    return theme.colour(token)


@functools.lru_cache(maxsize=8192)
def shortened(words: str, pixels: int, weight: int, width: int) -> str:
    """Words that end in dots where there is no room for all of them."""
    return metrics(pixels, weight).elidedText(words, Qt.TextElideMode.ElideRight, width)
