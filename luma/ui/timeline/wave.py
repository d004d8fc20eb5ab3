"""The waveform in tiles that are painted once, beside Qt's thread."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from luma.app.waveforms import Columns, Sketch
from luma.ui.theme import THEME
from luma.ui.timeline.viewport import Viewport

TILE = 256
LIMIT = 64 << 20
CURVE = 0.8
HEIGHTS = (1.0, 0.72, 0.4)  # the highs are many and thin, and should not hide the rest
SHADES = (THEME.wave_low, THEME.wave_mid, THEME.wave_high)
Floats = npt.NDArray[np.float32]
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class TileKey:
    """Which tile: the sketch's number, the scale in device pixels a second, place, height."""

    sketch: int
    scale: float
    index: int
    height: int
    ratio: float

    @property
    def start(self) -> float:
        """The second at its left edge."""
        return self.index * TILE / self.scale

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return TILE / self.scale


Tiles = list[tuple[TileKey, QImage]]


def picture_of(columns: Columns, height: int) -> QImage:
    """A waveform's columns as a picture, one device pixel each, around the middle."""
    rows = np.arange(height, dtype=np.float32)[:, None] + np.float32(0.5)
    out = np.zeros((height, len(columns.low), 4), np.float32)
    for cover, shade in zip(_covers(columns, rows, height), SHADES, strict=False):
        _lay(out, cover, shade)
    pixels = np.ascontiguousarray((out * 255.0 + 0.5).astype(np.uint8))
    made = QImage(
        pixels.data,
        pixels.shape[1],
        height,
        4 * pixels.shape[1],
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    return made.copy()


def _covers(columns: Columns, rows: Floats, height: int) -> Iterator[Floats]:
    """How much of each pixel a band covers: low, then mid, then high above them."""
    middle = height / 2
    if columns.bands is None:
        low, high = middle - columns.high * middle, middle - columns.low * middle
        thin = np.maximum(0.0, 1.2 - (high - low)) / 2
        yield np.zeros((height, len(low)), np.float32)
        yield np.clip(np.minimum(rows - low + thin, high + thin - rows) + 0.5, 0.0, 1.0)
        return
    away = np.abs(rows - np.float32(middle))
    for band in range(3):
        strength = np.clip(columns.bands[:, band], 0.0, 1.0) ** np.float32(CURVE)
        most = np.float32((middle - 1) * HEIGHTS[band])
        half = np.maximum(strength * most, 0.5 if band == 0 else 0.0)
        yield np.clip(half - away + np.float32(0.5), 0.0, 1.0)


def _lay(out: Floats, cover: Floats, shade: str) -> None:
    """Lay a shade over what is there, in premultiplied blue, green, red and alpha."""
    colour = QColor(shade)
    parts = (colour.blueF(), colour.greenF(), colour.redF(), 1.0)
    keep = 1.0 - cover
    for channel, part in enumerate(parts):
        out[..., channel] = out[..., channel] * keep + cover * np.float32(part)


def cover_picture(cover: Floats) -> QImage:
    """How much of each pixel is covered, as a picture in the colour of text."""
    height, width = cover.shape
    colour = QColor(THEME.text)
    parts = (colour.blueF(), colour.greenF(), colour.redF(), 1.0)
    pixels = np.ascontiguousarray(
        (cover[..., None] * np.array(parts, np.float32) * 255.0 + 0.5).astype(np.uint8)
    )
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, width, height, 4 * width, kind).copy()


