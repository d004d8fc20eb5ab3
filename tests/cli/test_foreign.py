import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests import sounds
from tests.cli.commands import Luma


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A playlist of one song that lies elsewhere now, and one that is nowhere."""
    (tmp_path / "here").mkdir()
    sounds.write(tmp_path / "here" / "one.wav", sounds.sine(220, 0.5))
    file = tmp_path / "Set.m3u8"
    file.write_text("#EXTM3U\n/there/one.wav\n/there/two.wav\nhttp://radio/\n")
    return file


def test_a_playlist_comes_in_and_goes_out(luma: Luma, source: Path, tmp_path: Path) -> None:
    here = f"--map=/there={tmp_path / 'here'}"
    dry = luma("library", "import-from", source, here, "--dry-run", "--json")
    assert dry.code == 1
    assert dry.lines[-1]["found"] == 1
    assert luma("tracks", "--json").lines == []
    told = luma("library", "import-from", source, here, "--json")
    one, two, remark, playlist, summary = told.lines
    assert told.code == 1
    assert (one["status"], one["path"]) == ("imported", "/there/one.wav")
    assert one["file"] == str(tmp_path / "here" / "one.wav")
    assert (two["status"], two["track"]) == ("missing", None)
    assert "/there/two.wav" in two["error"]
    assert "http://radio/" in remark["remark"]
    assert playlist == {
        "playlist": "Set", "folders": [], "status": "new", "added": 1, "missing": 1,
    }  # fmt: skip
    assert (summary["program"], summary["imported"], summary["missing"]) == ("M3U", 1, 1)
    assert (summary["playlists"], summary["entries"]) == (1, 1)
    again = luma("library", "import-from", source, "--music", tmp_path / "here", "--json")
    assert [again.lines[-1][name] for name in ("imported", "known", "playlists")] == [0, 1, 0]
    out = luma("library", "export-to", tmp_path / "out.xml", "--json")
    assert out.lines == [
        {"file": str(tmp_path / "out.xml"), "tracks": 1, "playlists": 1, "remarks": []}
    ]
    root = ET.parse(tmp_path / "out.xml").getroot()
    assert root.findall("PLAYLISTS/NODE/NODE")[0].get("Name") == "Set"
    assert luma("library", "export-to", tmp_path / "set.m3u8", "--playlist", "set").code == 0
    assert str(tmp_path / "here" / "one.wav") in (tmp_path / "set.m3u8").read_text()


def test_people_are_told_what_came_and_why_not(luma: Luma, source: Path) -> None:
    told = luma("library", "import-from", source)
    assert told.out.startswith("M3U: 0 tracks came, 0 were here, 2 are missing, 0 failed; 1 pl")
    assert '"/there/one.wav" is not there. Say where it lies with --map' in told.err
    assert "line 4" in told.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--what", "tracks,beats"], 2, '"beats" is nothing that is brought in'),
        (["--map", "here"], 2, "OLD=NEW"),
        (["--music", "/nowhere"], 1, "no folder"),
    ],
)
def test_wrong_words_are_refused(
    luma: Luma, source: Path, words: list[str], code: int, says: str
) -> None:
    told = luma("library", "import-from", source, *words)
    assert told.code == code
    assert says in told.err


def test_what_is_no_library_is_refused(luma: Luma, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(json.dumps({}))
    told = luma("library", "import-from", file)
    assert told.code == 1
    assert "notes.txt" in told.err
    assert "Traktor" in told.err
    refused = luma("library", "export-to", tmp_path / "out.zip")
    assert refused.code == 2
    assert ".m3u8" in refused.err
