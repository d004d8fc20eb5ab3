"""A venue compiled to flat rows: from heads to addresses."""

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.domain.codec import Schema
from luma.domain.errors import ArtifactError, LumaError
from luma.domain.profile import UNIVERSE_SIZE, Mode, Profile, Slot
from luma.domain.venue import Fixture, Head, Vector, Venue
from luma.light.addresses import UNKNOWN, conflicts_of, layout_of
from luma.light.fixtures import Definitions
from luma.light.wiring import (
    SOURCE,
    SOURCES,
    HeadPatch,
    WheelWire,
    Wire,
    colouring,
    head_patch,
    wheels,
    wires,
)

__all__ = [
    "PATCH", "SOURCE", "SOURCES", "HeadPatch", "Patch", "PatchReading", "WheelWire", "Wire",
    "compile_patch", "heads_of", "load_patch", "rotation_matrix", "save_patch",
]  # fmt: skip

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patch:
    """Where every head listens: heads in order, their wires, and levels at rest.

    Universes are those of the venue, counted from one; each has 512 levels in `resting`.
    `striking` are the levels, by their place, that switch lamps on.
    """

    universes: tuple[int, ...] = ()
    resting: tuple[int, ...] = ()
    heads: tuple[HeadPatch, ...] = ()
    wires: tuple[Wire, ...] = ()
    wheels: tuple[WheelWire, ...] = ()
    striking: tuple[tuple[int, int], ...] = ()
    problems: tuple[str, ...] = ()


PATCH = Schema(Patch, "patch", 2)
ROWS, LEVELS = 48, 1024


def save_patch(patch: Patch, path: Path) -> None:
    """Write a patch under its name, which never leads to half of one.

    It is cut into parts, a line for each, so that whoever reads it can do so little by little.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        lines = (PATCH.write(part) + "\n" for part in _parts(patch))
        aside.write_text("".join(lines), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise ArtifactError(f'The patch "{path}" cannot be written: {error}.') from error


def load_patch(path: Path) -> Patch:
    """The patch that lies in a file."""
    reading = PatchReading(path)
    while (patch := reading.go_on()) is None:
        pass
    return patch


class PatchReading:
    """A patch that is read part by part, each of which takes less than a few milliseconds."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._path = path
        self._parts: list[Patch] = []
        with self._explained():
            self._file = path.open(encoding="utf-8", errors="replace")

    def go_on(self) -> Patch | None:
        """Read one part more; the whole patch once there is none."""
        with self._explained():
            line = self._file.readline()
        if line or not self._parts:
            try:
                self._parts.append(PATCH.read(line))
            except LumaError:
                self.close()
                raise
            return None
        self.close()
        return _joined(self._parts)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArtifactError(
                f'The patch "{self._path}" cannot be read: {error}.',
                hint="Patch the venue again.",
            ) from error


def _parts(patch: Patch) -> Iterator[Patch]:
    """A patch in pieces that give it when they are laid one behind the other."""
    fields = {name: getattr(patch, name) for name in Patch.__slots__}
    lengths = {name: LEVELS if name == "resting" else ROWS for name in fields}
    count = max(-(-len(rows) // lengths[name]) for name, rows in fields.items())
    for number in range(max(count, 1)):
        cut = {
            name: rows[number * lengths[name] : (number + 1) * lengths[name]]
            for name, rows in fields.items()
        }
        yield Patch(**cut)


def _joined(parts: Sequence[Patch]) -> Patch:
    names = Patch.__slots__
    return Patch(**{n: tuple(chain.from_iterable(getattr(p, n) for p in parts)) for n in names})


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
    memberships: dict[str, list[tuple[str, int]]] = {}
    for group in venue.groups:
        for rank, member in enumerate(group.fixtures):
            memberships.setdefault(member, []).append((group.name, rank))
    return tuple(
        head
        for fixture in venue.fixtures
        for head in _fixture_heads(fixture, memberships.get(fixture.id, ()), definitions)
    )


def _fixture_heads(
    fixture: Fixture, memberships: Sequence[tuple[str, int]], definitions: Definitions
) -> Iterator[Head]:
    _, mode = layout_of(fixture, definitions)
    turn = rotation_matrix(fixture.rotation)
    groups = tuple(name for name, _ in memberships)
    ranks = tuple(rank for _, rank in memberships)
    for index, offset in enumerate(mode.heads):
        x, y, z = (np.array(fixture.position) + turn @ np.array(offset)).tolist()
        abilities = tuple(_abilities(mode, index))
        known = mode is not UNKNOWN
        yield Head(fixture.id, index, (x, y, z), groups, abilities, ranks, known)


def _abilities(mode: Mode, head: int) -> Iterator[str]:
    slots = mode.slots_of(head)
    does = {slot.does for slot in slots}
    if does & {"pan", "tilt"}:
        yield "movers"
    if {"red", "green", "blue"} <= does or colouring(mode, head) in {"filters", "hue", "wheel"}:
        yield "colour"
    if any(slot.first_range("strobe") for slot in slots):
        yield "strobes"
    for word in ("zoom", "gobo", "prism", "focus"):
        if word in does:
            yield word


def compile_patch(venue: Venue, definitions: Definitions) -> Patch:
    """The addresses of a venue; what does not fit is told in `problems` and stays unwired."""
    universes = tuple(sorted({fixture.universe for fixture in venue.fixtures}))
    building = _Building([0] * (len(universes) * UNIVERSE_SIZE), [], [], [], [])
    for number, fixture in enumerate(venue.fixtures):
        base = universes.index(fixture.universe) * UNIVERSE_SIZE + fixture.address - 1
        building.add(number, fixture, base, *layout_of(fixture, definitions))
    return Patch(
        universes,
        tuple(building.resting),
        tuple(building.heads),
        tuple(building.wires),
        tuple(building.wheels),
        tuple(building.striking),
        tuple(conflict.sentence for conflict in conflicts_of(venue, definitions)),
    )


@dataclass(slots=True)
class _Building:
    """A patch that is being made."""

    resting: list[int]
    heads: list[HeadPatch]
    wires: list[Wire]
    wheels: list[WheelWire]
    striking: list[tuple[int, int]]

    def add(
        self, number: int, fixture: Fixture, base: int, profile: Profile, mode: Mode
    ) -> None:
        """Lay a fixture from a level on, as far as its universe goes."""
        room = Mode(mode.name, mode.slots[: UNIVERSE_SIZE - fixture.address + 1], mode.heads)
        trim, first = fixture.trim, len(self.heads)
        self.resting[base : base + len(room.slots)] = [_rest(room, slot) for slot in room.slots]
        self.wires += wires(profile, room, base, first, trim)
        self.wheels += wheels(room, base, first)
        struck = ((base + at, slot.lamp_on) for at, slot in enumerate(room.slots))
        self.striking += [(at, level) for at, level in struck if level is not None]
        bare = HeadPatch(
            number,
            turn=tuple(rotation_matrix(fixture.rotation).ravel().tolist()),
            offset=(math.radians(trim.pan_offset), math.radians(trim.tilt_offset)),
        )
        heads = range(len(mode.heads))
        self.heads += (head_patch(bare, profile, mode, head) for head in heads)


def _rest(mode: Mode, slot: Slot) -> int:
    """Where a slot rests: a colour wheel that nothing turns stands open."""
    opened = slot.first_range("open")
    idle = slot.does == "colour_wheel" and colouring(mode, slot.head or 0) != "wheel"
    return opened.start if idle and opened else slot.default
