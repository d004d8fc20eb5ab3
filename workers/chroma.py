"""How strongly each of the twelve tones sounds, on the light grid."""

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.curve import Chroma
from luma.domain.units import HOUSE_RATE, LIGHT_FPS, SAMPLES_PER_LIGHT_FRAME

_RATE = 12_000
_HOP = _RATE // LIGHT_FPS
_SIZE = 2048
_STRETCH, _MARGIN = 60 * _RATE, 2 * _RATE
_OCTAVES, _BINS_PER_OCTAVE = 5, 36
_LOWEST = "C3"
_LOUD_SHARE = 98.0

Floats = npt.NDArray[np.float32]


@analyzer("chroma", engine="luma", version=1)
def chroma(sound: Pcm, progress: Progress) -> Chroma:
    """The twelve tones above the bass, without the drums, for every light frame."""
    import librosa

    from workers import _spectrum

    count = max(1, _spectrum.frame_count(sound.frames, SAMPLES_PER_LIGHT_FRAME))
    if not sound.samples.any():
        return Chroma(np.zeros((1, count, 12), np.float32))
    wave = librosa.resample(
        _spectrum.mono(sound.samples), orig_sr=HOUSE_RATE, target_sr=_RATE, res_type="soxr_mq"
    )
    tonal = _without_drums(np.pad(wave, (0, max(0, _RATE - len(wave)))), progress)
    progress(0.6, "listening for tones")
    spectrum = np.abs(
        librosa.cqt(
            tonal,
            sr=_RATE,
            hop_length=_HOP,
            fmin=librosa.note_to_hz(_LOWEST),
            n_bins=_OCTAVES * _BINS_PER_OCTAVE,
            bins_per_octave=_BINS_PER_OCTAVE,
        )
    )
    tones = _folded(spectrum)
    tones = np.pad(tones, ((0, max(0, count - len(tones))), (0, 0)))[:count]
    loud = float(np.percentile(tones.max(axis=1), _LOUD_SHARE))
    return Chroma(np.clip(tones / max(loud, 1e-6), 0, 1)[None])


def _without_drums(wave: Floats, progress: Progress) -> Floats:
    """What lasts in the sound, rather than what strikes; minute by minute, to spare memory."""
    import librosa

    tonal = np.empty_like(wave)
    for at in range(0, len(wave), _STRETCH):
        progress(0.1 + 0.5 * at / len(wave), "leaving out the drums")
        start = max(0, at - _MARGIN)
        around = wave[start : at + _STRETCH + _MARGIN]
        spectrum = librosa.stft(np.pad(around, (0, _SIZE)), n_fft=_SIZE, hop_length=_SIZE // 2)
        lasting, _ = librosa.decompose.hpss(spectrum, margin=(1.5, 1.0))
        part = librosa.istft(lasting, n_fft=_SIZE, hop_length=_SIZE // 2)
        here = tonal[at : at + _STRETCH]
        here[:] = part[at - start : at - start + len(here)]
    return tonal


def _folded(spectrum: Floats) -> Floats:
    """Frames of twelve tones from a finer spectrum; the lowest bin is a C."""
    per_tone = _BINS_PER_OCTAVE // 12
    by_octave = np.roll(np.log1p(10 * spectrum), per_tone // 2, axis=0)
    tones = by_octave.reshape(_OCTAVES, 12, per_tone, -1).max(axis=2).sum(axis=0)
    return np.asarray(tones.T, dtype=np.float32)
