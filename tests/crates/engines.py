"""Databases as Engine DJ makes them, and the parts that it packs into them."""

import sqlite3
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

RATE = 44100.0
UUID = "6f2d3c1e-0000-4000-8000-000000000001"
_PERFORMANCE = (
    "trackData BLOB, overviewWaveFormData BLOB, beatData BLOB, quickCues BLOB, loops BLOB"
)
_TRACK = (
    "id INTEGER PRIMARY KEY AUTOINCREMENT, playOrder INTEGER, length INTEGER, bpm INTEGER,"
    " year INTEGER, path TEXT, filename TEXT, bitrate INTEGER, bpmAnalyzed REAL,"
    " fileBytes INTEGER, title TEXT, artist TEXT, album TEXT, genre TEXT, comment TEXT,"
    " key INTEGER, rating INTEGER, isPlayed BOOLEAN, originDatabaseUuid TEXT,"
    " originTrackId INTEGER"
)


def packed(data: bytes) -> bytes:
    """Packed as Qt does it: the number of bytes, then zlib."""
    return struct.pack(">I", len(data)) + zlib.compress(data)


def beat_data(*grids: Sequence[tuple[float, int]], rate: float = RATE) -> bytes:
    """The first grid, and the one that was adjusted; places in samples with beats' numbers."""
    data = struct.pack(">ddB", rate, rate * 60, 1)
    for grid in grids:
        data += struct.pack(">q", len(grid))
        for place, (at, beat) in enumerate(grid):
            follow = grid[place + 1][1] - beat if place + 1 < len(grid) else 0
            data += struct.pack("<dqii", at, beat, follow, 0)
    return packed(data)


def quick_cues(*cues: tuple[str, float, tuple[int, int, int]]) -> bytes:
    """Eight pads, of which the first ones are set; places in samples."""
    data = struct.pack(">q", 8)
    for place in range(8):
        name, at, rgb = cues[place] if place < len(cues) else ("", -1.0, (0, 0, 0))
        said = name.encode()
        data += struct.pack(">B", len(said)) + said
        data += struct.pack(">dBBBB", at, 255 if at >= 0 else 0, *rgb)
    return packed(data + struct.pack(">dBd", 0.0, 0, 0.0))


def loops(*found: tuple[str, float, float]) -> bytes:
    data = struct.pack("<q", 8)
    for place in range(8):
        name, at, stop = found[place] if place < len(found) else ("", -1.0, -1.0)
        said, there = name.encode(), int(at >= 0)
        data += struct.pack("<B", len(said)) + said
        data += struct.pack("<ddBBBBBB", at, stop, there, there, 255, 0, 0, 255)
    return data


def make_engine(folder: Path, *, generation: int = 3) -> Path:
    """A library with three tracks and three lists, of the second or the third generation."""
    file = folder / "Engine Library" / "Database2" / "m.db"
    file.parent.mkdir(parents=True)
    with sqlite3.connect(file) as db:
        db.execute(
            "CREATE TABLE Information (id INTEGER PRIMARY KEY, uuid TEXT,"
            " schemaVersionMajor INTEGER, schemaVersionMinor INTEGER,"
            " schemaVersionPatch INTEGER)"
        )
        db.execute("INSERT INTO Information VALUES (1, ?, ?, 1, 0)", (UUID, generation))
        inside = f", {_PERFORMANCE}" if generation == 2 else ""
        db.execute(f"CREATE TABLE Track ({_TRACK}{inside})")
        if generation == 2:
            db.execute(
                "CREATE VIEW PerformanceData AS SELECT id AS trackId, trackData,"
                " overviewWaveFormData, beatData, quickCues, loops FROM Track"
            )
        else:
            db.execute(
                f"CREATE TABLE PerformanceData (trackId INTEGER PRIMARY KEY, {_PERFORMANCE})"
            )
        db.execute(
            "CREATE TABLE Playlist (id INTEGER PRIMARY KEY, title TEXT, parentListId INTEGER,"
            " isPersisted BOOLEAN, nextListId INTEGER)"
        )
        db.execute(
            "CREATE TABLE PlaylistEntity (id INTEGER PRIMARY KEY, listId INTEGER,"
            " trackId INTEGER, databaseUuid TEXT, nextEntityId INTEGER,"
            " membershipReference INTEGER)"
        )
        rows = [
            (1, 200, 128, "../Music/one.mp3", 127.98, 4711, "One", "Ada", 1, 60),
            (2, 100, 90, "/Volumes/Stick/two.flac", 90.0, 815, "Two", "Bob", 8, 100),
            (3, 10, None, None, None, None, "Streamed", "Eve", None, None),
        ]
        for name, length, bpm, path, exact, size, title, artist, key, rating in rows:
            db.execute(
                "INSERT INTO Track (id, length, bpm, path, bpmAnalyzed, fileBytes, title,"
                " artist, key, rating, originDatabaseUuid, originTrackId) VALUES"
                " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (name, length, bpm, path, exact, size, title, artist, key, rating, UUID, name),
            )
        step = RATE * 0.5
        parts = (
            beat_data(
                [(-2 * step, -4), (398 * step, 396)], [(-3.8 * step, -4), (396.2 * step, 396)]
            ),
            quick_cues(("Intro", RATE, (255, 0, 0)), ("Drop é", RATE * 32.5, (0, 0, 255))),
            loops(("Break", RATE * 64, RATE * 68)),
        )
        if generation == 2:
            db.execute(
                "UPDATE Track SET beatData = ?, quickCues = ?, loops = ? WHERE id = 1", parts
            )
        else:
            db.execute(
                "INSERT INTO PerformanceData (trackId, beatData, quickCues, loops)"
                " VALUES (1, ?, ?, ?)",
                parts,
            )
        db.execute("CREATE TABLE Smartlist (listUuid TEXT PRIMARY KEY, title TEXT, rules TEXT)")
        db.execute("INSERT INTO Smartlist VALUES ('u', 'Fast ones', '{}')")
        lists = [(1, "Sets", 0, 4), (2, "Late", 1, 0), (3, "Early", 1, 2), (4, "Loose", 0, 0)]
        db.executemany("INSERT INTO Playlist VALUES (?, ?, ?, 1, ?)", lists)
        entries = [(1, 3, 1, UUID, 0), (2, 3, 2, UUID, 1), (3, 4, 2, "another", 0)]
        db.executemany("INSERT INTO PlaylistEntity VALUES (?, ?, ?, ?, ?, 0)", entries)
    db.close()
    return file
