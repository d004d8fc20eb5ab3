import sqlite3
import struct
from pathlib import Path

import pytest

from luma.crates.mixxx import read_mixxx
from luma.crates.mixxxbeats import beats_in
from luma.domain.anchors import grid_of
from luma.domain.errors import BadDocument
from luma.domain.foreign import Anchor, ForeignCue
from luma.domain.playlists import PlaylistKind
from tests.crates.mixxxes import RATE, beat_grid, beat_map, make_mixxx, message


def test_tracks_lists_and_crates_are_read(tmp_path: Path) -> None:
    found = read_mixxx(make_mixxx(tmp_path))
    one, two = found.tracks
    assert (one.path, one.title, one.artist) == ("/home/me/one.mp3", "One", "Ada")
    assert (one.key, one.rating, one.colour, one.size) == ("Am", 4, 0xFF8800, 4711)
    assert (two.path, two.key, two.colour) == ("C:/Music/two.mp3", "A minor", None)
    night, box = found.playlists
    assert (night.name, night.entries) == ("Night", (one.path, two.path, one.path))
    assert (box.name, box.entries, box.kind) == ("Box", (two.path,), PlaylistKind.CRATE)
    assert len(found.remarks) == 1
    assert "Nowhere" in found.remarks[0]


def test_cues_loops_and_stretches_lie_at_their_seconds(tmp_path: Path) -> None:
    assert read_mixxx(make_mixxx(tmp_path)).tracks[0].cues == (
        ForeignCue(0.0, 8.0, None, "Intro", 0),
        ForeignCue(10.0, None, 2, "Drop", 0x0000FF),
        ForeignCue(20.0, 24.0, None, "", 0x00FF00),
    )


def test_beats_are_read_from_each_kind_of_message(tmp_path: Path) -> None:
    one, two = read_mixxx(make_mixxx(tmp_path)).tracks
    assert one.grid == (Anchor(0.1, 128.0),)
    grid = grid_of(two.grid, 3.8)
    assert grid is not None
    assert list(grid.beats) == pytest.approx([0.1 + 0.5 * beat for beat in range(8)])
    assert list(grid.downbeats) == [0, 4]
    old = struct.pack("<dd", 120.0, 2.0 * RATE)
    assert beats_in(old, "BeatGrid-1.0", RATE) == (Anchor(1.0, 120.0),)
    before = beat_grid(120.0, -4800)
    assert beats_in(before, "BeatGrid-2.0", RATE) == (Anchor(-0.1, 120.0),)
    off = message((1, message((1, 0), (2, 0))), (1, message((1, 100))))
    assert beats_in(off, "BeatMap-1.0", RATE) == ()


@pytest.mark.parametrize(
    "blob", [beat_map([1, 2])[:-1], b"\x0f", b"\xff" * 12, b"\x0a\xff\xff\xff\xff\x0f"]
)
def test_broken_messages_are_refused(blob: bytes) -> None:
    with pytest.raises(BadDocument):
        beats_in(blob, "BeatMap-1.0", RATE)


def test_a_damaged_database_is_refused_with_its_name(tmp_path: Path) -> None:
    file = make_mixxx(tmp_path)
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xaa" * (len(data) - 4096))
    with pytest.raises(BadDocument, match=r"mixxxdb\.sqlite"):
        read_mixxx(file)
    file.write_bytes(b"no database")
    with pytest.raises(BadDocument, match="encrypted"):
        read_mixxx(file)


def test_a_schema_in_letters_nobody_reads_is_refused(tmp_path: Path) -> None:
    file = make_mixxx(tmp_path)
    file.write_bytes(
        file.read_bytes().replace(b"CREATE TABLE crates", b"CREATE TAB\xff\x80 crates")
    )
    with pytest.raises(BadDocument, match=r"mixxxdb\.sqlite"):
        read_mixxx(file)


def test_a_version_without_some_columns_is_read_without_them(tmp_path: Path) -> None:
    file = make_mixxx(tmp_path)
    with sqlite3.connect(file) as db:
        db.execute("ALTER TABLE library DROP COLUMN color")
        db.execute("ALTER TABLE cues DROP COLUMN color")
        db.execute("DROP TABLE crates")
    db.close()
    found = read_mixxx(file)
    assert [track.colour for track in found.tracks] == [None, None]
    assert [each.name for each in found.playlists] == ["Night"]
