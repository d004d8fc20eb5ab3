"""A venue compiled to flat rows: from heads to addresses."""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.domain.codec import Schema
from luma.domain.errors import ArtifactError
from luma.domain.venue import Fixture, Head, Vector, Venue
from luma.light.fixtures import (
    EMITTERS,
    UNIVERSE_SIZE,
    Definitions,
    Mode,
    Profile,
    ShutterRange,
    Slot,
)

Reals = npt.NDArray[np.float64]

SOURCES = ("shared_dimmer", "dimmer", "red", "green", "blue", "white", "pan", "tilt", "shutter")
SOURCE = {name: index for index, name in enumerate(SOURCES)}
_UNKNOWN = Mode("", ())


@dataclass(frozen=True, slots=True)
class HeadPatch:
    """What a head's lamp can do and how it is turned.

    `turn` leads from the lamp's axes to the room's, row by row; `reach` is the arcs of pan and
    tilt in radians; `flash` is the first and last level of the strobe with its slowest and
    fastest rate, all zero where it cannot strobe.
    """

    fixture: int
    shared_dimmer: bool = False
    dimmer: bool = False
    white: bool = False
    mover: bool = False
    turn: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    reach: tuple[float, float] = (math.tau, math.pi)
    shutter_open: int = 255
    flash: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Wire:
    """From a source of a head to a level, and to the level of its low byte (−1 for none)."""

    head: int
    source: int
    level: int
    fine: int = -1


@dataclass(frozen=True, slots=True)
class Patch:
    """Where every head listens: heads in order, their wires, and levels at rest.

    Universes are those of the venue, counted from one; each has 512 levels in `resting`.
    """

    universes: tuple[int, ...] = ()
    resting: tuple[int, ...] = ()
    heads: tuple[HeadPatch, ...] = ()
    wires: tuple[Wire, ...] = ()
    problems: tuple[str, ...] = ()


PATCH = Schema(Patch, "patch", 1)


