"""A track's spectrogram for drawing: how loud each band of pitch is in each column."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.app.analyses import Analyses
from luma.audio.mel import MelTiles
from luma.domain.ids import TrackId


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """What a track's spectrogram is drawn from."""

    track: TrackId
    tiles: MelTiles

    @property
    def seconds(self) -> float:
        """How long the track lasts."""
        return self.tiles.seconds

    def columns(self, start: float, per_column: float, count: int) -> npt.NDArray[np.uint8]:
        """`count` columns `(count, bands)` from a second on, low tones first, 255 loudest."""
        return self.tiles.columns(start, per_column, count)


def tones_of(analyses: Analyses, track: TrackId) -> Tones | None:
    """What a track's spectrogram is drawn from, once it is made; not for the lane."""
    tiles = analyses.load(track, MelTiles)
    return None if tiles is None else Tones(track, tiles)
