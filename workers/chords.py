"""One chord per beat."""

from typing import Annotated

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, Range, analyzer
from luma.audio.pcm import Pcm
from luma.domain.harmony import NO_CHORD, Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.tones import ToneTrack

_WEIGHT = 0.5
_AT_BAR, _AT_HALF, _ELSEWHERE = 0.6, 0.2, 0.05
_SMOOTHER = 4.0
_OTHERS = 3
_BASS_AHEAD = 0.5
_SILENT = 0.02
_SILENCE_WEIGHT = 40.0

Floats = npt.NDArray[np.float64]


@analyzer("chords", engine="luma", version=2)
def chords(
    sound: Pcm,
    heard: ToneTrack,
    grid: BeatGrid,
    progress: Progress,
    *,
    smoothing: Annotated[float, Range(0, 1)] = 0.5,
) -> ChordTrack:
    """One chord per beat with the bass that carries it, how sure it is, and what else fits.

    Majors, minors, sevenths, suspended, diminished and augmented chords, or none.
    """
    from workers import _chorddecode, _chordnet

    places = _chorddecode.raster(grid, sound.seconds)
    progress(0.1, "weighing chords")
    said = _chorddecode.per_stretch(heard.chords, places.edges, heard.fps) * _WEIGHT
    silent = (heard.level[:, None] < _SILENT).astype(np.float64)
    said[:, -1:] += _SILENCE_WEIGHT * _chorddecode.per_stretch(silent, places.edges, heard.fps)
    change = np.where(places.bars, _AT_BAR, np.where(places.halves, _AT_HALF, _ELSEWHERE))
    odds = change / (1 - change) * 10 ** (_SMOOTHER * (0.5 - smoothing))
    turns = _chordnet.chord_net(_chordnet.WEIGHTS).turns
    path = _chorddecode.likeliest(said, turns, odds / (1 + odds))
    starts = np.flatnonzero(np.diff(path.states, prepend=-1))
    edges = np.append(places.edges[starts], places.edges[-1])
    lengths = np.diff(places.edges)[:, None]
    shares = np.add.reduceat(path.shares * lengths, starts) / np.diff(edges)[:, None]
    basses = _mean(heard.bass, edges, heard.fps)
    states = path.states[starts]
    return ChordTrack(
        edges,
        tuple(_over(_chord(s), bass) for s, bass in zip(states, basses, strict=True)),
        np.clip(shares[np.arange(len(states)), states], 0, 1),
        tuple(_others(row, state) for row, state in zip(shares, states, strict=True)),
    )


def _mean(rows: npt.NDArray[np.floating], edges: Floats, fps: float) -> Floats:
    from workers import _chorddecode

    counted = np.column_stack([np.asarray(rows, np.float64), np.ones(len(rows))])
    sums = _chorddecode.per_stretch(counted, edges, fps)
    return np.asarray(sums[:, :-1] / np.maximum(sums[:, -1:], 1e-9), dtype=np.float64)


def _chord(state: int) -> Chord:
    from workers import _chordnet

    if state == _chordnet.NONE:
        return NO_CHORD
    root, family = divmod(int(state), len(_chordnet.FAMILIES))
    return Chord(root, _chordnet.FAMILIES[family])


def _over(chord: Chord, basses: Floats) -> Chord:
    """The chord over that one of its tones that is clearly heard as the lowest."""
    if chord.root is None:
        return chord
    lowest = max(chord.tones, key=lambda tone: basses[tone])
    ahead = basses[lowest] - basses[chord.root] > _BASS_AHEAD
    return Chord(chord.root, chord.quality, lowest) if ahead else chord


def _others(shares: Floats, state: int) -> tuple[Chord, ...]:
    order = [other for other in np.argsort(-shares, kind="stable") if other != state]
    return tuple(_chord(other) for other in order[:_OTHERS])
