"""One chord per beat."""

from typing import Annotated

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, Range, analyzer
from luma.audio.pcm import Pcm
from luma.domain.curve import Chroma
from luma.domain.harmony import NO_CHORD, QUALITIES, Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.units import HOUSE_RATE, LIGHT_FPS

_FAMILIES = ("maj", "min", "7", "maj7", "min7")
_FAMILY_LIKING = {"maj": 0.0, "min": 0.0, "7": -0.03, "maj7": -0.03, "min7": -0.03}
_BASS_RATE, _BASS_HOP = 3_000, 150
_BASS_LOWEST, _BASS_OCTAVES = "C1", 3
_BASS_WEIGHT = 0.35
_QUIET = 0.05
_SHARPNESS = 12.0
_BAR_BONUS = 0.5

Floats = npt.NDArray[np.float64]


@analyzer("chords", engine="luma", version=1)
def chords(
    sound: Pcm,
    tones: Chroma,
    grid: BeatGrid,
    progress: Progress,
    *,
    smoothing: Annotated[float, Range(0, 1)] = 0.5,
) -> ChordTrack:
    """One chord name per beat: major, minor and sevenths, over the bass that carries them."""
    edges = _edges(grid, sound.seconds)
    upper = _per_beat(tones.values[0].astype(np.float64), edges * LIGHT_FPS)
    progress(0.2, "listening to the bass")
    bass = _per_beat(_bass(sound), edges * (_BASS_RATE / _BASS_HOP))
    names = [Chord(root, family) for family in _FAMILIES for root in range(12)]
    likeness = _likeness(upper, bass, names)
    starts_bar = np.isin(np.round(edges[:-1], 6), np.round(grid.bar_starts, 6))
    path = _likeliest(_SHARPNESS * likeness, starts_bar, 1 + 8 * smoothing)
    found = [NO_CHORD if state == len(names) else names[state] for state in path]
    return _joined(edges, found)


def _edges(grid: BeatGrid, seconds: float) -> Floats:
    inside = grid.beats[(grid.beats > 0.05) & (grid.beats < seconds - 0.05)]
    return np.concatenate([[0.0], inside, [seconds]])


def _bass(sound: Pcm) -> Floats:
    """Frames of twelve tones in the octaves of the bass."""
    import librosa

    from workers import _spectrum

    wave = librosa.resample(
        _spectrum.mono(sound.samples), orig_sr=HOUSE_RATE, target_sr=_BASS_RATE
    )
    spectrum = np.abs(
        librosa.cqt(
            np.pad(wave, (0, max(0, 2 * _BASS_RATE - len(wave)))),
            sr=_BASS_RATE,
            hop_length=_BASS_HOP,
            fmin=librosa.note_to_hz(_BASS_LOWEST),
            n_bins=12 * _BASS_OCTAVES,
        )
    )
    return np.asarray(spectrum.reshape(_BASS_OCTAVES, 12, -1).sum(axis=0).T, dtype=np.float64)


def _per_beat(values: Floats, edges: Floats) -> Floats:
    """The mean of a grid's rows between edges given in rows."""
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    places = np.clip(np.round(edges).astype(int), 0, len(values))
    spans = np.maximum(np.diff(places), 1)[:, None]
    return np.asarray((sums[places[1:]] - sums[places[:-1]]) / spans, dtype=np.float64)


def _likeness(upper: Floats, bass: Floats, names: list[Chord]) -> Floats:
    """How well each chord, and none at all in the last column, explains each beat."""
    sounding = upper.max(axis=1)
    shape = upper - upper.min(axis=1, keepdims=True)
    shape = shape / np.maximum(np.linalg.norm(shape, axis=1, keepdims=True), 1e-9)
    low = bass / np.maximum(bass.sum(axis=1, keepdims=True), 1e-9)
    templates = np.array([_template(chord) for chord in names])
    liking = np.array([_FAMILY_LIKING[chord.quality] for chord in names])
    roots = [chord.root or 0 for chord in names]
    likeness = shape @ templates.T + _BASS_WEIGHT * low[:, roots] + liking
    nothing = np.where(sounding < _QUIET, 2.0, 0.35)
    return np.column_stack([likeness, nothing])


def _template(chord: Chord) -> Floats:
    tones = np.zeros(12)
    for place, step in enumerate(QUALITIES[chord.quality]):
        tones[((chord.root or 0) + step) % 12] = (1.0, 0.8, 0.9, 0.6)[place]
    return np.asarray(tones / np.linalg.norm(tones), dtype=np.float64)


def _likeliest(likeness: Floats, starts_bar: npt.NDArray[np.bool_], stay: float) -> list[int]:
    """The best path through the beats; a change costs less where a bar begins."""
    count, states = likeness.shape
    best = likeness[0].copy()
    came_from = np.zeros((count, states), dtype=np.int64)
    for beat in range(1, count):
        cost = stay * (_BAR_BONUS if starts_bar[beat] else 1.0)
        switch = int(best.argmax())
        moved = best[switch] - cost
        came_from[beat] = np.where(best >= moved, np.arange(states), switch)
        best = np.maximum(best, moved) + likeness[beat]
    path = [int(best.argmax())]
    for beat in range(count - 1, 0, -1):
        path.append(int(came_from[beat, path[-1]]))
    return path[::-1]


def _joined(edges: Floats, found: list[Chord]) -> ChordTrack:
    """Beats of one chord in a row as one span."""
    starts = [n for n in range(len(found)) if n == 0 or found[n] != found[n - 1]]
    return ChordTrack(np.append(edges[starts], edges[-1]), tuple(found[n] for n in starts))
