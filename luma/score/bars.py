"""What every bar of a track sounds like."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from luma.domain.harmony import ChordTrack
from luma.domain.recording import Recording
from luma.domain.rhythm import BeatGrid
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.graph.context import Features

Floats = npt.NDArray[np.float64]
BAND_EDGES = (120.0, 300.0, 800.0, 2500.0, 6000.0)
_WINDOW = 4096
_DEPTH_DB = 60.0
_QUIETEST = 1e-12
_STEADY = (0.75, 0.5, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Where the bars of a track lie, in beats, and what each of them sounds like.

    The last edge is the end of the track; what is less than a bar at either end belongs to the
    bar beside it. Loudness, onset and brightness are 0…1, `bands` are the levels of six bands
    from low to high as 0…1; `harmony` says how long each of the twelve tones sounds, and
    `roots` for how long it is the root of the chord.
    """

    edges: Floats
    loudness: Floats
    onset: Floats
    brightness: Floats
    bands: Floats
    harmony: Floats
    roots: Floats

    @property
    def count(self) -> int:
        """How many bars there are."""
        return int(self.loudness.size)


def hear_bars(features: Features, seconds: float) -> Bars:
    """The bars of a track that lasts so many seconds, as far as it has been heard."""
    grid = features.beats
    edges = bar_edges(grid, seconds)
    moments = np.clip(grid.seconds(edges), 0.0, seconds)
    energy = features.energy
    if energy is None:
        loud, onset, bright = (np.full(edges.size - 1, level) for level in _STEADY)
    else:
        rows = (energy.loudness, energy.onset, energy.brightness)
        loud, onset, bright = (_means(row, moments * LIGHT_FPS) for row in rows)
    mix = None if features.recordings is None else features.recordings.mix
    bands = _bands(mix, moments) if mix is not None else np.repeat(loud[:, None], 6, 1)
    harmony, roots = _harmony(features.chords, moments)
    return Bars(edges, loud, onset, bright, bands, harmony, roots)


def bar_edges(grid: BeatGrid, seconds: float) -> Floats:
    """The beats at which bars begin from the start of a track to its end, and that end."""
    first, last = (float(beat) for beat in grid.position([0.0, max(seconds, 0.0)]))
    metre = grid.metre
    inner = [float(beat - grid.downbeats[0]) for beat in grid.downbeats]
    while inner[0] - metre > first:
        inner.insert(0, inner[0] - metre)
    while inner[-1] + metre < last:
        inner.append(inner[-1] + metre)
    start, stop = math.floor(first + 1e-6), math.ceil(last - 1e-6)
    whole = [edge for edge in inner if edge - start >= metre and stop - edge >= metre]
    return np.array([start, *whole, max(stop, start + 1)], float)


def _means(row: npt.NDArray[np.float32], frames: Floats) -> Floats:
    """The mean of a row between neighbouring frames; its nearest value where there is none."""
    total = np.concatenate([[0.0], np.cumsum(row, dtype=np.float64)])
    ends = np.clip(np.rint(frames).astype(int), 0, row.size)
    counts = np.diff(ends)
    nearest = row[np.clip(ends[:-1], 0, max(row.size - 1, 0))] if row.size else 0.0
    means = np.diff(total[ends]) / np.maximum(counts, 1)
    return np.asarray(np.where(counts > 0, means, nearest), float)


def _bands(mix: Recording, moments: Floats) -> Floats:
    """How strong each band is in each bar, 60 dB below the strongest and less being nothing."""
    window = np.hanning(_WINDOW).astype(np.float32)
    hertz = np.fft.rfftfreq(_WINDOW, 1 / HOUSE_RATE)
    which = np.searchsorted(BAND_EDGES, hertz, "right")
    power = np.zeros((moments.size - 1, len(BAND_EDGES) + 1))
    ends = np.rint(moments * HOUSE_RATE).astype(int)
    for bar, (start, stop) in enumerate(pairwise(ends)):
        pieces = max((stop - start) // _WINDOW, 1)
        heard = mix.mono(int(start), int(start) + pieces * _WINDOW).reshape(pieces, _WINDOW)
        spectrum = (np.abs(np.fft.rfft(heard * window)) ** 2).mean(axis=0)
        power[bar] = np.bincount(which, spectrum, power.shape[1])
    highest = np.maximum(power.max(axis=0), _QUIETEST)
    below = 10.0 * np.log10(np.maximum(power / highest, _QUIETEST))
    return np.asarray(np.clip(1.0 + below / _DEPTH_DB, 0.0, 1.0), float)


def _harmony(chords: ChordTrack | None, moments: Floats) -> tuple[Floats, Floats]:
    """How much of each bar each tone sounds, and how much of it as a root."""
    sounds, roots = np.zeros((2, moments.size - 1, 12))
    if chords is None:
        return sounds, roots
    for start, stop, chord in zip(
        chords.edges[:-1], chords.edges[1:], chords.chords, strict=True
    ):
        overlap = np.minimum(moments[1:], stop) - np.maximum(moments[:-1], start)
        share = np.maximum(overlap, 0.0) / np.maximum(np.diff(moments), 1e-9)
        sounds[:, list(chord.tones)] += share[:, None]
        if chord.root is not None:
            roots[:, chord.root] += share
    return sounds, roots
