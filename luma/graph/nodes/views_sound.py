"""`view/spectrogram`: sound as a picture of its tones."""

from typing import Annotated

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Floats, FrameTimes
from luma.domain.picture import Picture
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.units import HOUSE_RATE
from luma.graph.nodes.views import COLUMNS, starts_of
from luma.graph.register import Range, node

WINDOW = 4096
_SLACK = 0.1
_AT_ONCE = 256
_LEAST_POWER = 1e-20


@node("view/spectrogram", memory=_SLACK)
def spectrogram(
    sound: Audio,
    at: FrameTimes,
    *,
    bins: Annotated[int, Range(16, 256)] = 96,
    low: Annotated[float, Range(20, 1000, "Hz")] = 30.0,
    high: Annotated[float, Range(2000, 24000, "Hz")] = 16000.0,
    quietest: Annotated[float, Range(-120, -20, "dB")] = -80.0,
    loudest: Annotated[float, Range(-20, 0, "dB")] = 0.0,
) -> Picture:
    """Which tones sound over time: low ones below, high ones above, loud ones bright.

    Bins is how many rows the tones from low to high are sorted into, evenly by octaves. Between
    the quietest and the loudest level a row goes from dark to bright; a pure tone of full level
    has 0 dB. Each column has heard the last twelfth of a second, and of a long span every
    stretch shows its loudest moment.
    """
    begin, end = _bands(bins, low, high)
    power = np.empty((at.count, bins), np.float32)
    heard = _heard(sound, at)
    hann = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(heard, WINDOW)[::SAMPLES_PER_FRAME]
    for first in range(0, at.count, _AT_ONCE):
        part = windows[first : min(first + _AT_ONCE, at.count)] * hann
        with np.errstate(over="ignore", invalid="ignore"):
            tones = np.abs(np.fft.rfft(part, axis=1)) * (2.0 / hann.sum())
        pairs = np.stack([begin, end], axis=1).ravel()
        loud = np.maximum.reduceat(tones, pairs, axis=1)[:, ::2]
        power[first : first + len(part)] = np.minimum(loud, 1e9) ** 2
    power = np.maximum.reduceat(power, starts_of(at.count, COLUMNS), axis=0)
    levels = 10.0 * np.log10(np.maximum(power, _LEAST_POWER))
    shown = np.clip(levels, quietest, loudest).astype(np.float32)
    return Picture("spectrogram", shown.T, at.first, quietest, loudest, at.count)


def _heard(sound: Audio, at: FrameTimes) -> Floats:
    """The samples up to the end of every frame, a window's length before the first ends too."""
    begin = (at.first + 1 - sound.first) * SAMPLES_PER_FRAME - WINDOW
    end = begin + WINDOW + (at.count - 1) * SAMPLES_PER_FRAME
    found = np.zeros(end - begin, np.float32)
    known = sound.samples[max(begin, 0) : max(end, 0)]
    offset = max(-begin, 0)
    found[offset : offset + known.size] = known
    return found


def _bands(bins: int, low: float, high: float) -> tuple[npt.NDArray[np.int64], ...]:
    """The first tone of each row and the one after its last; a narrow row has the nearest."""
    edges = np.geomspace(low, high, bins + 1) * WINDOW / HOUSE_RATE
    first, after = np.ceil(edges[:-1]).astype(np.int64), np.ceil(edges[1:]).astype(np.int64)
    nearest = np.round(np.sqrt(edges[:-1] * edges[1:])).astype(np.int64)
    narrow = after <= first
    return np.where(narrow, nearest, first), np.where(narrow, nearest + 1, after)
