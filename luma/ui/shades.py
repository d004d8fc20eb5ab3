"""Colours of light as colours of a screen."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

GAMMA = 2.2


def shown(shade: Sequence[float]) -> QColor:
    """Red, green and blue in linear light as a screen shows them."""
    red, green, blue = (min(max(float(part), 0.0), 1.0) ** (1 / GAMMA) for part in shade[:3])
    return QColor.fromRgbF(red, green, blue)


def linear(shade: QColor) -> tuple[float, float, float]:
    """What a screen shows as linear light."""
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    red, green, blue = (round(part**GAMMA, 4) for part in parts)
    return red, green, blue


def screen_bytes(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Rows of linear light as the bytes of a 32-bit image: blue, green, red and nothing."""
    lit = np.clip(rows[..., :3], 0.0, 1.0) ** np.float32(1 / GAMMA)
    found = np.empty((*rows.shape[:2], 4), np.uint8)
    found[..., 2::-1] = (lit * 255.0 + 0.5).astype(np.uint8)
    found[..., 3] = 255
    return found
