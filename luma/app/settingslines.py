"""Plain settings in a settings file: set one by one, while every other line stays as it is."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from luma.app.fixtures import write_whole
from luma.domain.errors import Refused, Unavailable

Plain = str | float | int | bool
_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")


def write_values(path: Path, table: str, values: Mapping[str, Plain]) -> None:
    """Let a table of a settings file hold these values."""
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(f'"{path}" cannot be read: {error}.') from error
    after = with_values(before, table, values)
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, after.encode())


def with_values(text: str, table: str, values: Mapping[str, Plain]) -> str:
    """The text of a settings file with other values; refused where that is not sure."""
    lines = text.splitlines()
    begins = next((n for n, line in enumerate(lines) if _table_of(line) == table), None)
    if begins is None:
        lines += [""] * bool(lines) + [f"[{table}]"]
        begins = len(lines) - 1
    ends = next((n for n in range(begins + 1, len(lines)) if _table_of(lines[n])), len(lines))
    inside = lines[begins + 1 : ends]
    for key, value in values.items():
        line = f"{key} = {_written(value)}"
        at = next((n for n, old in enumerate(inside) if _key_of(old) == key), None)
        if at is None:
            inside.insert(_after_last(inside), line)
        else:
            inside[at] = line
    after = "\n".join([*lines[: begins + 1], *inside, *lines[ends:]]) + "\n"
    _check(text, after, table, values)
    return after


def _table_of(line: str) -> str:
    header = _HEADER.match(line)
    return "" if header is None else "".join(header[1].split())


def _key_of(line: str) -> str:
    return line.partition("=")[0].strip() if "=" in line else ""


def _after_last(inside: list[str]) -> int:
    """The place after the last line of a table that says something."""
    return max((n + 1 for n, line in enumerate(inside) if line.strip()), default=0)


def _written(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check(before: str, after: str, table: str, values: Mapping[str, Plain]) -> None:
    """Nothing but these values may have changed, and they must read as they are meant."""
    try:
        meant, new = tomllib.loads(before), tomllib.loads(after)
        meant.setdefault(table, {}).update(values)
    except (tomllib.TOMLDecodeError, AttributeError):
        meant, new = {}, {"": ""}
    if meant != new:
        raise Refused(
            f"The settings file holds [{table}] in a way that Luma does not write.",
            hint=f"Write it as a table of its own, [{table}], or change it there by hand.",
        )
