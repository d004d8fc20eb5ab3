"""Databases as Mixxx makes them, and the messages that it packs into them."""

import sqlite3
import struct
from collections.abc import Sequence
from pathlib import Path

RATE = 48000


def varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    found = b""
    while number > 0x7F:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])


def message(*fields: tuple[int, int | float | bytes]) -> bytes:
    data = b""
    for number, value in fields:
        if isinstance(value, bytes):
            data += varint(number << 3 | 2) + varint(len(value)) + value
        elif isinstance(value, float):
            data += varint(number << 3 | 1) + struct.pack("<d", value)
        else:
            data += varint(number << 3) + varint(value)
    return data


def beat_grid(bpm: float, first: int) -> bytes:
    return message((1, message((1, bpm), (2, 2))), (2, message((1, first), (3, 2))))


def beat_map(frames: Sequence[int]) -> bytes:
    return message(*((1, message((1, frame))) for frame in frames))


_SCHEMA = """
CREATE TABLE library (id INTEGER PRIMARY KEY, artist varchar(64), title varchar(64),
 album varchar(64), genre varchar(64), location INTEGER, comment varchar(256), duration FLOAT,
 samplerate INTEGER, bpm FLOAT, mixxx_deleted INTEGER, timesplayed INTEGER, rating INTEGER,
 key varchar(8), beats BLOB, beats_version TEXT, key_id INTEGER, color INTEGER);
CREATE TABLE track_locations (id INTEGER PRIMARY KEY, location varchar(512) UNIQUE,
 filename varchar(512), directory varchar(512), filesize INTEGER, fs_deleted INTEGER);
CREATE TABLE Playlists (id INTEGER PRIMARY KEY, name varchar(48), position INTEGER,
 hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE PlaylistTracks (id INTEGER PRIMARY KEY, playlist_id INTEGER, track_id INTEGER,
 position INTEGER);
CREATE TABLE cues (id INTEGER PRIMARY KEY, track_id INTEGER, type INTEGER, position INTEGER,
 length INTEGER, hotcue INTEGER, label TEXT, color INTEGER);
CREATE TABLE crates (id INTEGER PRIMARY KEY, name varchar(48));
CREATE TABLE crate_tracks (crate_id INTEGER, track_id INTEGER);
"""


def make_mixxx(folder: Path) -> Path:
    file = folder / "mixxxdb.sqlite"
    with sqlite3.connect(file) as db:
        db.executescript(_SCHEMA)
        places = [(11, "/home/me/one.mp3", 4711), (12, "C:/Music/two.mp3", 815), (13, "", 0)]
        db.executemany(
            "INSERT INTO track_locations (id, location, filesize) VALUES (?, ?, ?)", places
        )
        frames = [4800 + 24000 * beat for beat in range(8)]
        tracks = [
            (1, "Ada", "One", 11, 200.5, RATE, 128.0, 0, 4, "Am", beat_grid(128.0, 4800),
             "BeatGrid-2.0", 0, 0xFF8800),
            (2, "Bob", "Two", 12, 100.0, RATE, 120.0, 0, 0, "", beat_map(frames),
             "BeatMap-1.0", 22, None),
            (3, "Eve", "Gone", 11, 1.0, RATE, 0.0, 1, 0, "", None, "", 0, None),
            (4, "Eve", "Nowhere", 99, 1.0, RATE, 0.0, 0, 0, "", None, "", 0, None),
        ]  # fmt: skip
        db.executemany(
            "INSERT INTO library (id, artist, title, location, duration, samplerate, bpm,"
            " mixxx_deleted, rating, key, beats, beats_version, key_id, color)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            tracks,
        )
        cues = [
            (1, 1, 2 * RATE * 10, 0, 2, "Drop", 0xFF0000FF),
            (1, 4, 2 * RATE * 20, 2 * RATE * 4, -1, "", 0x00FF00),
            (1, 6, 0, 2 * RATE * 8, -1, "", 0),
            (1, 8, 0, 2 * RATE * 200, -1, "", 0),
            (1, 1, -1, 0, 3, "", 0),
        ]
        db.executemany(
            "INSERT INTO cues (track_id, type, position, length, hotcue, label, color)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            cues,
        )
        db.execute("INSERT INTO Playlists VALUES (1, 'Night', 1, 0), (2, 'Auto DJ', 2, 1)")
        entries = [(1, 1, 2, 2), (2, 1, 1, 1), (3, 1, 1, 3), (4, 2, 1, 1)]
        db.executemany("INSERT INTO PlaylistTracks VALUES (?, ?, ?, ?)", entries)
        db.execute("INSERT INTO crates VALUES (1, 'Box')")
        db.execute("INSERT INTO crate_tracks VALUES (1, 2)")
    db.close()
    return file
