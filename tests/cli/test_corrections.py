"""Beats and chords put right from the command line."""

import io
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


def told(luma: Luma, *words: object) -> dict[str, Any]:
    answer = luma(*words, "--json")
    assert answer.code == 0, answer.err
    (record,) = answer.lines
    assert isinstance(record, dict)
    return record


def grid(luma: Luma, track: str, *words: object) -> dict[str, Any]:
    return told(luma, "grid", track, *words)


def chords(luma: Luma, track: str, *words: object) -> list[tuple[float, str]]:
    return [
        (each["start"], each["label"]) for each in told(luma, "chords", track, *words)["chords"]
    ]


def test_a_grid_is_shown_in_words_and_in_json(luma: Luma, track: str) -> None:
    assert grid(luma, track) == grid(luma, track, "show")
    record = grid(luma, track)
    assert (record["standing"], record["bpm"], record["metre"]) == ("assumed", 120.0, 4)
    assert "Song: 120.00 BPM (assumed), 4 beats a bar" in luma("grid", track).out


CORRECTIONS: tuple[tuple[list[str], float, int, float], ...] = (
    (["shift", "0.25"], 120, 4, 0.25),
    (["shift", "-0.02"], 120, 4, -0.02),
    (["shift", "20ms"], 120, 4, 0.02),
    (["double"], 240, 4, 0.0),
    (["halve"], 60, 4, 0.0),
    (["tap", "0.1", "0.6", "1.1", "1.6"], 120, 4, 0.1),
    (["tap", "0.0", "1.0", "2.0"], 60, 4, 0.0),
    (["downbeat", "1.2"], 120, 4, 0.5),
    (["downbeat", "2b"], 120, 4, 1.0),
    (["metre", "3"], 120, 3, 0.0),
    (["tempo", "128"], 128, 4, 0.0),
    (["tempo", "100", "--first", "0.4"], 100, 4, 0.4),
    (["move", "1.1", "0.05"], 120, 4, 0.05),
)


def test_each_correction_counts_at_once_and_can_be_undone(luma: Luma, track: str) -> None:
    before = record = grid(luma, track)
    for words, bpm, metre, first in CORRECTIONS:
        record = grid(luma, track, *words)
        assert record["standing"] == "corrected", words
        assert record["bpm"] == pytest.approx(bpm, abs=0.01), words
        assert record["metre"] == metre, words
        assert record["first_bar"] == pytest.approx(first, abs=1e-3), words
        assert grid(luma, track, "undo") == before, words
    assert grid(luma, track, "redo") == record
    assert grid(luma, track) == record
    assert grid(luma, track, "forget") == before


def test_taps_come_from_a_pipe_too(
    luma: Luma, track: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("0.25\n0.75 1.25\n1.75\n"))
    record = grid(luma, track, "tap")
    assert (record["bpm"], record["first_bar"]) == (120.0, 0.25)
    assert luma("tracks", "--json").lines[0]["bpm"] == 120.0, "corrected beats have a tempo"


def test_features_tell_the_corrected_beats(luma: Luma, track: str) -> None:
    grid(luma, track, "shift", "0.25")
    assert told(luma, "features", track)["downbeats"][0] == 0.25


MISTAKES: tuple[tuple[list[str], str], ...] = (
    (["shift"], "SECONDS"),
    (["shift", "far"], '"far" is no number of seconds'),
    (["shift", "1", "2"], "Too many words"),
    (["tap", "1"], "two taps or more"),
    (["tap", "2", "1"], "after the one before"),
    (["move", "1.1"], "BEAT SECONDS"),
    (["downbeat", "1.1.500"], "No beat lies at"),
    (["downbeat", "soon"], "soon"),
    (["metre", "2.5"], "whole number"),
    (["metre", "0"], "between 1 and 64"),
    (["tempo", "quick"], '"quick" is no tempo'),
    (["tempo", "nan"], "no tempo"),
    (["tempo", "5000"], "between 10 and 1000"),
    (["dance"], "invalid choice"),
)


