"""Songs made of blocks of bars, for the tests of first scores."""

from collections.abc import Sequence

import numpy as np

from luma.domain.energy import Energy
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.graph.context import Features
from luma.score.bars import Bars

BPM, METRE = 120.0, 4
SECONDS_OF_BAR = METRE * 60.0 / BPM
Block = tuple[int, float, str]
"""How many bars, how strong 0…1, and the chord that sounds in them."""


def bars_of(blocks: Sequence[Block]) -> Bars:
    """Bars that sound the same within a block."""
    strength = np.concatenate([np.full(count, level) for count, level, _ in blocks])
    edges = METRE * np.arange(strength.size + 1, dtype=float)
    harmony, roots = np.zeros((2, strength.size, 12))
    at = 0
    for count, _, label in blocks:
        chord = Chord.parse(label)
        harmony[at : at + count, list(chord.tones)] = 1.0
        if chord.root is not None:
            roots[at : at + count, chord.root] = 1.0
        at += count
    bands = np.repeat(strength[:, None], 6, axis=1)
    return Bars(edges, strength, strength, strength, bands, harmony, roots)


def features_of(blocks: Sequence[Block]) -> tuple[Features, float]:
    """What is known of such a song, and how many seconds it lasts."""
    count = sum(bars for bars, _, _ in blocks)
    seconds = count * SECONDS_OF_BAR
    frames = [np.full(round(n * SECONDS_OF_BAR * LIGHT_FPS), level) for n, level, _ in blocks]
    row = np.concatenate(frames).astype(np.float32)
    ends = np.cumsum([0, *(bars for bars, _, _ in blocks)]) * SECONDS_OF_BAR
    chords = ChordTrack(ends, tuple(Chord.parse(label) for _, _, label in blocks))
    grid = BeatGrid.steady(BPM, count=count * METRE + 1)
    return Features(grid, chords, Energy(row, row, row)), seconds
