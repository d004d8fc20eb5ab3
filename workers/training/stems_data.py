"""Songs whose voices lie apart, as the separator learns from them: spectra of each voice."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import fft

from luma.domain.sound import Samples
from workers import _stemears as ears
from workers.training.copies import ALTERED, Copy, copies, kept
from workers.training.corpus import STEMS

Halves = npt.NDArray[np.float16]
Singles = npt.NDArray[np.float32]

DEPTH = 2 * ears.LOW + ears.HIGH + ears.WIDE
"""What is kept of a frame: real and imaginary low bins, high bands, bands of the sides."""
SCALE = 64.0
SAME = 3780
"""A window of this many samples at 44.1 kHz has the bins that `_stemears` has at 48 kHz."""
_FRAMES_AT_ONCE = 512


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A song: its tempo, and its voices as `(stems, frames, DEPTH)` in a mapped file.

    What is kept back is for choosing settings, and never learnt from.
    """

    name: str
    song: str
    bpm: float
    voices: Halves
    is_kept_back: bool = False


def gather(
    corpora: Sequence[Path],
    features: Path,
    altered: int = ALTERED,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Item]:
    """What is learnt from and what judges; what is heard is worked out once and kept."""
    features.mkdir(parents=True, exist_ok=True)
    found = list(copies(corpora, altered))
    found.sort(key=lambda copy: zlib.crc32(copy.name.encode()))
    made = []
    for n, copy in enumerate(found):
        file = features / f"{copy.name}.npy"
        voices = kept(file, partial(_voices, copy), mapped=True)
        made.append(Item(copy.name, copy.item.song, _bpm(copy), voices, copy.is_kept_back))
        if n % 20 == 19:
            tell(f"{n + 1} of {len(found)} songs heard")
    return made


def _bpm(copy: Copy) -> float:
    beats = copy.truth().beats
    return float(60 / np.median(np.diff(beats))) if len(beats) > 2 else 120.0


def _voices(copy: Copy) -> Halves:
    """The spectra of a song's voices, all altered alike."""
    found = (copy.stem(stem, is_part=True) for stem in STEMS)
    return np.stack([heard(voice, round(SAME * rate / 44_100)) for voice, rate in found])


def heard(samples: Samples, size: int) -> Halves:
    """What is kept of a voice, frame by frame, seen through windows of some size."""
    hop = round(size / 4)
    wave = np.pad(samples, ((size // 2, size // 2), (0, 0)))
    middle: Singles = (wave[:, 0] + wave[:, 1]) / np.float32(2)
    side: Singles = (wave[:, 0] - wave[:, 1]) / np.float32(2)
    shape = ears.window(size) * np.float32(2 / size * SCALE)
    count = 1 + (len(middle) - size) // hop
    made = np.empty((count, DEPTH), np.float16)
    for first in range(0, count, _FRAMES_AT_ONCE):
        last = min(count, first + _FRAMES_AT_ONCE)
        low = _spectra(middle, shape, hop, slice(first, last))
        wide = _spectra(side, shape, hop, slice(first, last))
        made[first:last, : ears.LOW] = low[:, : ears.LOW].real
        made[first:last, ears.LOW : 2 * ears.LOW] = low[:, : ears.LOW].imag
        made[first:last, 2 * ears.LOW : -ears.WIDE] = np.sqrt(
            ears.banded(ears.powers(low), ears.HIGH_EDGES)
        )
        made[first:last, -ears.WIDE :] = np.sqrt(
            ears.banded(ears.powers(wide), ears.WIDE_EDGES)
        )
    return made


def _spectra(wave: Singles, shape: Singles, hop: int, which: slice) -> ears.Spectra:
    views = np.lib.stride_tricks.sliding_window_view(wave, len(shape))[::hop][which]
    made: ears.Spectra = fft.rfft(views * shape, axis=1)
    return made
