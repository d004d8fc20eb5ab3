"""Folders as Serato makes them."""

import struct
from collections.abc import Sequence
from pathlib import Path


def chunk(tag: str, body: bytes | str) -> bytes:
    data = body.encode("utf-16-be") if isinstance(body, str) else body
    return tag.encode() + struct.pack(">I", len(data)) + data


def crate(paths: Sequence[str]) -> bytes:
    data = chunk("vrsn", "1.0/Serato ScratchLive Crate")
    data += chunk("osrt", chunk("tvcn", "song") + chunk("brev", b"\0"))
    data += chunk("ovct", chunk("tvcn", "artist") + chunk("tvcw", "0"))
    return data + b"".join(chunk("otrk", chunk("ptrk", path)) for path in paths)


def database(tracks: Sequence[dict[str, str]]) -> bytes:
    data = chunk("vrsn", "2.0/Serato Scratch LIVE Database")
    for fields in tracks:
        body = b"".join(chunk(tag, text) for tag, text in fields.items())
        data += chunk("otrk", body + chunk("uadd", struct.pack(">I", 7)) + chunk("bmis", b"\0"))
    return data


def make_serato(music: Path) -> Path:
    """A folder with a database of two tracks, and three crates; one song lies on the disk."""
    folder = music / "_Serato_"
    (folder / "Subcrates").mkdir(parents=True)
    (music / "Songs").mkdir()
    (music / "Songs" / "one.mp3").write_bytes(b"ID3")
    one = {
        "ttyp": "mp3", "pfil": "Songs/one.mp3", "tsng": "One", "tart": "Ada", "talb": "Set",
        "tgen": "House", "tcom": "nice", "tbpm": "127.50", "tkey": "Am", "tlen": "03:20.50",
    }  # fmt: skip
    two = {"ttyp": "mp3", "pfil": "Users/me/two.mp3", "tsng": "Two"}
    stream = {"ttyp": "x", "pfil": "tidal://1", "tsng": "Stream"}
    (folder / "database V2").write_bytes(database([one, two, stream]))
    for name, paths in (
        ("Party", ["Songs/one.mp3"]),
        ("Party%%Late", ["Users/me/two.mp3", "Songs/one.mp3"]),
        ("Other", ["Users/me/three.mp3"]),
    ):
        (folder / "Subcrates" / f"{name}.crate").write_bytes(crate(paths))
    return folder