def save_patch(patch: Patch, path: Path) -> None:
    """Write a patch under its name, which never leads to half of one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        aside.write_text(PATCH.write(patch), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise ArtifactError(f'The patch "{path}" cannot be written: {error}.') from error


def load_patch(path: Path) -> Patch:
    """The patch that lies in a file."""
    try:
        return PATCH.read(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ArtifactError(
            f'The patch "{path}" cannot be read: {error}.', hint="Patch the venue again."
        ) from error


def rotation_matrix(degrees: Vector) -> Reals:
    """The turn from a lamp's own axes to the room's: about x first, then y, then z."""
    (cx, cy, cz), (sx, sy, sz) = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    turn: Reals = about_z @ about_y @ about_x
    return turn


def heads_of(venue: Venue, definitions: Definitions) -> tuple[Head, ...]:
    """Every head of a venue, fixture by fixture; a lamp of unknown kind counts as one."""
    return tuple(
        head
        for fixture in venue.fixtures
        for head in _fixture_heads(venue, fixture, definitions)
    )


def _fixture_heads(venue: Venue, fixture: Fixture, definitions: Definitions) -> Iterator[Head]:
    _, mode = _layout(fixture, definitions)
    turn = rotation_matrix(fixture.rotation)
    groups = tuple(group.name for group in venue.groups if fixture.id in group.fixtures)
    for index, offset in enumerate(mode.heads):
        x, y, z = (np.array(fixture.position) + turn @ np.array(offset)).tolist()
        yield Head(fixture.id, index, (x, y, z), groups, tuple(_abilities(mode, index)))


def _abilities(mode: Mode, head: int) -> Iterator[str]:
    if mode.does("pan", head) or mode.does("tilt", head):
        yield "movers"
    if all(mode.does(emitter, head) for emitter in ("red", "green", "blue")):
        yield "colour"
    if _shutter_range(mode, head, "strobe") is not None:
        yield "strobes"


def _layout(fixture: Fixture, definitions: Definitions) -> tuple[Profile, Mode]:
    profile = definitions.profiles.get(fixture.profile)
    mode = profile.find_mode(fixture.mode) if profile is not None else None
    if profile is None or mode is None:
        return Profile(fixture.profile, ()), _UNKNOWN
    return profile, mode


def _shutter_range(mode: Mode, head: int, means: str) -> ShutterRange | None:
    slots = (s for s in mode.slots if s.does == "shutter" and s.head in {None, head})
    return next((r for slot in slots for r in slot.ranges if r.means == means), None)


def compile_patch(venue: Venue, definitions: Definitions) -> Patch:
    """The addresses of a venue; what does not fit is told in `problems` and stays unwired."""
    universes = tuple(sorted({fixture.universe for fixture in venue.fixtures}))
    resting = [0] * (len(universes) * UNIVERSE_SIZE)
    heads: list[HeadPatch] = []
    wires: list[Wire] = []
    for number, fixture in enumerate(venue.fixtures):
        profile, mode = _layout(fixture, definitions)
        base = universes.index(fixture.universe) * UNIVERSE_SIZE + fixture.address - 1
        room = mode.slots[: UNIVERSE_SIZE - fixture.address + 1]
        resting[base : base + len(room)] = [slot.default for slot in room]
        wires += _wires(Mode(mode.name, room, mode.heads), base, len(heads))
        bare = HeadPatch(number, turn=tuple(rotation_matrix(fixture.rotation).ravel().tolist()))
        heads += (_head(bare, profile, mode, head) for head in range(len(mode.heads)))
    problems = tuple(_problems(venue, definitions))
    return Patch(universes, tuple(resting), tuple(heads), tuple(wires), problems)


def _head(bare: HeadPatch, profile: Profile, mode: Mode, head: int) -> HeadPatch:
    strobe = _shutter_range(mode, head, "strobe")
    opened = _shutter_range(mode, head, "open")
    alone = len(mode.heads) == 1
    own = {slot.does for slot in mode.slots if slot.head == head or alone}
    shared = {slot.does for slot in mode.slots if slot.head is None and not alone}
    return replace(
        bare,
        shared_dimmer="dimmer" in shared,
        dimmer="dimmer" in own,
        white=all(mode.does(emitter, head) for emitter in EMITTERS),
        mover=mode.does("pan", head) or mode.does("tilt", head),
        reach=(math.radians(profile.pan_degrees), math.radians(profile.tilt_degrees)),
        shutter_open=opened.start if opened else 255,
        flash=(strobe.start, strobe.stop - 1, strobe.slow, strobe.fast) if strobe else (0,) * 4,
    )


def _wires(mode: Mode, base: int, first_head: int) -> Iterator[Wire]:
    fine = {(s.does, s.head): base + at for at, s in enumerate(mode.slots) if s.fine}
    for at, slot in enumerate(mode.slots):
        if slot.does != "fixed" and not slot.fine:
            low = fine.get((slot.does, slot.head), -1)
            source = _source(slot, len(mode.heads))
            yield Wire(first_head + (slot.head or 0), source, base + at, low)


def _source(slot: Slot, heads: int) -> int:
    if slot.does == "dimmer" and slot.head is None and heads > 1:
        return SOURCE["shared_dimmer"]
    return SOURCE[slot.does]


def _problems(venue: Venue, definitions: Definitions) -> Iterator[str]:
    taken: dict[tuple[int, int], Fixture] = {}
    for fixture in venue.fixtures:
        _, mode = _layout(fixture, definitions)
        if mode is _UNKNOWN:
            yield _unknown(fixture, definitions)
            continue
        last = fixture.address + len(mode.slots) - 1
        if last > UNIVERSE_SIZE:
            yield (
                f'"{fixture.name}" needs the addresses {fixture.address} to {last}, but a '
                f"universe ends at 512. Give it {UNIVERSE_SIZE + 1 - len(mode.slots)} or less."
            )
        span = range(fixture.address, last + 1)
        met = {taken[s].id: taken[s] for a in span if (s := (fixture.universe, a)) in taken}
        for other in met.values():
            yield (
                f'"{fixture.name}" and "{other.name}" share addresses in universe '
                f"{fixture.universe}. Move one of them."
            )
        taken.update({(fixture.universe, address): fixture for address in span})


def _unknown(fixture: Fixture, definitions: Definitions) -> str:
    profile = definitions.profiles.get(fixture.profile)
    if profile is None:
        return (
            f'"{fixture.name}" is a "{fixture.profile}", which no fixture file describes. '
            "Choose another profile, or add its file."
        )
    modes = ", ".join(mode.name for mode in profile.modes)
    return (
        f'"{fixture.name}" has the mode "{fixture.mode}", but a "{fixture.profile}" has '
        f"{modes}. Choose one of these."
    )
