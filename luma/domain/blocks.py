"""The layout of the blocks that processes share by mapped plain files, and whole reading.

A block has one writer. It counts to odd, writes, and counts to even; a reader copies the whole
block and keeps the copy only if the count was even and the same before and after.
"""

import math
import mmap
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from luma.domain.errors import StageError
from luma.domain.light import ATTRIBUTES
from luma.domain.units import HOUSE_RATE

SEGMENTS = 256
METERS = 16
TIMES = 64
TIME_STEP_NS = 5_000

POSITION = np.dtype(
    [
        ("generation", "i8"),
        ("source_frames", "i8"),
        ("playing", "i8"),
        ("looping", "i8"),
        ("loop_start", "i8"),
        ("loop_stop", "i8"),
        ("stream_frame", "i8"),
        ("song_frame", "f8"),
        ("heard_ns", "i8"),
        ("heard_frame", "i8"),
        ("ends", "i8"),
        ("rate", "f8"),
        ("ready", "i8"),
        ("missed", "i8"),
        ("broken", "i8"),
        ("counting", "i8"),
        ("callbacks", "i8"),
        ("underruns", "i8"),
        ("last_ns", "i8"),
        ("worst_ns", "i8"),
        ("times", "i8", (TIMES,)),
        ("peak", "f8", (METERS, 2)),
        ("rms", "f8", (METERS, 2)),
        ("held_peak", "f8", (METERS, 2)),
        ("clips", "f8", (METERS, 2)),
        ("loudness", "f8", (METERS, 2)),
        ("correlation", "f8", (METERS,)),
        ("segments", "i8"),
        ("segment_stream", "i8", (SEGMENTS,)),
        ("segment_song", "f8", (SEGMENTS,)),
        ("segment_rate", "f8", (SEGMENTS,)),
        ("segment_generation", "i8", (SEGMENTS,)),
    ]
)
"""What the sound callback tells: every field is one or more words of eight bytes.

`ready` is the song frame up to which the sound is there; `missed` counts frames that were due
and not in memory, and `broken` samples that were no numbers: both are heard as silence.
`counting` is how many frames of a count-in are left.
`clips` counts samples at full scale or over; `loudness` is the momentary and the short-term, in
LUFS, and `correlation` runs from -1 to 1.
`segments` counts all segments ever begun; the newest lies at `(segments - 1) % SEGMENTS`.
`times[n]` counts callbacks of `n` to `n + 1` steps of `TIME_STEP_NS`; the last takes the rest.
"""

MOST_SHOWN = 64 * 512
"""Heads that can be shown: one for each address of 64 universes."""

