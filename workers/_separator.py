"""The built-in separator: a mix through masks, block after block, and back into sound."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from luma.domain.sound import Samples
from luma.domain.stems import Stem

if TYPE_CHECKING:
    from workers._masknet import Weights

Singles = npt.NDArray[np.float32]
Voices = dict[Stem, Samples]

_FRAMES = 384
_SAMPLES = 1 << 20


def separate(samples: Samples, weights: "Weights") -> Iterator[Voices]:
    """The voices of a stereo sound in blocks, one after the other; each sums to the mix."""
    from workers import _masknet as net
    from workers import _stemears as ears

    before, behind = -1, -(-len(samples) // ears.HOP) + 2
    level = _level_of(samples)
    ringing = np.zeros((len(net.STEMS) - 1, ears.SIZE - ears.HOP, 2), np.float32)
    for first in range(before, behind, _FRAMES):
        last = min(behind, first + _FRAMES)
        low, high = max(before, first - net.REACH), min(behind, last + net.REACH)
        spectra = ears.spectra(samples, low, high)
        own = slice(first - low, last - low)
        masks = net.masks_of(ears.picture(spectra, level), weights)[own]
        block, ringing = _sounded(spectra[own], masks, ringing)
        yield from _inside(samples, block, first * ears.HOP - ears.SIZE // 2)
    yield from _inside(samples, ringing, behind * ears.HOP - ears.SIZE // 2)


def _level_of(samples: Samples) -> float:
    """How strong the middle of a sound is, as a root of mean squares."""
    from workers import _stemears as ears

    total = 0.0
    for first in range(0, len(samples), _SAMPLES):
        middle = ears.finite(samples[first : first + _SAMPLES]).mean(axis=1)
        total += float(np.dot(middle, middle))
    return float(np.sqrt(total / max(len(samples), 1)))


def _sounded(
    spectra: npt.NDArray[np.complex64], masks: Singles, ringing: Singles
) -> tuple[Singles, Singles]:
    """All voices but the last `(voices, samples, 2)`, and what of them is yet to end."""
    from workers import _stemears as ears

    length = len(spectra) * ears.HOP
    made = np.zeros((len(ringing), length + ringing.shape[1], 2), np.float32)
    made[:, : ringing.shape[1]] = ringing
    for n, voice in enumerate(made):
        over = ears.over_bins(masks[:, :, n])
        waves = ears.waves(spectra * over[:, None])
        for frame, wave in enumerate(waves):
            at = frame * ears.HOP
            voice[at : at + ears.SIZE] += wave.T
    return made[:, :length], made[:, length:].copy()


def _inside(samples: Samples, block: Singles, begin: int) -> Iterator[Voices]:
    """What lies inside of the sound; the last voice is what the others leave over."""
    from workers import _masknet as net
    from workers import _stemears as ears

    low, high = max(0, begin), min(len(samples), begin + block.shape[1])
    if high <= low:
        return
    voices = block[:, low - begin : high - begin]
    rest = ears.finite(samples[low:high]) - voices.sum(axis=0)
    yield dict(zip(net.STEMS, (*voices, rest), strict=True))
