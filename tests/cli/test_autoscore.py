"""Sketching a score from the command line."""

from pathlib import Path

import pytest

from tests import sounds
from tests.app.desks import ROOT
from tests.cli.commands import Luma

ROOM = ROOT / "assets" / "demo" / "venue.json"


@pytest.mark.slow
def test_a_score_is_sketched_and_tells_its_reasons(luma: Luma, tmp_path: Path) -> None:
    file = sounds.write(tmp_path / "Song.wav", sounds.drums(120, 20.0))
    track = str(luma("import", "--json", file).lines[0]["track"])
    words = ("score", "auto", track, "--name", "By itself", "--seed", "2", "--json")
    (made,) = luma(*words).lines
    assert (made["track"], made["name"], made["seed"]) == (track, "By itself", 2)
    assert made["venue"] is None
    assert sum(part["bars"] for part in made["parts"]) in {9, 10}
    (told,) = luma("score", "export", made["id"]).lines
    reasons = {clip["id"]: clip["reason"] for clip in made["clips"]}
    assert {clip["id"]: clip["reason"] for clip in told["clips"]} == reasons
    assert all(reason.endswith(".") for reason in reasons.values())
    assert luma("venue", "import", ROOM).code == 0
    answer = luma("score", "auto", track, "--venue", "Small club")
    assert answer.code == 0
    assert answer.out.startswith("from beat")
    assert "plays it." in answer.err
    assert [score["name"] for score in luma("score", "list", "--json").lines] == [
        "By itself", "Sketch",
    ]  # fmt: skip
    assert luma("score", "auto", track, "--venue", "Nowhere").code == 1
