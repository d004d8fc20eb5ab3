"""The beats that Mixxx packs into its database: a steady grid, or a row of beats."""

import itertools
import math
import struct
from collections.abc import Iterator

from luma.crates.protobuf import Value, fields_of, real, signed
from luma.domain.foreign import Anchor

CHANNELS = 2
"""Places are counted in the samples of so many channels, but in frames in newer beats."""
_BAR = 4
_WHAT = "Its beats"


def beats_in(blob: object, version: str, rate: float) -> tuple[Anchor, ...]:
    """The anchors of a track's grid; Mixxx does not know which beat begins a bar."""
    read = {"BeatMap-1.0": _map, "BeatGrid-2.0": _grid, "BeatGrid-1.0": _old_grid}.get(version)
    if read is None or not isinstance(blob, bytes):
        return ()
    return tuple(read(blob, rate))


def _grid(blob: bytes, rate: float) -> Iterator[Anchor]:
    parts = dict(fields_of(blob, _WHAT))
    if 1 not in parts or 2 not in parts:
        return
    bpm = real(_inside(parts[1]).get(1, b""))
    first = signed(_inside(parts[2]).get(1, 0))
    if 0.0 < bpm < math.inf:
        yield Anchor(first / rate, bpm)


def _old_grid(blob: bytes, rate: float) -> Iterator[Anchor]:
    if len(blob) != struct.calcsize("<dd"):
        return
    bpm, first = struct.unpack("<dd", blob)
    if math.isfinite(first) and 0.0 < bpm < math.inf:
        yield Anchor(first / CHANNELS / rate, bpm)


def _map(blob: bytes, rate: float) -> Iterator[Anchor]:
    inside = (_inside(value) for field, value in fields_of(blob, _WHAT) if field == 1)
    beats = [signed(beat.get(1, 0)) / rate for beat in inside if beat.get(2, 1)]
    bpm = 0.0
    for place, (at, stop) in enumerate(itertools.pairwise(beats)):
        if stop > at:
            bpm = 60.0 / (stop - at)
            yield Anchor(at, bpm, place % _BAR + 1, _BAR)
    if bpm:
        yield Anchor(beats[-1], bpm, (len(beats) - 1) % _BAR + 1, _BAR)


def _inside(value: Value) -> dict[int, Value]:
    return dict(fields_of(value, _WHAT)) if isinstance(value, bytes) else {}
