"""How strong the music is on the light grid: loudness, onsets, brightness."""

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.energy import Energy
from luma.domain.units import HOUSE_RATE, SAMPLES_PER_LIGHT_FRAME

_SIZE = 2048
_BANDS, _LOWEST, _HIGHEST = 40, 40.0, 16_000.0
_DARK, _BRIGHT = 150.0, 6_000.0
_DEPTH_DB = 48.0
_FLOOR = 1e-6
_COMPRESSION = 1000.0

Floats = npt.NDArray[np.float32]


@analyzer("energy", engine="luma", version=1)
def energy(sound: Pcm, progress: Progress) -> Energy:
    """How loud, how much begins, how bright: one value each for every light frame."""
    from workers import _spectrum

    hertz = np.fft.rfftfreq(_SIZE, 1 / HOUSE_RATE).astype(np.float32)
    weights = _spectrum.bands(HOUSE_RATE, _SIZE, _BANDS, _LOWEST, _HIGHEST)
    count = max(1, _spectrum.frame_count(sound.frames, SAMPLES_PER_LIGHT_FRAME))
    level, middle = np.zeros(count, np.float32), np.zeros(count, np.float32)
    pitch_bands = np.zeros((count, _BANDS), np.float32)
    at = 0
    for spectra in _spectrum.magnitudes_of(sound.samples, _SIZE, SAMPLES_PER_LIGHT_FRAME):
        here = slice(at, at + len(spectra))
        power = spectra**2
        level[here] = power.sum(axis=1)
        middle[here] = (power @ hertz) / np.maximum(level[here], _FLOOR**2)
        pitch_bands[here] = spectra @ weights
        at += len(spectra)
        progress(at / count, "listening")
    return Energy(_loudness(level), _onset(pitch_bands), _brightness(middle, level))


def _loudness(power: Floats) -> Floats:
    highest = float(power.max())
    if highest <= _FLOOR**2:
        return np.zeros_like(power)
    below = 10 * np.log10(np.maximum(power / highest, 1e-12))
    return np.asarray(np.clip(1 + below / _DEPTH_DB, 0, 1), dtype=np.float32)


def _onset(spectra: Floats) -> Floats:
    """How much louder each band became, as a share of what the strongest beginnings have."""
    heard = np.log1p(_COMPRESSION * spectra)
    rise = np.maximum(np.diff(heard, axis=0, prepend=heard[:1]), 0).mean(axis=1)
    strong = float(np.percentile(rise, 99.5))
    return np.asarray(np.clip(rise / max(strong, _FLOOR), 0, 1), dtype=np.float32)


def _brightness(middle: Floats, power: Floats) -> Floats:
    place = np.log(np.maximum(middle, _DARK) / _DARK) / np.log(_BRIGHT / _DARK)
    return np.where(power > _FLOOR**2, np.clip(place, 0, 1), 0).astype(np.float32)
