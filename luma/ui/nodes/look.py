"""What a node's picture depends on, and from which zoom how much of it is drawn."""

import functools
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from luma.domain.graphdoc import Use
from luma.ui.nodes.layout import Shape
from luma.ui.theme import FAMILIES, THEME, Family, font

FULL, MIDDLE = 0.85, 0.35
PATTERN = Family(THEME.text_2, THEME.lift, "workflow")
UNKNOWN = Family(THEME.text_3, THEME.lift, "circle-help")
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a node's picture depends on, besides where it lies."""

    title: str
    family: str
    shape: Shape
    known: bool = True
    broken: bool = False
    dark: bool = False
    cost_ms: float | None = None
    heat: float | None = None
    use: Use = "on"
    fills: tuple[float, ...] = ()


def family_of(name: str) -> Family:
    """How a family looks; patterns are neutral, and so is one that nobody knows."""
    return PATTERN if name == "pattern" else FAMILIES.get(name, UNKNOWN)


def density(zoom: float) -> float:
    """The density of icons: one of a few, so that they are drawn once."""
    return 2.0 if zoom <= 1.0 else 8.0


@functools.lru_cache(maxsize=64)
def face(pixels: int, weight: int = 400) -> tuple[QFont, QFontMetricsF]:
    """The face of words on nodes in a size, and its measures."""
    made = font(max(pixels, 1), weight)
    return made, QFontMetricsF(made)
