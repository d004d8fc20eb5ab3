"""Stretches decoded sound in time and keeps its pitch: a phase vocoder with locked peaks.

Run as a program it reads a file and writes another:
`python -m luma.audio.stretch FROM TO RATE`.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.audio.pcm import Pcm
from luma.domain.sound import Samples

WINDOW = 2048
HOP = WINDOW // 4
SUDDEN = 8.0
"""What is so many times louder than a moment before is an attack, and is not smeared."""
_SEEN, _QUIET = 16, 1e-3

Spectrum = npt.NDArray[np.complex128]
NICE = 10
_STEP = 64
_CHUNK = _STEP << 12


def stretched_frames(frames: int, rate: float) -> int:
    """How long some frames are at a rate."""
    return round(frames / rate)


def stretch(samples: Samples, rate: float) -> Iterator[Samples]:
    """Blocks of the sound at a rate, its pitch kept; each frame lies where the rate puts it."""
    total, made, spun = stretched_frames(len(samples), rate), 0, 0
    window, tail = np.hanning(WINDOW + 1)[:-1, None], np.zeros((WINDOW, 2))
    turn, route = _Turn(), _Route(attacks(samples, max(1.0, rate)), rate)
    while made < total:
        at, begins = route.place(spun)
        spectra = _look(samples, at - WINDOW // 2, window)
        piece = np.fft.irfft(turn.next(spectra, begins=begins), WINDOW, axis=0)
        tail += piece * window / 1.5
        out, tail = tail[:HOP], np.concatenate([tail[HOP:], np.zeros((HOP, 2))])
        first, spun = spun - WINDOW // 2, spun + HOP
        part = out[max(0, -first) :][: total - made]
        if len(part):
            yield np.asarray(part, np.float32)
            made += len(part)


def attacks(samples: Samples, spread: float = 1.0) -> list[int]:
    """The frames where the sound gets loud all of a sudden, no two of them close together."""
    found: list[int] = []
    before = np.zeros(_SEEN)
    for first in range(0, len(samples), _CHUNK):
        part = np.asarray(samples[first : first + _CHUNK], np.float64)
        steps = np.add.reduceat(np.sum(part**2, axis=1), np.arange(0, len(part), _STEP))
        heard = np.concatenate([before, steps])
        mean = np.convolve(heard, np.full(_SEEN, 1.0 / _SEEN), "valid")[: len(steps)]
        rises = np.flatnonzero(steps > SUDDEN * mean + _QUIET)
        for at in (first + rises * _STEP).tolist():
            if not found or at - found[-1] >= WINDOW * spread:
                found.append(at)
        before = heard[-_SEEN:]
    return found


class _Route:
    """Where in the sound each window is taken: around an attack as it was, else by the rate."""

    def __init__(self, attacks: list[int], rate: float) -> None:
        self._attacks, self._rate = np.array(attacks, np.int64), rate
        self._heard = np.rint(self._attacks / rate)
        self._last = -1

    def place(self, made: int) -> tuple[int, bool]:
        """The middle of the window for a frame that is made, and whether phases begin anew."""
        here = made * self._rate
        n = int(np.searchsorted(self._heard, made - WINDOW // 2))
        if n == self._heard.size:
            return round(max(here, self._after(n - 1))), False
        if self._heard[n] - made > WINDOW // 2:
            most = float(self._attacks[n] - WINDOW // 2)
            return round(min(max(here, self._after(n - 1)), most)), False
        begins, self._last = n != self._last, n
        return int(self._attacks[n] + made - self._heard[n]), begins

    def _after(self, n: int) -> float:
        """The first place whose window has left an attack behind."""
        return float(self._attacks[n] + WINDOW // 2) if n >= 0 else -float(WINDOW)


def _look(
    samples: Samples, at: int, window: npt.NDArray[np.float64]
) -> tuple[Spectrum, Spectrum]:
    """The spectra of the window before and of the one at a frame."""
    before = np.fft.rfft(_cut(samples, at - HOP) * window, axis=0)
    return before, np.fft.rfft(_cut(samples, at) * window, axis=0)


def _cut(samples: Samples, start: int) -> npt.NDArray[np.float64]:
    """A window of the sound, with silence around it."""
    cut = np.zeros((WINDOW, 2))
    low, high = max(start, 0), min(start + WINDOW, len(samples))
    if high > low:
        cut[low - start : high - start] = samples[low:high]
    return cut


class _Turn:
    """Turns each window's phases on from those of the window made before."""

    def __init__(self) -> None:
        self._made: Spectrum | None = None

    def next(self, seen: tuple[Spectrum, Spectrum], *, begins: bool) -> Spectrum:
        """The spectrum to be heard next, where `seen` lie one hop apart in the sound."""
        before, now = seen
        if self._made is None or begins:
            made = now
        else:
            middle, mine = before.sum(axis=1), self._made.sum(axis=1)
            spin = mine * np.conj(middle)
            size = np.abs(spin)
            turned = np.where(size > 0.0, spin / np.maximum(size, 1e-300), 1.0)
            made = now * turned[_peaks(np.abs(now.sum(axis=1)))][:, None]
        self._made = made
        return made


def _peaks(heights: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """For each bin the peak that it belongs to."""
    inner = heights[2:-2]
    is_peak = (inner > heights[1:-3]) & (inner >= heights[3:-1])
    is_peak &= (inner > heights[:-4]) & (inner >= heights[4:])
    peaks = np.flatnonzero(is_peak) + 2
    if not peaks.size:
        return np.arange(heights.size)
    borders = (peaks[1:] + peaks[:-1] + 1) // 2
    return np.asarray(peaks[np.searchsorted(borders, np.arange(heights.size), "right")])


def main() -> None:
    """Stretch one file into another, leaving the processor to whoever needs it more."""
    source, goal, rate = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    if hasattr(os, "nice"):
        os.nice(NICE)
    Pcm.gather(stretch(Pcm.open(source).samples, rate), goal)


if __name__ == "__main__":
    main()
