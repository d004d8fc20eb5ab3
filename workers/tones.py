"""What the chord network hears: chords, basses and tones, ten times a second."""

import numpy as np

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.tones import ToneTrack


@analyzer("tones", engine="luma", version=1)
def tones(sound: Pcm, progress: Progress) -> ToneTrack:
    """Chords, basses and single tones as a small network of Luma's own hears them."""
    from workers import _chordnet, _pitches

    net = _chordnet.chord_net(_chordnet.WEIGHTS)
    spectra = []
    for part in _pitches.pitches(sound.samples):
        spectra.append(part.astype(np.float16))
        done = sum(map(len, spectra)) * _pitches.HOP
        progress(0.7 * done / max(sound.frames, done), "listening for tones")
    pitches = np.concatenate(spectra)
    progress(0.7, "naming what sounds")
    heard = net.hear(pitches)
    loudest = pitches.max(axis=1).astype(np.float32)
    level = np.clip(loudest / _pitches.CLEAR, 0, 1)
    return ToneTrack(
        heard.chords.astype(np.float16),
        heard.bass.astype(np.float16),
        (heard.tones * (level > 0)[:, None]).astype(np.float16),
        level.astype(np.float16),
    )
