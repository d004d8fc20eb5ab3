from pathlib import Path

import pytest

from luma.crates.serato import read_serato
from luma.domain.errors import BadDocument, NotFound
from luma.domain.playlists import PlaylistKind
from tests.crates.seratos import crate, database, make_serato


def test_the_database_and_the_crates_are_read(tmp_path: Path) -> None:
    folder = make_serato(tmp_path)
    (folder / "SmartCrates").mkdir()
    (folder / "SmartCrates" / "Fast.scrate").touch()
    found = read_serato(folder)
    one, two, three = found.tracks
    assert one.path == (tmp_path / "Songs" / "one.mp3").as_posix()
    assert (one.title, one.artist, one.album, one.genre) == ("One", "Ada", "Set", "House")
    assert (one.comment, one.bpm, one.key, one.seconds) == ("nice", 127.5, "Am", 200.5)
    assert (two.path, three.path) == ("/Users/me/two.mp3", "/Users/me/three.mp3")
    assert [(each.folders, each.name, each.entries) for each in found.playlists] == [
        ((), "Other", (three.path,)),
        ((), "Party", (one.path,)),
        (("Party",), "Late", (two.path, one.path)),
    ]
    assert {each.kind for each in found.playlists} == {PlaylistKind.CRATE}
    assert found.remarks == (
        "track 3: it names no file that lies on a disk.",
        'the crate "Fast": it is made by rules that only Serato knows.',
    )


def test_one_crate_may_come_alone(tmp_path: Path) -> None:
    folder = make_serato(tmp_path)
    found = read_serato(folder / "Subcrates" / "Party%%Late.crate")
    assert [track.path for track in found.tracks] == list(found.playlists[0].entries)
    assert found.tracks[1].path == (tmp_path / "Songs" / "one.mp3").as_posix()


def test_a_broken_crate_and_a_broken_track_are_told_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    folder = make_serato(tmp_path)
    (folder / "Subcrates" / "Bad.crate").write_bytes(crate(["x.mp3"])[:-3])
    (folder / "Subcrates" / "Text.crate").write_text("hello")
    found = read_serato(folder)
    assert len(found.playlists) == 3
    assert any("Bad.crate" in line and "ends too early" in line for line in found.remarks)
    assert any("Text.crate" in line and "no crate of Serato" in line for line in found.remarks)


def test_a_cut_off_database_is_refused_with_its_name(tmp_path: Path) -> None:
    folder = make_serato(tmp_path)
    (folder / "database V2").write_bytes(database([{"pfil": "a.mp3"}])[:-7])
    with pytest.raises(BadDocument, match=r"database V2.*ends too early"):
        read_serato(folder)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="neither"):
        read_serato(tmp_path)
