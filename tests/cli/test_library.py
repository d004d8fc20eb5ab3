"""`luma library`: copies, archives, and what is told of damaged ones."""

import json
import zipfile
from pathlib import Path

import pytest

from luma.app.paths import Paths
from tests.cli.commands import Luma
from tests.sounds import sine, write


@pytest.fixture
def song(luma: Luma, tmp_path: Path) -> Path:
    """A file that is in the library."""
    file = write(tmp_path / "Ein Lied.wav", sine(440.0, 0.5))
    assert luma("import", file).code == 0
    return file


@pytest.mark.usefixtures("song")
def test_a_copy_is_taken_listed_and_put_back(luma: Luma) -> None:
    answer = luma("library", "backup", "--json")
    (made,) = answer.lines
    assert answer.code == 0
    assert Path(made["path"]).is_file()
    (track,) = luma("tracks", "--json").lines
    luma("track", "remove", track["id"])
    assert luma("tracks", "--json").lines == []
    answer = luma("library", "restore", made["name"], "--json")
    assert answer.code == 0
    assert answer.lines[0]["before"].startswith("luma-copy-")
    assert [each["id"] for each in luma("tracks", "--json").lines] == [track["id"]]
    names = [each["name"] for each in luma("library", "backups", "--json").lines]
    assert made["name"] in names
    assert luma("library", "check").code == 0


def test_a_copy_that_is_not_there_is_told(luma: Luma) -> None:
    answer = luma("library", "restore", "last year")
    assert answer.code == 1
    assert "no copy" in answer.err


def test_an_archive_carries_all_to_another_place(
    luma: Luma, song: Path, tmp_path: Path
) -> None:
    archive, other = tmp_path / "all of it.zip", tmp_path / "elsewhere"
    (made,) = luma("library", "export", archive, "--json").lines
    assert (made["tracks"], made["files"]) == (1, 1)
    answer = luma("--library", other, "library", "import", archive, "--json")
    assert (answer.code, answer.lines[0]["tracks"]) == (0, 1)
    (before,) = luma("tracks", "--json").lines
    (after,) = luma("--library", other, "tracks", "--json").lines
    assert Path(after["path"]).read_bytes() == song.read_bytes()
    assert Path(after["path"]).is_relative_to(other)
    for word in ("id", "title", "sha256", "added"):
        assert after[word] == before[word]
    assert luma("--library", other, "library", "check").code == 0
    assert not list(other.rglob(".incoming-*"))
    answer = luma("--library", other, "library", "import", archive)
    assert answer.code == 1
    assert "fills an empty one" in answer.err


@pytest.mark.usefixtures("song")
def test_an_archive_that_is_not_whole_brings_nothing(luma: Luma, tmp_path: Path) -> None:
    archive, other = tmp_path / "all.zip", tmp_path / "elsewhere"
    luma("library", "export", archive)
    whole = archive.read_bytes()
    changed = bytearray(whole)
    with zipfile.ZipFile(archive) as opened:
        entry = next(e for e in opened.infolist() if e.filename.startswith("files/"))
    changed[entry.header_offset + entry.file_size // 2] ^= 0xFF
    spoiled = {
        "cut": whole[: len(whole) // 2],
        "changed": bytes(changed),
        "nothing": b"",
        "text": b"hello " * 400,
    }
    for name, content in spoiled.items():
        broken = tmp_path / f"{name}.zip"
        broken.write_bytes(content)
        answer = luma("--library", other, "library", "import", broken)
        assert answer.code == 1, name
        assert "archive" in answer.err, name
        assert luma("--library", other, "tracks", "--json").lines == []
        assert not list(other.rglob(".incoming-*"))
        assert not [file for file in (other / "files").rglob("*") if file.is_file()]
    answer = luma("--library", other, "library", "import", tmp_path / "none.zip")
    assert "no file" in answer.err


def test_an_archive_that_leads_elsewhere_is_refused(luma: Luma, tmp_path: Path) -> None:
    archive = tmp_path / "bad.zip"
    label = {"format": "luma library", "number": 1, "sha256": {"files/../../escape": "0"}}
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("luma-library.json", json.dumps(label))
        made.writestr("files/../../escape", "out")
    answer = luma("library", "import", archive)
    assert answer.code == 1
    assert "not of a library" in answer.err
    assert not list(tmp_path.rglob("escape"))


@pytest.mark.usefixtures("song")
def test_a_file_that_is_gone_is_told_and_left_out(luma: Luma, tmp_path: Path) -> None:
    for file in Paths.find(None).files.rglob("*.wav"):
        file.unlink()
    answer = luma("library", "export", tmp_path / "all.zip", "--json")
    assert answer.code == 1
    assert "gone" in answer.err
    assert len(answer.lines[0]["missing"]) == 1