def test_what_a_grid_cannot_be_is_a_mistake_in_use(luma: Luma, track: str) -> None:
    for words, says in MISTAKES:
        answer = luma("grid", track, *words, "--json")
        assert (answer.code, answer.out) == (2, ""), words
        assert says in answer.err, words
    assert grid(luma, track)["standing"] == "assumed"


def test_what_cannot_be_now_is_told(luma: Luma, track: str) -> None:
    for words, says in (
        (["forget"], "Nobody has put the beats"),
        (["second"], "No second grid"),
        (["move", "1.2", "9"], "stays between its neighbours"),
    ):
        answer = luma("grid", track, *words)
        assert answer.code == 1
        assert says in answer.err
    assert "nothing to undo" in luma("grid", track, "undo").err
    assert "no newer detection" in luma("grid", track, "offer").err
    assert luma("grid", "nobody", "show").code == 1


def test_a_newer_detection_is_offered_and_taken(luma: Luma, track: str) -> None:
    grid(luma, track, "tempo", "100")
    assert luma("analyse", track, "--only", "beats").code == 0
    record = grid(luma, track, "offer")
    assert "heard anew" in record["offer"]
    assert "offer --take" in luma("grid", track, "offer").err
    taken = grid(luma, track, "offer", "--take")
    assert (taken["standing"], taken["offer"]) == ("heard", None)


def test_chords_are_put_set_moved_split_and_joined(luma: Luma, track: str) -> None:
    assert told(luma, "chords", track)["standing"] == "none"
    put = chords(luma, track, "put", "2.1", "4s", "Am")
    assert put == [(0.0, "N"), (2.0, "A:min"), (4.0, "N")]
    assert chords(luma, track, "set", "5s", "F#m7/A")[2] == (4.0, "F#:min7/b3")
    assert chords(luma, track, "edge", "4s", "4.5s")[2] == (4.5, "F#:min7/b3")
    assert chords(luma, track, "split", "3s")[1:3] == [(2.0, "A:min"), (3.0, "A:min")]
    assert chords(luma, track, "join", "1s") == [
        (0.0, "A:min"), (3.0, "A:min"), (4.5, "F#:min7/b3"),
    ]  # fmt: skip
    assert "   4.500  F#m7/A" in luma("chords", track).out
    assert len(chords(luma, track, "undo")) == 4
    assert len(chords(luma, track, "redo")) == 3
    assert told(luma, "chords", track, "forget")["standing"] == "none"
    assert luma("features", track).code == 1, "nothing is known any more"


BAD_CHORDS: tuple[tuple[list[str], int, str], ...] = (
    (["set", "1s"], 2, "AT CHORD"),
    (["set", "1s", "H"], 2, "write a chord such as C"),
    (["set", "99s", "C"], 2, "there is none at 99 s"),
    (["put", "2s", "1s", "C"], 2, "it cannot"),
    (["put", "now", "2s", "C"], 2, "now"),
    (["edge", "1s", "2s"], 1, "no edge between two chords"),
    (["join", "1s"], 1, "only chord"),
    (["forget"], 1, "Nobody has put the chords"),
)


def test_what_chords_cannot_be_is_told(luma: Luma, track: str) -> None:
    for words, code, says in BAD_CHORDS:
        answer = luma("chords", track, *words, "--json")
        assert (answer.code, answer.out) == (code, ""), words
        assert says in answer.err, words
    assert told(luma, "chords", track)["standing"] == "none"


@pytest.mark.parametrize(
    "words",
    [("grid", "undo"), ("grid", "second"), ("grid", "forget"), ("chords", "redo")],
)
def test_an_act_that_takes_nothing_refuses_more_words(
    luma: Luma, track: str, words: tuple[str, str]
) -> None:
    verb, act = words
    answer = luma(verb, track, act, "3")
    assert answer.code == 2
    assert f"Too many words for that. Write `luma {verb} {track} {act}`." in answer.err
