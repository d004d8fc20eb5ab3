"""Peaks for a stretch of screen: what to draw in each column, at any zoom."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.app.analyses import Analyses
from luma.audio.pcm import Pcm
from luma.audio.peaks import BUCKET, Peaks
from luma.domain.ids import TrackId
from luma.domain.units import HOUSE_RATE

Floats = npt.NDArray[np.float32]
QUIETEST = 1e-3
COARSE, LOUD_SHARE = 5, 99.0  # of buckets of 43 ms, one in a hundred is cut off


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One drawn column after another: lowest, highest, and how strong three bands are.

    The outline is a share of the track's loudest sample, −1…1, the bands of the strongest
    usual band, 0…1. Where there are fewer samples than a band needs, `bands` is None.
    """

    low: Floats
    high: Floats
    bands: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Everything that a track's waveform is drawn from."""

    track: TrackId
    peaks: Peaks
    pcm: Pcm | None
    loudest: float
    strongest: float

    @property
    def seconds(self) -> float:
        """How long the track lasts."""
        return self.peaks.frames / HOUSE_RATE

    def columns(self, start: float, per_column: float, count: int) -> Columns:
        """`count` columns from a second on, each so many seconds wide."""
        frames = per_column * HOUSE_RATE
        if frames < BUCKET and self.pcm is not None:
            return _outline(self.pcm, start * HOUSE_RATE, frames, count, self.loudest)
        first = round(start * HOUSE_RATE)
        cut = self.peaks.slice(first, first + max(count, round(frames * count)), count)
        return Columns(
            cut.low / self.loudest, cut.high / self.loudest, cut.bands / self.loudest
        )


def sketch_of(analyses: Analyses, track: TrackId) -> Sketch | None:
    """What a track's waveform is drawn from, once its peaks are made; not for the lane."""
    peaks = analyses.load(track, Peaks)
    if peaks is None:
        return None
    top = peaks.levels[-1]
    loudest = float(max(QUIETEST, np.abs(top[:, :2]).max()))
    level = peaks.levels[min(COARSE, len(peaks.levels) - 1)]
    strongest = float(max(QUIETEST, np.percentile(level[:, 3:].max(axis=1), LOUD_SHARE)))
    return Sketch(track, peaks, analyses.load(track, Pcm), loudest, strongest)


def _outline(pcm: Pcm, start: float, frames: float, count: int, loudest: float) -> Columns:
    """The wave itself: within each column the lowest and highest point of its line."""
    edges = start + np.arange(count + 1) * frames
    first = max(0, int(np.floor(edges[0])) - 1)
    stop = min(pcm.frames, int(np.ceil(edges[-1])) + 2)
    if stop - first < 2:
        silence = np.zeros(count, np.float32)
        return Columns(silence, silence, None)
    wave = np.asarray(pcm.samples[first:stop]).mean(axis=1) / loudest
    at_edge = np.interp(edges - first, np.arange(len(wave)), wave, left=0.0, right=0.0)
    low = np.minimum(at_edge[:-1], at_edge[1:])
    high = np.maximum(at_edge[:-1], at_edge[1:])
    column = np.floor((np.arange(first, stop) - start) / frames).astype(np.int64)
    inside = (column >= 0) & (column < count)
    np.minimum.at(low, column[inside], wave[inside])
    np.maximum.at(high, column[inside], wave[inside])
    return Columns(low.astype(np.float32), high.astype(np.float32), None)
