"""Patterns are checked and run from files, and what is wrong with them is said."""

import errno
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests import sounds
from tests.cli.commands import Luma

GRAPH: dict[str, Any] = {
    "nodes": {
        "beats": {"type": "in/beats"},
        "pulse": {"type": "time/beat_envelope"},
        "light": {"type": "out/light"},
    },
    "wires": [
        {"source": "beats", "output": "out", "target": "pulse", "input": "beats"},
        {"source": "pulse", "output": "out", "target": "light", "input": "intensity"},
    ],
}
CIRCLE = {"source": "pulse", "output": "out", "target": "beats", "input": "grid"}


@pytest.fixture
def track(luma: Luma, tmp_path: Path) -> str:
    file = sounds.write(tmp_path / "Song.wav", sounds.sine(220, 2.0))
    return str(luma("import", "--json", file).lines[0]["track"])


def written(folder: Path, graph: object) -> Path:
    path = folder / "pattern.json"
    path.write_text(json.dumps(graph))
    return path


def test_a_whole_pattern_runs_into_a_file(luma: Luma, tmp_path: Path, track: str) -> None:
    path, out = written(tmp_path, GRAPH), tmp_path / "frames.npz"
    assert luma("pattern", "check", path).code == 0
    ran = luma("pattern", "run", path, "--track", track, "--heads", 3, "--out", out, "--json")
    assert ran.code == 0
    assert (ran.lines[0]["heads"], ran.lines[0]["frames"]) == (3, 120)
    with np.load(out) as kept:
        assert kept["frames"].shape[:2] == (3, 120)
        assert kept["frames"][:, :, 0].max() == 1.0


def test_no_more_is_run_than_there_is_of_the_track(
    luma: Luma, tmp_path: Path, track: str
) -> None:
    path = written(tmp_path, GRAPH)
    ran = luma("pattern", "run", path, "--track", track, "--end", 1e12, "--json")
    assert ran.lines[0]["frames"] == 120


@pytest.mark.parametrize("act", ["check", "run"])
def test_what_is_wrong_is_said_by_both(
    luma: Luma, tmp_path: Path, track: str, act: str
) -> None:
    graph = {**GRAPH, "wires": [*GRAPH["wires"], CIRCLE]}
    answer = luma("pattern", act, written(tmp_path, graph), "--track", track)
    assert answer.code == 1
    assert "beats → pulse → beats" in answer.out + answer.err


def test_a_file_that_is_no_pattern_and_a_place_that_takes_no_frames_are_told(
    luma: Luma, tmp_path: Path, track: str
) -> None:
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000)
    assert "nested too deep" in luma("pattern", "check", path).err
    out = tmp_path / "nowhere" / "frames.npz"
    refused = luma("pattern", "run", written(tmp_path, GRAPH), "--track", track, "--out", out)
    assert refused.code == 1
    assert "cannot be written" in refused.err


