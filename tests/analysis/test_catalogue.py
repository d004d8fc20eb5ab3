"""What the workshop declares is read from its folder, and faults are named with their place."""

from pathlib import Path

import pytest

from luma.analysis.catalogue import open_workshop
from luma.domain.energy import Energy
from luma.domain.errors import BadValue, Damaged, UnknownType
from luma.domain.rhythm import BeatGrid
from tests.analysis.conftest import make_workshop

HEAD = """
from typing import Annotated
from luma.analysis.contract import *
from luma.analysis.contract import Range, Source, analyzer
from luma.domain.rhythm import BeatGrid
from luma.domain.energy import Energy

@analyzer("beats", engine="luma", version=1)
"""


def test_kinds_inputs_settings_and_help_stand_in_the_signature(workshop: Path) -> None:
    shop = open_workshop(workshop)
    assert shop.kinds == ("beats", "energy")
    beats, energy = shop.pick("beats"), shop.pick("energy")
    assert (beats.version, beats.gives, beats.hears_file) == (3, BeatGrid, True)
    assert beats.help == "A steady grid, unless the mood is bad."
    assert [setting.name for setting in beats.settings] == ["mood", "bpm"]
    assert (beats.settings[1].low, beats.settings[1].high) == (30, 300)
    assert energy.gives is Energy
    assert shop.inputs_of(energy) == {"grid": "beats"}
    assert shop.inputs_of(beats) == {}


def test_settings_are_filled_and_checked(workshop: Path) -> None:
    beats = open_workshop(workshop).pick("beats")
    assert beats.filled({"bpm": 90}) == {"mood": "calm", "bpm": 90.0}
    for wrong in ({"bpm": 900.0}, {"bpm": "fast"}, {"mood": "odd"}, {"tempo": 1}):
        with pytest.raises(BadValue):
            beats.filled(wrong)


def test_an_unknown_kind_is_refused_with_the_nearest(workshop: Path) -> None:
    with pytest.raises(UnknownType, match="beets"):
        open_workshop(workshop).pick("beets")
    with pytest.raises(UnknownType, match="beats/lumo"):
        open_workshop(workshop).pick("beats", "lumo")


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("def beats(source: Source) -> BeatGrid:\n    pass", "no help"),
        ("def beats(source: Source, *, a: float) -> BeatGrid:\n    'Help.'", "no default"),
        ("def beats(source) -> BeatGrid:\n    'Help.'", "no type"),
        ("def beats(source: Source):\n    'Help.'", "says what it gives"),
        ("def beats(a: Energy) -> BeatGrid:\n    'Help.'", "0 kinds of analysis give Energy"),
        (
            "def beats(*, a: Annotated[float, Range(0, 1)] = 2.0) -> BeatGrid:\n    'Help.'",
            "takes 0 to 1",
        ),
        (
            "def beats() -> BeatGrid:\n    'Help.'\n"
            "@analyzer('beats', engine='luma', version=2)\n"
            "def again() -> BeatGrid:\n    'Help.'",
            "declared twice",
        ),
    ],
)
def test_a_bad_declaration_stops_the_reading(tmp_path: Path, rest: str, says: str) -> None:
    shop = make_workshop(tmp_path / "workers", HEAD + rest + "\n")
    with pytest.raises(TypeError, match=says):
        open_workshop(shop)


def test_a_broken_file_stops_a_strict_reading_and_is_listed_otherwise(workshop: Path) -> None:
    (workshop / "torn.py").write_text("import nothing_of_that_name\n")
    with pytest.raises(ModuleNotFoundError):
        open_workshop(workshop)
    shop = open_workshop(workshop, strict=False)
    assert "nothing_of_that_name" in shop.broken["torn.py"]
    assert shop.kinds == ("beats", "energy")


def test_a_folder_that_is_no_workshop_is_told(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="no workshop"):
        open_workshop(tmp_path)


def test_two_workshops_are_kept_apart(tmp_path: Path, workshop: Path) -> None:
    other = make_workshop(
        tmp_path / "other" / "workers",
        HEAD + "def beats(source: Source) -> BeatGrid:\n    'Another.'\n",
    )
    assert open_workshop(other).pick("beats").version == 1
    assert open_workshop(workshop).pick("beats").version == 3
