"""What the chord network hears: chords, basses and tones, ten times a second."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from luma.analysis import formats
from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.stems import Stem, StemSet
from luma.domain.tones import ToneTrack

if TYPE_CHECKING:
    from workers import _chordnet, _pitches

_HARMONIC = (Stem.BASS, Stem.OTHER)


@analyzer("tones", engine="luma", version=1)
def tones(sound: Pcm, progress: Progress, stems: StemSet | None = None) -> ToneTrack:
    """Chords, basses and single tones as a small network of Luma's own hears them.

    Where the voices of the mix lie apart, it listens to bass and harmony alone too.
    """
    from workers import _chordnet

    share = 1.0 if stems is None else 0.5
    heard, level = _heard(sound.samples, progress, 0.0, share)
    if stems is not None:
        alone, _ = _heard(_Harmony(stems, sound.frames), progress, share, share)
        heard = _chordnet.joined(heard, alone)
    return ToneTrack(
        heard.chords.astype(np.float16),
        heard.bass.astype(np.float16),
        (heard.tones * (level > 0)[:, None]).astype(np.float16),
        level.astype(np.float16),
    )


def _heard(
    played: "_pitches.Sound", progress: Progress, done: float, share: float
) -> "tuple[_chordnet.Heard, npt.NDArray[np.float32]]":
    """What the network hears, and how high the spectrum rises."""
    from workers import _chordnet, _pitches

    frames = max(1, -(-len(played) // _pitches.HOP))
    spectra, count = [], 0
    for part in _pitches.pitches(played):
        spectra.append(part.astype(np.float16))
        count += len(part)
        progress(done + 0.7 * share * count / frames, "listening for tones")
    pitches = np.concatenate(spectra)
    progress(done + 0.7 * share, "naming what sounds")
    level = np.clip(pitches.max(axis=1).astype(np.float32) / _pitches.CLEAR, 0, 1)
    return _chordnet.chord_net(_chordnet.WEIGHTS).hear(pitches), level


class _Harmony:
    """Bass and harmony of a mix, read as they are needed."""

    def __init__(self, stems: StemSet, frames: int) -> None:
        self._stems, self._frames = stems, frames

    def __len__(self) -> int:
        return self._frames

    def __getitem__(self, stretch: slice, /) -> npt.NDArray[np.float32]:
        start, stop, _ = stretch.indices(self._frames)
        out = np.zeros((max(0, stop - start), 2), np.float32)
        for stem in _HARMONIC:
            voice = formats.read_stem(self._stems, stem, start, stop)
            out[: len(voice)] += voice
        return out
