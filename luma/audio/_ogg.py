"""The pages of Ogg files: where the packets lie that are sound, not words about it."""

from dataclasses import dataclass
from typing import BinaryIO

from luma.audio._chunks import Stretches
from luma.audio._edges import read_at

_HEAD = 27
_BEGINS = 2
_WHOLE_LACE = 255
_FLAC = b"\x7fFLAC"
_FLAC_PREAMBLE = 9
_HEADERS = {b"\x01vorb": 3, b"OpusH": 2, b"Speex": 2, _FLAC: 1}


@dataclass
class _Stream:
    """One sound in the file: how far its headers are, which hold the words about it."""

    is_flac: bool
    headers: int
    packet: int = 0
    is_fresh: bool = True

    def take(self, file: BinaryIO, body: int, laces: bytes) -> Stretches:
        """What of a page is sound: all of it once the headers are over."""
        kept: Stretches = []
        at = body
        for lace in laces:
            if self.packet >= self.headers and not self.is_flac:
                return [*kept, (at, body + sum(laces))]
            if self._is_sound(file, at, lace):
                skipped = _FLAC_PREAMBLE if self.is_flac and self.packet == 0 else 0
                kept.append((at + (skipped if self.is_fresh else 0), at + lace))
            at += lace
            self.is_fresh = lace < _WHOLE_LACE
            self.packet += self.is_fresh
        return kept

    def _is_sound(self, file: BinaryIO, at: int, lace: int) -> bool:
        """Whether a piece of a packet counts: not that of a comment, nor of FLAC's blocks."""
        if not self.is_flac or self.packet == 0:
            return self.packet != 1
        if self.is_fresh and self.headers:
            self.headers = 0 if read_at(file, at, 1) == b"\xff" else self.headers
        self.is_flac = bool(self.headers)
        return not self.is_flac and lace > 0


def packets(file: BinaryIO, at: int, end: int) -> Stretches | None:
    """The packets of its sounds without their comments, however the pages fall."""
    streams: dict[bytes, _Stream] = {}
    found: Stretches = []
    while at < end:
        head = read_at(file, at, _HEAD)
        if len(head) < _HEAD or head[:4] != b"OggS":
            break
        laces = file.read(head[26])
        serial, body = head[14:18], at + _HEAD + len(laces)
        if head[5] & _BEGINS:
            kind = read_at(file, body, 5)
            streams.pop(serial, None)
            if kind in _HEADERS:
                streams[serial] = _Stream(kind == _FLAC, _HEADERS[kind])
        if serial in streams:
            found += streams[serial].take(file, body, laces)
        at = body + sum(laces)
    return _joined(found, end) or None


def _joined(pieces: Stretches, end: int) -> Stretches:
    joined: Stretches = []
    for start, stop in pieces:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], min(stop, end))
        elif start < min(stop, end):
            joined.append((start, min(stop, end)))
    return joined
