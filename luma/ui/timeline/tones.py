"""The lane of tones: the spectrogram in tiles, and where it is folded away."""

import functools

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from luma.app.tones import Tones
from luma.ui.nodes.charts import heat_of
from luma.ui.shades import screen_bytes
from luma.ui.timeline.wave import TILE, LaneTiles, TileKey

ToneTiles = LaneTiles[Tones]
DARKEST = 0.3
"""The share of the scale below which all is as dark as silence: 67 dB under full scale."""


def tones_picture(tones: Tones, key: TileKey) -> QImage:
    """A stretch of a spectrogram as a picture, low tones at the bottom."""
    columns = tones.columns(key.start, 1.0 / key.scale, TILE)
    bands = columns.shape[1]
    rows = (np.arange(key.height)[::-1] * bands) // max(key.height, 1)
    pixels = np.ascontiguousarray(_ramp()[columns.T[rows]])
    made = QImage(
        pixels.data, TILE, key.height, 4 * TILE, QImage.Format.Format_ARGB32_Premultiplied
    )
    return made.copy()


@functools.cache
def _ramp() -> npt.NDArray[np.uint32]:
    """The pixel of each loudness."""
    loud = np.clip((np.arange(256) / 255.0 - DARKEST) / (1.0 - DARKEST), 0.0, 1.0)
    lit = screen_bytes(heat_of(loud.astype(np.float32)[None]))
    return np.ascontiguousarray(lit).view(np.uint32)[0, :, 0]
