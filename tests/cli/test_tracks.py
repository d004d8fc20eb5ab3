"""Import, list, show, retitle, throw away: answers as scripts read them."""

import os
from pathlib import Path

import pytest

from tests import sounds
from tests.cli.commands import Luma

TRACK_KEYS = {
    "id", "sha256", "payload_sha256", "path", "title", "artist", "album", "seconds", "bpm",
    "key", "camelot", "added", "analysed",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    sounds.write(folder / "One.wav", sounds.sine(220, 0.5))
    sounds.write(folder / "Two.flac", sounds.sine(330, 0.5))
    (folder / "Zero.mp3").write_bytes(b"nothing like music" * 20)
    (folder / "cover.txt").write_text("words")
    return folder


def test_import_answers_for_each_file_and_sums_up(luma: Luma, folder: Path) -> None:
    first = luma("import", "--json", folder)
    *files, summary = first.lines
    assert first.code == 1
    assert [Path(file["path"]).name for file in files] == [
        "One.wav", "Two.flac", "Zero.mp3", "cover.txt",
    ]  # fmt: skip
    assert [file["status"] for file in files] == ["imported", "imported", "failed", "skipped"]
    assert all(set(file) == {"path", "status", "track", "sha256", "error"} for file in files)
    assert "Zero.mp3" in files[2]["error"]
    assert files[0]["error"] is None
    assert set(summary) == {"imported", "duplicates", "skipped", "failed", "seconds"}
    assert (summary["imported"], summary["failed"], summary["skipped"]) == (2, 1, 1)
    assert "Zero.mp3" in first.err
    (folder / "Zero.mp3").unlink()
    again = luma("import", "--json", folder)
    assert again.code == 0
    assert again.lines[-1]["duplicates"] == 2
    assert again.lines[0]["track"] == files[0]["track"]


def test_import_of_what_is_not_there_fails_in_a_sentence(luma: Luma, tmp_path: Path) -> None:
    answer = luma("import", tmp_path / "nowhere", "--json")
    assert answer.code == 1
    assert answer.lines[0]["status"] == "failed"
    assert answer.err == f'luma: There is no file "{tmp_path / "nowhere"}". Check its name.\n'


def test_names_that_are_no_text_come_back_byte_for_byte(luma: Luma, tmp_path: Path) -> None:
    odd = os.fsdecode(b"two\nlines \xff\xe9.wav")
    file = sounds.write(tmp_path / "a.wav", sounds.sine(220, 0.2)).rename(tmp_path / odd)
    answer = luma("import", "--json", tmp_path)
    assert answer.code == 0
    assert len(answer.lines) == 2
    assert os.fsencode(answer.lines[0]["path"]) == os.fsencode(file)
    (track,) = luma("tracks", "--json").lines
    plain = luma("tracks").out
    assert len(plain.splitlines()) == 2
    assert track["id"] in plain


def test_tracks_are_listed_and_searched(luma: Luma, folder: Path) -> None:
    luma("import", folder)
    one, two = luma("--json", "tracks").lines
    assert set(one) == TRACK_KEYS
    assert one["title"] == "One"
    assert one["seconds"] == 0.5
    assert Path(one["path"]).read_bytes() == (folder / "One.wav").read_bytes()
    assert one["analysed"] == []
    luma("track", "edit", two["id"], "--title", "Blue", "--artist", "Somebody", "--bpm", "99.5")
    assert [t["id"] for t in luma("tracks", "some", "bl", "--json").lines] == [two["id"]]
    assert luma("track", "show", two["id"][:8], "--json").lines[0]["bpm"] == 99.5
    nothing = luma("tracks", "absent", "--json")
    assert (nothing.code, nothing.out) == (0, "")


def test_a_track_goes_to_the_trash_and_comes_back(luma: Luma, folder: Path) -> None:
    name = luma("import", "--json", folder / "One.wav").lines[0]["track"]
    assert luma("track", "remove", name).code == 0
    assert luma("tracks", "--json").lines == []
    gone = luma("track", "show", name)
    assert (gone.code, gone.out) == (1, "")
    assert "luma tracks" in gone.err
    assert luma("track", "restore", name, "--json").lines[0]["id"] == name
    assert len(luma("tracks", "--json").lines) == 1
    assert luma("track", "restore", name).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["tarcks"],
        ["tracks", "--jsno"],
        ["import"],
        ["track", "explode", "x"],
        ["analyse", "--jobs", "-1"],
        ["analyse", "--only", " , "],
        ["analyse", "--engine", "beats"],
        ["show", "play", "x", "--artnet", "host:0"],
        ["score", "export"],
        ["venue", "import"],
    ],
)
def test_a_mistake_in_use_is_code_two_and_says_so_on_stderr(
    luma: Luma, words: list[str]
) -> None:
    answer = luma(*words, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_settings_that_do_not_read_are_code_two(luma: Luma, luma_home: Path) -> None:
    (luma_home / "config").mkdir()
    (luma_home / "config" / "settings.toml").write_text("[light]\nflash = 3\n")
    answer = luma("tracks")
    assert answer.code == 2
    assert answer.err.startswith('luma: The setting "light.flash"')
    assert "light.flashes" in answer.err


def test_the_library_is_looked_through(luma: Luma, folder: Path) -> None:
    luma("import", folder / "One.wav")
    whole = luma("library", "check", "--json")
    assert (whole.code, whole.lines) == (0, [{"tracks": 1, "problems": 0}])
    Path(luma("tracks", "--json").lines[0]["path"]).unlink()
    broken = luma("library", "check", "--json")
    assert broken.code == 1
    assert "is gone" in broken.lines[0]["problem"]


def test_another_library_is_another_library(luma: Luma, folder: Path, tmp_path: Path) -> None:
    luma("--library", tmp_path / "other", "import", folder / "One.wav")
    assert luma("tracks", "--json").lines == []
    assert len(luma("tracks", "--json", "--library", tmp_path / "other").lines) == 1
    assert luma("tracks", "--library", folder / "One.wav").code == 1