class LaneTiles(Generic[S]):
    """Holds painted tiles, asks for those that lack, and shows the nearest until they come."""

    def __init__(
        self,
        paint: Callable[[Callable[[], Tiles]], object],
        painted: Callable[[S, TileKey], QImage],
    ) -> None:
        """Have none; `paint` runs work aside and brings its tiles to `take`.

        `painted` makes one tile of what they are all painted from.
        """
        self._paint, self._painted = paint, painted
        self._tiles: OrderedDict[TileKey, QImage] = OrderedDict()
        self._bytes = 0
        self._sketch: S | None = None
        self._number = 0
        self._asked: frozenset[TileKey] = frozenset()
        self._last: float | None = None

    @property
    def bytes(self) -> int:
        """How much memory the tiles take."""
        return self._bytes

    @property
    def sketch(self) -> S | None:
        """What the tiles are painted from."""
        return self._sketch

    def show(self, sketch: S | None) -> None:
        """Turn to another track's sketch."""
        self._sketch, self._asked, self._last = sketch, frozenset(), None
        self._number += 1
        self._tiles.clear()
        self._bytes = 0

    def take(self, made: Iterable[tuple[TileKey, QImage]]) -> None:
        """Hold painted tiles; those not seen for the longest make room."""
        for key, picture in made:
            if key.sketch == self._number and key not in self._tiles:
                self._tiles[key] = picture
                self._bytes += picture.sizeInBytes()
        while self._bytes > LIMIT:
            _, gone = self._tiles.popitem(last=False)
            self._bytes -= gone.sizeInBytes()

    def draw(self, painter: QPainter, view: Viewport, place: QRectF, ratio: float) -> None:
        """Draw the stretch in view: ready tiles as they are, others by what lies nearest."""
        if self._sketch is None:
            return
        height = round(place.height() * ratio)
        keys = self._keys(view, height, ratio)
        missing = [key for key in keys if key not in self._tiles]
        for key in keys:
            if key in self._tiles:
                self._tiles.move_to_end(key)
                self._blit(painter, key, view, place)
        if not missing:
            self._last = keys[0].scale if keys else None
            return
        self._draw_stale(painter, missing, view, place)
        self._ask(missing)

    def _keys(self, view: Viewport, height: int, ratio: float) -> list[TileKey]:
        scale = view.scale * ratio
        first = int(view.start * scale // TILE)
        last = int(view.stop * scale // TILE)
        return [
            TileKey(self._number, scale, index, height, ratio)
            for index in range(first, last + 1)
        ]

    def _blit(self, painter: QPainter, key: TileKey, view: Viewport, place: QRectF) -> None:
        left = round(view.x(key.start) * key.ratio) / key.ratio
        at = QRectF(place.left() + left, place.top(), TILE / key.ratio, place.height())
        painter.drawImage(at, self._tiles[key])

    def _draw_stale(
        self, painter: QPainter, missing: list[TileKey], view: Viewport, place: QRectF
    ) -> None:
        """Stretch the tiles that were last seen whole into the gaps."""
        painter.save()
        gap = QRectF(view.x(missing[0].start), 0, 0, 0).x()
        end = view.x(missing[-1].start + missing[-1].seconds)
        painter.setClipRect(
            QRectF(place.left() + gap, place.top(), end - gap, place.height()).intersected(
                place
            )
        )
        for key, picture in self._tiles.items():
            if key.scale == self._last and key.start < view.stop:
                left, wide = view.x(key.start), key.seconds * view.scale
                if left + wide > 0:
                    at = QRectF(place.left() + left, place.top(), wide, place.height())
                    painter.drawImage(at, picture)
        painter.restore()

    def _ask(self, missing: list[TileKey]) -> None:
        wanted, sketch = frozenset(missing), self._sketch
        if wanted <= self._asked or sketch is None:
            return
        self._asked = wanted
        painted = self._painted
        self._paint(lambda: [(key, painted(sketch, key)) for key in missing])


class WaveTiles(LaneTiles[Sketch]):
    """The tiles of a waveform."""

    def __init__(self, paint: Callable[[Callable[[], Tiles]], object]) -> None:
        """Have none."""
        super().__init__(paint, _painted)


def _painted(sketch: Sketch, key: TileKey) -> QImage:
    return picture_of(sketch.columns(key.start, 1.0 / key.scale, TILE), key.height)
