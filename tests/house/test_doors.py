"""Laws that hold for every entry of every register, whoever adds it."""

import dataclasses
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from luma.analysis import formats
from luma.analysis.catalogue import open_workshop
from luma.app.settings import Between, Settings, read_settings
from luma.audio import fx
from luma.audio.fx.effect import effects
from luma.domain.codec import decode, encode
from luma.domain.nodetype import NodeType, Setting
from luma.domain.register import Entry, import_all
from luma.graph.register import all_nodes
from luma.graph.settings import find_trouble
from luma.light.register import OutputType, outputs

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
KEY = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?")


@dataclass(frozen=True)
class Door:
    """An entry with the page it belongs on, its settings, and what of it travels as JSON."""

    page: str
    entry: Entry
    settings: tuple[Setting, ...]
    value: object
    kind: Any

    def __str__(self) -> str:
        return f"{self.page}:{self.entry.key}"


def _all_doors() -> list[Door]:
    import_all(fx)
    workshop = open_workshop(ROOT / "workers")
    many = tuple[Setting, ...]
    return [
        *(Door("nodes", e, e.type.settings, e.type, NodeType) for e in all_nodes()),
        *(Door("analyzers", e, e.settings, e.settings, many) for e in workshop),
        *(Door("effects", e, e.settings, e.settings, many) for e in effects),
        *(Door("outputs", e, (), e.make({}), e.kind) for e in outputs()),
    ]


DOORS = _all_doors()
every_door = pytest.mark.parametrize("door", DOORS, ids=str)


def test_all_four_registers_are_looked_at() -> None:
    assert {door.page for door in DOORS} == {"nodes", "analyzers", "effects", "outputs"}
    assert len({(door.page, door.entry.key) for door in DOORS}) == len(DOORS)


@every_door
def test_it_has_a_lasting_key_and_says_what_it_is(door: Door) -> None:
    assert KEY.fullmatch(door.entry.key)
    first = door.entry.help.split("\n\n")[0]
    assert first[0].isupper()
    assert first.endswith(".")
    assert door.entry.declared_in


@every_door
def test_its_defaults_are_values_that_it_takes(door: Door) -> None:
    for setting in door.settings:
        assert find_trouble(setting, setting.default) is None, setting.name
        if setting.kind in {"number", "whole"}:
            assert setting.low is not None, setting.name
            assert setting.high is not None, setting.name
            assert setting.low < setting.high, setting.name


@every_door
def test_it_goes_through_json_and_comes_back(door: Door) -> None:
    written = json.dumps(encode(door.value), allow_nan=False)
    assert decode(door.kind, json.loads(written)) == door.value
    chosen = {setting.name: setting.default for setting in door.settings}
    assert json.loads(json.dumps(chosen, allow_nan=False)) == chosen


@every_door
def test_it_has_its_section_in_the_reference_with_every_setting(door: Door) -> None:
    section = _section_of(door)
    assert door.entry.help in section
    names = [setting.name for setting in door.settings]
    if isinstance(door.entry, OutputType):
        kind: Any = door.entry.kind
        names = [field.name for field in dataclasses.fields(kind)]
    assert re.findall(r"^\| `(\w+)` \| (?!in|out)", section, re.M)[: len(names)] == names


def _section_of(door: Door) -> str:
    """What the reference says of it; a node has a page of its own."""
    if door.page == "nodes":
        page = REFERENCE / "nodes" / f"{door.entry.key.replace('/', '-')}.md"
        return page.read_text(encoding="utf-8")
    text = (REFERENCE / f"{door.page}.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## `(.+?)`\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    return str(sections[door.entry.key])


def test_every_kind_of_result_says_how_it_is_kept() -> None:
    for entry in open_workshop(ROOT / "workers"):
        assert formats.suffix_of(entry.gives) in {"", ".json", ".npz", ".npy", ".peaks"}


def test_every_setting_of_the_program_keeps_the_same_laws(tmp_path: Path) -> None:
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    lines = []
    for name, kind in get_type_hints(Settings).items():
        assert f"## `[{name}]`" in text
        lines.append(f"[{name}]")
        for key, hint in get_type_hints(kind, include_extras=True).items():
            default = getattr(kind(), key)
            assert f"| `{key}` |" in text
            lines.append(f"{key} = {json.dumps(default)}")
            for limits in getattr(hint, "__metadata__", ()):
                assert isinstance(limits, Between)
                assert limits.low <= default <= limits.high
    file = tmp_path / "settings.toml"
    file.write_text("\n".join(lines))
    assert read_settings(file) == Settings()
    assert decode(Settings, json.loads(json.dumps(encode(Settings())))) == Settings()
