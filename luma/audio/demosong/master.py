"""The last hand on the song: gain, and a limiter that all stems go through alike."""

import numpy as np
from scipy import ndimage, signal

from luma.audio.demosong.oscillators import Wave
from luma.domain.units import Decibels, to_gain

_GAIN = to_gain(Decibels(-5.8))
_CEILING = to_gain(Decibels(-1.3))
_OVERSAMPLING = 4
_TAPS = 12
_HOLD_FRAMES = 1920


def mastered(stems: dict[str, Wave]) -> dict[str, Wave]:
    """The stems at the song's loudness; their sum stays under the ceiling."""
    mix = np.sum(list(stems.values()), axis=0) * np.float32(_GAIN)
    gain = _GAIN * limiting(mix)
    return {name: np.asarray(stem * gain, np.float32) for name, stem in stems.items()}


def limiting(mix: Wave) -> Wave:
    """The gain, frame by frame, under which a mix keeps its true peaks below the ceiling."""
    wanted = np.minimum(1.0, _CEILING / np.maximum(true_peaks(mix), 1e-9))
    held = ndimage.minimum_filter1d(wanted, _HOLD_FRAMES)
    half = _HOLD_FRAMES // 2
    smooth: Wave = ndimage.uniform_filter1d(ndimage.uniform_filter1d(held, half), half)
    return smooth.astype(np.float32)


def true_peaks(mix: Wave) -> Wave:
    """How high the wave between each frame and the next reaches, over both channels."""
    taps = signal.firwin(_OVERSAMPLING * _TAPS + 1, 1.0 / _OVERSAMPLING, window=("kaiser", 6.0))
    peaks: Wave = np.abs(mix).max(axis=0)
    for phase in range(1, _OVERSAMPLING):
        part = (_OVERSAMPLING * taps[phase::_OVERSAMPLING]).astype(np.float32)
        for channel in mix:
            between = np.convolve(channel, part, mode="same")
            np.maximum(peaks, np.abs(between), out=peaks)
    return peaks
