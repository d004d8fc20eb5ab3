"""Kinds of lamps come in from files and folders, are listed and shown, and go out again."""

import json
from pathlib import Path

import pytest

from luma.domain.documents import PROFILE
from luma.light.formats.gdtf import read_gdtf
from luma.light.formats.gdtf_writer import write_gdtf
from tests.cli.commands import Luma
from tests.light.formats.lamps import SPOT
from tests.light.formats.test_qxf import INSTALLED, listed, needs_qlc, preset, qxf
from tests.light.rig import ASSETS

ROOM = ASSETS.parent / "demo" / "venue.json"
KEY = "acme/spot_7"


@pytest.fixture
def lamps(tmp_path: Path) -> Path:
    folder = tmp_path / "lamps"
    (folder / "deeper").mkdir(parents=True)
    (folder / "spot.gdtf").write_bytes(write_gdtf(SPOT))
    (folder / "deeper" / "one.qxf").write_bytes(
        qxf(preset("Dim", "IntensityDimmer"), listed("Dim"))
    )
    (folder / "read me.txt").write_text("nothing")
    return folder


def test_lamps_are_listed_shown_brought_and_taken_out(
    luma: Luma, lamps: Path, tmp_path: Path
) -> None:
    before = luma("fixtures", "list", "--json").lines
    assert {
        "key": "generic/dimmer",
        "maker": "",
        "name": "Dimmer",
        "modes": 2,
        "own": False,
    } in (before)
    brought = luma("fixtures", "import", lamps, "--json")
    assert brought.code == 0
    assert [line["key"] for line in brought.lines] == ["acme/lamp", KEY]
    assert all(line["new"] for line in brought.lines)
    after = luma("fixtures", "list", "acme", "--json").lines
    assert [(line["key"], line["own"]) for line in after] == [("acme/lamp", True), (KEY, True)]
    (shown,) = luma("fixtures", "show", "Spot 7 <&>", "--json").lines
    assert shown["profile"]["pan_degrees"] == 630.0
    words = luma("fixtures", "show", KEY).out
    assert "13 channels" in words
    assert "colour_wheel" in words
    out = tmp_path / "out.gdtf"
    assert luma("fixtures", "export", KEY, "--out", out).code == 0
    assert read_gdtf(out.read_bytes()).name == SPOT.name
    again = luma("fixtures", "import", out, "--json").lines
    assert [(line["key"], line["new"]) for line in again] == [(KEY, False)]
    own = tmp_path / "own.json"
    assert luma("fixtures", "export", KEY, "--out", own).code == 0
    assert PROFILE.read(own.read_text(encoding="utf-8")).name == SPOT.name


def test_what_is_no_lamp_is_refused_in_a_sentence_and_the_rest_comes(
    luma: Luma, lamps: Path, tmp_path: Path
) -> None:
    (lamps / "bad.qxf").write_bytes(b"<nonsense")
    (lamps / "bad.gdtf").write_bytes(b"nonsense")
    (lamps / "bad.json").write_text('{"luma": "fixture", "name": "x", "modes": []}')
    answer = luma("fixtures", "import", lamps, "--json")
    assert answer.code == 1
    assert len([line for line in answer.lines if "error" in line]) == 3
    assert len([line for line in answer.lines if "key" in line]) == 2
    assert answer.err.count("mistake") == 0
    assert luma("fixtures", "import", tmp_path / "nowhere").code == 1
    assert luma("fixtures", "import").code == 2
    lost = luma("fixtures", "show", "rgb_paar")
    assert (lost.code, lost.out) == (1, "")
    assert "generic/rgb_par" in lost.err


def test_a_room_goes_out_as_mvr_and_comes_back_with_its_lamps(
    luma: Luma, tmp_path: Path
) -> None:
    (first,) = luma("venue", "import", ROOM, "--json").lines
    file = tmp_path / "rig.mvr"
    (told,) = luma("venue", "export", first["name"], "--mvr", file, "--json").lines
    assert told["file"] == str(file)
    elsewhere = tmp_path / "elsewhere"
    (there,) = luma("venue", "import", file, "--library", elsewhere, "--json").lines
    assert {k: there[k] for k in ("name", "fixtures", "heads", "groups")} == {
        k: first[k] for k in ("name", "fixtures", "heads", "groups")
    }
    (whole,) = luma("venue", "export", "--library", elsewhere).lines
    ours = json.loads(ROOM.read_text(encoding="utf-8"))
    assert whole["groups"] == ours["groups"]
    assert [f["address"] for f in whole["fixtures"]] == [f["address"] for f in ours["fixtures"]]
    (tmp_path / "bad.mvr").write_bytes(file.read_bytes()[:-30])
    refused = luma("venue", "import", tmp_path / "bad.mvr")
    assert (refused.code, refused.out) == (1, "")
    assert "not a whole archive" in refused.err


@needs_qlc
def test_a_makers_folder_of_qlc_comes_in(luma: Luma) -> None:
    brought = luma("fixtures", "import", INSTALLED / "Clay_Paky", "--json")
    assert brought.code == 0
    assert "clay_paky/sharpy" in [line["key"] for line in brought.lines]
    assert luma("fixtures", "list", "clay sharpy", "--json").lines
