"""What every bar of a track sounds like, for finding its sections."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from luma.audio.mel import BANDS, DEPTH_DB, MelTiles
from luma.domain.drums import DrumTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.tones import ToneTrack
from luma.domain.units import LIGHT_FPS

Floats = npt.NDArray[np.float64]

_POOLS = 12
_LOW_BANDS = 4
_DB_PER_UNIT = 12.0
_QUIETEST_DB = 30.0
_CHROMA_WEIGHT = 0.25
_DRUM_WEIGHT = 1.4
_MOST_STROKES = 4.0
_LONGEST_S = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The edges of a track's bars in seconds, and what each of them sounds like.

    `sound` holds all that tells bars apart, spread about evenly. `level` and `low` are decibels
    below the loudest bar, of all and of the lowest bands; `strokes` are kicks, snares and hats
    per beat.
    """

    edges: Floats
    sound: Floats
    level: Floats
    low: Floats
    strokes: Floats

    @property
    def count(self) -> int:
        """How many bars there are."""
        return len(self.level)


def hear(mel: MelTiles, grid: BeatGrid, strokes: DrumTrack, tones: ToneTrack | None) -> Bars:
    """The bars of a track; what is less than half of one at either end joins its neighbour."""
    edges = bar_edges(grid, mel.seconds)
    power = _mean_power(mel, edges)
    pools = np.array_split(np.arange(BANDS), _POOLS)
    bands = np.column_stack([_below_top(power[:, pool].sum(axis=1)) for pool in pools])
    level, low = _below_top(power.sum(axis=1)), _below_top(power[:, :_LOW_BANDS].sum(axis=1))
    beats = np.maximum(np.diff(grid.position(edges)), 1e-3)
    rates = np.column_stack(
        [
            _struck(hits.seconds, hits.strength, edges) / beats
            for hits in (strokes.kick, strokes.snare, strokes.hat)
        ]
    )
    parts = [
        bands / _DB_PER_UNIT / np.sqrt(_POOLS) * 2,
        _DRUM_WEIGHT * np.sqrt(np.minimum(rates, _MOST_STROKES)),
    ]
    if tones is not None:
        parts.append(_CHROMA_WEIGHT * _chroma(tones, edges))
    return Bars(edges, np.column_stack(parts), level, low, rates)


def bar_edges(grid: BeatGrid, seconds: float) -> Floats:
    """The seconds at which bars begin from the start of a track to its end, and that end.

    Very long bars count as two, since beats are often counted at half their tempo.
    """
    metre = grid.metre
    first, last = (float(at) for at in grid.position(np.array([0.0, seconds])))
    inner = [float(beat - grid.downbeats[0]) for beat in grid.downbeats]
    while inner[0] - metre > first:
        inner.insert(0, inner[0] - metre)
    while inner[-1] + metre < last:
        inner.append(inner[-1] + metre)
    if metre % 2 == 0 and 60 / grid.bpm * metre > _LONGEST_S:
        metre //= 2
        inner = sorted({*inner, *(beat + metre for beat in inner)})
    near = metre / 2
    whole = [beat for beat in inner if beat - first >= near and last - beat >= near]
    moments = np.asarray(grid.seconds(np.array(whole)), np.float64) if whole else np.zeros(0)
    inside = moments[(moments > 0) & (moments < seconds)]
    return np.concatenate([[0.0], inside, [seconds]])


def _mean_power(mel: MelTiles, edges: Floats) -> Floats:
    frames = np.rint(edges * LIGHT_FPS).astype(int)
    rows = []
    for start, stop in pairwise(frames.tolist()):
        heard = mel.table[min(start, mel.frames - 1) : max(min(stop, mel.frames), start + 1)]
        decibels = (heard[: max(1, stop - start)].astype(np.float64) / 255 - 1) * DEPTH_DB
        rows.append((10 ** (decibels / 10)).mean(axis=0))
    return np.array(rows)


def _below_top(power: Floats) -> Floats:
    """Decibels below the loudest bar."""
    floor = 10 ** (-DEPTH_DB / 10)
    decibels = 10 * np.log10(np.maximum(power, floor))
    return np.asarray(np.maximum(decibels - decibels.max(), -_QUIETEST_DB), np.float64)


def _struck(seconds: Floats, strength: Floats, edges: Floats) -> Floats:
    """How many strokes fall into each bar, faint ones counting less."""
    weights = np.minimum(1.0, 0.4 + strength)
    return np.asarray(np.histogram(seconds + 0.02, edges, weights=weights)[0], np.float64)


def _chroma(tones: ToneTrack, edges: Floats) -> Floats:
    """How strongly each of the twelve tones sounds in a bar, at one length."""
    frames = np.clip(np.rint(edges * tones.fps).astype(int), 0, tones.frames)
    total = np.concatenate(
        [np.zeros((1, 12)), np.cumsum(tones.tones, axis=0, dtype=np.float64)]
    )
    sums = np.diff(total[frames], axis=0)
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return np.asarray(sums / lengths, np.float64)
