"""What the workshop offers, read from its folder: kinds, engines, inputs and settings."""

import functools
import hashlib
import importlib
import importlib.util
import inspect
import math
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luma.analysis.contract import (
    MARK,
    Cost,
    Declaration,
    Models,
    Progress,
    Range,
    Scratch,
    Source,
)
from luma.domain.errors import BadValue, Damaged, UnknownType
from luma.domain.nodetype import Json, Setting, SettingKind
from luma.domain.register import Register

PROVIDED = (Source, Scratch, Models, Progress)
BUILT_IN = "luma"
_KINDS: dict[type, SettingKind] = {
    bool: "switch",
    int: "whole",
    float: "number",
    str: "text",
}


@dataclass(frozen=True, slots=True)
class AnalyzerType:
    """One way to make one kind of result, as a value."""

    kind: str
    engine: str
    version: int
    cost: Cost
    model: str
    help: str
    takes: Mapping[str, type]
    gives: type
    settings: tuple[Setting, ...]
    declared_in: str
    function: Callable[..., object] = field(compare=False, repr=False)
    optional: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """Its permanent name."""
        return f"{self.kind}/{self.engine}"

    @property
    def hears_file(self) -> bool:
        """Whether it works on the sound file itself."""
        return Source in self.takes.values()

    def is_ready(self, models: Path) -> bool:
        """Whether the weights that it needs are in the model store."""
        return not self.model or (models / self.model).is_dir()

    def filled(self, chosen: Mapping[str, Json]) -> dict[str, Json]:
        """All its settings: the chosen ones, checked, and the defaults of the others."""
        names = {setting.name for setting in self.settings}
        if unknown := sorted(set(chosen) - names):
            raise BadValue(
                f'"{self.key}" has no setting "{unknown[0]}".',
                hint=f"It has {', '.join(sorted(names)) or 'none'}.",
            )
        return {
            s.name: _checked(s, chosen.get(s.name, s.default), self.key) for s in self.settings
        }


class Catalogue:
    """Every analyzer of one workshop."""

    def __init__(self, folder: Path) -> None:
        """Start empty; `open_workshop` fills it."""
        self.folder = folder
        self.register: Register[AnalyzerType] = Register("analyzer")
        self.broken: dict[str, str] = {}

    def __iter__(self) -> Iterator[AnalyzerType]:
        """All analyzers, by key."""
        return iter(self.register)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of result that can be made."""
        return tuple(sorted({entry.kind for entry in self}))

    def pick(self, kind: str, engine: str = "", models: Path | None = None) -> AnalyzerType:
        """The analyzer for a kind: of the asked engine, or else the one that is preferred.

        That is one whose weights somebody has put into the model store, or the built-in one.
        """
        offers = [entry for entry in self if entry.kind == kind]
        if not offers:
            raise UnknownType("kind of analysis", kind, self.kinds)
        if engine:
            return self.register.get(f"{kind}/{engine}")

        def rank(entry: AnalyzerType) -> tuple[bool, bool, str]:
            fetched = models is not None and bool(entry.model) and entry.is_ready(models)
            return not fetched, entry.engine != BUILT_IN, entry.engine

        return min(offers, key=rank)

    def makes(self, result: type) -> bool:
        """Whether any analyzer gives results of that type."""
        return any(entry.gives is result for entry in self)

    def kind_of(self, result: type) -> str:
        """The kind whose results have that type."""
        kinds = {entry.kind for entry in self if entry.gives is result}
        if len(kinds) != 1:
            raise TypeError(f"{len(kinds)} kinds of analysis give {result.__name__}, not one")
        return kinds.pop()

    def inputs_of(self, entry: AnalyzerType) -> dict[str, str]:
        """Which kind feeds each of an analyzer's parameters that it cannot do without."""
        return {
            name: self.kind_of(wanted)
            for name, wanted in entry.takes.items()
            if wanted not in PROVIDED and name not in entry.optional
        }

    def extras_of(self, entry: AnalyzerType) -> dict[str, str]:
        """Which kind feeds each parameter that an analyzer makes use of where it is there."""
        return {
            name: self.kind_of(entry.takes[name])
            for name in sorted(entry.optional)
            if self.makes(entry.takes[name])
        }


