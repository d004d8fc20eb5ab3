"""Sections put right from the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests import sounds
from tests.cli.commands import Luma


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    """A track of which only the sound is known: its beats are assumed, 120 a minute."""
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 8.0))
    track = str(luma("import", "--json", file).lines[0]["track"])
    assert luma("analyse", track, "--only", "pcm").code == 0
    return track


def told(luma: Luma, track: str, *words: object) -> dict[str, Any]:
    answer = luma("sections", track, *words, "--json")
    assert answer.code == 0, answer.err
    (record,) = answer.lines
    assert isinstance(record, dict)
    return record


def rows(record: dict[str, Any]) -> list[tuple[float, float, str, str]]:
    return [(e["start"], e["end"], e["label"], e["group"]) for e in record["sections"]]


def test_sections_are_cut_on_bars_named_moved_and_joined(luma: Luma, track: str) -> None:
    assert told(luma, track)["standing"] == "none"
    assert rows(told(luma, track, "split", "4.3s")) == [
        (0.0, 4.0, "track", "A"),
        (4.0, 8.0, "track", "A"),
    ]
    assert rows(told(luma, track, "name", "5s", "drop"))[1] == (4.0, 8.0, "drop", "B")
    assert rows(told(luma, track, "edge", "drop", "2"))[1] == (2.0, 8.0, "drop", "B")
    shown = luma("sections", track).out
    assert "Song: 2 sections (corrected)" in shown
    assert "2.000  B  drop, 3 bars" in shown
    assert rows(told(luma, track, "join", "drop")) == [(0.0, 8.0, "track", "A")]
    assert rows(told(luma, track, "undo"))[1][2] == "drop"
    assert rows(told(luma, track, "name", "1s", "verse", "--alike"))[0][2] == "verse"
    assert told(luma, track, "forget")["standing"] == "none"


def test_what_cannot_be_is_said_in_words(luma: Luma, track: str) -> None:
    for words, said in (
        (("edge", "1", "2"), "no edge between two sections"),
        (("name", "5s"), "Too few words"),
        (("forget",), "Nobody has put the sections"),
    ):
        answer = luma("sections", track, *words)
        assert answer.code in {1, 2}
        assert said in answer.err
    assert "no newer detection" in luma("sections", track, "offer").err
