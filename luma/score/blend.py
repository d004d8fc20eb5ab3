"""How one layer of light lies on another.

Light is laid on planes `(attribute, head, frame)` in place. What the top is given in the
smallest shape stays in it until it meets the base, and what nobody sets is never touched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from luma.domain.light import (
    AIM,
    AIM_BITS,
    ATTRIBUTES,
    COLOUR,
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
    SparseLight,
    is_set,
)
from luma.domain.score import Blend
from luma.score.turning import turned, unit

T = TypeVar("T", bound=np.generic)
Flags = npt.NDArray[np.bool_]
Where = Flags | bool
_HUES = range(COLOUR.start, COLOUR.stop)
_MIXED = (PRISM, INTENSITY)
_REPLACED = (STROBE, ZOOM, FOCUS)
_SWITCHED = (GOBO, HOLD)
_HALF = 0.5
_ONE = np.float32(1.0)
_NOTHING = np.zeros((1, 1), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What is laid on top: planes by attribute and a mask, each `(heads or 1, frames or 1)`."""

    planes: Mapping[int, Floats]
    mask: Mask

    @classmethod
    def of(cls, light: LightBuffer) -> "Layer":
        """A clip's light, without writing it out."""
        if isinstance(light, SparseLight):
            return cls(light.planes, light.mask)
        values = light.values
        return cls({index: values[:, :, index] for index in range(len(ATTRIBUTES))}, light.set)

    def during(self, frames: slice) -> "Layer":
        """The part of it over some frames."""
        planes = {index: _cut(plane, frames) for index, plane in self.planes.items()}
        return Layer(planes, _cut(self.mask, frames))


def lay(base: LightBuffer, top: LightBuffer, blend: Blend, opacity: Floats) -> LightBuffer:
    """A layer of light on another of the same heads and frames, as a new one.

    `opacity` is `(frames,)`, the clip's opacity times its fades. What the top has not set
    passes through. What only the top has set is the top's as it is, but for intensity and
    prism, which lie on nothing as on zero. Where the opacity is zero nothing changes.
    """
    planes = np.array(base.values.transpose(2, 0, 1), dtype=np.float32, order="C")
    mask = base.set.copy()
    lay_on(planes, mask, Layer.of(top), blend, opacity)
    return LightBuffer(base.first_frame, planes.transpose(1, 2, 0), mask)


def lay_on(planes: Floats, mask: Mask, top: Layer, blend: Blend, opacity: Floats) -> None:
    """Lay light on planes and their mask in place."""
    cover = np.clip(np.broadcast_to(opacity, mask.shape[1:]).astype(np.float32), 0.0, 1.0)
    for run in _lit(cover):
        _Laying(planes[:, :, run], mask[:, run], top.during(run), blend, cover[run]).lay()


