"""Pixels as a PNG file, without anything that draws."""

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.cli.named import write_bytes

Pixels = npt.NDArray[np.uint8]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR = 2


def write_png(pixels: Pixels, path: Path) -> None:
    """Write red, green and blue bytes `(rows, columns, 3)`."""
    rows, columns = pixels.shape[:2]
    # each row begins with the number of its filter: none
    lines = np.zeros((rows, 1 + columns * 3), np.uint8)
    lines[:, 1:] = pixels.reshape(rows, -1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, _TRUE_COLOUR, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b""))
    write_bytes(path, _SIGNATURE + b"".join(_chunk(*part) for part in parts))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    )
