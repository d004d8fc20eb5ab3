"""The beats, cues and loops that Engine DJ packs into its database."""

import itertools
import math
from collections.abc import Iterator

from luma.crates.bits import Bits, inflated
from luma.crates.values import words
from luma.domain.foreign import Anchor, ForeignCue

_BAR = 4
_MARKER, _SHORTEST_CUE, _LOOP = 24, 13, 23
_HEAD = 33


def anchors_in(blob: bytes, what: str) -> tuple[float, tuple[Anchor, ...]]:
    """The sound's rate, and the grid that counts: what a person adjusted, or else the first."""
    data = Bits(inflated(blob, what), what)
    if data.left < _HEAD:
        return 0.0, ()
    rate = data.one(">d")
    data.take(9)  # the length in samples, and whether a grid is set
    default = tuple(_markers(data))
    adjusted = tuple(_markers(data))
    if not (math.isfinite(rate) and rate > 0.0):
        return 0.0, ()
    return rate, tuple(_anchors(adjusted or default, rate))


def cues_in(blob: bytes, rate: float, what: str) -> tuple[ForeignCue, ...]:
    """The hot cues, each on its pad."""
    data = Bits(inflated(blob, what), what)
    if not data.left:
        return ()
    found = []
    for button in range(data.count(">q", _SHORTEST_CUE)):
        name = _label(data)
        at = data.one(">d") / rate
        colour = _colour(data)
        if math.isfinite(at) and at >= 0.0:
            found.append(ForeignCue(at, None, button, name, colour))
    return tuple(found)


def loops_in(blob: bytes, rate: float, what: str) -> tuple[ForeignCue, ...]:
    """The loops that are set; they are the only part that is not packed."""
    data = Bits(blob, what)
    if not data.left:
        return ()
    found = []
    for _ in range(data.count("<q", _LOOP)):
        name = _label(data)
        at, stop = data.one("<d") / rate, data.one("<d") / rate
        is_set = all(data.take(2))
        colour = _colour(data)
        if is_set and 0.0 <= at < stop < math.inf:
            found.append(ForeignCue(at, stop, None, name, colour))
    return tuple(found)


def _markers(data: Bits) -> Iterator[tuple[float, int]]:
    for _ in range(data.count(">q", _MARKER)):
        at, beat = data.one("<d"), int(data.one("<q"))
        data.take(8)  # how many beats follow, which the next marker tells too
        yield at, beat


def _anchors(markers: tuple[tuple[float, int], ...], rate: float) -> Iterator[Anchor]:
    """An anchor for each marker but the last, which only tells where the tempo before ends."""
    for (at, beat), (stop, last) in itertools.pairwise(markers):
        if last > beat and math.isfinite(at) and math.isfinite(stop) and stop > at:
            bpm = (last - beat) * 60.0 * rate / (stop - at)
            yield Anchor(at / rate, bpm, beat % _BAR + 1, _BAR)


def _label(data: Bits) -> str:
    return words(data.take(data.take(1)[0]).decode("utf-8", "replace"))


def _colour(data: Bits) -> int | None:
    strength, red, green, blue = data.take(4)
    return red << 16 | green << 8 | blue if strength else None
