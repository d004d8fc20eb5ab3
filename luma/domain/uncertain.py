"""Where a track was heard least clearly: the spots that a person looks at first."""

import numpy as np

from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid

UNCLEAR_BELOW = 0.5
"""Below this certainty a beat or a chord may well be another."""

Stretch = tuple[float, float]


def unclear_beats(grid: BeatGrid) -> tuple[int, ...]:
    """The places in the row of beats that were heard unclearly."""
    return tuple(np.flatnonzero(grid.certainty < UNCLEAR_BELOW).tolist())


def unclear_chords(track: ChordTrack | None) -> tuple[int, ...]:
    """The places in the row of chords that were heard unclearly."""
    if track is None:
        return ()
    return tuple(np.flatnonzero(track.certainty < UNCLEAR_BELOW).tolist())


def unclear_stretches(grid: BeatGrid, chords: ChordTrack | None = None) -> tuple[Stretch, ...]:
    """The stretches of seconds to look at, in order: runs of beats and of chords, joined.

    Unclear beats that are less than a bar apart are one stretch.
    """
    found: list[Stretch] = []
    beats, gap = grid.beats.tolist(), grid.metre
    indices = unclear_beats(grid)
    for n, index in enumerate(indices):
        stop = beats[min(index + 1, len(beats) - 1)]
        if n and index - indices[n - 1] < gap:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((beats[index], stop))
    if chords is not None:
        edges = chords.edges.tolist()
        found += [(edges[n], edges[n + 1]) for n in unclear_chords(chords)]
    return _joined(sorted(found))


def _joined(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """The same stretches, those that touch as one."""
    joined: list[Stretch] = []
    for start, stop in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stop))
        else:
            joined.append((start, stop))
    return tuple(joined)
