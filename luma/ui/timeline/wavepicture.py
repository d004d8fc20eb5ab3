"""The waveform as pixels, in the colours of the timeline, for files."""

import numpy as np
from PySide6.QtGui import QColor, QImage

from luma.app.clipstrips import Bytes
from luma.app.waveforms import Sketch
from luma.ui.theme import THEME
from luma.ui.timeline.wave import picture_of


def wave_pixels(sketch: Sketch, start: float, stop: float, size: tuple[int, int]) -> Bytes:
    """Red, green and blue `(rows, columns, 3)` of a stretch, so wide and so high."""
    width, height = size
    columns = sketch.columns(start, (stop - start) / width, width)
    made = picture_of(columns, height)
    kind = QImage.Format.Format_ARGB32_Premultiplied
    assert made.format() == kind
    rows = np.frombuffer(made.constBits(), np.uint8).reshape(height, made.bytesPerLine())
    pixels = rows[:, : 4 * width].reshape(height, width, 4).astype(np.float32)
    ground = QColor(THEME.sunk)
    blue_first = np.array([ground.blue(), ground.green(), ground.red()], np.float32)
    laid = pixels[..., :3] + blue_first * (1.0 - pixels[..., 3:] / 255.0)
    return np.ascontiguousarray(np.clip(laid + 0.5, 0, 255).astype(np.uint8)[..., ::-1])
