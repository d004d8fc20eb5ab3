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
from luma.audio.sinks.device import device_names
from luma.domain.errors import LumaError
from luma.light.fixtures import read_definitions
from luma.light.register import outputs

SPARE_BYTES = 1 << 30


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
    names = device_names()
    return Finding(
        "sound",
        bool(names),
        f"{len(names)} devices" if names else "no device",
        "" if names else "Plug one in, or start PipeWire; until then time goes on in silence.",
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


def _stems(paths: Paths) -> Finding:
    if importlib.util.find_spec("demucs") is None:
        hint = "Install the extra: pip install 'luma-workstation[stems]'."
        return Finding("stems", works=False, seen="demucs is not installed", help=hint)
    workshop = open_workshop(bundled("workers"))
    ready = workshop.pick("stems", "demucs").is_ready(paths.models)
    version = importlib.metadata.version("demucs")
    return Finding(
        "stems",
        ready,
        f"demucs {version}" + ("" if ready else ", without weights"),
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
    "display": _display,
    "workshop": _workshop,
    "stems": _stems,
    "models": _models,
    "fixtures": _fixtures,
    "settings": _settings,
    "outputs": _outputs,
    "disk": _room,
}
