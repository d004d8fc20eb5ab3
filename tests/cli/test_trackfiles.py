"""Relocate, replace, join, covers and watched folders, as scripts and people see them."""

import shutil
import struct
from pathlib import Path

import pytest

from tests import sounds
from tests.cli.commands import Luma


@pytest.fixture
def song(luma: Luma, tmp_path: Path) -> dict[str, str]:
    sounds.write(tmp_path / "song.wav", sounds.sine(220, 0.5))
    luma("import", tmp_path / "song.wav")
    (track,) = luma("tracks", "--json").lines
    assert isinstance(track, dict)
    return track


def test_a_gone_file_is_found_again(luma: Luma, song: dict[str, str], tmp_path: Path) -> None:
    assert luma("track", "relocate", tmp_path).out == "No file of a track is gone.\n"
    Path(song["path"]).unlink()
    (tmp_path / "deep").mkdir()
    shutil.move(tmp_path / "song.wav", tmp_path / "deep" / "other.wav")
    empty = tmp_path / "empty"
    empty.mkdir()
    missing = luma("track", "relocate", song["id"], empty, "--json")
    assert missing.code == 1
    assert missing.lines == [
        {"track": song["id"], "title": "song", "status": "missing", "path": None},
        {"found": 0, "missing": 1},
    ]
    found = luma("track", "relocate", tmp_path, "--json")
    assert found.code == 0
    assert found.lines[0]["path"] == str(tmp_path / "deep" / "other.wav")
    assert luma("library", "check").code == 0


def test_a_better_file_takes_over(luma: Luma, song: dict[str, str], tmp_path: Path) -> None:
    better = sounds.write(tmp_path / "better.flac", sounds.sine(220, 2.5))
    answer = luma("track", "replace", song["id"], better, "--json")
    assert answer.code == 0
    assert answer.lines[0]["id"] == song["id"]
    assert "2.0 seconds longer" in answer.err
    assert luma("tracks", "--json").lines[0]["path"].endswith(".flac")
    assert luma("track", "replace", song["id"], tmp_path / "none.wav").code == 1
    usage = luma("track", "replace", song["id"])
    assert usage.code == 2
    assert "luma track replace ID FILE" in usage.err


def test_two_tracks_become_one(luma: Luma, song: dict[str, str], tmp_path: Path) -> None:
    luma("import", sounds.write(tmp_path / "twin.wav", sounds.sine(330, 0.5)))
    other = next(t for t in luma("tracks", "--json").lines if t["id"] != song["id"])
    assert "No two tracks" in luma("track", "same").err
    answer = luma("track", "same", song["id"], other["id"], "--json")
    assert answer.lines == [{"id": song["id"], "title": "song", "joined": other["id"]}]
    shown = luma("track", "show", song["id"], "--json").lines[0]
    assert [Path(name).name for name in shown["sources"]] == ["song.wav", "twin.wav"]
    assert len(luma("tracks", "--json").lines) == 1
    assert luma("track", "same", song["id"]).code == 2


def test_the_picture_of_a_file_is_taken_out(luma: Luma, tmp_path: Path) -> None:
    plain = sounds.write(tmp_path / "a.mp3", sounds.sine(440, 0.5)).read_bytes()
    body = b"\x00image/png\0\x03\0\x89PNG\r\n\x1a\n" + bytes(40)
    frame = b"APIC" + struct.pack(">I", len(body)) + b"\0\0" + body
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    (tmp_path / "a.mp3").write_bytes(b"ID3\x03\x00\x00" + size + frame + plain)
    luma("import", tmp_path / "a.mp3")
    name = luma("tracks", "--json").lines[0]["id"]
    out = tmp_path / "cover.png"
    assert luma("track", "cover", name, "--out", out).code == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert luma("track", "cover", name, "--json").lines[0]["cover"].endswith(".png")


def test_no_picture_is_said(luma: Luma, song: dict[str, str]) -> None:
    answer = luma("track", "cover", song["id"])
    assert (answer.code, answer.out) == (1, "")
    assert "carries no picture" in answer.err
    assert "carries no picture" in luma("track", "cover", song["id"]).err


def test_genres_are_edited(luma: Luma, song: dict[str, str]) -> None:
    shown = luma("track", "edit", song["id"], "--genre", "House", "--json").lines[0]
    assert shown["genre"] == "House"


def test_folders_are_watched_by_hand_too(luma: Luma, tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    assert luma("library", "watch", "add", music, "--json").lines == [
        {"folder": str(music), "status": "watched"}
    ]
    assert luma("library", "watch", "add", music).code == 0
    sounds.write(music / "1.wav", sounds.sine(220, 0.3))
    looked = luma("library", "watch", "look", "--json")
    assert [line.get("status") for line in looked.lines] == ["imported", None]
    (listed,) = luma("library", "watch", "list", "--json").lines
    assert (listed["folder"], listed["there"]) == (str(music), True)
    assert luma("library", "watch", "remove", music).code == 0
    assert luma("library", "watch", "remove", music).code == 1
    assert luma("library", "watch", "add").code == 2
    assert luma("library", "watch", "add", tmp_path / "nowhere").code == 1
    assert "No folder is watched" in luma("library", "watch", "list").err


def test_what_a_duplicate_is_can_be_read(
    luma: Luma, song: dict[str, str], tmp_path: Path
) -> None:
    mp3 = sounds.write(tmp_path / "a.mp3", sounds.sine(440, 0.5))
    luma("import", mp3)
    mp3.write_bytes(mp3.read_bytes() + b"TAG".ljust(128, b"x"))
    assert '(the sound of "a")' in luma("import", mp3).out
    luma("track", "remove", song["id"])
    assert "came back from the trash" in luma("import", tmp_path / "song.wav").out
