"""Loudness, its range and true peak, as ITU-R BS.1770-4 and EBU Tech 3341 and 3342 say."""

import math

import numpy as np
import numpy.typing as npt

from luma.analysis.contract import Progress, analyzer
from luma.audio.pcm import Pcm
from luma.domain.energy import Loudness
from luma.domain.sound import Samples
from luma.domain.units import LIGHT_FPS, SAMPLES_PER_LIGHT_FRAME, SILENCE_DB

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
_STEP_FRAMES = LIGHT_FPS // 10
_BLOCK_STEPS, _SHORT_STEPS = 4, 30
_SHORT_FRAMES, _MOMENT_FRAMES = 3 * LIGHT_FPS, 4 * LIGHT_FPS // 10
_ABSOLUTE_GATE, _RELATIVE_GATE, _SPREAD_GATE = -70.0, -10.0, -20.0
_QUIET_SHARE, _LOUD_SHARE = 10, 95
_OFFSET = -0.691
_OVERSAMPLING, _TAPS = 4, 48
_CHUNK = 1 << 18
_FRAMES_AT_ONCE = 600

Floats = npt.NDArray[np.float64]


@analyzer("loudness", engine="luma", version=3)
def loudness(sound: Pcm, progress: Progress) -> Loudness:
    """Integrated, short-term and momentary loudness (EBU R128), its range and true peak."""
    frames = _frame_powers(sound.samples, progress)
    whole = sound.frames // SAMPLES_PER_LIGHT_FRAME // _STEP_FRAMES
    steps = frames[: whole * _STEP_FRAMES].reshape(whole, _STEP_FRAMES).mean(axis=1)
    return Loudness(
        _integrated(steps),
        _true_peak(sound.samples),
        _spread(steps),
        _running(frames, _SHORT_FRAMES),
        _running(frames, _MOMENT_FRAMES),
    )


def _frame_powers(samples: Samples, progress: Progress) -> Floats:
    """The weighted power, summed over both channels, of every light frame."""
    from scipy.signal import sosfilt

    state = np.zeros((len(_WEIGHTING), 2, 2))
    powers = []
    size = _FRAMES_AT_ONCE * SAMPLES_PER_LIGHT_FRAME
    for at in range(0, len(samples), size):
        block = samples[at : at + size]
        weighted, state = sosfilt(_WEIGHTING, block, axis=0, zi=state)
        lacking = -len(block) % SAMPLES_PER_LIGHT_FRAME
        squares = np.pad(weighted, ((0, lacking), (0, 0))) ** 2
        powers.append(squares.reshape(-1, SAMPLES_PER_LIGHT_FRAME, 2).mean(axis=1).sum(axis=1))
        progress(at / len(samples) / 2, "weighing")
    return np.concatenate(powers) if powers else np.zeros(0)


def _integrated(powers: Floats) -> float:
    blocks = _over(powers, _BLOCK_STEPS)
    if blocks.size == 0:
        return float(SILENCE_DB)
    blocks = blocks[blocks > blocks.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return _OFFSET + 10 * math.log10(blocks.mean())


def _spread(powers: Floats) -> float:
    """The loudness range in LU: from the tenth of a hundred to the ninety-fifth."""
    stretches = _over(powers, _SHORT_STEPS)
    if stretches.size == 0:
        return 0.0
    kept = stretches[stretches >= stretches.mean() * 10 ** (_SPREAD_GATE / 10)]
    low, high = np.percentile(10 * np.log10(kept), (_QUIET_SHARE, _LOUD_SHARE))
    return float(high - low)


def _over(powers: Floats, steps: int) -> Floats:
    """The power of every run of so many steps that is loud enough to count at all."""
    if len(powers) < steps:
        return np.zeros(0)
    blocks = np.convolve(powers, np.full(steps, 1 / steps), "valid")
    return np.asarray(blocks[blocks > _power(_ABSOLUTE_GATE)], dtype=np.float64)


def _running(powers: Floats, over: int) -> npt.NDArray[np.float32]:
    """The loudness of so many frames up to each light frame, silence lying before all."""
    total = np.cumsum(np.concatenate([np.zeros(over), powers]))
    means = (total[over:] - total[:-over]) / over
    quietest = _power(float(SILENCE_DB))
    levels = _OFFSET + 10 * np.log10(np.maximum(means[: len(powers)], quietest))
    return np.asarray(levels, dtype=np.float32)


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
