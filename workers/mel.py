"""The log-mel spectrogram, for the eye and for patterns."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, Scratch, analyzer
from luma.audio.mel import BANDS, Bytes, MelTiles, in_bytes
from luma.audio.pcm import Pcm
from luma.domain.units import HOUSE_RATE, SAMPLES_PER_LIGHT_FRAME

_SIZE = 2048
_LOWEST, _HIGHEST = 30.0, 16_000.0
_SINE = 0.375
"""The power that a sine of full scale leaves in a spectrum of unit window."""
_MEL_AT, _MEL_STEP = 700.0, 2595.0

Floats = npt.NDArray[np.float32]


@analyzer("mel", engine="luma", version=1)
def mel(sound: Pcm, scratch: Scratch, progress: Progress) -> MelTiles:
    """How loud each of 96 bands of pitch is in every light frame."""
    return MelTiles.gather(_rows(sound, progress), scratch.folder / "mel.npy")


def _rows(sound: Pcm, progress: Progress) -> Iterator[Bytes]:
    from workers import _spectrum

    weights, done = _bands(), 0
    count = max(1, _spectrum.frame_count(sound.frames, SAMPLES_PER_LIGHT_FRAME))
    for spectra in _spectrum.magnitudes_of(sound.samples, _SIZE, SAMPLES_PER_LIGHT_FRAME):
        yield in_bytes((spectra**2) @ weights)
        done += len(spectra)
        progress(done / count, "looking at the tones")


def _bands() -> Floats:
    """Triangles `(bins, bands)` that are even in mel and together weigh every tone once."""
    hertz = np.fft.rfftfreq(_SIZE, 1 / HOUSE_RATE)
    edges = np.linspace(_mel(_LOWEST), _mel(_HIGHEST), BANDS + 2)
    pitch = _mel(hertz)[:, None]
    rising = (pitch - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - pitch) / (edges[2:] - edges[1:-1])
    return np.asarray(np.clip(np.minimum(rising, falling), 0, 1) / _SINE, dtype=np.float32)


def _mel(hertz: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Pitch as the ear steps it (O'Shaughnessy's formula)."""
    return np.asarray(_MEL_STEP * np.log10(1 + np.asarray(hertz) / _MEL_AT), dtype=np.float64)