class _Laying:
    """The base's planes and mask while the top is being laid on them; it covers everywhere."""

    def __init__(
        self, planes: Floats, mask: Mask, top: Layer, blend: Blend, cover: Floats
    ) -> None:
        self._planes, self._mask, self._top = planes, mask, top
        self._blend, self._cover = blend, cover
        self._full = bool(cover.min() >= _ONE)
        self._below = _bits(mask)
        self._above = _bits(top.mask)

    def lay(self) -> None:
        """Lay every attribute that the top sets."""
        wins = self._wins()
        for index in _MIXED:
            self._mix(index, _both(self._here(index), wins))
        self._colour(wins)
        for index in _REPLACED:
            self._replace(index)
        for index in _SWITCHED:
            covers = True if self._full else (self._cover >= _HALF)[None]
            self._put(index, self._top.planes.get(index), _both(self._here(index), covers))
        self._aim()

    def _wins(self) -> Where:
        """Where the top may show at all: by value, where it is at least as bright."""
        if self._blend is not Blend.VALUE:
            return True
        top = _where(self._here(INTENSITY), self._top.planes.get(INTENSITY), _NOTHING)
        wins = top >= _where(self._known(INTENSITY), self._planes[INTENSITY], _NOTHING)
        return bool(wins.all()) or wins

    def _mix(self, index: int, here: Where) -> None:
        top = self._top.planes.get(index)
        if here is not False and top is not None:
            base = _where(self._known(index), self._planes[index], _NOTHING)
            self._put(index, self._blended(base, top, self._share()), here)

    def _colour(self, wins: Where) -> None:
        """Blend red, green and blue by how far the top covers, and add up how far both do."""
        if not self._above[1] & _COLOURED:
            return
        tint = _where(self._here(TINT), self._top.planes.get(TINT), np.ones((1, 1), np.float32))
        reach = np.clip(tint, 0.0, 1.0) * self._cover
        share = None if reach.min() >= _ONE else reach
        reaches = bool(reach.min() > 0.0) or reach > 0.0
        for index in _HUES:
            top, known = self._top.planes.get(index), self._known(index)
            here = _both(self._here(index), reaches)
            if here is False or top is None:
                continue
            mixed = top
            if known is not False:
                mixed = _where(known, self._blended(self._planes[index], top, share), top)
            self._put(index, mixed, _both(here, _either(wins, known)))
        known, own = self._known(TINT), self._top.planes.get(TINT)
        if own is not None:
            both = _ONE - (_ONE - self._planes[TINT]) * (_ONE - reach)
            here = _both(self._here(TINT), reaches)
            self._put(TINT, _where(known, both, own), _both(here, _either(wins, known)))

    def _replace(self, index: int) -> None:
        """Go over from the base's value to the top's, in every mode."""
        top, here, known = self._top.planes.get(index), self._here(index), self._known(index)
        if here is False or top is None:
            return
        if known is not False and not self._full:
            top = _where(known, _between(self._planes[index], top, self._cover), top)
        self._put(index, top, here)

    def _aim(self) -> None:
        """Turn from the base's direction to the top's, in every mode."""
        here = self._here(AIM.start)
        if here is False:
            return
        top = unit(_stacked([self._top.planes[i] for i in range(AIM.start, AIM.stop)]))
        known = self._known(AIM.start)
        if known is not False and not self._full:
            way = turned(self._planes[AIM], top, self._cover)
            top = np.where(known, way, top)
        for index, plane in zip(range(AIM.start, AIM.stop), top, strict=True):
            self._put(index, plane, here)
        if here is True:
            self._mask |= np.uint16(AIM_BITS)
        else:
            np.bitwise_or(self._mask, np.uint16(AIM_BITS), out=self._mask, where=here)

    def _blended(self, base: Floats, top: Floats, share: Floats | None) -> Floats:
        """What the base becomes under the top; no share stands for all of it."""
        if self._blend in {Blend.REPLACE, Blend.VALUE}:
            return _between(base, top, share)
        lying = top if share is None else top * share
        match self._blend:
            case Blend.ADD:
                mixed = np.minimum(_ONE, base + lying)
            case Blend.MULTIPLY:
                mixed = base * (top if share is None else _ONE - share * (_ONE - top))
            case Blend.SCREEN:
                mixed = _ONE - (_ONE - base) * (_ONE - lying)
            case Blend.MAX:
                mixed = np.maximum(base, lying)
            case _:
                mixed = _between(base, np.minimum(base, top), share)
        return np.asarray(mixed, np.float32)

    def _share(self) -> Floats | None:
        return None if self._full else self._cover

    def _here(self, index: int) -> Where:
        """Where the top sets an attribute."""
        return _set_in(self._top.mask, self._above, index)

    def _known(self, index: int) -> Where:
        """Where the base has an attribute set."""
        return _set_in(self._mask, self._below, index)

    def _put(self, index: int, result: Floats | None, here: Where) -> None:
        if here is False or result is None:
            return
        bit = np.uint16(1 << index)
        if here is True:
            self._planes[index] = result
            if self._known(index) is not True:
                self._mask |= bit
            return
        np.copyto(self._planes[index], result, where=here)
        np.bitwise_or(self._mask, bit, out=self._mask, where=here)


_COLOURED = sum(1 << index for index in (*_HUES, TINT))


def _cut(plane: npt.NDArray[T], frames: slice) -> npt.NDArray[T]:
    return plane[:, frames] if plane.shape[1] > 1 else plane


def _lit(cover: Floats) -> Iterator[slice]:
    """The runs of frames in which anything covers."""
    if cover.size and cover.min() > 0.0:
        yield slice(0, cover.size)
        return
    edges = np.flatnonzero(np.diff(np.concatenate(([False], cover > 0.0, [False]))))
    for start, stop in edges.reshape(-1, 2):
        yield slice(int(start), int(stop))


def _bits(mask: Mask) -> tuple[int, int]:
    """What is set everywhere, and what is set anywhere."""
    everywhere = int(np.bitwise_and.reduce(mask, axis=None))
    return everywhere, int(np.bitwise_or.reduce(mask, axis=None))


def _set_in(mask: Mask, bits: tuple[int, int], index: int) -> Where:
    everywhere, anywhere = bits
    if everywhere >> index & 1:
        return True
    return is_set(mask, index) if anywhere >> index & 1 else False


def _both(one: Where, other: Where) -> Where:
    if one is False or other is False:
        return False
    if one is True:
        return other
    return one if other is True else one & other


def _either(wins: Where, known: Where) -> Where:
    """Where the top wins, or has nothing to win against."""
    if wins is True or known is False:
        return True
    return wins if known is True else wins | ~np.asarray(known)


def _where(flags: Where, one: Floats | None, other: Floats) -> Floats:
    if flags is False or one is None:
        return other
    return one if flags is True else np.where(flags, one, other)


def _between(base: Floats, top: Floats, share: Floats | None) -> Floats:
    """On the way from one to the other, and exactly there at either end."""
    return top if share is None else np.asarray(base * (_ONE - share) + top * share)


def _stacked(planes: list[Floats]) -> Floats:
    return np.stack(np.broadcast_arrays(*planes))
