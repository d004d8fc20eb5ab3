"""Analyse, features and play as scripts read them."""

from pathlib import Path

import pytest

from tests import sounds
from tests.cli.commands import Luma


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 2.0))
    return str(luma("import", "--json", file).lines[0]["track"])


def test_analyse_answers_for_each_finished_job(luma: Luma, track: str) -> None:
    answer = luma("analyse", track, "--only", "pcm, peaks", "--json")
    assert answer.code == 0
    assert [(job["track"], job["kind"], job["status"]) for job in answer.lines] == [
        (track, "pcm", "done"),
        (track, "peaks", "done"),
    ]
    again = luma("analyse", "--only", "pcm,peaks", "--json")
    assert (again.code, again.lines) == (0, [])
    forced = luma("analyse", "--only", "peaks", "--force", "--json")
    assert [job["kind"] for job in forced.lines] == ["peaks"]
    assert luma("tracks", "--json").lines[0]["analysed"] == ["pcm", "peaks"]


def test_of_several_tracks_each_answer_says_which(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    other = sounds.write(tmp_path / "Other.wav", sounds.sine(220, 0.5))
    luma("analyse", "--only", "pcm", track)
    assert luma("import", other).code == 0
    both = luma("analyse", "--only", "pcm,peaks").out.splitlines()
    assert sorted(line.split()[-1] for line in both) == ["Other", "Other", "Song"]
    alone = luma("analyse", "--only", "peaks", "--force", track).out
    assert alone.rstrip().endswith("(luma)")


def test_what_failed_stays_failed_until_it_is_forced(luma: Luma, track: str) -> None:
    file = Path(luma("tracks", "--json").lines[0]["path"])
    content = file.read_bytes()
    file.write_bytes(b"no sound")
    first = luma("analyse", "--only", "pcm,peaks", "--json")
    file.write_bytes(content)
    second = luma("analyse", "--only", "pcm,peaks", "--json")
    for answer in (first, second):
        assert answer.code == 1
        (job,) = answer.lines
        assert (job["track"], job["kind"], job["status"]) == (track, "pcm", "failed")
        assert job["error"] in answer.err
    assert "--retry" in second.err
    assert luma("play", track, "--silent").code == 1
    third = luma("analyse", "--only", "pcm,peaks", "--json", "--retry")
    assert third.code == 0
    assert [job["kind"] for job in third.lines] == ["pcm", "peaks"]


def test_an_unknown_kind_or_engine_is_a_mistake_in_use(luma: Luma, track: str) -> None:
    for words in (["--only", "moods"], ["--engine", "beats=nobody"]):
        answer = luma("analyse", track, *words, "--json")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("luma: There is no")


def test_features_say_first_what_to_do_and_then_what_was_heard(luma: Luma, track: str) -> None:
    before = luma("features", track, "--json")
    assert (before.code, before.out) == (1, "")
    assert f"luma analyse {track}" in before.err
    assert luma("analyse", track, "--only", "beats").code == 0
    (heard,) = luma("features", track, "--json").lines
    assert {"bpm", "metre", "beats", "downbeats", "chords", "key", "camelot", "sections",
            "loudness"} <= set(heard)  # fmt: skip
    assert heard["chords"] == []
    assert len(heard["beats"]) >= 2


def test_features_are_written_in_formats_of_others(
    luma: Luma, track: str, tmp_path: Path
) -> None:
    assert luma("analyse", track, "--only", "pcm").code == 0
    assert luma("grid", track, "tempo", "120").code == 0
    assert luma("chords", track, "put", "0s", "1s", "Am").code == 0
    for form, begins in {
        "json": b'{"bpm": 120.0',
        "jams": b'{\n "file_metadata"',
        "csv": b"kind,start,end,label,confidence\nbeat,0.000000",
        "labels": b"0.000000\t0.000000\t1.1\n",
        "lab": b"0.000000 1.000000 A:min\n",
        "midi": b"MThd\0\0\0\6",
    }.items():
        file = tmp_path / f"song.{form}"
        (told,) = luma("features", track, "--format", form, "--out", file, "--json").lines
        assert told == {"track": track, "format": form, "file": str(file)}
        assert file.read_bytes().startswith(begins), form
    (record,) = luma("features", track, "--json").lines
    assert record["corrected"] == ["beats", "chords"]
    assert [chord["label"] for chord in record["chords"]] == ["A:min", "N"]
    assert luma("features", track, "--format", "lab").out.startswith("0.000000 1.000000 A:min")
    only = tmp_path / "chords.csv"
    assert (
        luma("features", track, "--format", "csv", "--only", "chords", "--out", only).code == 0
    )
    assert len(only.read_text().splitlines()) == 3
    refused = luma("features", track, "--format", "csv", "--only", "moods")
    assert (refused.code, refused.out) == (2, "")
    assert "Say beats, chords, key, sections" in refused.err


def test_play_goes_from_one_second_to_another_and_ends(luma: Luma, track: str) -> None:
    answer = luma("play", track, "--silent", "--from", "1.2", "--to", "1.7", "--json")
    assert answer.code == 0
    assert answer.lines
    assert all(line["seconds"] <= 2.0 for line in answer.lines)
    assert luma("play", track, "--silent", "--from", "1.8").code == 0, "it ends by itself"
    assert luma("play", track, "--silent", "--from", "1.8", "--click").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--from", "9"],
        ["--from", "-1"],
        ["--from", "nan"],
        ["--from", "1", "--to", "0.5"],
        ["--loop", "--from", "1", "--to", "1"],
    ],
)
def test_a_stretch_that_is_not_there_is_a_mistake_in_use(
    luma: Luma, track: str, words: list[str]
) -> None:
    answer = luma("play", track, "--silent", *words)
    assert (answer.code, answer.out) == (2, "")
    assert "nothing to play" in answer.err


def test_doctor_answers_with_one_object_for_each_thing(luma: Luma) -> None:
    answer = luma("doctor", "--json")
    assert answer.code == 0
    assert all(set(line) == {"what", "works", "seen", "help"} for line in answer.lines)


def test_a_file_that_breaks_off_is_heard_as_far_as_it_goes_and_said_so(
    luma: Luma, tmp_path: Path
) -> None:
    whole = sounds.write(tmp_path / "whole.flac", sounds.drums(120, 4.0)).read_bytes()
    broken = tmp_path / "Broken.flac"
    broken.write_bytes(whole[: len(whole) // 2])
    assert luma("import", broken).code == 0
    answer = luma("analyse", "--only", "pcm")
    assert answer.code == 0
    assert '"Broken": the file ends early' in answer.err
