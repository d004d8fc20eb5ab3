"""How one layer of light lies on another."""

import numpy as np
import numpy.typing as npt

from luma.domain.light import (
    AIM,
    AIM_BITS,
    COLOUR,
    DOWN,
    FOCUS,
    GOBO,
    HOLD,
    INTENSITY,
    PRISM,
    STROBE,
    TINT,
    ZOOM,
    Floats,
    LightBuffer,
    Mask,
    is_set,
)
from luma.domain.score import Blend

Flags = npt.NDArray[np.bool_]
_HUES = range(COLOUR.start, COLOUR.stop)
_MIXED = (INTENSITY, PRISM)
_REPLACED = (STROBE, ZOOM, FOCUS)
_SWITCHED = (GOBO, HOLD)
_HALF = 0.5
_TINY = 1e-6


def lay(base: LightBuffer, top: LightBuffer, blend: Blend, opacity: Floats) -> LightBuffer:
    """A layer of light on another of the same heads and frames.

    `opacity` is `(frames,)`, the clip's opacity times its fades. What the top has not set
    passes through. What only the top has set is the top's as it is, but for intensity and
    prism, which lie on nothing as on zero. Where the opacity is zero nothing changes.
    """
    values, mask = base.values.copy(), base.set.copy()
    cover = np.broadcast_to(np.clip(opacity, 0.0, 1.0), mask.shape)
    laid = _Laid(values, mask, top, blend)
    for index in _MIXED:
        laid.mix(index, cover)
    laid.colour(cover)
    for index in _REPLACED:
        laid.replace(index, cover)
    for index in _SWITCHED:
        laid.switch(index, cover)
    laid.aim(cover)
    return LightBuffer(base.first_frame, values, mask)


class _Laid:
    """The base's values and mask while the top is being laid on them."""

    def __init__(self, values: Floats, mask: Mask, top: LightBuffer, blend: Blend) -> None:
        self._values, self._mask, self._top, self._blend = values, mask, top, blend
        self._below = mask.copy()

    def mix(self, index: int, cover: Floats) -> None:
        """Blend intensity or prism, which are zero where nobody set them."""
        here = is_set(self._top.set, index) & (cover > 0.0)
        base = np.where(is_set(self._below, index), self._values[:, :, index], 0.0)
        self._put(index, here, self._blended(base, self._top.values[:, :, index], cover))

    def colour(self, cover: Floats) -> None:
        """Blend red, green and blue by how far the top covers, and add up how far both do."""
        tint = np.where(is_set(self._top.set, TINT), self._top.values[:, :, TINT], 1.0)
        reach = (cover * np.clip(tint, 0.0, 1.0)).astype(np.float32)
        for index in _HUES:
            top = self._top.values[:, :, index]
            known = is_set(self._below, index)
            mixed = self._blended(self._values[:, :, index], top, reach)
            here = is_set(self._top.set, index) & (reach > 0.0)
            self._put(index, here, np.where(known, mixed, top))
        known = is_set(self._below, TINT)
        both = 1.0 - (1.0 - self._values[:, :, TINT]) * (1.0 - reach)
        here = is_set(self._top.set, TINT) & (reach > 0.0)
        self._put(TINT, here, np.where(known, both, tint))

    def replace(self, index: int, cover: Floats) -> None:
        """Go over from the base's value to the top's, in every mode."""
        here = is_set(self._top.set, index) & (cover > 0.0)
        base, top = self._values[:, :, index], self._top.values[:, :, index]
        known = is_set(self._below, index)
        self._put(index, here, np.where(known, _between(base, top, cover), top))

    def switch(self, index: int, cover: Floats) -> None:
        """Take the top's value once it covers half."""
        here = is_set(self._top.set, index) & (cover >= _HALF)
        self._put(index, here, self._top.values[:, :, index])

    def aim(self, cover: Floats) -> None:
        """Turn from the base's direction to the top's, in every mode."""
        here = is_set(self._top.set, AIM.start) & (cover > 0.0)
        if not here.any():
            return
        known = is_set(self._below, AIM.start)[here]
        base, top = self._values[here][:, AIM], self._top.values[here][:, AIM]
        share = np.where(known, cover[here], 1.0)
        self._values[here, AIM] = turned(base, top, share.astype(np.float32))
        self._mask[here] |= np.uint16(AIM_BITS)

    def _blended(self, base: Floats, top: Floats, cover: Floats) -> Floats:
        if self._blend is Blend.ADD:
            return np.minimum(1.0, base + cover * top)
        return _between(base, top, cover)

    def _put(self, index: int, here: Flags, result: Floats) -> None:
        self._values[:, :, index] = np.where(here, result, self._values[:, :, index])
        self._mask[here] |= np.uint16(1 << index)


def _between(base: Floats, top: Floats, share: Floats) -> Floats:
    """On the way from one to the other, and exactly there at either end."""
    return np.asarray(base * (1.0 - share) + top * share)


def turned(base: Floats, top: Floats, share: Floats) -> Floats:
    """Directions on the great circle from one to another; opposite ones turn over the side."""
    start, goal = _unit(base), _unit(top)
    cosine = np.clip((start * goal).sum(axis=1, keepdims=True), -1.0, 1.0)
    sideways = goal - cosine * start
    length = np.linalg.norm(sideways, axis=1, keepdims=True)
    sideways = np.where(length > _TINY, sideways / np.maximum(length, _TINY), _across(start))
    angle = np.arccos(cosine) * share[:, None]
    way = np.cos(angle) * start + np.sin(angle) * sideways
    way = np.where(share[:, None] >= 1.0, goal, way)
    return np.asarray(_unit(way), dtype=np.float32)


def _unit(directions: Floats) -> npt.NDArray[np.float64]:
    wide = directions.astype(np.float64)
    length = np.linalg.norm(wide, axis=1, keepdims=True)
    return np.where(length > _TINY, wide / np.maximum(length, _TINY), np.array(DOWN))


def _across(start: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Some direction at a right angle to each, always the same one."""
    axes = np.eye(3)[np.abs(start).argmin(axis=1)]
    across = np.cross(start, axes)
    return np.asarray(across / np.linalg.norm(across, axis=1, keepdims=True))
