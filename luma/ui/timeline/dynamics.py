"""The lanes of the dynamics: where they lie, and their strokes and curves in tiles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from luma.app.dynamics import DRUMS, Course, Dynamic, DynamicsSketch
from luma.ui.timeline.lanes import Lanes
from luma.ui.timeline.wave import TILE, LaneTiles, TileKey, cover_picture

DynamicsTiles = LaneTiles[DynamicsSketch]
Floats = npt.NDArray[np.float32]
TITLE, STROKES, CURVE = 20, 16, 24
BODY, CREST, RANGE = 0.34, 0.82, 0.22
FAINTEST = 0.3
SHORT_TERM = 0.95
WIDE_FROM = 90.0
"""From so many device pixels a second on, strokes are two pixels wide."""

STEEP = {Dynamic.ENERGY: 2.0}
"""The powers that make small differences near the top seen."""
HEIGHTS = dict.fromkeys(Dynamic, CURVE) | dict.fromkeys(DRUMS, STROKES)


@dataclass(frozen=True, slots=True, eq=False)
class DynamicsScene:
    """What is known of the dynamics, which of their lanes are shown, and what is still made.

    `shown` is empty where they are folded. `said` tells of kinds that were not heard why.
    """

    tiles: Mapping[Dynamic, DynamicsTiles]
    sketch: DynamicsSketch | None = None
    shown: tuple[Dynamic, ...] = ()
    said: Mapping[Dynamic, str] = field(default_factory=dict)

    @property
    def are_there(self) -> bool:
        """Whether anything of it was heard."""
        return self.sketch is not None and self.sketch.has_any

    @property
    def height(self) -> int:
        """How high the title and all lanes are together."""
        return TITLE + sum(HEIGHTS[each] for each in self.shown)

    def tops(self, lanes: Lanes) -> dict[Dynamic, int]:
        """Where each lane that is shown begins."""
        tops, top = {}, lanes.dynamics_top + TITLE
        for each in self.shown:
            tops[each] = top
            top += HEIGHTS[each]
        return tops


def is_in_heads(lanes: Lanes, at: QPointF) -> bool:
    """Whether a place is among the names of the dynamics."""
    below = at.y() - lanes.dynamics_top
    return at.x() < lanes.header and 0 <= below < lanes.dynamics


def is_on_title(lanes: Lanes, at: QPointF) -> bool:
    """Whether a place is in the name by which they fold."""
    return is_in_heads(lanes, at) and at.y() < lanes.dynamics_top + TITLE


def dynamic_at(lanes: Lanes, scene: DynamicsScene, at: QPointF) -> Dynamic | None:
    """The lane at a place of the canvas; folded, the energy lies in the title."""
    if at.x() < lanes.header or not 0 <= at.y() - lanes.dynamics_top < lanes.dynamics:
        return None
    if at.y() < lanes.dynamics_top + TITLE:
        return None if scene.shown else Dynamic.ENERGY
    found = (each for each, top in scene.tops(lanes).items() if at.y() < top + HEIGHTS[each])
    return next(found, None)


def dynamics_picture(each: Dynamic, sketch: DynamicsSketch, key: TileKey) -> QImage:
    """A stretch of one lane as a picture: strokes that stand on its foot, or a curve."""
    if each in DRUMS:
        cover = _strokes(each, sketch, key)
    elif each in sketch.courses:
        cover = _curve(sketch.courses[each], key, STEEP.get(each, 1.0))
        if each is Dynamic.LOUDNESS and sketch.slow is not None:
            cover = np.maximum(cover, _line(sketch.slow, key))
    else:
        cover = np.zeros((key.height, TILE), np.float32)
    return cover_picture(cover)


def _strokes(each: Dynamic, sketch: DynamicsSketch, key: TileKey) -> Floats:
    """A bar for each stroke, as high and as bright as it is hard."""
    hits = sketch.hits(each)
    strength = np.zeros(TILE, np.float32)
    column = np.floor((hits.seconds - key.start) * key.scale + 1e-6).astype(np.int64)
    for late in range(2 if key.scale >= WIDE_FROM else 1):
        place = column + late
        inside = (place >= 0) & (place < TILE)
        np.maximum.at(strength, place[inside], hits.strength[inside].astype(np.float32))
    away = _rows(key.height)
    tall = strength * np.float32(key.height - 3 * key.ratio) + np.float32(key.ratio)
    shade = np.float32(FAINTEST) + np.float32(1.0 - FAINTEST) * strength
    lit = np.where(strength > 0.0, shade, 0.0)
    return np.asarray(np.clip(tall - away + 0.5, 0.0, 1.0) * lit, np.float32)


def _curve(course: Course, key: TileKey, power: float) -> Floats:
    """A filled curve with a bright crest; what moves within a column lies faint above it."""
    low, high = (side**power * _room(key) for side in course.columns(*_stretch(key)))
    away = _rows(key.height)
    body = np.clip(low - away + 0.5, 0.0, 1.0) * np.float32(BODY)
    moving = np.clip(high - away + 0.5, 0.0, 1.0) * np.float32(RANGE)
    crest = _crest(high, away, key.ratio) * np.float32(CREST)
    return np.asarray(np.maximum(np.maximum(body, moving), crest), np.float32)


def _line(course: Course, key: TileKey) -> Floats:
    """The highest of a curve as a line alone."""
    high = course.columns(*_stretch(key))[1] * _room(key)
    return np.asarray(_crest(high, _rows(key.height), key.ratio) * SHORT_TERM, np.float32)


def _crest(high: Floats, away: Floats, ratio: float) -> Floats:
    """A line along the top of a curve, joined where it climbs; none where there is nothing."""
    before = np.concatenate([high[:1], high[:-1]])
    top = np.maximum(high, before)
    least = np.minimum(high, before)
    half = np.float32(ratio / 2)
    inside = np.minimum(top + half - away, away - least + half)
    return np.asarray(np.clip(inside + 0.5, 0.0, 1.0) * (top > 0.0), np.float32)


def _rows(height: int) -> Floats:
    """How high the middle of each row lies above the foot."""
    return np.arange(height, dtype=np.float32)[::-1, None] + np.float32(0.5)


def _room(key: TileKey) -> np.float32:
    return np.float32(key.height - 2 * key.ratio)


def _stretch(key: TileKey) -> tuple[float, float, int]:
    return key.start, 1.0 / key.scale, TILE
