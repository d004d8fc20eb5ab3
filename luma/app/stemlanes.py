"""The voices of a track for drawing, and who took them apart."""

from dataclasses import dataclass

from luma.app.analyses import Analyses
from luma.app.waveforms import QUIETEST, Floats
from luma.audio.stempeaks import StemPeaks
from luma.domain.ids import TrackId
from luma.domain.stems import Stem, StemSet, engine_name
from luma.domain.units import HOUSE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class StemSketch:
    """What the lanes of a track's voices are drawn from, and the name of their engine."""

    track: TrackId
    peaks: StemPeaks
    engine: str
    loudest: float

    def columns(
        self, stem: Stem, start: float, per_column: float, count: int
    ) -> tuple[Floats, Floats]:
        """The lowest and highest of a voice in `count` columns, of the loudest voice's peak."""
        low, high = self.peaks.columns(stem, start * HOUSE_RATE, per_column * HOUSE_RATE, count)
        return low / self.loudest, high / self.loudest


def stem_sketch_of(analyses: Analyses, track: TrackId) -> StemSketch | None:
    """What the lanes of the voices are drawn from, once it is made; not for the lane."""
    peaks, stems = analyses.load(track, StemPeaks), analyses.load(track, StemSet)
    if peaks is None or stems is None:
        return None
    loudest = max(QUIETEST, peaks.loudest)
    return StemSketch(track, peaks, engine_name(stems.engine), loudest)