def open_workshop(folder: Path, *, strict: bool = True, name: str = "") -> Catalogue:
    """Read the declarations of exactly that folder, whatever `sys.path` holds.

    A file that does not import stops a strict reading; otherwise it is listed as broken.
    """
    catalogue = Catalogue(folder)
    package = _bind(folder, name or _own_name(folder))
    for file in sorted(folder.glob("[!_]*.py")):
        try:
            module = importlib.import_module(f"{package}.{file.stem}")
            for function in vars(module).values():
                if hasattr(function, MARK) and function.__module__ == module.__name__:
                    catalogue.register.add(describe(function))
        except Exception as error:
            if strict:
                raise
            catalogue.broken[file.name] = f"{type(error).__name__}: {error}"
    if not catalogue.broken:
        for entry in catalogue:
            catalogue.inputs_of(entry)
    return catalogue


@functools.lru_cache(maxsize=8)
def catalogue(workers: Path) -> Catalogue:
    """The declarations of a workshop, read once per folder."""
    return open_workshop(workers)


def describe(function: Callable[..., object]) -> AnalyzerType:
    """The value behind a declared function, or a sentence about what its signature lacks."""
    declared: Declaration = getattr(function, MARK)
    code = inspect.unwrap(function).__code__
    place = f"{code.co_filename}:{code.co_firstlineno}"
    hints = typing.get_type_hints(function, include_extras=True)
    takes: dict[str, type] = {}
    optional = set()
    settings: list[Setting] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in hints:
            raise TypeError(f"{place}: the parameter {name} has no type")
        if parameter.kind is parameter.KEYWORD_ONLY:
            settings.append(_setting(name, hints[name], parameter.default, place))
        else:
            takes[name], may_lack = _without_none(hints[name])
            if may_lack:
                optional.add(name)
    gives = hints.get("return")
    if not isinstance(gives, type) or gives is types.NoneType:
        raise TypeError(f"{place}: an analyzer says what it gives")
    return AnalyzerType(
        declared.kind,
        declared.engine,
        declared.version,
        declared.cost,
        declared.model,
        inspect.getdoc(function) or "",
        takes,
        gives,
        tuple(settings),
        place,
        function,
        frozenset(optional),
    )


def _without_none(hint: Any) -> tuple[type, bool]:
    """A parameter's type, and whether the result may be lacking: `X | None`."""
    parts = [part for part in typing.get_args(hint) if part is not types.NoneType]
    if isinstance(hint, types.UnionType) and len(parts) == 1:
        return parts[0], True
    return hint, False


def _setting(name: str, hint: Any, default: Any, place: str) -> Setting:
    span = Range(-math.inf, math.inf)
    if typing.get_origin(hint) is typing.Annotated:
        span = next((m for m in hint.__metadata__ if isinstance(m, Range)), span)
        hint = hint.__origin__
    hint = getattr(hint, "__supertype__", hint)
    if default is inspect.Parameter.empty:
        raise TypeError(f"{place}: the setting {name} has no default")
    low = span.low if math.isfinite(span.low) else None
    high = span.high if math.isfinite(span.high) else None
    if typing.get_origin(hint) is typing.Literal:
        made = Setting(name, "choice", default, choices=typing.get_args(hint))
    else:
        made = Setting(name, _KINDS[hint], default, low, high)
    try:
        _checked(made, default, place)
    except BadValue as error:
        raise TypeError(f"{place}: {error}") from error
    return made


def _checked(setting: Setting, value: Json, owner: str) -> Json:
    if setting.kind == "number" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(setting.default):
        raise BadValue(f'The setting "{setting.name}" of {owner} is a {setting.kind}.')
    if setting.choices and value not in setting.choices:
        raise BadValue(
            f'The setting "{setting.name}" of {owner} cannot be {value!r}.',
            hint=f"Choose one of {', '.join(setting.choices)}.",
        )
    if isinstance(value, int | float):
        low = -math.inf if setting.low is None else setting.low
        high = math.inf if setting.high is None else setting.high
        if not low <= value <= high:
            raise BadValue(
                f'The setting "{setting.name}" of {owner} takes {low:g} to {high:g}.'
            )
    return value


def _own_name(folder: Path) -> str:
    """A package name of the folder's own, so that no other package can be meant."""
    return f"luma_workshop_{hashlib.sha256(bytes(folder.resolve())).hexdigest()[:12]}"


def _bind(folder: Path, name: str) -> str:
    """Let a package name stand for a folder."""
    bound = sys.modules.get(name)
    if bound is not None and str(folder) in getattr(bound, "__path__", ()):
        return name
    init = folder / "__init__.py"
    if not init.is_file():
        raise Damaged(f'There is no workshop in "{folder}".', hint="Install luma again.")
    spec = importlib.util.spec_from_file_location(
        name, init, submodule_search_locations=[str(folder)]
    )
    assert spec is not None  # the file is there and is Python
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    spec.loader.exec_module(package)
    return name
