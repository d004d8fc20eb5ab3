"""Files from strangers: whatever is in them, they are read or refused in a sentence."""

import base64
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.crates.engineblobs import anchors_in, cues_in, loops_in
from luma.crates.mixxxbeats import beats_in
from luma.crates.recognise import read_library
from luma.crates.seratotags import _anchors, _cues, marks_in
from luma.domain.anchors import grid_of
from luma.domain.errors import LumaError, NotFound, Refused, Unavailable
from tests.crates import engines, mixxxes, seratos, tagged
from tests.crates.test_rekordbox import EXPORTED
from tests.crates.test_seratotags import ATOMS, NAMED, OBJECTS
from tests.crates.test_traktor import COLLECTION

T = TypeVar("T")
MADE: dict[str, Callable[[Path], Path]] = {
    "rekordbox.xml": lambda folder: _written(folder / "rekordbox.xml", EXPORTED),
    "collection.nml": lambda folder: _written(folder / "collection.nml", COLLECTION),
    "m.db": engines.make_engine,
    "mixxxdb.sqlite": mixxxes.make_mixxx,
    "database V2": lambda folder: seratos.make_serato(folder) / "database V2",
    "a.crate": lambda folder: seratos.make_serato(folder) / "Subcrates" / "Party.crate",
    "list.m3u8": lambda folder: _written(folder / "list.m3u8", "#EXTM3U\na.mp3\n/b.mp3\n"),
    "list.pls": lambda folder: _written(folder / "list.pls", "[playlist]\nFile1=a.mp3\n"),
}
SONGS: dict[str, Callable[[Path], Path]] = {
    "mp3": lambda folder: tagged.mp3(folder / "a.mp3", tagged.id3(OBJECTS)),
    "wide": lambda folder: tagged.mp3(folder / "b.mp3", tagged.id3(OBJECTS, 3, wide=True)),
    "aiff": lambda folder: tagged.aiff(folder / "a.aiff", tagged.id3(OBJECTS)),
    "wav": lambda folder: tagged.wave(folder / "a.wav", tagged.id3(OBJECTS)),
    "flac": lambda folder: tagged.flac(folder / "a.flac", NAMED),
    "m4a": lambda folder: tagged.mp4(folder / "a.m4a", ATOMS),
}


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def tried(read: Callable[[], T]) -> T | LumaError:
    """What was read, or the sentence that refused it; anything else is a mistake of Luma's."""
    try:
        return read()
    except LumaError as trouble:
        return trouble


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[float, bytes, int]]:
    """Where a file is changed, what is put there, and how much of it goes."""
    places = st.tuples(st.floats(0, 1), st.binary(max_size=8), st.sampled_from([0, 1, 4, 99]))
    return draw(st.lists(places, min_size=1, max_size=6))


