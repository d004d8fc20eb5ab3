"""Where the sound lies inside a file, between its tags: one rule per format."""

import os
from collections.abc import Callable
from typing import BinaryIO

from luma.audio import _chunks, _mp4, _ogg
from luma.audio._chunks import Stretches
from luma.audio._edges import after_ape, after_id3, before_tags, read_at

_ASF = bytes.fromhex("3026b2758e66cf11")
_FRAME_ROOM = 4096
_BITRATES = {  # in kbit/s: MPEG 1 layer III, and layer III of the others
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44100, 48000, 32000)


def stretches(file: BinaryIO) -> Stretches | None:
    """The byte ranges that hold sound; `None` where no rule knows the format."""
    end = file.seek(0, os.SEEK_END)
    start = after_id3(file, 0, end)
    return _RULES[_kind(read_at(file, start, 12))](file, start, end)


def _kind(head: bytes) -> str:
    begins = {b"fLaC": "flac", b"OggS": "ogg", _ASF[:4]: "asf"}
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:] == b"WAVE":
        return "wave"
    if head[:4] == b"FORM" and head[8:] in {b"AIFF", b"AIFC"}:
        return "aiff"
    if _mp4.is_mp4(head):
        return "mp4"
    return begins.get(head[:4], "")


def is_locked(file: BinaryIO) -> bool:
    """Whether a file is encrypted, so that only its seller's player can open it."""
    end = file.seek(0, os.SEEK_END)
    head = read_at(file, 0, 12)
    if _kind(head) == "asf":
        return _chunks.is_locked_asf(file)
    return _kind(head) == "mp4" and _mp4.is_locked(file, end)


def _mpeg(file: BinaryIO, start: int, end: int) -> Stretches | None:
    """The frames of MP3 and raw AAC, without the one that only tells how many there are."""
    start = after_ape(file, start)
    head = read_at(file, start, 4)
    if not _is_frame(head):
        return None
    stop = before_tags(file, start, end)
    first = start + _length_of_info(head, read_at(file, start, _FRAME_ROOM))
    return [(first, stop)] if first < stop else [(start, stop)]


def _is_frame(head: bytes) -> bool:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer == 0:  # no layer: an ADTS frame of AAC, whose rate is one of thirteen
        return head[1] & 0xF0 == 0xF0 and head[2] >> 2 & 15 < 13
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and bitrate != 15 and rate != 3


def _length_of_info(head: bytes, frame: bytes) -> int:
    """How long the first frame is where it holds no sound but counts; else 0."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer != 1:
        return 0
    newest = version == 3
    side = (17 if newest else 9) if head[3] >> 6 == 3 else (32 if newest else 17)
    checked = 0 if head[1] & 1 else 2
    names = (frame[4 + side + checked :][:4], frame[4 + side :][:4], frame[36:40])
    if not {b"Xing", b"Info", b"VBRI"} & set(names):
        return 0
    rate = _RATES[head[2] >> 2 & 3] >> {3: 0, 2: 1, 0: 2}[version]
    kilobits = _BITRATES[newest][head[2] >> 4]
    return (144 if newest else 72) * kilobits * 1000 // rate + (head[2] >> 1 & 1)


_RULES: dict[str, Callable[[BinaryIO, int, int], Stretches | None]] = {
    "wave": lambda file, at, end: _chunks.wave(file, at + 12, end),
    "aiff": lambda file, at, end: _chunks.aiff(file, at + 12, end),
    "flac": lambda file, at, end: _chunks.flac(file, at + 4, before_tags(file, at, end)),
    "ogg": _ogg.packets,
    "asf": _chunks.asf,
    "mp4": lambda file, _, end: _mp4.samples(file, end),
    "": _mpeg,
}
