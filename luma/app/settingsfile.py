"""The outputs in a settings file: written anew, while every other line stays as it is."""

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from luma.app.fixtures import write_whole
from luma.app.outputs import read_outputs
from luma.domain.errors import Refused, Unavailable
from luma.light.messages import OutputChoice

TABLE = "light.outputs"
_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PLAIN = OutputChoice("")


def write_outputs(path: Path, outputs: Sequence[OutputChoice]) -> None:
    """Let a settings file name these outputs and no others."""
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(f'"{path}" cannot be read: {error}.') from error
    after = with_outputs(before, outputs)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, after.encode())


def with_outputs(text: str, outputs: Sequence[OutputChoice]) -> str:
    """The text of a settings file with other outputs; refused where that is not sure."""
    kept, inside = [], False
    for line in text.splitlines():
        header = _HEADER.match(line)
        if header is not None:
            inside = "".join(header[1].split()) == TABLE
        if not inside:
            kept.append(line)
    parts = ["\n".join(kept).rstrip(), *(_written(output) for output in outputs)]
    after = "\n\n".join(part for part in parts if part) + "\n"
    _check(text, after, outputs)
    return after


def _written(output: OutputChoice) -> str:
    lines = [f"[[{TABLE}]]", f"name = {_value(output.name)}", f"kind = {_value(output.kind)}"]
    lines += [f"{name} = {_value(value)}" for name, value in output.settings.items()]
    if output.universes:
        lines.append(f"universes = {_value(list(output.universes))}")
    if output.latency_ms != _PLAIN.latency_ms:
        lines.append(f"latency_ms = {_value(float(output.latency_ms))}")
    if output.at_close != _PLAIN.at_close:
        lines.append(f"at_close = {_value(output.at_close)}")
    return "\n".join(lines)


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check(before: str, after: str, outputs: Sequence[OutputChoice]) -> None:
    """Nothing but the outputs may have changed, and they must read as they are meant."""
    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
        light = new.get("light", {})
        is_meant = read_outputs(TABLE, light.pop("outputs", [])) == tuple(outputs)
        old.get("light", {}).pop("outputs", None)
        for tree in (old, new):
            if not tree.get("light", True):
                del tree["light"]
    except (tomllib.TOMLDecodeError, AttributeError):
        is_meant, old, new = False, {}, {}
    if not is_meant or old != new:
        raise Refused(
            "The settings file holds its outputs in a way that Luma does not write.",
            hint=f"Write each of them as [[{TABLE}]], or change them there by hand.",
        )
