"""The devices that are there, and finding one of them by name.

`python -P -m luma.audio.sinks.listing` tells them to another process, in lines of JSON.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from luma.audio.sinks import pipewire
from luma.audio.sinks.portaudio import library
from luma.domain.errors import DeviceError, LumaError

SERVER = "PipeWire"
SERVER_DEVICE = "pipewire"
Direction = Literal["output", "input"]


@dataclass(frozen=True, slots=True)
class Device:
    """A device as a person chooses it, with what it offers.

    `id` is its name on a sound server, where it is one of several behind a device of PortAudio.
    """

    name: str
    host: str
    outputs: int
    inputs: int
    rate: int
    low_ms: float
    high_ms: float
    is_default_output: bool
    is_default_input: bool
    id: str = ""
    index: int = -1

    def serves(self, direction: Direction) -> bool:
        """Whether sound goes out there, or comes in."""
        return (self.outputs if direction == "output" else self.inputs) > 0

    def is_default(self, direction: Direction) -> bool:
        """Whether it is taken where none is named."""
        return self.is_default_output if direction == "output" else self.is_default_input


def devices() -> tuple[Device, ...]:
    """All devices, as PortAudio saw them when it began, and those of a sound server now."""
    package = library()
    hosts = package.query_hostapis()
    first, found = _defaults(package), []
    for index, told in enumerate(package.query_devices()):
        is_output = told["max_output_channels"] > 0
        kind = "output" if is_output else "input"
        found.append(
            Device(
                name=told["name"],
                host=hosts[told["hostapi"]]["name"],
                outputs=told["max_output_channels"],
                inputs=told["max_input_channels"],
                rate=round(told["default_samplerate"]),
                low_ms=_milliseconds(told[f"default_low_{kind}_latency"]),
                high_ms=_milliseconds(told[f"default_high_{kind}_latency"]),
                is_default_output=index == first["output"],
                is_default_input=index == first["input"],
                index=index,
            )
        )
    served = next((d for d in found if d.name == SERVER_DEVICE and d.host == "ALSA"), None)
    return (*found, *(() if served is None else _behind(served)))


def _behind(door: Device) -> list[Device]:
    """The devices of the sound server behind PortAudio's one."""
    return [
        Device(
            name=node.title,
            host=SERVER,
            outputs=node.channels if node.is_sink else 0,
            inputs=0 if node.is_sink else node.channels,
            rate=node.rate,
            low_ms=door.low_ms,
            high_ms=door.high_ms,
            is_default_output=node.is_sink and node.is_default,
            is_default_input=not node.is_sink and node.is_default,
            id=node.name,
            index=door.index,
        )
        for node in pipewire.nodes()
    ]


def _defaults(package: Any) -> dict[str, int]:
    """The indices that PortAudio takes where none is named; −1 where there is none."""
    inputs, outputs = package.default.device
    for host in package.query_hostapis():
        if outputs < 0:
            outputs = host["default_output_device"]
        if inputs < 0:
            inputs = host["default_input_device"]
    return {"input": inputs, "output": outputs}


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000.0, 1)


def find(found: Sequence[Device], direction: Direction, name: str, host: str) -> Device:
    """The device of a name, or of a part of it, among those that are there.

    Without a name it is the default one, of the host where one is named.
    """
    able = [d for d in found if d.serves(direction)]
    hosted = [d for d in able if _is_host(d, host)]
    if host and not hosted:
        raise _lacks_host(able, direction, host)
    if not name:
        return _default_of(hosted, direction)
    near = _near(hosted, name)
    if len(near) == 1:
        return near[0]
    if not near:
        raise DeviceError(
            f'There is no sound {direction} called "{name}"{f" on {host}" if host else ""}.',
            hint=_offer(hosted) + "Cards that another program holds are not listed.",
        )
    raise DeviceError(
        f'"{name}" is a part of the names of {len(near)} sound {direction}s.',
        hint="Say more of the name, or the host: "
        + ", ".join(f'"{d.id or d.name}" on {d.host}' for d in near)
        + ".",
    )


def _is_host(device: Device, host: str) -> bool:
    return not host or host.casefold() in device.host.casefold()


def _near(found: Sequence[Device], name: str) -> list[Device]:
    """Those whose name this is, else those whose name it begins or is in."""
    wanted = name.casefold()
    whole = [d for d in found if wanted in {d.name.casefold(), d.id.casefold()}]
    return whole or [
        d for d in found if wanted in d.name.casefold() or wanted in d.id.casefold()
    ]


def _default_of(found: Sequence[Device], direction: Direction) -> Device:
    chosen = next((d for d in found if d.is_default(direction)), None)
    if chosen is None and not found:
        raise DeviceError(
            f"There is no sound {direction}.",
            hint="Plug one in, or start the sound server (PipeWire).",
        )
    return chosen or found[0]


def _lacks_host(able: Sequence[Device], direction: Direction, host: str) -> DeviceError:
    hosts = ", ".join(dict.fromkeys(d.host for d in able))
    return DeviceError(
        f'No sound {direction} has the host "{host}".',
        hint=f"There are: {hosts}." if hosts else "There is none of any other host either.",
    )


def _offer(found: Sequence[Device]) -> str:
    names = ", ".join(f'"{d.name}"' for d in found)
    return f"There are: {names}. " if names else "There is none of another name either. "


def read_listing(text: str) -> tuple[Device, ...]:
    """The devices that another process told."""
    return tuple(Device(**json.loads(line)) for line in text.splitlines())


def main() -> int:
    """Tell the devices, or why they cannot be listed."""
    try:
        for device in devices():
            sys.stdout.write(json.dumps(asdict(device)) + "\n")
    except LumaError as error:
        sys.stderr.write(error.sentence() + "\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
