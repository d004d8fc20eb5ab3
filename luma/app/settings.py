"""One frozen tree of settings, read from a TOML file and checked."""

import dataclasses
import difflib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from luma.app.outputs import read_outputs
from luma.domain.errors import SettingsError
from luma.light.messages import DMX_RATE, OutputChoice

NUMBER = 1


@dataclass(frozen=True, slots=True)
class Between:
    """The smallest and the largest that a setting may be."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """Where sound comes out, and whether the metronome clicks from the start.

    A device is named by a part of its name and, where several are so called, by its host.
    """

    sink: Literal["device", "null"] = "device"
    device: str = ""
    host: str = ""
    latency: Literal["high", "low"] = "high"
    level_db: Annotated[float, Between(-60.0, 12.0)] = 0.0
    click: Literal["off", "on"] = "off"
    click_db: Annotated[float, Between(-60.0, 0.0)] = -9.0


@dataclass(frozen=True, slots=True)
class LightSettings:
    """Where light goes; to nobody, unless somebody says so."""

    outputs: tuple[OutputChoice, ...] = ()
    flashes: Literal["warn", "safe"] = "warn"
    rate: Annotated[float, Between(1.0, float(DMX_RATE))] = float(DMX_RATE)


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """How much of the machine the workshop may use; 0 slots means as many as fit.

    With the address of a scheduler, such as `tcp://host:8786`, its machines do the work.
    """

    slots: Annotated[int, Between(0, 64)] = 0
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """How much room results may take that can be made again, in gigabytes; 0 is no limit.

    Files that are brought in are copied, or referred to where they lie.
    """

    room_gb: Annotated[float, Between(0.0, 100_000.0)] = 0.0
    copy: Literal["copy", "reference"] = "copy"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a person may choose about the program."""

    sound: SoundSettings = field(default_factory=SoundSettings)
    light: LightSettings = field(default_factory=LightSettings)
    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)
    library: LibrarySettings = field(default_factory=LibrarySettings)


def sent_by_artnet(host: str, port: int) -> LightSettings:
    """Light that goes to one Art-Net node alone."""
    return LightSettings((OutputChoice("artnet", "artnet", {"host": host, "port": port}),))


def read_settings(path: Path) -> Settings:
    """The settings of a file, or the defaults where there is none."""
    if not path.exists():
        return Settings()
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise SettingsError(str(path), str(cause), "a TOML file") from cause
    number = tree.pop("schema", NUMBER)
    if number != NUMBER:
        raise SettingsError("schema", number, f"{NUMBER}; this file is a newer Luma's")
    return Settings(**_sections(tree))


def _sections(tree: dict[str, Any]) -> dict[str, Any]:
    kinds: dict[str, Any] = get_type_hints(Settings)
    _refuse_unknown(tree, kinds, "")
    for name, section in tree.items():
        if not isinstance(section, dict):
            raise SettingsError(name, section, f"a table, written as [{name}]")
    return {name: _section(name, kinds[name], section) for name, section in tree.items()}


def _section(name: str, kind: Any, values: dict[str, Any]) -> object:
    hints = get_type_hints(kind, include_extras=True)
    _refuse_unknown(values, hints, f"{name}.")
    checked = {
        key: _checked(f"{name}.{key}", hints[key], value) for key, value in values.items()
    }
    return dataclasses.replace(kind(), **checked)


def _refuse_unknown(given: dict[str, Any], known: dict[str, Any], prefix: str) -> None:
    for key, value in given.items():
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            wants = f"only {', '.join(known)} here"
            raise SettingsError(prefix + key, value, wants, prefix + close[0] if close else "")


def _checked(key: str, hint: Any, value: object) -> object:
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise SettingsError(key, value, f"one of {', '.join(get_args(hint))}")
        return value
    if get_origin(hint) is Annotated:
        kind, limits = get_args(hint)
        return _within(key, kind, limits, value)
    if get_origin(hint) is tuple:
        return read_outputs(key, value)
    if not isinstance(value, hint):
        raise SettingsError(key, value, "a text")
    return value


def _within(key: str, kind: type, limits: Between, value: object) -> object:
    wants = f"a {'whole ' * (kind is int)}number from {limits.low:g} to {limits.high:g}"
    allowed = (int,) if kind is int else (int, float)
    if not isinstance(value, allowed) or isinstance(value, bool):
        raise SettingsError(key, value, wants)
    if not limits.low <= value <= limits.high:
        raise SettingsError(key, value, wants)
    return kind(value)
