"""The sinks and sources of a PipeWire server, which PortAudio shows as one device."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PROGRAM = "pw-dump"
PATIENCE_SECONDS = 2.0
SINK, SOURCE = "Audio/Sink", "Audio/Source"


@dataclass(frozen=True, slots=True)
class Node:
    """One sink or source: the server's name for it, and what people read."""

    name: str
    title: str
    is_sink: bool
    channels: int
    rate: int
    is_default: bool


def nodes() -> tuple[Node, ...]:
    """The sinks and sources that are there; none without a server."""
    program = shutil.which(PROGRAM)
    if program is None:
        return ()
    try:
        done = subprocess.run(
            [program, "--no-colors"],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
        )
        return nodes_in(json.loads(done.stdout))
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()


def nodes_in(dump: Any) -> tuple[Node, ...]:
    """The sinks and sources that a dump of the server tells of."""
    objects = [one for one in dump if isinstance(one, dict)] if isinstance(dump, list) else []
    chosen = dict(_defaults(objects))
    found = []
    for one in objects:
        props = (one.get("info") or {}).get("props") or {}
        name, kind = props.get("node.name"), str(props.get("media.class", ""))
        if name is None or not kind.startswith((SINK, SOURCE)):
            continue
        is_sink = kind.startswith(SINK)
        channels, rate = _format(one)
        found.append(
            Node(
                name=name,
                title=props.get("node.description") or props.get("node.nick") or name,
                is_sink=is_sink,
                channels=channels,
                rate=rate,
                is_default=chosen.get("sink" if is_sink else "source") == name,
            )
        )
    return tuple(found)


def _format(one: dict[str, Any]) -> tuple[int, int]:
    """The channels and the rate of a node, as its driver or its settings tell; else 0."""
    offers = ((one["info"].get("params") or {}).get("EnumFormat") or [{}])[0]
    props = one["info"]["props"]
    channels = props.get("audio.channels") or offers.get("channels")
    rate = props.get("audio.rate") or offers.get("rate")
    return _number(channels), _number(rate)


def _number(value: object) -> int:
    if isinstance(value, dict):  # a choice between several
        value = value.get("default")
    return value if isinstance(value, int) else 0


def _defaults(objects: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Which sink and which source the server takes where none is named."""
    for one in objects:
        for row in one.get("metadata") or ():
            kind = str(row.get("key", "")).removeprefix("default.audio.")
            value = row.get("value")
            if kind in {"sink", "source"} and isinstance(value, dict):
                yield kind, str(value.get("name", ""))
