"""A register takes each thing in once, with its help, and knows what was meant."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from luma.domain.errors import UnknownType
from luma.domain.register import Register, import_all


@dataclass(frozen=True)
class Thing:
    key: str
    help: str = "Does a thing."
    declared_in: str = "here.py:1"


def _register(*entries: Thing) -> Register[Thing]:
    register: Register[Thing] = Register("node")
    for entry in entries:
        assert register.add(entry) is entry
    return register


def test_entries_are_found_and_told_in_order() -> None:
    one, two = Thing("math/b"), Thing("math/a")
    register = _register(one, two)
    assert list(register) == [two, one]
    assert len(register) == 2
    assert "math/a" in register
    assert register.get("math/b") is register.find("math/b") is one
    assert register.find("math/c") is None
    assert "math/c" not in register


def test_a_key_declared_twice_is_refused_with_both_places() -> None:
    register = _register(Thing("math/a"))
    with pytest.raises(
        TypeError, match=r"math/a is declared twice: in here\.py:1 and in there"
    ):
        register.add(Thing("math/a", declared_in="there.py:2"))


def test_a_module_read_again_may_declare_the_same_again() -> None:
    register = _register(Thing("math/a"))
    register.add(Thing("math/a", help="Does it better."))
    assert [entry.help for entry in register] == ["Does it better."]


@pytest.mark.parametrize("words", ["", " \n"])
def test_an_entry_without_help_is_refused_with_its_place(words: str) -> None:
    with pytest.raises(TypeError, match=r"node math/a in here\.py:1 has no help"):
        _register(Thing("math/a", help=words))


def test_an_unknown_key_names_the_nearest() -> None:
    register = _register(Thing("math/arithmetic"), Thing("out/light"))
    with pytest.raises(UnknownType) as unknown:
        register.get("math/arithmetik")
    assert unknown.value.sentence() == (
        'There is no node called "math/arithmetik". Did you mean math/arithmetic?'
    )
    with pytest.raises(UnknownType) as unknown:
        register.get("zzz")
    assert unknown.value.sentence() == 'There is no node called "zzz".'


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A package of two modules that is forgotten when the test ends."""
    folder = tmp_path / "planted_things"
    folder.mkdir()
    for name in ("__init__", "apple", "pear"):
        (folder / f"{name}.py").write_text("FRUIT = __name__\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("planted_things")
    for name in [name for name in sys.modules if name.startswith("planted_things")]:
        del sys.modules[name]


def test_import_all_reads_every_module(package: ModuleType) -> None:
    import_all(package)
    assert package.apple.FRUIT == "planted_things.apple"
    assert package.pear.FRUIT == "planted_things.pear"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import no_such_module_at_all", ImportError),
        ("def (", SyntaxError),
        ("1 / 0", ArithmeticError),
    ],
)
def test_import_all_never_passes_over_a_broken_module(
    package: ModuleType, tmp_path: Path, text: str, kind: type[Exception]
) -> None:
    (tmp_path / "planted_things" / "broken.py").write_text(text)
    with pytest.raises(kind):
        import_all(package)
