"""Sounds that carry no chord: noises and babble, so that the network learns to say so."""

import numpy as np
import numpy.typing as npt

from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE
from workers import _pitches
from workers._chordnet import NONE
from workers.training.chords_corpus import SPARE, UNKNOWN, Item

_SECONDS = 40
_TILTS = (0.0, 0.5, 1.0)
_VOICES = ((110.0, 1.0), (190.0, 1.1), (140.0, 1.05))
_FORMANTS = ((300.0, 800.0), (900.0, 2200.0), (2400.0, 3000.0))
_SYLLABLE_S = 0.18
_LEVEL = 0.1

Floats = npt.NDArray[np.float64]


def nothing(seed: int) -> Item:
    """Noises of several colours and voices that babble, in which no chord sounds."""
    rng = np.random.default_rng(seed)
    sounds = [_noise(rng, tilt) for tilt in _TILTS]
    sounds += [_babble(rng, hertz, size) for hertz, size in _VOICES]
    lowest, count = _pitches.LOWEST - SPARE, _pitches.TONES + 2 * SPARE
    found = [np.concatenate(list(_pitches.pitches(s, lowest, count))) for s in sounds]
    spectra = np.array(found, dtype=np.float16)
    frames = spectra.shape[1]
    chords, bass = np.full(frames, NONE), np.full(frames, UNKNOWN)
    return Item(spectra, chords, bass, np.zeros((frames, 12), np.float32))


def _noise(rng: np.random.Generator, tilt: float) -> Samples:
    """Noise that loses `tilt` of its amplitude's power of ten for each of its pitch's."""
    count = _SECONDS * HOUSE_RATE
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / HOUSE_RATE), 20)
    return _stereo(np.fft.irfft(spectrum * hertz**-tilt, count))


def _babble(rng: np.random.Generator, hertz: float, size: float) -> Samples:
    """A voice that talks without words: its pitch glides, its formants jump, it pauses."""
    count = _SECONDS * HOUSE_RATE
    syllables = int(_SECONDS / _SYLLABLE_S)
    at = np.linspace(0, syllables - 1, count)
    glide = np.cumsum(rng.normal(0, 0.12, syllables))
    glide -= np.convolve(glide, np.ones(12) / 12, "same")
    pitch = hertz * np.exp(np.interp(at, np.arange(syllables), glide))
    phase = 2 * np.pi * np.cumsum(pitch) / HOUSE_RATE
    mouths = [rng.uniform(*span, syllables) * size for span in _FORMANTS]
    loud = np.interp(at, np.arange(syllables), rng.random(syllables) > 0.25)
    loud = loud * np.abs(np.sin(np.pi * at)) ** 0.5
    out = np.zeros(count)
    formants = [np.interp(at, np.arange(syllables), mouth) for mouth in mouths]
    for number in range(1, 24):
        near = sum(1 / (1 + ((number * pitch - middle) / 120) ** 2) for middle in formants)
        out += near * np.sin(number * phase) / number**0.5
    breath = rng.standard_normal(count) * 0.05
    return _stereo((out + breath) * loud)


def _stereo(wave: Floats) -> Samples:
    level = _LEVEL / max(float(np.sqrt(np.mean(wave**2))), 1e-9)
    return np.repeat((wave * level).astype(np.float32)[:, None], 2, axis=1)
