"""Short spectra of a sound on an even grid, shared by several analyzers."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from luma.domain.sound import Samples

Floats = npt.NDArray[np.float32]
_FRAMES_AT_ONCE = 2048


def frame_count(length: int, hop: int) -> int:
    """How many frames a grid needs to cover a sound."""
    return -(-length // hop)


def magnitudes_of(samples: Samples, size: int, hop: int) -> Iterator[Floats]:
    """Magnitude spectra of the mean of both channels; frame `n` is centred on `n · hop`.

    Only a little of the sound lies in memory at once.
    """
    count = frame_count(len(samples), hop)
    for first in range(0, count, _FRAMES_AT_ONCE):
        frames = min(count - first, _FRAMES_AT_ONCE)
        begin = first * hop - size // 2
        stop = begin + (frames - 1) * hop + size
        both = samples[max(0, begin) : stop]
        heard = (both[:, 0] + both[:, 1]) * np.float32(0.5)
        wave = np.zeros(stop - begin, np.float32)
        lead = max(0, -begin)
        wave[lead : lead + len(heard)] = heard
        yield _of_views(np.lib.stride_tricks.sliding_window_view(wave, size)[::hop], size)


def _of_views(frames: Floats, size: int) -> Floats:
    window = np.hanning(size).astype(np.float32) * np.float32(2 / size)
    return np.abs(np.fft.rfft(frames * window, axis=1)).astype(np.float32)


def bands(rate: int, size: int, count: int, low: float, high: float) -> Floats:
    """Weights `(bins, count)` of overlapping triangles, evenly spaced in pitch."""
    hertz = np.fft.rfftfreq(size, 1 / rate)
    edges = np.geomspace(low, high, count + 2)
    rising = (hertz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz[:, None]) / (edges[2:] - edges[1:-1])
    return np.clip(np.minimum(rising, falling), 0, 1).astype(np.float32)
