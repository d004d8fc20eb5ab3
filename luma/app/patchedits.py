"""What is typed into a patch as edits: one cell, or a column of chosen rows at once."""

import re
from collections.abc import Mapping, Sequence

from luma.app.kinds import Kind
from luma.app.patching import PatchRow, Sheet
from luma.domain.addressing import Address, find_free, moved_apart
from luma.domain.errors import BadValue, Refused
from luma.domain.ids import FixtureId
from luma.domain.roomedits import (
    MoveFixtures,
    RenameFixtures,
    RotateFixtures,
    SetAddresses,
    SetMode,
)
from luma.domain.venue import LAST_ADDRESS, Vector
from luma.domain.venueedits import VenueEdit

Addresses = dict[FixtureId, Address]
Turns = dict[FixtureId, Vector]
_ENDING = re.compile(r"^(.*?)\s*(\d+)$")
_ADDRESS = re.compile(r"^(?:(\d+)\s*[./:]\s*)?(\d+)$")
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
MOST_METRES = 1000.0


def renamed(rows: Sequence[PatchRow], words: str) -> VenueEdit:
    """One row by a name; several by it and a number each, counted on from one at its end."""
    name = " ".join(words.split())
    if len(rows) == 1:
        return RenameFixtures({rows[0].fixture.id: name})
    if not name:
        raise Refused("Fixtures need a name.", hint="Give them at least one letter.")
    names = numbered(name, len(rows))
    return RenameFixtures({row.fixture.id: n for row, n in zip(rows, names, strict=True)})


def numbered(name: str, count: int) -> tuple[str, ...]:
    """So many names: each with a number, from the one that the name ends in."""
    found = _ENDING.match(name)
    stem, first = (found[1], int(found[2])) if found else (name, 1)
    return tuple(f"{stem} {first + i}".strip() for i in range(count))


def readdressed(rows: Sequence[PatchRow], words: str) -> VenueEdit:
    """Rows from an address on, one after the other; `2.101` names the universe too."""
    found = _ADDRESS.match(words.strip())
    if found is None:
        raise BadValue(f'"{words}" is no address.', hint="Write 101, or 2.101 for universe 2.")
    universe = int(found[1]) if found[1] else rows[0].fixture.universe
    address = int(found[2])
    if universe < 1 or not 1 <= address <= LAST_ADDRESS:
        raise BadValue(
            f"There is no address {universe}.{address}.",
            hint=f"Universes count from 1, addresses from 1 to {LAST_ADDRESS}.",
        )
    at: Addresses = {}
    for row in rows:
        size = max(1, len(row.channels))
        if address + size - 1 > LAST_ADDRESS and at:
            universe, address = universe + 1, 1
        at[row.fixture.id] = (universe, address)
        address += size
    return SetAddresses(at)


def in_universe(rows: Sequence[PatchRow], words: str) -> VenueEdit:
    """Rows in another universe, as sACN counts it, each at the address it has."""
    digits = re.findall(r"\d+", words)
    if not digits or int(digits[-1]) < 1:
        raise BadValue(f'"{words}" is no universe.', hint="Universes count from 1, as in sACN.")
    universe = int(digits[-1])
    return SetAddresses({row.fixture.id: (universe, row.fixture.address) for row in rows})


def in_mode(rows: Sequence[PatchRow], profile: str, mode: str) -> VenueEdit:
    """The rows that are of a kind in another of its modes."""
    ids = tuple(row.fixture.id for row in rows if row.fixture.profile == profile)
    return SetMode(ids, profile, mode)


def as_kind(rows: Sequence[PatchRow], kind: Kind) -> VenueEdit:
    """Rows as another kind, in its mode with the nearest number of channels."""
    size = len(rows[0].channels)
    mode = min(kind.modes, key=lambda mode: abs(mode.channels - size))
    return SetMode(tuple(row.fixture.id for row in rows), kind.key, mode.name)


def placed(rows: Sequence[PatchRow], words: str) -> VenueEdit:
    """The first row at a place typed as `x y z`, the others as far from it as before."""
    numbers = [float(n.replace("−", "-").replace(",", ".")) for n in _NUMBER.findall(words)]
    if len(numbers) != 3 or any(abs(n) > MOST_METRES for n in numbers):
        raise BadValue(f'"{words}" is no place.', hint="Write x, y and z in metres: 1.5 3 4.2")
    first = rows[0].fixture.position
    way = tuple(there - here for there, here in zip(numbers, first, strict=True))
    return moved(rows, (way[0], way[1], way[2]))


def moved(rows: Sequence[PatchRow], way: Vector) -> MoveFixtures:
    """Rows that far from where they are."""
    return MoveFixtures(
        {row.fixture.id: _rounded(added(row.fixture.position, way)) for row in rows}
    )


def turned(rows: Sequence[PatchRow], way: Vector) -> RotateFixtures:
    """Rows turned on by so many degrees, from −180 to 180."""
    to: Turns = {}
    for row in rows:
        x, y, z = added(row.fixture.rotation, way)
        to[row.fixture.id] = (_wrapped(x), _wrapped(y), _wrapped(z))
    return RotateFixtures(to)


def apart(sheet: Sheet) -> VenueEdit:
    """Free addresses for all that overlap or do not fit; what is in order stays."""
    found: Mapping[FixtureId, Address] | None = moved_apart(
        [row.footprint for row in sheet.rows if row.channels]
    )
    if found is None:
        raise Refused("There is no room for all fixtures in the universes that there are.")
    return SetAddresses(found)


def freed(sheet: Sheet, rows: Sequence[PatchRow]) -> VenueEdit:
    """The next free addresses for rows, from the universe of the first one on."""
    ids = {row.fixture.id for row in rows}
    taken = [row.footprint for row in sheet.rows if row.fixture.id not in ids]
    sizes = [len(row.channels) for row in rows]
    found = find_free(taken, sizes, (rows[0].fixture.universe, 1))
    if found is None:
        raise Refused("There is no room for them in the universes that there are.")
    at = {row.fixture.id: where for row, where in zip(rows, found, strict=True)}
    return SetAddresses(at)


def added(one: Vector, other: Vector) -> Vector:
    """The sum of two places."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _rounded(place: Vector) -> Vector:
    return round(place[0], 3), round(place[1], 3), round(place[2], 3)


def _wrapped(degrees: float) -> float:
    return round((degrees + 180.0) % 360.0 - 180.0, 2) if abs(degrees) > 180.0 else degrees
