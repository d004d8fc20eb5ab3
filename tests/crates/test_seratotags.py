from collections.abc import Callable
from pathlib import Path

import pytest

from luma.crates.seratotags import Marks, marks_in
from luma.domain.anchors import grid_of
from luma.domain.errors import BadDocument, Unavailable
from luma.domain.foreign import Anchor, ForeignCue
from tests.crates import tagged

GRID = tagged.beat_grid((0.5, 8), last=4.5, bpm=125.0)
MARKERS = tagged.markers(
    tagged.colour(0x99FF99),
    tagged.cue(0, 1500, 0xCC0000, "In"),
    tagged.cue(5, 61250, 0x0000CC, "Größe " + "x" * 60),
    tagged.loop(0, 2000, 4086, "Round"),
)
OBJECTS = [("Serato BeatGrid", GRID), ("Serato Markers2", MARKERS), ("Serato Autotags", b"x")]
NAMED = [
    ("SERATO_BEATGRID", "Serato BeatGrid", GRID),
    ("SERATO_MARKERS_V2", "Serato Markers2", MARKERS),
]
ATOMS = [("beatgrid", "Serato BeatGrid", GRID), ("markersv2", "Serato Markers2", MARKERS)]
WANTED = Marks(
    (Anchor(0.5, 120.0, 1, 4), Anchor(4.5, 125.0, 1, 4)),
    (
        ForeignCue(1.5, None, 0, "In", 0xCC0000),
        ForeignCue(61.25, None, 5, "Größe " + "x" * 60, 0x0000CC),
        ForeignCue(2.0, 4.086, None, "Round", 0x27AAE1),
    ),
    0x99FF99,
)


@pytest.mark.parametrize(
    "make",
    [
        lambda file: tagged.mp3(file, tagged.id3(OBJECTS)),
        lambda file: tagged.mp3(file, tagged.id3(OBJECTS, 3)),
        lambda file: tagged.mp3(file, tagged.id3(OBJECTS, 2)),
        lambda file: tagged.mp3(file, tagged.id3(OBJECTS, 3, wide=True)),
        lambda file: tagged.aiff(file, tagged.id3(OBJECTS)),
        lambda file: tagged.wave(file, tagged.id3(OBJECTS)),
        lambda file: tagged.flac(file, NAMED),
        lambda file: tagged.mp4(file, ATOMS),
    ],
    ids=["id3v2.4", "id3v2.3", "id3v2.2", "wide", "aiff", "wave", "flac", "mp4"],
)
def test_grid_cues_loops_and_colour_are_read(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    file = make(tmp_path / "song")
    before = file.read_bytes()
    assert marks_in(file) == WANTED
    assert file.read_bytes() == before
    grid = grid_of(WANTED.grid, 8.0)
    assert grid is not None
    assert list(grid.beats[:3]) == pytest.approx([0.0, 0.5, 1.0])
    assert grid.beats[int(grid.downbeats[0])] == pytest.approx(0.5)


def test_published_dumps_are_read(tmp_path: Path) -> None:
    three = "0100000000033d3c3e820000004041b0e1480000001442048f39432e06c800"
    one = "0100000000013e9c283842e6000037"
    plain = b"\x01\x01AQFDT0xPUgAAAAAEAP///0JQTUxPQ0sAAAAAAQAA" + bytes(428)
    for dump, places, bpm in (
        (three, [0.045958, 22.11, 33.1399], 174.026),
        (one, [0.305], 115.0),
    ):
        objects = [("Serato BeatGrid", bytes.fromhex(dump)), ("Serato Markers2", plain)]
        marks = marks_in(tagged.mp3(tmp_path / "song.mp3", tagged.id3(objects)))
        assert [anchor.at for anchor in marks.grid] == pytest.approx(places, abs=1e-4)
        assert marks.grid[-1].bpm == pytest.approx(bpm, abs=1e-3)
        assert marks.grid[0].bpm == pytest.approx(bpm, rel=1e-3)
        assert (marks.cues, marks.colour) == ((), None)


def test_a_file_that_serato_never_met_has_no_marks(tmp_path: Path) -> None:
    file = tmp_path / "song.ogg"
    file.write_bytes(b"OggS" + tagged.JUNK)
    assert marks_in(file) == Marks()
    assert marks_in(tagged.mp3(tmp_path / "b.mp3", tagged.id3([]))) == Marks()
    white = tagged.id3([("Serato Markers2", tagged.markers(tagged.colour(0xFFFFFF)))])
    assert marks_in(tagged.mp3(tmp_path / "c.mp3", white)) == Marks()
    with pytest.raises(Unavailable, match="cannot be read"):
        marks_in(tmp_path / "none.mp3")


def test_a_steady_grid_is_one_anchor(tmp_path: Path) -> None:
    for places, wanted in (
        ((), [Anchor(0.25, 100.0)]),
        (((0.0, 3), (1.5, 6)), [Anchor(0, 120), Anchor(1.5, 120, 4), Anchor(4.5, 100, 2)]),
    ):
        last = wanted[-1].at
        tag = tagged.id3([("Serato BeatGrid", tagged.beat_grid(*places, last=last, bpm=100.0))])
        assert marks_in(tagged.mp3(tmp_path / "a.mp3", tag)).grid == tuple(wanted)
    empty = tagged.id3([("Serato BeatGrid", b"\x01\x00\0\0\0\0\0")])
    assert marks_in(tagged.mp3(tmp_path / "b.mp3", empty)) == Marks()


@pytest.mark.parametrize(
    ("objects", "says"),
    [
        ([("Serato BeatGrid", GRID[:9])], "ends too early|cannot hold"),
        ([("Serato BeatGrid", b"\x01\x00\xff\xff\xff\xff" + bytes(20))], "cannot hold"),
        ([("Serato BeatGrid", b"\x07\x07" + GRID)], "another version"),
        ([("Serato Markers2", b"\x01\x01!!!!")], "base64"),
        ([("Serato Markers2", b"\x09" + MARKERS)], "another version"),
    ],
)
def test_broken_marks_are_refused_with_the_file(
    tmp_path: Path, objects: list[tuple[str, bytes]], says: str
) -> None:
    with pytest.raises(BadDocument, match=says) as found:
        marks_in(tagged.mp3(tmp_path / "bad.mp3", tagged.id3(objects)))
    assert "bad.mp3" in found.value.message
