"""Songs whose voices lie apart, as the separator learns from them: spectra of each voice."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import fft

from luma.domain.sound import Samples
from workers import _stemears as ears
from workers.training import corpus

Halves = npt.NDArray[np.float16]
Singles = npt.NDArray[np.float32]

KEPT_BACK = 10
DEPTH = 2 * ears.LOW + ears.HIGH + ears.WIDE
"""What is kept of a frame: real and imaginary low bins, high bands, bands of the sides."""
SCALE = 64.0
SAME = 3780
"""A window of this many samples at 44.1 kHz has the bins that `_stemears` has at 48 kHz."""
_OTHERS = (3360, 3456, 3528, 3584, 3675, 3888, 4000, 4050, 4116, 4200)
_FRAMES_AT_ONCE = 512


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A song: its tempo, and its voices as `(stems, frames, DEPTH)` in a mapped file."""

    name: str
    song: str
    bpm: float
    voices: Halves

    @property
    def is_kept_back(self) -> bool:
        """Whether its song is for choosing settings, and never learnt from."""
        return is_kept_back(self.song)


def is_kept_back(song: str) -> bool:
    """Whether a song judges, by its name alone."""
    return zlib.crc32(song.encode()) % 100 < KEPT_BACK


def gather(
    corpora: Sequence[Path], features: Path, tell: Callable[[str], None] = lambda _: None
) -> list[Item]:
    """All items of some folders; what is heard of each is worked out once and kept."""
    features.mkdir(parents=True, exist_ok=True)
    found = [item for folder in corpora for item in corpus.items(folder)]
    found.sort(key=lambda item: zlib.crc32(item.name.encode()))
    made = []
    for n, item in enumerate(found):
        made.append(Item(item.name, item.song, _bpm(item), _voices(item, features)))
        if n % 20 == 19:
            tell(f"{n + 1} of {len(found)} items heard")
    return made


def _bpm(item: corpus.Item) -> float:
    beats = item.truth.beats
    return float(60 / np.median(np.diff(beats))) if len(beats) > 2 else 120.0


def _voices(item: corpus.Item, features: Path) -> Halves:
    """The spectra of an item's voices, half of the learnt songs at another pitch and pace."""
    kept = features / f"{item.folder.parent.name}-{item.name}.npy"
    if not kept.exists():
        dealt = zlib.crc32(f"pitch/{item.name}".encode())
        is_moved = dealt % 2 and not is_kept_back(item.song)
        size = _OTHERS[dealt // 2 % len(_OTHERS)] if is_moved else SAME
        voices = []
        for stem in corpus.STEMS:
            samples, rate = item.stem(stem)
            voices.append(heard(samples, round(size * rate / 44_100)))
        aside = kept.with_suffix(".part.npy")
        np.save(aside, np.stack(voices))
        aside.replace(kept)
    mapped: Halves = np.load(kept, mmap_mode="r")
    return mapped


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
