"""The boxes of MP4 and M4A files: where their samples lie, and whether they are locked."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from luma.audio._chunks import Stretches
from luma.audio._edges import read_at

Box = tuple[bytes, int, int]
Numbers = npt.NDArray[np.int64]
_LOCKED = frozenset({b"drms", b"enca", b"drmi", b"encv"})
_MOST_BOXES = 100_000


def is_mp4(head: bytes) -> bool:
    """Whether a file begins like one made of boxes."""
    return head[4:8] in {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide"}


def samples(file: BinaryIO, end: int) -> Stretches | None:
    """The sound of all its sound tracks in their order, wherever the boxes stand."""
    boxes = list(_boxes(file, 0, end))
    found: Stretches = []
    for _, start, stop in (box for box in boxes if box[0] == b"moov"):
        for table in _sample_tables(file, start, stop):
            stretches = _by_table(file, table, end)
            if stretches is None:
                return None
            found += stretches
    if not found and any(name == b"moof" for name, _, _ in boxes):
        found = [(start, stop) for name, start, stop in boxes if name == b"mdat"]
    total = sum(stop - start for start, stop in found)
    return found if 0 < total <= end else None


def is_locked(file: BinaryIO, end: int) -> bool:
    """Whether a sound track is encrypted, so that only its seller's player can open it."""
    for name, start, stop in _boxes(file, 0, end):
        if name == b"moov":
            for table in _sample_tables(file, start, stop):
                kinds = table.get(b"stsd")
                if kinds and read_at(file, kinds[0] + 12, 4) in _LOCKED:
                    return True
    return False


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[Box]:
    """The boxes one after another: name, and where their content begins and ends."""
    for _ in range(_MOST_BOXES):
        head = read_at(file, at, 16)
        if len(head) < 8 or at + 8 > end:
            return
        size, name = struct.unpack(">I4s", head[:8])
        start = at + 8
        if size == 1 and len(head) == 16:
            size, start = int.from_bytes(head[8:], "big"), at + 16
        stop = end if size == 0 else min(at + size, end)
        if stop < start:
            return
        yield name, start, stop
        at = stop


def _sample_tables(
    file: BinaryIO, start: int, stop: int
) -> Iterator[dict[bytes, tuple[int, int]]]:
    """The sample table of every sound track of a movie box, by the names of its boxes."""
    for name, at, end in _boxes(file, start, stop):
        if name != b"trak":
            continue
        media = _find(file, (at, end), b"mdia")
        handler = media and _find(file, media, b"hdlr")
        if not media or not handler or read_at(file, handler[0] + 8, 4) != b"soun":
            continue
        inner = _find(file, media, b"minf")
        table = inner and _find(file, inner, b"stbl")
        if table:
            yield {name: (at, end) for name, at, end in _boxes(file, *table)}


def _find(file: BinaryIO, within: tuple[int, int], name: bytes) -> tuple[int, int] | None:
    return next((box[1:] for box in _boxes(file, *within) if box[0] == name), None)


def _by_table(
    file: BinaryIO, table: dict[bytes, tuple[int, int]], end: int
) -> Stretches | None:
    """The stretches of a track's chunks, or `None` where its table contradicts itself."""
    wide = b"co64" in table
    kind = ">u8" if wide else ">u4"
    starts = _numbers(file, table.get(b"co64" if wide else b"stco"), kind)
    sizes = _chunk_sizes(file, table, len(starts))
    if sizes is None or not len(starts):
        return [] if not len(starts) else None
    stops = np.minimum(starts + sizes, end)
    if bool((starts < 0).any() or (sizes < 0).any() or int((stops - starts).sum()) > end):
        return None
    return _joined(starts, np.maximum(starts, stops))


def _chunk_sizes(
    file: BinaryIO, table: dict[bytes, tuple[int, int]], chunks: int
) -> Numbers | None:
    runs = _numbers(file, table.get(b"stsc"), ">u4", each=3)
    runs = runs[: len(runs) // 3 * 3].reshape(-1, 3)
    firsts = np.append(runs[:, 0] - 1, chunks)
    lengths = np.diff(firsts)
    if not len(runs) or firsts[0] != 0 or bool((lengths <= 0).any()):
        return None if chunks else np.zeros(0, np.int64)
    counts = np.repeat(runs[:, 1], lengths)
    where = table.get(b"stsz")
    if where is None:
        return None
    same, number = struct.unpack(">II", read_at(file, where[0] + 4, 8).ljust(8, b"\0"))
    if same:
        return np.asarray(counts * same, np.int64)
    sums = np.concatenate([[0], np.cumsum(_numbers(file, where, ">u4", after=8)[:number])])
    edges = np.concatenate([[0], np.cumsum(counts)])
    edges = np.minimum(edges, len(sums) - 1)
    return np.asarray(np.diff(sums[edges]), np.int64)


def _numbers(
    file: BinaryIO, where: tuple[int, int] | None, kind: str, *, after: int = 4, each: int = 1
) -> Numbers:
    """The numbers of a table, behind its version and the bytes that end in their count."""
    if where is None:
        return np.zeros(0, np.int64)
    first = where[0] + 4 + after
    count = int.from_bytes(read_at(file, first - 4, 4), "big") * each
    width = np.dtype(kind).itemsize
    content = read_at(file, first, max(0, min(count * width, where[1] - first)))
    return np.frombuffer(content[: len(content) // width * width], kind).astype(np.int64)


def _joined(starts: Numbers, stops: Numbers) -> Stretches:
    """The same stretches, those that touch made one."""
    breaks = np.flatnonzero(starts[1:] != stops[:-1]) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(starts)) - 1
    pairs = zip(starts[firsts].tolist(), stops[lasts].tolist(), strict=True)
    return [(start, stop) for start, stop in pairs if stop > start]
