"""Sound files with the tags that Serato writes, made from their published structure."""

import base64
import struct
from collections.abc import Sequence
from pathlib import Path

JUNK = bytes(range(256)) * 4


def beat_grid(*places: tuple[float, int], last: float, bpm: float) -> bytes:
    data = struct.pack(">BBI", 1, 0, len(places) + 1)
    data += b"".join(struct.pack(">fI", at, beats) for at, beats in places)
    return data + struct.pack(">ffB", last, bpm, 0x37)


def cue(button: int, milliseconds: int, rgb: int, name: str) -> bytes:
    body = struct.pack(">BBIB", 0, button, milliseconds, 0) + rgb.to_bytes(3, "big")
    return _entry(b"CUE", body + b"\0\0" + name.encode() + b"\0")


def loop(place: int, start: int, stop: int, name: str) -> bytes:
    body = struct.pack(">BBII", 0, place, start, stop) + b"\xff\xff\xff\xff" + b"\0\x27\xaa\xe1"
    return _entry(b"LOOP", body + b"\0\0" + name.encode() + b"\0")


def colour(rgb: int) -> bytes:
    return _entry(b"COLOR", b"\0" + rgb.to_bytes(3, "big"))


def markers(*entries: bytes) -> bytes:
    inside = b"\x01\x01" + b"".join(entries) + _entry(b"BPMLOCK", b"\0") + b"\0"
    text = _lines(base64.b64encode(inside).rstrip(b"="))
    return b"\x01\x01" + text + bytes(max(0, 470 - len(text)))


def _entry(name: bytes, body: bytes) -> bytes:
    return name + b"\0" + struct.pack(">I", len(body)) + body


def _lines(text: bytes) -> bytes:
    return b"\n".join(text[at : at + 72] for at in range(0, len(text), 72))


def _syncsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3(objects: Sequence[tuple[str, bytes]], version: int = 4, *, wide: bool = False) -> bytes:
    frames = b"TIT2" + struct.pack(">I", 6) + b"\0\0" + b"\0Title" if version > 2 else b""
    for name, data in objects:
        if wide:
            said = name.encode("utf-16") + b"\0\0"
            body = b"\x01application/octet-stream\0\xff\xfe\0\0" + said + data
        else:
            body = b"\0application/octet-stream\0\0" + name.encode() + b"\0" + data
        if version == 2:
            frames += b"GEO" + struct.pack(">I", len(body))[1:] + body
        else:
            size = _syncsafe(len(body)) if version == 4 else struct.pack(">I", len(body))
            frames += b"GEOB" + size + b"\0\0" + body
    frames += bytes(64)
    return b"ID3" + bytes([version, 0, 0]) + _syncsafe(len(frames)) + frames


def mp3(file: Path, tag: bytes) -> Path:
    file.write_bytes(tag + b"\xff\xfb\x90\x00" + JUNK)
    return file


def aiff(file: Path, tag: bytes) -> Path:
    chunks = (
        b"COMM" + struct.pack(">I", 3) + b"abc\0" + b"ID3 " + struct.pack(">I", len(tag)) + tag
    )
    file.write_bytes(b"FORM" + struct.pack(">I", len(chunks) + 4) + b"AIFF" + chunks)
    return file


def wave(file: Path, tag: bytes) -> Path:
    chunks = (
        b"data" + struct.pack("<I", 4) + b"abcd" + b"id3 " + struct.pack("<I", len(tag)) + tag
    )
    file.write_bytes(b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks)
    return file


def enveloped(name: str, data: bytes) -> bytes:
    whole = b"application/octet-stream\0\0" + name.encode() + b"\0" + data
    return _lines(base64.b64encode(whole).rstrip(b"="))


def flac(file: Path, objects: Sequence[tuple[str, str, bytes]]) -> Path:
    fields = [b"TITLE=Title"]
    fields += [key.encode() + b"=" + enveloped(name, data) for key, name, data in objects]
    body = struct.pack("<I", 4) + b"Luma" + struct.pack("<I", len(fields))
    body += b"".join(struct.pack("<I", len(field)) + field for field in fields)
    info = b"\0" + struct.pack(">I", 34)[1:] + bytes(34)
    file.write_bytes(b"fLaC" + info + b"\x84" + struct.pack(">I", len(body))[1:] + body + JUNK)
    return file


def _atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(file: Path, objects: Sequence[tuple[str, str, bytes]]) -> Path:
    items = b""
    for key, name, data in objects:
        mean = _atom(b"mean", bytes(4) + b"com.serato.dj")
        said = _atom(b"name", bytes(4) + key.encode())
        held = _atom(b"data", struct.pack(">II", 1, 0) + enveloped(name, data))
        items += _atom(b"----", mean + said + held)
    meta = _atom(b"meta", bytes(4) + _atom(b"hdlr", bytes(25)) + _atom(b"ilst", items))
    moov = _atom(b"moov", _atom(b"mvhd", bytes(100)) + _atom(b"udta", meta))
    file.write_bytes(_atom(b"ftyp", b"M4A " + bytes(4)) + _atom(b"mdat", JUNK) + moov)
    return file
