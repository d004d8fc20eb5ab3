"""The lanes of the voices: where their heads lie, and their waves in tiles."""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from luma.app.stemlanes import StemSketch
from luma.domain.stems import EVEN, Balance, Stem
from luma.ui.timeline.lanes import STEM, STEMS, Lanes
from luma.ui.timeline.wave import TILE, LaneTiles, TileKey, cover_picture

StemTiles = LaneTiles[StemSketch]
Floats = npt.NDArray[np.float32]
SIGN, INSET = 16, 7
LOW = 14
CURVE = 0.7
TITLES = {
    Stem.DRUMS: "Drums",
    Stem.BASS: "Bass",
    Stem.VOCALS: "Vocals",
    Stem.OTHER: "Other",
}


@dataclass(frozen=True, slots=True, eq=False)
class StemScene:
    """What is known and heard of the voices: their tiles, their engine and their balance.

    `words` tell why there are none; `offers` says whether they can be asked for.
    """

    tiles: StemTiles
    engine: str = ""
    balance: Balance = EVEN
    words: str = ""
    offers: bool = False

    @property
    def are_there(self) -> bool:
        """Whether there is anything to draw."""
        return self.tiles.sketch is not None


class StemKnob(Enum):
    """The parts of the heads of the voices."""

    TITLE = auto()
    SEPARATE = auto()
    NAME = auto()
    SOLO = auto()
    MUTE = auto()


@dataclass(frozen=True, slots=True)
class HeldStem:
    """A part of the heads of the voices, and the voice that it belongs to."""

    knob: StemKnob
    stem: Stem | None = None


def top_of(lanes: Lanes, stem: Stem) -> int:
    """Where the lane of a voice begins."""
    return lanes.stems_top + STEMS + list(Stem).index(stem) * STEM


def button_of(lanes: Lanes) -> QRectF:
    """Where the voices can be asked for."""
    return QRectF(lanes.header - INSET - 58, lanes.stems_top + 2, 58, STEMS - 5)


def signs_of(lanes: Lanes, stem: Stem) -> dict[StemKnob, QRectF]:
    """Where the letters of solo and mute lie."""
    middle = top_of(lanes, stem) + STEM / 2 - 0.5
    right = lanes.header - INSET
    return {
        knob: QRectF(right - SIGN - 20 * index, middle - SIGN / 2, SIGN, SIGN)
        for index, knob in enumerate((StemKnob.MUTE, StemKnob.SOLO))
    }


def stem_held_at(lanes: Lanes, scene: StemScene, at: QPointF) -> HeldStem | None:
    """The part of the heads at a place of the canvas."""
    below = at.y() - lanes.stems_top
    if at.x() >= lanes.header or not 0 <= below < lanes.stems:
        return None
    if below < STEMS:
        is_wish = scene.offers and button_of(lanes).adjusted(-4, -2, 4, 2).contains(at)
        return HeldStem(StemKnob.SEPARATE if is_wish else StemKnob.TITLE)
    stem = list(Stem)[int((below - STEMS) // STEM)]
    for knob, place in signs_of(lanes, stem).items():
        if place.adjusted(-2, -4, 2, 4).contains(at):
            return HeldStem(knob, stem)
    return HeldStem(StemKnob.NAME, stem)


def stems_picture(sketch: StemSketch, key: TileKey) -> QImage:
    """A stretch of all voices, one below the other, as a picture."""
    edges = np.linspace(0, key.height, len(Stem) + 1).round().astype(int)
    cover = np.zeros((key.height, TILE), np.float32)
    for stem, top, bottom in zip(Stem, edges[:-1], edges[1:], strict=True):
        low, high = sketch.columns(stem, key.start, 1.0 / key.scale, TILE)
        cover[top:bottom] = _cover(low, high, bottom - top)
    return cover_picture(cover)


def _cover(low: Floats, high: Floats, height: int) -> Floats:
    """How much of each pixel a wave covers; a line where it is silent, faint in low rows."""
    rows = np.arange(height, dtype=np.float32)[:, None] + np.float32(0.5)
    middle, most = np.float32(height / 2), np.float32(max(0.5, height / 2 - 1))
    least = np.float32(0.5 if height >= LOW else 0.2)
    above = np.maximum(np.abs(high) ** np.float32(CURVE) * most, least)
    below = np.maximum(np.abs(low) ** np.float32(CURVE) * most, least)
    away = np.where(rows < middle, above, below) - np.abs(rows - middle)
    return np.asarray(np.clip(away + np.float32(0.5), 0.0, 1.0), np.float32)
