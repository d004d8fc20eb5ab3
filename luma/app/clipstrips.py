"""What a clip does with its heads, as a strip of colours at every width it may be drawn in."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.app.patterns import Patterns
from luma.domain.ids import ClipId
from luma.domain.light import COLOUR, INTENSITY, TINT, LightBuffer, is_set
from luma.score.compositor import ClipLight

Bytes = npt.NDArray[np.uint8]
Lit = ClipLight
EXPOSURE = 2.6
NARROWEST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Colours by head and time as bytes `(heads, columns, 3)`; level `n` joins `2ⁿ` frames."""

    first_frame: int
    frames: int
    levels: tuple[Bytes, ...]

    @property
    def heads(self) -> int:
        """How many heads it shows."""
        return int(self.levels[0].shape[0])

    def level_for(self, columns: float) -> int:
        """The coarsest level that still has so many columns over the whole of the strip."""
        ratio = int(self.levels[0].shape[1] / max(columns, 1.0))
        return min(max(ratio.bit_length() - 1, 0), len(self.levels) - 1)


def strip_of(told: ClipLight) -> Strip | None:
    """The strip of a clip's light; none where it lights nobody or lasts no frame."""
    light = told.light
    if light.heads == 0 or light.frames == 0:
        return None
    level = _visible(light)
    levels = [level]
    while level.shape[1] > NARROWEST:
        level = _coarser(level)
        levels.append(level)
    return Strip(light.first_frame, light.frames, tuple(_as_bytes(each) for each in levels))


def light_of_clips(patterns: Patterns, names: tuple[ClipId, ...]) -> dict[ClipId, Lit]:
    """The light of some clips, as far as it is made; called on the lane."""
    return {name: patterns.light[name] for name in names if name in patterns.light}


def _visible(light: LightBuffer) -> npt.NDArray[np.float32]:
    """The light that leaves each head at each frame; a colour that nobody set is white."""
    values, mask = light.values, light.set
    tint = np.where(is_set(mask, TINT), values[..., TINT], 0.0)[..., None]
    shade = 1.0 - tint + values[..., COLOUR] * tint
    strength = np.where(is_set(mask, INTENSITY), values[..., INTENSITY], 0.0)[..., None]
    return np.clip(shade * strength, 0.0, 1.0).astype(np.float32)


def _coarser(level: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    if level.shape[1] % 2:
        level = np.concatenate([level, level[:, -1:]], axis=1)
    return (level[:, 0::2] + level[:, 1::2]) * np.float32(0.5)


def _as_bytes(level: npt.NDArray[np.float32]) -> Bytes:
    lit = (1.0 - np.exp(-EXPOSURE * level)) / (1.0 - np.exp(-EXPOSURE))
    return np.ascontiguousarray(np.rint(lit * 255.0).astype(np.uint8))
