import sqlite3
import struct
import zlib
from pathlib import Path

import pytest

from luma.crates.bits import LARGEST
from luma.crates.engine import read_engine
from luma.crates.engineblobs import anchors_in, cues_in, loops_in
from luma.domain.anchors import grid_of
from luma.domain.errors import BadDocument
from luma.domain.foreign import ForeignCue
from tests.crates.engines import RATE, beat_data, make_engine, packed


@pytest.mark.parametrize("generation", [2, 3])
def test_a_library_is_read_with_its_lists_in_their_order(
    tmp_path: Path, generation: int
) -> None:
    file = make_engine(tmp_path, generation=generation)
    before = file.read_bytes(), sorted(file.parent.iterdir())
    found = read_engine(file)
    assert (file.read_bytes(), sorted(file.parent.iterdir())) == before
    one, two = found.tracks
    music = tmp_path / "Music" / "one.mp3"
    assert (one.path, one.title, one.artist) == (music.as_posix(), "One", "Ada")
    assert (one.bpm, one.key, one.rating, one.size, one.seconds) == (
        127.98,
        "A minor",
        3,
        4711,
        200,
    )
    assert (two.path, two.key, two.rating) == ("/Volumes/Stick/two.flac", "E major", 5)
    assert [(each.folders, each.name, each.entries) for each in found.playlists] == [
        (("Sets",), "Early", (two.path, one.path)),
        (("Sets",), "Late", ()),
        ((), "Loose", (two.path,)),
    ]
    assert any("Fast ones" in line and "rules" in line for line in found.remarks)
    assert any("Streamed" in line for line in found.remarks)


def test_the_adjusted_grid_the_pads_and_the_loops_are_read(tmp_path: Path) -> None:
    one = read_engine(make_engine(tmp_path)).tracks[0]
    grid = grid_of(one.grid, one.seconds)
    assert grid is not None
    assert grid.bpm == pytest.approx(120.0)
    # beat 0 lies 0.2 beats, a tenth of a second, into the song and begins a bar
    assert grid.beats[0] == pytest.approx(0.1)
    assert grid.downbeats[0] == 0
    assert one.cues == (
        ForeignCue(1.0, None, 0, "Intro", 0xFF0000),
        ForeignCue(32.5, None, 1, "Drop é", 0x0000FF),
        ForeignCue(64.0, 68.0, None, "Break", 0x0000FF),
    )


def test_beats_count_in_bars_of_four_from_their_numbers() -> None:
    step = RATE * 0.5
    grid = [(0.0, -3), (step * 6, 3), (step * 6 + RATE, 4), (step * 99, 5)]
    rate, anchors = anchors_in(beat_data(grid, []), "It")
    assert rate == RATE
    assert [each.beat for each in anchors[:2]] == [2, 4]
    assert [each.bpm for each in anchors[:2]] == pytest.approx([120.0, 60.0])


def test_a_library_in_use_is_read_from_a_copy(tmp_path: Path) -> None:
    file = make_engine(tmp_path)
    other = sqlite3.connect(file)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE Track SET title = 'Changed' WHERE id = 1")
    other.commit()
    beside = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    assert read_engine(file).tracks[0].title == "Changed"
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == beside
    other.close()


def test_a_locked_library_is_read_as_it_was(tmp_path: Path) -> None:
    file = make_engine(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert read_engine(file).tracks[0].title == "One"
    other.execute("ROLLBACK")
    other.close()


def test_packed_traps_and_lies_are_refused() -> None:
    bomb = struct.pack(">I", 100) + zlib.compress(bytes(LARGEST + 1))
    with pytest.raises(BadDocument, match="which is a trap"):
        anchors_in(bomb, "The grid")
    with pytest.raises(BadDocument, match="does not unpack"):
        anchors_in(b"\0\0\0\0no zlib", "The grid")
    with pytest.raises(BadDocument, match="cut off"):
        anchors_in(beat_data([(0.0, 0)], [])[:-5], "The grid")
    many = struct.pack(">ddBq", RATE, 1.0, 1, 1 << 60)
    with pytest.raises(BadDocument, match="cannot hold"):
        anchors_in(packed(many + bytes(40)), "The grid")
    with pytest.raises(BadDocument, match="cannot hold"):
        cues_in(packed(struct.pack(">q", -1) + bytes(40)), RATE, "The cues")
    with pytest.raises(BadDocument, match="ends too early"):
        loops_in(struct.pack("<q", 1) + b"\xff" + bytes(30), RATE, "The loops")


def test_a_track_with_a_broken_part_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    file = make_engine(tmp_path)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE PerformanceData SET beatData = 'text', quickCues = 7")
        db.execute(
            "INSERT INTO PerformanceData (trackId, beatData) VALUES (2, x'00000001ffff')"
        )
        db.execute(
            "UPDATE Track SET title = x'c328', length = 'long', rating = 'x' WHERE id = 2"
        )
    db.close()
    found = read_engine(file)
    assert [track.grid for track in found.tracks] == [(), ()]
    assert any("two.flac" in line and "unpack" in line for line in found.remarks)
    assert (found.tracks[1].title, found.tracks[1].seconds) == ("", 0.0)


def test_a_view_without_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luma.crates.database._MOST_CALLS", 20)
    file = make_engine(tmp_path)
    with sqlite3.connect(file) as db:
        db.execute("DROP TABLE PlaylistEntity")
        db.execute(
            "CREATE VIEW PlaylistEntity AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL"
            " SELECT id + 1 FROM n) SELECT max(id) AS id, 1 AS listId, 1 AS trackId FROM n"
        )
    db.close()
    with pytest.raises(BadDocument, match="longer to read than any honest"):
        read_engine(file)
