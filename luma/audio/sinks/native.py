"""A PortAudio stream whose callback is machine code, and the thread that calls it."""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.listing import Device, Direction, devices, find
from luma.audio.sinks.portaudio import (
    MISMATCH,
    aimed_at,
    code_of,
    converting,
    in_words,
    library,
)
from luma.domain.units import HOUSE_RATE, Seconds

LATENCY = Seconds(0.1)
"""What is asked for as `high`: PortAudio's own is too short for two busy cores."""

REALTIME_PRIORITY = 10


@dataclass(frozen=True, slots=True, eq=False)
class Callback:
    """Machine code with PortAudio's signature, and the memory that it is given."""

    address: int
    memory: int
    channels: int


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A running stream, the device that it is on, and whether its thread goes first."""

    stream: Any
    device: Device
    name: str
    is_first: bool


def open_stream(
    choice: DeviceChoice, direction: Direction, callback: Callable[[Device], Callback]
) -> Opened:
    """Begin a stream on the chosen device, converting where the device itself cannot."""
    package = library()
    device = find(devices(), direction, choice.name, choice.host)
    code = callback(device)
    try:
        return _begin(package, device, choice, direction, code)
    except (ValueError, package.PortAudioError) as error:
        trouble = error
    if code_of(trouble) in MISMATCH:
        with contextlib.suppress(ValueError, package.PortAudioError), converting():
            device = find(devices(), direction, choice.name, choice.host)
            return _begin(package, device, choice, direction, callback(device))
    raise in_words(trouble, choice.name or device.name, code.channels) from trouble


def _begin(
    package: ModuleType,
    device: Device,
    choice: DeviceChoice,
    direction: Direction,
    callback: Callback,
) -> Opened:
    latency = LATENCY if choice.latency == "high" else "low"
    others = _threads()
    with aimed_at(device.id, stays=direction == "input"):
        stream = _stream(package, device.index, direction, callback, latency)
        try:
            stream.start()
        except package.PortAudioError:
            stream.close(ignore_errors=True)
            raise
    return Opened(stream, device, _title(device, direction), _hurry(_threads() - others))


def _title(device: Device, direction: Direction) -> str:
    """What a person calls the device; behind a server's default, the device that it takes."""
    if device.id or not device.is_default(direction):
        return device.name
    served = (d for d in devices() if d.id and d.is_default(direction))
    return next(served, device).name


def _stream(
    package: ModuleType,
    index: int,
    direction: Direction,
    callback: Callback,
    latency: float | str,
) -> Any:
    ffi = package._ffi  # noqa: SLF001  (the door that native callbacks go through)

    class NativeStream(package._StreamBase):  # type: ignore[misc,name-defined]  # noqa: SLF001
        """A stream whose callback is a C function."""

        def __init__(self) -> None:
            """Hand over the addresses of the callback and of its memory."""
            super().__init__(
                kind=direction,
                samplerate=HOUSE_RATE,
                channels=callback.channels,
                dtype="float32",
                device=index,
                latency=latency,
                callback=ffi.cast("PaStreamCallback *", callback.address),
                userdata=ffi.cast("void *", callback.memory),
                wrap_callback=None,
            )

    return NativeStream()


def _threads() -> set[int]:
    tasks = Path("/proc/self/task")
    return {int(task.name) for task in tasks.iterdir()} if tasks.is_dir() else set()


def can_hurry() -> bool:
    """Whether the system lets this thread go before all ordinary work; it goes on as before."""
    try:
        before = os.sched_getscheduler(0), os.sched_getparam(0)
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(REALTIME_PRIORITY))
        os.sched_setscheduler(0, *before)
    except (OSError, AttributeError):  # macOS and Windows have no such call
        return False
    return True


def _hurry(threads: set[int]) -> bool:
    """Let these threads go before all ordinary work; whether the system allows it."""
    hurried = False
    for thread in threads:
        with contextlib.suppress(OSError):  # a favour, not a right
            policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(thread, policy, os.sched_param(REALTIME_PRIORITY))
            hurried = True
    return hurried
