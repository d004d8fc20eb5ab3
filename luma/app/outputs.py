"""The outputs of the settings: read from their tables, and told to the light process."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any, get_args, get_type_hints
from uuid import uuid4

from luma.domain.errors import BadValue, LumaError, SettingsError, Unavailable
from luma.light.messages import OutputChoice
from luma.light.register import outputs

LATENCY_MS = 500.0
_OURS = [field.name for field in dataclasses.fields(OutputChoice) if field.name != "settings"]


def read_outputs(key: str, tables: object) -> tuple[OutputChoice, ...]:
    """The outputs of a list of tables, each refused in words where it does not fit."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(key, tables, f"a list of tables, each written as [[{key}]]")
    named = _named(tables)
    chosen = [_read(f"{key}[{number}]", table) for number, table in enumerate(named, 1)]
    for number, choice in enumerate(chosen, 1):
        for other in chosen[: number - 1]:
            _refuse_clash(f"{key}[{number}]", choice, other)
    return tuple(chosen)


def _named(tables: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The tables, where those without a name are called after their kind, each otherwise."""
    tables = tuple(tables)
    taken = [table["name"] for table in tables if "name" in table]
    for table in tables:
        if "name" in table:
            yield table
            continue
        kind = table.get("kind")
        names = chain((kind,), (f"{kind} {number}" for number in count(2)))
        taken.append(next(name for name in names if name not in taken))
        yield {"name": taken[-1], **table}


def _read(key: str, table: Mapping[str, Any]) -> OutputChoice:
    known = [entry.key for entry in outputs()]
    kind = table.get("kind")
    if kind not in known:
        raise SettingsError(f"{key}.kind", kind, f"one of {', '.join(known)}")
    given = {name: value for name, value in table.items() if name in _OURS}
    own = {name: value for name, value in table.items() if name not in _OURS}
    choice = OutputChoice(**{**given, "settings": own})
    for name, fits, wants in (
        ("name", _is_name(choice.name), "a text"),
        ("universes", _are_universes(choice.universes), "a list of whole numbers from 1"),
        ("latency_ms", _is_latency(choice.latency_ms), "a number from -500 to 500"),
        ("at_close", choice.at_close in _words(), f"one of {', '.join(_words())}"),
    ):
        if not fits:
            raise SettingsError(f"{key}.{name}", getattr(choice, name), wants)
    _check_own(key, kind, own)
    return dataclasses.replace(choice, universes=_carried(key, choice))


def _carried(key: str, choice: OutputChoice) -> tuple[int, ...]:
    """What an output carries: the universes chosen, or the only one that its kind can."""
    only, chosen = getattr(_made(choice), "universe", None), tuple(choice.universes)
    if only is None:
        return chosen
    if only < 1:
        raise SettingsError(f"{key}.universe", only, "a whole number from 1")
    if chosen not in {(), (only,)}:
        raise SettingsError(f"{key}.universes", [*chosen], f"[{only}], its own universe")
    return (only,)


def _check_own(key: str, kind: str, own: dict[str, Any]) -> None:
    entry = outputs().get(kind)
    names = [field.name for field in dataclasses.fields(entry.kind)]  # type: ignore[arg-type]
    for name, value in own.items():
        if name not in names:
            wants = f"only {', '.join([*_OURS, *names])} here"
            raise SettingsError(f"{key}.{name}", value, wants)
    try:
        entry.make(own)
    except BadValue as error:
        wants = f"what {kind} can use: {error.sentence().rstrip('.')}"
        raise SettingsError(key, own, wants) from error


def _refuse_clash(key: str, choice: OutputChoice, other: OutputChoice) -> None:
    if choice.name == other.name:
        raise SettingsError(f"{key}.name", choice.name, "a name that no other output has")
    is_same_place = _made(choice) == _made(other)
    shared = {*choice.universes} & {*other.universes}
    if is_same_place and (shared or not (choice.universes and other.universes)):
        wants = f'another place than "{other.name}", or other universes'
        raise SettingsError(key, choice.name, wants)


def _made(choice: OutputChoice) -> object:
    """The output that a choice makes, in which every setting has its value."""
    return outputs().get(choice.kind).make(choice.settings)


def _words() -> tuple[str, ...]:
    return get_args(get_type_hints(OutputChoice)["at_close"])


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_universes(value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    return all(type(number) is int and number >= 1 for number in value)


def _is_latency(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) <= LATENCY_MS


def with_source(choice: OutputChoice, data: Path) -> OutputChoice:
    """An sACN output with the id under which this library has always sent."""
    if choice.kind != "sacn" or choice.settings.get("source_id"):
        return choice
    return dataclasses.replace(
        choice, settings={**choice.settings, "source_id": source_id(data / "sacn-source")}
    )


def source_id(path: Path) -> str:
    """The id that a file keeps; made and kept where there is none."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(str(uuid4()), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Unavailable(
            f'The id for sACN cannot be kept in "{path}": {error.strerror}.',
            hint="Check that its folder is there and has room.",
        ) from error


def in_words(choice: OutputChoice) -> str:
    """Where an output leads, on one line."""
    place = place_of(choice)
    carried = ", ".join(map(str, choice.universes)) or "all universes"
    said = f"universe{'s' * (len(choice.universes) > 1)} {carried}" * bool(choice.universes)
    late = f", {choice.latency_ms:g} ms ahead" if choice.latency_ms else ""
    return f"{choice.name}: {choice.kind} to {place}, {said or carried}{late}"


def place_of(choice: OutputChoice) -> str:
    """Whom an output speaks to."""
    try:
        made = outputs().get(choice.kind).make(choice.settings)
    except LumaError as error:
        return error.sentence()
    if getattr(made, "multicast", False):
        return "everybody who listens (multicast)"
    host, port = getattr(made, "host", ""), getattr(made, "port", "")
    device = getattr(made, "device", "nowhere")
    return f"{host}:{port}" if host else str(device)
