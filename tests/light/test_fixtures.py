"""Fixture files: what is good is read, what is bad is told and harms nothing else."""

import json
from pathlib import Path

import pytest

from luma.domain.documents import PROFILE
from luma.domain.nodetype import Json
from luma.light.fixtures import read_definitions
from tests.light.rig import ASSETS


def written(folder: Path, key: str, **body: Json) -> None:
    path = folder / f"{key}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"luma": "fixture", "schema": 1, **body}))


def test_the_fixtures_of_the_house_are_whole_and_survive_a_round_trip() -> None:
    found = read_definitions(ASSETS)
    assert found.problems == ()
    assert {"generic/dimmer", "generic/rgb_bar", "generic/moving_head"} <= set(found.profiles)
    for profile in found.profiles.values():
        assert PROFILE.read(PROFILE.write(profile)) == profile
        for mode in profile.modes:
            digits = "".join(c for c in mode.name if c.isdigit())
            if "channels" in mode.name:
                assert len(mode.slots) == int(digits)


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        ({"slots": []}, "0 slots"),
        ({"slots": [{"does": "red"}] * 513}, "513 slots"),
        ({"slots": [{"does": "red"}, {"does": "red"}]}, "slot 2 repeats red"),
        ({"slots": [{"does": "pan", "fine": True}]}, "without a coarse one"),
        ({"slots": [{"does": "red", "head": 1}]}, "speaks of head 1"),
        ({"slots": [{"does": "fixed", "default": 256}]}, "rests at 256"),
        ({"slots": [{"does": "red"}], "heads": []}, "no head"),
        ({"slots": [{"does": "smoke"}]}, "should be one of"),
        (
            {
                "slots": [
                    {"does": "shutter", "ranges": [{"start": 9, "stop": 9, "means": "open"}]}
                ]
            },
            "range 9 to 9",
        ),
        (
            {
                "slots": [
                    {
                        "does": "shutter",
                        "ranges": [{"start": 0, "stop": 9, "means": "strobe", "last": 0.0}],
                    }
                ]
            },
            "not at rates above 0",
        ),
    ],
)
def test_a_bad_mode_is_told_and_left_out(tmp_path: Path, mode: Json, says: str) -> None:
    assert isinstance(mode, dict)
    written(tmp_path, "x/bad", name="Bad", modes=[{"name": "m", **mode}])
    written(tmp_path, "x/good", name="Good", modes=[{"name": "m", "slots": [{"does": "red"}]}])
    found = read_definitions(tmp_path)
    assert list(found.profiles) == ["x/good"]
    assert len(found.problems) >= 1
    assert all('"x/bad" cannot be used' in problem for problem in found.problems)
    assert says in " ".join(found.problems)


def test_files_that_are_no_fixture_are_told(tmp_path: Path) -> None:
    (tmp_path / "text.json").write_text("not json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    written(tmp_path, "newer", name="N", modes=[])
    (tmp_path / "newer.json").write_text('{"luma": "fixture", "schema": 99}')
    written(tmp_path, "empty", name="E", modes=[])
    written(tmp_path, "arc", name="A", modes=[], pan_degrees=0.0)
    found = read_definitions(tmp_path)
    assert not found.profiles
    said = " ".join(found.problems)
    for words in ('"text"', "bytes.json", "schema 99", "no mode", "arcs"):
        assert words in said


def test_a_later_folder_wins(tmp_path: Path) -> None:
    written(tmp_path, "generic/dimmer", name="Mine", modes=[{"name": "m", "slots": [{}]}])
    assert read_definitions(ASSETS, tmp_path).profiles["generic/dimmer"].name == "Mine"
    assert read_definitions(tmp_path, ASSETS).profiles["generic/dimmer"].name == "Dimmer"
