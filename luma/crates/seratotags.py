"""The beat grid and the cues that Serato writes into the sound files themselves."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from luma.crates.bits import Bits, from_base64
from luma.crates.tagfields import fields_in
from luma.crates.values import words
from luma.domain.errors import BadDocument
from luma.domain.foreign import Anchor, ForeignCue

_BAR = 4
_WHITE = 0xFFFFFF
_GRID, _MARKERS = "Serato BeatGrid", "Serato Markers2"


@dataclass(frozen=True, slots=True)
class Marks:
    """What Serato wrote into one file."""

    grid: tuple[Anchor, ...] = ()
    cues: tuple[ForeignCue, ...] = ()
    colour: int | None = None


def marks_in(file: Path) -> Marks:
    """What Serato wrote into a sound file; nothing where it never met it."""
    fields = fields_in(file)
    what = f'What Serato wrote into "{file.name}"'
    grid = fields.get(_GRID, b"")
    markers = fields.get(_MARKERS, b"")
    cues, colour = _cues(markers, what) if markers else ((), None)
    return Marks(_anchors(grid, what) if grid else (), cues, colour)


def _anchors(data: bytes, what: str) -> tuple[Anchor, ...]:
    """The grid: beats at seconds with the number that follow, and at the last one a tempo."""
    bits = Bits(data, what)
    if bits.take(2) != b"\x01\x00":
        raise BadDocument(f"{what} is a beat grid of another version.")
    count = bits.count(">I", 8)
    if count == 0:
        return ()
    places = [(bits.one(">f"), int(bits.one(">I"))) for _ in range(count - 1)]
    last, bpm = bits.one(">f"), bits.one(">f")
    found, beat = [], 0
    ends = [*(at for at, _ in places[1:]), last][: len(places)]
    for (at, beats), stop in zip(places, ends, strict=True):
        if beats and math.isfinite(at) and math.isfinite(stop) and stop > at:
            found.append(Anchor(at, beats * 60.0 / (stop - at), beat % _BAR + 1, _BAR))
        beat += beats
    if math.isfinite(last) and 0.0 < bpm < math.inf:
        found.append(Anchor(last, bpm, beat % _BAR + 1, _BAR))
    return tuple(found)


def _cues(data: bytes, what: str) -> tuple[tuple[ForeignCue, ...], int | None]:
    found: list[ForeignCue] = []
    colour: int | None = None
    for name, body in _entries(data, what):
        if name == b"COLOR" and len(body) >= 4:
            colour = int.from_bytes(body[1:4], "big")
        elif name in _READ:
            cue = _READ[name](Bits(body, what))
            if cue is not None:
                found.append(cue)
    return tuple(found), None if colour == _WHITE else colour


def _entries(data: bytes, what: str) -> Iterator[tuple[bytes, bytes]]:
    if data[:2] != b"\x01\x01":
        raise BadDocument(f"{what} are markers of another version.")
    bits = Bits(from_base64(data[2:].partition(b"\0")[0], what), what)
    if bits.left < 2 or bits.take(2) != b"\x01\x01":
        raise BadDocument(f"{what} are markers of another version.")
    while bits.left > 1:
        name = bits.until(b"\0")
        if not name:
            return
        yield name, bits.take(int(bits.one(">I")))


def _cue(bits: Bits) -> ForeignCue | None:
    bits.take(1)
    button, at = bits.take(1)[0], bits.one(">I") / 1000.0
    bits.take(1)
    colour = int.from_bytes(bits.take(3), "big")
    bits.take(2)
    return ForeignCue(at, None, button, _name(bits), colour)


def _loop(bits: Bits) -> ForeignCue | None:
    bits.take(2)
    at, stop = bits.one(">I") / 1000.0, bits.one(">I") / 1000.0
    bits.take(4)
    colour = int.from_bytes(bits.take(4)[1:], "big")
    bits.take(2)
    return ForeignCue(at, stop, None, _name(bits), colour) if stop > at else None


def _name(bits: Bits) -> str:
    return words(bits.take(bits.left).partition(b"\0")[0].decode("utf-8", "replace"))


_READ: dict[bytes, Callable[[Bits], ForeignCue | None]] = {b"CUE": _cue, b"LOOP": _loop}
