"""`colour/`: colours from music."""

import colorsys
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Colour, FrameTimes
from luma.domain.harmony import Chord, ChordTrack
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float64]
Palette = Literal[
    "fifths", "chromatic", "scriabin", "warm", "cool", "fire", "forest", "sea", "dusk", "neon",
]  # fmt: skip
_MINOR = frozenset({"min", "min7", "dim", "hdim7"})
_FIFTHS = [tone * 7 % 12 / 12.0 for tone in range(12)]
# Hues of the tones from C up; Scriabin's are those of the score of Prometheus.
_HUES: dict[str, list[float]] = {
    "fifths": _FIFTHS,
    "chromatic": [tone / 12.0 for tone in range(12)],
    "scriabin": [0.0, 0.79, 0.15, 0.92, 0.55, 0.98, 0.63, 0.07, 0.75, 0.36, 0.94, 0.58],
    "warm": [(0.86 + 0.3 * hue) % 1.0 for hue in _FIFTHS],
    "cool": [0.42 + 0.36 * hue for hue in _FIFTHS],
    "fire": [(0.95 + 0.2 * hue) % 1.0 for hue in _FIFTHS],
    "forest": [0.14 + 0.3 * hue for hue in _FIFTHS],
    "sea": [0.45 + 0.2 * hue for hue in _FIFTHS],
    "dusk": [(0.66 + 0.4 * hue) % 1.0 for hue in _FIFTHS],
    "neon": [(0.3 + 0.62 * hue) % 1.0 for hue in _FIFTHS],
}


@node("colour/from_chords")
def from_chords(
    chords: ChordTrack,
    at: FrameTimes,
    *,
    palette: Palette = "fifths",
    saturation: Annotated[float, Range(0, 1)] = 0.9,
    minor_depth: Annotated[float, Range(0, 1)] = 0.35,
    glide: Annotated[float, Range(0, 4, "s")] = 0.15,
    neutral: tuple[float, float, float] = (1.0, 0.78, 0.55),
) -> Colour:
    """A colour for every chord, by its root.

    The palette lays the twelve tones on hues: fifths has neighbours in harmony side by side,
    chromatic neighbours on the keyboard, scriabin the colours of a composer who saw them, and
    the others keep to one part of the circle. Minor chords are deeper, a change glides from one
    colour to the next while the chord lasts, and where no chord sounds the colour is the
    neutral one.
    """
    shades = [_shade(chord, _HUES[palette], saturation, minor_depth) for chord in chords.chords]
    table = np.array([neutral if s is None else s for s in [*shades, None]], np.float64)
    seconds, last = at.seconds, len(chords.chords)
    index = chords.index_at(seconds)
    here = table[np.where(index < 0, last, index)]
    before = table[np.where(index < 1, last, index - 1)]
    sounding = np.maximum(index, 0)
    since = seconds - chords.edges[sounding]
    lasts = np.append(np.diff(chords.edges), glide)[sounding]
    reach = np.clip(since / np.maximum(np.minimum(glide, lasts), 1e-9), 0.0, 1.0)
    share = np.where(index < 0, 1.0, reach)[:, None]
    mixed = before + (here - before) * share
    covered = np.concatenate([mixed, np.ones((at.count, 1))], axis=1)
    return Colour(covered.astype(np.float32)[None])


def _shade(
    chord: Chord, hues: list[float], saturation: float, depth: float
) -> tuple[float, float, float] | None:
    if chord.root is None:
        return None
    value = 1.0 - depth * (chord.quality in _MINOR)
    return colorsys.hsv_to_rgb(hues[chord.root], saturation, value)
