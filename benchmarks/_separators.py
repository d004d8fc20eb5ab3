"""The ways in which `benchmarks.separation` takes mixes apart."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch
from luma.audio.pcm import Pcm
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE
from workers import _masknet, _separator
from workers.stems import stems

Singles = npt.NDArray[np.float32]
Voices = Mapping[Stem, Singles]
Way = Callable[[Singles, Voices], Voices]

_SIZE, _HOP = 4096, 1024
_BASS_BELOW = 180.0
_VOICE = (250.0, 4000.0)
_SPAN = 31


def untouched(mix: Singles, _: Voices) -> Voices:
    """The whole mix for every voice."""
    return dict.fromkeys(Stem, mix)


def plain(mix: Singles, _: Voices) -> Voices:
    """Strokes by medians over time and pitch, bass below 180 Hz, the voice from a band."""
    spectra = _spectra(mix)
    loud = np.abs(spectra).mean(axis=0)
    lasting = ndimage.median_filter(loud, (1, _SPAN)) ** 2
    struck = ndimage.median_filter(loud, (_SPAN, 1)) ** 2
    drums = struck / (lasting + struck + 1e-12)
    hertz = np.fft.rfftfreq(_SIZE, 1 / HOUSE_RATE)[:, None]
    low = hertz < _BASS_BELOW
    band = (hertz >= _VOICE[0]) & (hertz < _VOICE[1])
    sides = np.abs(spectra[0] - spectra[1]) / 2
    middle = np.maximum(1 - sides / (loud + 1e-12), 0)
    masks = {
        Stem.DRUMS: drums,
        Stem.BASS: (1 - drums) * low,
        Stem.VOCALS: (1 - drums) * band * middle * 0.6,
    }
    return _masked(mix, spectra, masks)


def oracle(mix: Singles, truth: Voices) -> Voices:
    """The best that shares of loudness can do: those of the true voices."""
    loud = {stem: np.abs(_spectra(voice)) for stem, voice in truth.items()}
    total = np.sum(list(loud.values()), axis=0) + 1e-9
    masks = {stem: loud[stem] / total for stem in list(Stem)[:3]}
    return _masked(mix, _spectra(mix), masks)


def luma(weights: Path | None) -> Way:
    """The built-in separator, with its own weights or others."""

    def way(mix: Singles, _: Voices) -> Voices:
        chosen = _masknet.weights_of(weights or _masknet.MODEL)
        blocks = list(_separator.separate(mix, chosen))
        return {stem: np.concatenate([block[stem] for block in blocks]) for stem in Stem}

    return way


def demucs(models: Path) -> Way:
    """HTDemucs with the weights of a model store."""

    def way(mix: Singles, _: Voices) -> Voices:
        with tempfile.TemporaryDirectory() as folder:
            sound = Pcm.gather([mix], Path(folder) / "sound.npy")
            made = stems(sound, Scratch(Path(folder)), Models(models), Progress())
            return {stem: formats.read_stem(made, stem) for stem in Stem}

    return way


def _spectra(samples: Singles) -> npt.NDArray[np.complex64]:
    _, _, made = signal.stft(samples.T, nperseg=_SIZE, noverlap=_SIZE - _HOP)
    return np.asarray(made, np.complex64)


def _masked(
    mix: Singles,
    spectra: npt.NDArray[np.complex64],
    masks: Mapping[Stem, npt.NDArray[np.floating]],
) -> Voices:
    """The voices of masks, and the rest of the mix as the last of them."""
    voices = {}
    for stem, mask in masks.items():
        _, wave = signal.istft(spectra * mask, nperseg=_SIZE, noverlap=_SIZE - _HOP)
        voices[stem] = np.asarray(wave.T[: len(mix)], np.float32)
    voices[Stem.OTHER] = mix - np.sum(list(voices.values()), axis=0)
    return voices
