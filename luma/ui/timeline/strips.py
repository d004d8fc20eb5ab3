"""The preview strips of clips as pictures, one row for each head."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from luma.app.clipstrips import Bytes, Strip
from luma.domain.ids import ClipId
from luma.domain.units import LIGHT_FPS
from luma.ui.theme import colour

RULED_FROM = 2.4
DIM = 0.42
"""How bright the strip of a clip is that gives no light."""


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """A strip with the pictures of its levels."""

    strip: Strip
    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, strip: Strip) -> "Pictures":
        """The pictures of a strip; may be made on any thread."""
        return cls(strip, tuple(_picture(level) for level in strip.levels))

    def draw(
        self,
        painter: QPainter,
        place: QRectF,
        start: float,
        seconds: float,
        *,
        dark: bool = False,
    ) -> None:
        """Draw so many seconds from a second on; grey and dim where the clip is dark."""
        strip = self.strip
        columns = place.width() * strip.frames / (LIGHT_FPS * max(seconds, 1e-6))
        level = strip.level_for(columns)
        picture = _grey(self, level) if dark else self.levels[level]
        per_second = picture.width() * LIGHT_FPS / strip.frames
        left = (start - strip.first_frame / LIGHT_FPS) * per_second
        source = QRectF(left, 0, seconds * per_second, picture.height())
        painter.drawImage(place, picture, source)
        if dark:
            painter.fillRect(place, colour("sunk", 1.0 - DIM))
        row = place.height() / strip.heads
        if row >= RULED_FROM:
            shade, x, wide = colour("void", 0.45), int(place.left()), int(place.width())
            for head in range(1, strip.heads):
                painter.fillRect(x, round(place.top() + head * row), wide, 1, shade)


@functools.lru_cache(maxsize=128)
def _grey(pictures: Pictures, level: int) -> QImage:
    return pictures.levels[level].convertToFormat(QImage.Format.Format_Grayscale8)


StripPictures = Mapping[ClipId, Pictures]


def _picture(level: Bytes) -> QImage:
    heads, columns, _ = level.shape
    pixels = np.full((heads, columns, 4), 255, np.uint8)
    pixels[..., :3] = level[..., ::-1]
    made = QImage(
        pixels.data,
        columns,
        heads,
        4 * columns,
        QImage.Format.Format_RGB32,
    )
    return made.copy()
