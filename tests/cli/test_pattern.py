"""Patterns are checked and run from files, and what is wrong with them is said."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

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
    assert "could not be written" in refused.err
