"""Integrated loudness and true peak, as ITU-R BS.1770-4 has them."""

import math

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.energy import Loudness
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE, SILENCE_DB

# The two stages of K-weighting at 48 kHz, as the recommendation prints them.
_WEIGHTING = (
    (
        1.53512485958697,
        -2.69169618940638,
        1.19839281085285,
        1,
        -1.69065929318241,
        0.73248077421585,
    ),
    (1.0, -2.0, 1.0, 1, -1.99004745483398, 0.99007225036621),
)
_STEP = HOUSE_RATE // 10
_BLOCK_STEPS = 4
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691
_OVERSAMPLING, _TAPS = 4, 48
_CHUNK = 1 << 18


@analyzer("loudness", engine="luma", version=1)
def loudness(sound: Pcm, progress: Progress) -> Loudness:
    """Integrated loudness (EBU R128) and true peak."""
    powers = _step_powers(sound.samples, progress)
    return Loudness(_integrated(powers), _true_peak(sound.samples))


def _step_powers(samples: Samples, progress: Progress) -> npt.NDArray[np.float64]:
    """The weighted power, summed over both channels, of every tenth of a second."""
    from scipy.signal import sosfilt

    state = np.zeros((len(_WEIGHTING), 2, 2))
    powers = []
    whole = len(samples) // _STEP * _STEP
    for at in range(0, whole, 100 * _STEP):
        block = samples[at : min(whole, at + 100 * _STEP)]
        weighted, state = sosfilt(_WEIGHTING, block, axis=0, zi=state)
        powers.append((weighted.reshape(-1, _STEP, 2) ** 2).mean(axis=1).sum(axis=1))
        progress(at / max(whole, 1) / 2, "weighing")
    return np.concatenate(powers) if powers else np.zeros(0)


def _integrated(powers: npt.NDArray[np.float64]) -> float:
    if len(powers) < _BLOCK_STEPS:
        return float(SILENCE_DB)
    blocks = np.convolve(powers, np.full(_BLOCK_STEPS, 1 / _BLOCK_STEPS), "valid")
    blocks = blocks[blocks > _power(_ABSOLUTE_GATE)]
    if blocks.size == 0:
        return float(SILENCE_DB)
    blocks = blocks[blocks > blocks.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return _OFFSET + 10 * math.log10(blocks.mean())


def _power(level: float) -> float:
    return float(10 ** ((level - _OFFSET) / 10))


def _true_peak(samples: Samples) -> float:
    """The highest point of the wave between its samples, by four-fold oversampling."""
    from scipy.signal import firwin, upfirdn

    taps = firwin(_TAPS * _OVERSAMPLING + 1, 0.95 / _OVERSAMPLING) * _OVERSAMPLING
    highest = 0.0
    for at in range(0, len(samples), _CHUNK):
        lead = min(at, _TAPS)
        block = samples[at - lead : at + _CHUNK + _TAPS]
        between = upfirdn(taps, block, up=_OVERSAMPLING, axis=0)
        first = (_TAPS // 2 + lead) * _OVERSAMPLING
        inside = between[first : first + _CHUNK * _OVERSAMPLING]
        highest = max(highest, float(np.abs(inside).max(initial=0)), float(np.abs(block).max()))
    return 20 * math.log10(highest) if highest > 0 else float(SILENCE_DB)
