"""Kick, snare and hat."""

import numpy as np
import numpy.typing as npt

from luma.analysis import formats
from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.drums import DrumTrack, Hits
from luma.domain.stems import Stem, StemSet

CLEAR = (0.45, 0.55, 0.35)
"""How likely a stroke of kick, snare and hat is at least that counts."""
_BESIDE = 2

Singles = npt.NDArray[np.float32]


@analyzer("drums", engine="luma", version=2)
def drums(sound: Pcm, progress: Progress, stems: StemSet | None = None) -> DrumTrack:
    """Every kick, snare and hat, when and how hard, by a small network of Luma's own.

    Where the voices of the mix lie apart, it listens to the drums alone.
    """
    from workers import _drumears, _drumnet

    samples = sound.samples if stems is None else formats.read_stem(stems, Stem.DRUMS)
    said = "listening for drums"
    loud = _drumears.loudness(samples, lambda done: progress(0.7 * done, said))
    heard = _drumnet.listen(
        loud, _drumnet.weights_of(), lambda done: progress(0.7 + 0.3 * done, said)
    )
    hits = [
        strokes(heard.odds[:, row], heard.strength[:, row], clear, sound.seconds)
        for row, clear in enumerate(CLEAR)
    ]
    return DrumTrack(*hits)


def strokes(odds: Singles, strength: Singles, clear: float, seconds: float) -> Hits:
    """The moments at which a drum is likelier struck than just before and after."""
    from workers._drumears import FPS

    if not len(odds):
        return Hits(np.zeros(0), np.zeros(0))
    padded = np.pad(odds, _BESIDE + 1)
    views = np.lib.stride_tricks.sliding_window_view(padded[1:-1], 2 * _BESIDE + 1)
    before = views[:, :_BESIDE].max(axis=1, initial=0)
    after = views[:, _BESIDE + 1 :].max(axis=1, initial=0)
    at = np.flatnonzero((odds >= clear) & (odds > before) & (odds >= after))
    low, middle, high = (
        padded[at + _BESIDE + 1 + step].astype(np.float64) for step in (-1, 0, 1)
    )
    bend = low - 2 * middle + high
    aside = np.where(bend < 0, 0.5 * (low - high) / np.minimum(bend, -1e-9), 0.0)
    moments = (at + np.clip(aside, -0.5, 0.5)) / FPS
    return Hits(np.clip(moments, 0.0, seconds), np.clip(strength[at], 0, 1))