OVERLAY = np.dtype(
    [
        ("master", "f8"),
        ("blackout", "i8"),
        ("safe", "i8"),
        ("shown", "u1", (MOST_SHOWN // 8,)),
    ]
)
"""The last hand: master level 0…1, blackout, flashes held, and a bit for each head shown."""

_HEADER = 64
_MAGIC = 0x4B434F4C42414D55
_TRIES = 2000
_fence_lock = threading.Lock()

Record = npt.NDArray[np.void]


def sent_frame(heads: int) -> np.dtype[np.void]:
    """The layout of the light frame last sent: its running number, its moment, its levels."""
    levels = ("levels", "f4", (heads, len(ATTRIBUTES)))
    return np.dtype([("count", "i8"), ("song_frame", "f8"), ("heads", "i8"), levels])


def block_path(folder: Path, kind: str) -> Path:
    """Where this process keeps its block of one kind."""
    return folder / f"{kind}.{os.getpid()}.block"


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove the blocks whose owners are gone, and give their paths."""
    dead = tuple(path for path in folder.glob("*.*.block") if not _is_alive(path))
    for path in dead:
        path.unlink(missing_ok=True)
    return dead


def _is_alive(path: Path) -> bool:
    owner = path.name.split(".")[-2]
    if not owner.isdecimal():
        return True
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def fence() -> None:
    """Keep what was read or written before from drifting past this point."""
    with _fence_lock:
        pass


class SharedBlock:
    """One record in a mapped file: a single writer, any number of readers."""

    def __init__(self, path: Path, layout: np.dtype[np.void], *, create: bool = False) -> None:
        """Map the file, laid out anew if it is to be created."""
        self.path = path
        size = _HEADER + layout.itemsize
        if create:
            aside = path.with_suffix(".new")
            aside.write_bytes(bytes(size))
            aside.replace(path)
        try:
            with path.open("r+b") as file:
                self._map = mmap.mmap(file.fileno(), size)
        except (OSError, ValueError) as error:
            raise StageError(
                f'The shared block "{path}" cannot be mapped: {error}.',
                hint="Start the program that owns it again.",
            ) from error
        self.words: npt.NDArray[np.int64] = np.frombuffer(self._map, np.int64, size // 8)
        self._record: Record = np.frombuffer(self._map, layout, 1, _HEADER)
        if create:
            self.words[0], self.words[1] = _MAGIC, layout.itemsize
        elif self.words[0] != _MAGIC or self.words[1] != layout.itemsize:
            self.close()
            raise StageError(
                f'The shared block "{path}" has another layout.',
                hint="Close every running Luma and start again: two versions are at work.",
            )

    def write(self, record: Record) -> None:
        """Put a whole record in place; only the one writer may."""
        count = int(self.words[SEQUENCE]) | 1
        self.words[SEQUENCE] = count
        fence()
        self._record[0] = record
        fence()
        self.words[SEQUENCE] = count + 1

    def read(self) -> Record | None:
        """A whole copy, or none while the writer stands still in mid-writing."""
        for _ in range(_TRIES):
            before = int(self.words[SEQUENCE])
            fence()
            copy: Record = self._record.copy()
            fence()
            if before % 2 == 0 and before == int(self.words[SEQUENCE]):
                return copy.reshape(())
        return None

    def close(self) -> None:
        """Let go of the map, which lasts as long as anyone holds its words; the file stays."""
        del self.words, self._record, self._map


SEQUENCE = 2
"""The word of a block that holds its sequence counter."""


def word(field: str, layout: np.dtype[np.void] = POSITION) -> int:
    """The word of a block at which a field begins."""
    fields = layout.fields
    assert fields is not None
    return (_HEADER + fields[field][1]) // 8


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """From a stream frame on, the song runs at a rate from a song frame of one source."""

    stream_frame: int
    song_frame: float
    rate: float
    generation: int

    def song_at(self, stream_frame: float) -> float:
        """The song frame that sounds with a stream frame."""
        return self.song_frame + (stream_frame - self.stream_frame) * self.rate


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """Where sound is, how it goes and how loud it is: one whole copy of the position block."""

    generation: int
    source_frames: int
    playing: bool
    looping: bool
    loop_start: int
    loop_stop: int
    stream_frame: int
    song_frame: float
    heard_ns: int
    heard_frame: int
    ends: int
    rate: float
    ready: int
    missed: int
    broken: int
    counting: int
    callbacks: int
    underruns: int
    last_ns: int
    worst_ns: int
    times: npt.NDArray[np.int64]
    peak: npt.NDArray[np.float64]
    rms: npt.NDArray[np.float64]
    held_peak: npt.NDArray[np.float64]
    clips: npt.NDArray[np.float64]
    loudness: npt.NDArray[np.float64]
    correlation: npt.NDArray[np.float64]
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, record: Record) -> "Position":
        """The position that a copy of the block tells."""
        values = {name: record[name] for name in POSITION.names or ()}
        count = int(values.pop("segments"))
        columns = [values.pop(f"segment_{name}") for name in _COLUMNS]
        order = [i % SEGMENTS for i in range(max(0, count - SEGMENTS), count)]
        segments = tuple(
            Segment(*row) for row in zip(*(c[order].tolist() for c in columns), strict=True)
        )
        for name in ("times", *_METERED):
            values[name] = np.array(values[name])
            values[name].setflags(write=False)
        plain: dict[str, Any] = {n: v if v.ndim else v.item() for n, v in values.items()}
        plain["playing"], plain["looping"] = bool(plain["playing"]), bool(plain["looping"])
        return cls(segments=segments, **plain)


_COLUMNS = ("stream", "song", "rate", "generation")
_METERED = ("peak", "rms", "held_peak", "clips", "loudness", "correlation")


def heard_segment(
    position: Position, now_ns: int, since: float = -math.inf
) -> tuple[Segment, float] | None:
    """The segment heard at a monotonic time and the stream frame heard then, if known.

    `since` is a frame of the stream that was heard before: nothing is heard twice.
    """
    elapsed = (now_ns - position.heard_ns) * HOUSE_RATE / 1e9
    frame = min(max(position.heard_frame + elapsed, since), float(position.stream_frame))
    for segment in reversed(position.segments):
        if segment.stream_frame <= frame:
            return segment, frame
    return None


def heard(position: Position, now_ns: int) -> float | None:
    """The song frame heard at a monotonic time, right across seams, seeks, rates and pauses.

    It never runs past what has been made, so it holds still when the writer dies; it is none
    before the first sound, and once the moment has left the ring.
    """
    found = heard_segment(position, now_ns)
    return None if found is None else found[0].song_at(found[1])


class PositionBlock:
    """The reading end of a position block."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Map the block, laid out anew by its owner."""
        self.block = SharedBlock(path, POSITION, create=create)
        self._last = Position.of(np.zeros((), POSITION))

    def read(self) -> Position:
        """The newest whole position; the one before it while the writer stands still."""
        record = self.block.read()
        if record is not None:
            self._last = Position.of(record)
        return self._last

    def close(self) -> None:
        """Let go of the map; the file stays."""
        self.block.close()
