"""The preview strips of clips as pictures, one row for each head."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """A strip with the pictures of its levels."""

    strip: Strip
    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, strip: Strip) -> "Pictures":
        """The pictures of a strip; may be made on any thread."""
        return cls(strip, tuple(_picture(level) for level in strip.levels))

    def draw(self, painter: QPainter, place: QRectF, start: float, seconds: float) -> None:
        """Draw the stretch of so many seconds from a second on."""
        strip = self.strip
        columns = place.width() * strip.frames / (LIGHT_FPS * max(seconds, 1e-6))
        picture = self.levels[strip.level_for(columns)]
        per_second = picture.width() * LIGHT_FPS / strip.frames
        left = (start - strip.first_frame / LIGHT_FPS) * per_second
        source = QRectF(left, 0, seconds * per_second, picture.height())
        painter.drawImage(place, picture, source)
        row = place.height() / strip.heads
        if row >= RULED_FROM:
            shade, x, wide = colour("void", 0.45), int(place.left()), int(place.width())
            for head in range(1, strip.heads):
                painter.fillRect(x, round(place.top() + head * row), wide, 1, shade)


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