def changed(data: bytes, by: list[tuple[float, bytes, int]]) -> bytes:
    for where, new, gone in by:
        at = int(where * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A whole file of each kind."""
    made = {}
    for name, make in {**MADE, **SONGS}.items():
        made[name] = make(tmp_path_factory.mktemp("whole"))
    return made


@pytest.mark.parametrize("name", MADE)
@given(by=changes())
def test_a_changed_library_is_read_or_refused(
    whole: dict[str, Path], name: str, by: list[tuple[float, bytes, int]]
) -> None:
    file = whole[name]
    place = file.with_name(f"changed{file.suffix}")
    place.write_bytes(changed(file.read_bytes(), by))
    found = tried(lambda: read_library(place))
    if isinstance(found, LumaError):
        assert place.name in found.sentence()
    else:
        for track in found.tracks:
            grid_of(track.grid, track.seconds)


@pytest.mark.parametrize("name", SONGS)
@given(by=changes())
def test_changed_tags_are_read_or_refused(
    whole: dict[str, Path], name: str, by: list[tuple[float, bytes, int]]
) -> None:
    place = whole[name].with_name("changed.song")
    place.write_bytes(changed(whole[name].read_bytes(), by))
    found = tried(lambda: marks_in(place))
    if isinstance(found, LumaError):
        assert "changed.song" in found.sentence()
    else:
        grid_of(found.grid, 300.0)


@given(blob=st.binary(max_size=300), packs=st.booleans())
def test_any_packed_parts_are_read_or_refused(blob: bytes, packs: bool) -> None:
    data = engines.packed(blob) if packs else blob
    for read in (
        lambda: anchors_in(data, "It"),
        lambda: cues_in(data, 44100.0, "It"),
        lambda: loops_in(blob, 44100.0, "It"),
        lambda: _anchors(b"\x01\x00" + blob, "It"),
        lambda: _cues(b"\x01\x01" + base64.b64encode(b"\x01\x01" + blob), "It"),
        lambda: beats_in(blob, "BeatGrid-2.0", 48000),
        lambda: beats_in(blob, "BeatMap-1.0", 48000),
        lambda: beats_in(blob, "BeatGrid-1.0", 48000),
    ):
        found = tried(read)
        if isinstance(found, LumaError):
            assert found.message.startswith("It")


@pytest.mark.parametrize("data", [b"", b"\0", b"hello", b"<xml/>", b"SQLite format 3\0"])
def test_what_no_program_wrote_is_refused_with_what_is_known(
    tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "thing.bin"
    file.write_bytes(data)
    with pytest.raises(LumaError, match=r"thing\.bin"):
        read_library(file)


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file or folder"):
        read_library(tmp_path / "none.xml")
    with pytest.raises(Refused, match="no library that Luma knows") as found:
        read_library(tmp_path)
    assert "Traktor" in found.value.hint
    with pytest.raises(LumaError, match="/dev/null"):
        read_library(Path("/dev/null"))
    with pytest.raises(LumaError):
        read_library(Path("a\0b"))


@pytest.mark.parametrize("name", MADE)
def test_a_folder_is_known_by_what_lies_in_it(tmp_path: Path, name: str) -> None:
    file = MADE[name](tmp_path)
    found = read_library(file)
    assert found.playlists
    if name in {"rekordbox.xml", "collection.nml", "m.db", "mixxxdb.sqlite", "database V2"}:
        assert read_library(tmp_path) == found


def test_a_long_file_is_read_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "rekordbox.xml"
    row = '<JUNK a="1"><b/><b/></JUNK>\n'
    with file.open("w") as stream:
        stream.write("<DJ_PLAYLISTS><COLLECTION>")
        for _ in range(20_000):
            stream.write(row * 10)
        stream.write("</COLLECTION></DJ_PLAYLISTS>")
    tracemalloc.start()
    try:
        read_library(file)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20 << 20


def test_an_element_that_holds_too_many_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luma.crates.markup.MOST_IN_PIECE", 1000)
    file = tmp_path / "rekordbox.xml"
    file.write_text(f"<DJ_PLAYLISTS><PLAYLISTS>{'<NODE/>' * 1001}</PLAYLISTS></DJ_PLAYLISTS>")
    with pytest.raises(LumaError, match="too long to be read, at line 1"):
        read_library(file)
    monkeypatch.setattr("luma.crates.markup.LARGEST", 100)
    with pytest.raises(LumaError, match="larger than"):
        read_library(file)


def test_a_file_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = _written(tmp_path / "list.m3u", "a.mp3\n")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Unavailable, match=r"list\.m3u.*Permission denied"):
        read_library(file)


@pytest.mark.parametrize("name", ["rekordbox.xml", "m.db", "database V2", "mixxxdb.sqlite"])
def test_more_tracks_than_anybody_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = MADE[name](tmp_path)
    monkeypatch.setattr("luma.crates.files.MOST_TRACKS", 1)
    with pytest.raises(LumaError, match=f"{name}.*more than 1 tracks"):
        read_library(file)
