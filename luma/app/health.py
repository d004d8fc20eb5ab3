"""What works on this machine, what is missing, and how to get it."""

import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from luma.analysis.catalogue import open_workshop
from luma.analysis.modelstore import ModelStore
from luma.app.bundled import bundled
from luma.app.outputs import in_words
from luma.app.paths import Paths
from luma.app.settings import read_settings
from luma.audio.kernel.resident import can_lock
from luma.audio.sinks.listing import devices
from luma.audio.sinks.native import LATENCY, REALTIME_PRIORITY, can_hurry
from luma.domain.errors import LumaError
from luma.domain.units import HOUSE_RATE
from luma.light.fixtures import read_definitions
from luma.light.register import outputs

SPARE_BYTES = 1 << 30
LOCKED_BYTES = 60 * HOUSE_RATE * 2 * 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it works, what was seen, and what would help."""

    what: str
    works: bool
    seen: str
    help: str = ""


def look(paths: Paths) -> Iterator[Finding]:
    """Everything worth knowing, one after the other; nothing is changed by looking."""
    for what, see in _LOOKS.items():
        try:
            yield see(paths)
        except LumaError as trouble:
            yield Finding(what, works=False, seen=trouble.message, help=trouble.hint)


def _python(_: Paths) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", works=sys.version_info >= (3, 11), seen=version)


def _sound(_: Paths) -> Finding:
    """The devices that can play, the default ones marked, and how late they are."""
    found = [device for device in devices() if device.serves("output")]
    names = ", ".join(f"{d.name}{' (default)' * d.is_default_output}" for d in found)
    inputs = sum(device.serves("input") for device in devices())
    return Finding(
        "sound",
        bool(found),
        f"{names}; {inputs} inputs" if found else "no device",
        "" if found else "Plug one in, or start PipeWire; until then time goes on in silence.",
    )


def _latency(paths: Paths) -> Finding:
    chosen = read_settings(paths.settings).sound.latency
    low = min((d.low_ms for d in devices() if d.is_default_output), default=0.0)
    wide, narrow = f"{LATENCY * 1000:.0f} ms", f"{low:.1f} ms, as low as the device offers"
    return Finding("sound latency", works=True, seen=wide if chosen == "high" else narrow)


def _memory(_: Paths) -> Finding:
    if can_lock(LOCKED_BYTES):
        return Finding("sound memory", works=True, seen="can be locked")
    return Finding(
        "sound memory",
        works=False,
        seen="a minute of sound cannot be locked",
        help="Raise the limit `memlock`, as the group audio or pipewire has it.",
    )


def _priority(_: Paths) -> Finding:
    if can_hurry():
        return Finding("sound priority", works=True, seen=f"real time, {REALTIME_PRIORITY}")
    return Finding(
        "sound priority",
        works=False,
        seen="ordinary, so the callback takes its turn",
        help="Raise the limit `rtprio`, as the group audio or pipewire has it.",
    )


def _callback(_: Paths) -> Finding:
    version = importlib.metadata.version("numba")
    return Finding("sound callback", works=True, seen=f"native, compiled by numba {version}")


def _display(_: Paths) -> Finding:
    there = bool(os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"))
    seen = "there" if there else "none"
    return Finding(
        "display", there, seen, "" if there else "Without one, shows are rendered into files."
    )


def _stems(_: Paths) -> Finding:
    weights = bundled("assets") / "models" / "stems.npz"
    there = weights.is_file()
    return Finding(
        "stems",
        there,
        "built-in separator" + ("" if there else ", without weights"),
        "" if there else "Install luma again; its own weights are missing.",
    )


def _better_stems(paths: Paths) -> Finding:
    if importlib.util.find_spec("demucs") is None:
        hint = "Install the extra: pip install 'luma-workstation[stems]'."
        return Finding("better stems", works=False, seen="demucs is not installed", help=hint)
    ready = open_workshop(bundled("workers")).pick("stems", "demucs").is_ready(paths.models)
    version = importlib.metadata.version("demucs")
    return Finding(
        "better stems",
        ready,
        f"demucs {version}, " + ("htdemucs" if ready else "without weights"),
        "" if ready else "`luma models install htdemucs` brings them in.",
    )


def _models(paths: Paths) -> Finding:
    here = [m.name for m in ModelStore(paths.models).list() if m.state in ("installed", "own")]
    hint = "" if here else "`luma models list` tells which there are, and what they are for."
    return Finding("models", bool(here), ", ".join(here) or "none fetched", hint)


def _workshop(_: Paths) -> Finding:
    workshop = open_workshop(bundled("workers"), strict=False)
    broken = "; ".join(f"{name}: {why}" for name, why in workshop.broken.items())
    kinds = ", ".join(workshop.kinds)
    return Finding("workshop", not broken, broken or kinds)


def _fixtures(paths: Paths) -> Finding:
    definitions = read_definitions(bundled("assets") / "fixtures", paths.fixtures)
    problems = " ".join(definitions.problems)
    return Finding("fixtures", not problems, problems or f"{len(definitions.profiles)} kinds")


def _settings(paths: Paths) -> Finding:
    settings = read_settings(paths.settings)
    light = settings.light
    return Finding("settings", works=True, seen=f"read; flashes: {light.flashes}")


def _outputs(paths: Paths) -> Finding:
    chosen = read_settings(paths.settings).light.outputs
    if not chosen:
        return Finding("outputs", works=True, seen="none: light is sent nowhere")
    for choice in chosen:
        out = outputs().get(choice.kind).make(choice.settings)
        try:
            out.open()
        finally:
            out.close()
    return Finding("outputs", works=True, seen="; ".join(map(in_words, chosen)))


def _room(paths: Paths) -> Finding:
    place = next(p for p in (paths.data, *paths.data.parents) if p.exists())
    free = shutil.disk_usage(place).free
    return Finding(
        "disk",
        free > SPARE_BYTES,
        f"{free / 1e9:.1f} GB free at {place}",
        "" if free > SPARE_BYTES else "Make room: decoded sound takes 23 MB a minute.",
    )


_LOOKS: dict[str, Callable[[Paths], Finding]] = {
    "Python": _python,
    "sound": _sound,
    "sound callback": _callback,
    "sound latency": _latency,
    "sound memory": _memory,
    "sound priority": _priority,
    "display": _display,
    "workshop": _workshop,
    "stems": _stems,
    "better stems": _better_stems,
    "models": _models,
    "fixtures": _fixtures,
    "settings": _settings,
    "outputs": _outputs,
    "disk": _room,
}