@pytest.mark.parametrize("option", ["--out", "--strip"])
def test_a_file_that_has_no_room_stays_as_it_was(
    luma: Luma, tmp_path: Path, track: str, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept"
    file.write_bytes(b"before")

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as cut:
            cut.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", half)
    path = written(tmp_path, GRAPH)
    ran = luma("pattern", "run", path, "--track", track, option, file)
    assert (ran.code, "has room" in ran.err) == (1, True)
    assert file.read_bytes() == b"before"
    assert sorted(each.name for each in tmp_path.glob("*kept*")) == ["kept"]


def test_a_file_finds_the_patterns_that_it_brings_along(
    luma: Luma, tmp_path: Path, track: str
) -> None:
    file = tmp_path / "outer.yaml"
    file.write_text(
        "{luma: pattern, schema: 2, id: outer, name: Outer, graph: {nodes: {p: pattern/inner}},"
        " bundled: [{luma: pattern, schema: 2, id: inner, name: Inner,"
        " graph: {nodes: {l: out/light}}}]}"
    )
    assert luma("pattern", "check", file).code == 0
    (ran,) = luma("pattern", "run", file, "--track", track, "--json").lines
    assert ran["mean_intensity"] == 1.0
    file.write_text(file.read_text().replace("pattern/inner", "pattern/outer"))
    assert "cannot play itself: Outer → Outer" in luma("pattern", "check", file).out


def test_arguments_dice_and_a_chosen_implementation_change_what_is_run(
    luma: Luma, tmp_path: Path, track: str
) -> None:
    def level(name: str, level: object) -> dict[str, Any]:
        light = {"type": "out/light", "settings": {"intensity": level}}
        argument = {"name": "level", "kind": "number", "default": 0.25}
        graph = {"nodes": {"light": light}, "arguments": [argument]}
        return {"id": name, "name": name, "graph": graph}

    made = [level("soft", {"argument": "level"}), level("hard", 1.0)]
    body = {"luma": "pattern", "id": "p", "name": "P", "implementations": made}
    path = written(tmp_path, {**body, "default": "soft"})

    def mean(*words: object) -> float:
        ran = luma("pattern", "run", path, "--track", track, "--json", *words)
        assert ran.code == 0, ran.err
        return float(ran.lines[0]["mean_intensity"])

    assert mean() == 0.25
    assert mean("--argument", "level=0.5", "--seed", 3) == 0.5
    assert mean("--implementation", "hard") == 1.0
    for words in (["--argument", "lost=1"], ["--argument", "level"], ["--implementation", "x"]):
        refused = luma("pattern", "run", path, "--track", track, *words)
        assert refused.code == 2
        assert "level" in refused.err or "soft, hard" in refused.err


def test_a_strip_shows_heads_over_time(luma: Luma, tmp_path: Path, track: str) -> None:
    picture = tmp_path / "strip.png"
    ran = luma("pattern", "run", written(tmp_path, GRAPH), "--track", track, "--heads", 3,
               "--strip", picture, "--json")  # fmt: skip
    assert (ran.code, ran.lines[0]["strip"]) == (0, str(picture))
    image = QImage(str(picture))
    assert (image.height(), image.width()) == (3 * 12, 1200)
    row = [image.pixelColor(x, 20).lightness() for x in range(0, 1200, 10)]
    assert max(row) == 255
    assert min(row) < 60
    nowhere = tmp_path / "no" / "strip.png"
    lost = luma(
        "pattern", "run", written(tmp_path, GRAPH), "--track", track, "--strip", nowhere
    )
    assert (lost.code, "cannot be written" in lost.err) == (1, True)


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_pattern_goes_out_is_forked_and_comes_back(
    luma: Luma, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"runner{suffix}"
    (told,) = luma("pattern", "export", "Runner", "--out", out, "--json").lines
    assert told == {
        "id": "runner", "name": "Runner", "file": str(out), "bundled": [], "missing": [],
    }  # fmt: skip
    shown = luma("pattern", "export", "runner", *(["--json"] if suffix == ".json" else []))
    assert shown.out == out.read_text(encoding="utf-8")
    (known,) = luma("pattern", "import", out, "--json").lines
    assert (known["id"], known["status"]) == ("runner", "known")
    (fork,) = luma("pattern", "fork", "runn", "--name", "Walker", "--json").lines
    assert (fork["name"], fork["forked_from"]) == ("Walker", "runner")
    out.write_text(out.read_text(encoding="utf-8").replace("Runner", "Sprinter"))
    (copy,) = luma("pattern", "import", out, "--json").lines
    assert (copy["name"], copy["status"], copy["forked_from"]) == (
        "Sprinter",
        "copied",
        "runner",
    )
    assert copy["id"] not in {"runner", fork["id"]}
    names = {line["name"] for line in luma("patterns", "--json").lines}
    assert names >= {"Runner", "Walker", "Sprinter"}


def test_files_are_taken_one_by_one_and_each_refusal_is_told(
    luma: Luma, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("luma: pattern\nid: good\nname: Good\n")
    bad.write_text("a: &a [*a]")
    answer = luma("pattern", "import", bad, good, tmp_path, "--json")
    assert answer.code == 1
    assert [line["status"] for line in answer.lines] == ["failed", "added", "failed"]
    assert "alias" in answer.err
    assert answer.err.count("\n") == 2


def test_a_pattern_is_meant_by_its_name_or_a_beginning_that_is_its_own(luma: Luma) -> None:
    assert luma("pattern", "check", "kick PULSE", "chord-w").code == 0
    assert luma("pattern", "check", "nobody").code == 1
    assert luma("pattern", "fork", "runner", "--name", "Runner").code == 0
    twice = luma("pattern", "check", "Runner")
    assert (twice.code, "means 2 patterns" in twice.err) == (1, True)
    assert luma("pattern", "check", "runner").code == 0, "an id comes first"
    assert luma("pattern", "export", "runner", "kick").code == 2
    assert luma("pattern", "export", "runner", "--out", "runner.txt").code == 2


def test_presets_are_listed_by_tag_with_their_graphs(luma: Luma) -> None:
    chases = luma("patterns", "--tag", "chase", "--json").lines
    runner = next(line for line in chases if line["id"] == "runner")
    assert all("chase" in line["tags"] for line in chases)
    assert (runner["preset"], runner["clips"]) == (True, 0)
    (graph,) = runner["implementations"]
    assert (graph["name"], graph["default"]) == ("Main", True)
    assert luma("patterns", "--tag", "no such").out == ""
