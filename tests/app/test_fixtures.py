"""The shelf of kinds of lamps: what is brought, kept, drawn over and thrown away."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.fixtures import Brought, Fixtures, NotBrought, read_lamp
from luma.app.rigs import bring_rig, write_rig
from luma.domain.documents import VENUE
from luma.domain.errors import BadDocument, NotFound, Refused, Unavailable
from luma.domain.profile import Mode, Profile, Slot
from luma.domain.profileedits import AddSlot, SetSlot
from luma.light.fixtures import read_definitions
from luma.light.formats.gdtf_writer import write_gdtf
from tests.light.formats.lamps import SPOT
from tests.light.rig import ASSETS

KEY = "acme/spot_7"
DIM = Profile("Dim", (Mode("m", (Slot("dimmer"),)),))


@pytest.fixture
def shelf(tmp_path: Path) -> Fixtures:
    folder = tmp_path / "library" / "fixtures"
    return Fixtures(folder, read_definitions(ASSETS, folder))


def test_a_lamp_is_found_by_its_key_or_name_or_the_nearest_is_told(shelf: Fixtures) -> None:
    assert shelf.find("generic/rgb_par")[1].name == "RGB par"
    assert shelf.find("rgb PAR")[0] == "generic/rgb_par"
    with pytest.raises(NotFound) as lost:
        shelf.find("generic/rgb_prr")
    assert "Did you mean generic/rgb_par" in lost.value.sentence()


def test_what_is_kept_is_there_at_once_and_goes_before_what_came_with_luma(
    shelf: Fixtures,
) -> None:
    assert not shelf.is_own("generic/dimmer")
    shelf.save("generic/dimmer", DIM)
    assert shelf.is_own("generic/dimmer")
    assert shelf.profiles["generic/dimmer"] == DIM
    shelf.save("generic/dimmer", replace(DIM, name="Other"))
    assert shelf.profiles["generic/dimmer"].name == "Other"
    shelf.remove("generic/dimmer")
    assert shelf.profiles["generic/dimmer"].name == "Dimmer"
    with pytest.raises(Refused, match="none of your own"):
        shelf.remove("generic/dimmer")


def test_an_edit_makes_a_lamp_the_users_own_and_only_sound_ones_are_kept(
    shelf: Fixtures,
) -> None:
    after = shelf.edit("generic/dimmer", AddSlot("8 bit", 1, Slot("red")))
    assert shelf.is_own("generic/dimmer")
    assert shelf.profiles["generic/dimmer"] == after
    assert [slot.does for slot in after.modes[0].slots] == ["dimmer", "red"]
    with pytest.raises(Refused, match="speaks of head 9"):
        shelf.edit("generic/dimmer", SetSlot("8 bit", 1, Slot("red", head=9)))
    assert shelf.profiles["generic/dimmer"] == after
    with pytest.raises(NotFound, match="no kind of lamp"):
        shelf.edit("no/such", AddSlot("m", 0, Slot()))


@pytest.mark.parametrize("key", ["../out", "/etc/x", "a/../../b", "", "a\0b"])
def test_keys_that_lead_elsewhere_lead_nowhere(
    shelf: Fixtures, key: str, tmp_path: Path
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "out.json").write_text("{}")
    assert shelf.profiles.get(key) is None
    with pytest.raises(Refused, match="cannot be the key"):
        shelf.save(key, DIM)
    assert not list(tmp_path.rglob("*.new"))


def test_only_sound_lamps_are_kept(shelf: Fixtures) -> None:
    with pytest.raises(Refused, match="speaks of head 3"):
        shelf.save("x/y", Profile("Bad", (Mode("m", (Slot("red", head=3),)),)))
    assert "x/y" not in shelf.profiles


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fixtures").write_text("a file, not a folder")
    shelf = Fixtures(tmp_path / "fixtures", read_definitions(tmp_path / "fixtures"))
    with pytest.raises(Unavailable, match="cannot be written"):
        shelf.save("x/y", DIM)


def test_two_files_of_one_name_get_keys_of_their_own(shelf: Fixtures, tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.gdtf").write_bytes(write_gdtf(SPOT))
    (place / "b.gdtf").write_bytes(write_gdtf(replace(SPOT, modes=SPOT.modes[:1])))
    (place / "c.gdtf").write_bytes(b"nonsense")
    told = list(shelf.bring(place))
    assert [each.key for each in told if isinstance(each, Brought)] == [KEY, f"{KEY}_2"]
    assert [each.file.name for each in told if isinstance(each, NotBrought)] == ["c.gdtf"]
    again = [each for each in shelf.bring(place) if isinstance(each, Brought)]
    assert [(each.key, each.is_new) for each in again] == [(KEY, False), (f"{KEY}_2", False)]


def test_a_file_that_changes_is_read_again_and_one_that_breaks_is_told(tmp_path: Path) -> None:
    definitions = read_definitions(tmp_path)
    shelf = Fixtures(tmp_path, definitions)
    shelf.save("a/b", DIM)
    path = tmp_path / "a" / "b.json"
    assert definitions.profiles["a/b"] == DIM
    path.write_text("{")
    os.utime(path, ns=(1, 1))
    assert definitions.profiles.get("a/b") is None
    assert len(definitions.problems) == 1
    assert '"a/b" cannot be used' in definitions.problems[0]
    path.unlink()
    assert not definitions.problems


def test_places_without_lamps_are_told(shelf: Fixtures, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="holds no fixtures"):
        list(shelf.bring(tmp_path))
    with pytest.raises(NotFound, match="neither a file nor a folder"):
        list(shelf.bring(tmp_path / "nowhere"))
    (tmp_path / "text.txt").write_text("hello")
    with pytest.raises(BadDocument, match="not JSON"):
        read_lamp(tmp_path / "text.txt")


def test_a_rig_brings_its_lamps_once(shelf: Fixtures, tmp_path: Path) -> None:
    room = VENUE.read((ASSETS.parent / "demo" / "venue.json").read_text(encoding="utf-8"))
    file = tmp_path / "rig.mvr"
    write_rig(room, file, shelf)
    empty = tmp_path / "other"
    there = Fixtures(empty, read_definitions(empty))
    rig = bring_rig(file, there)
    assert len(rig.profiles) == len(there.profiles) == 3
    assert bring_rig(file, there).profiles == {}
    with pytest.raises(Unavailable, match="cannot be written"):
        write_rig(room, tmp_path / "none" / "rig.mvr", shelf)


def test_a_kind_is_written_into_no_file_of_another_sort(
    shelf: Fixtures, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="no file of fixtures"):
        shelf.write("generic/dimmer", tmp_path / "dimmer.qxf")
    assert not list(tmp_path.glob("*.qxf"))
