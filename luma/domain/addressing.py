"""Which addresses fixtures take, where two take the same, and where there is room."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luma.domain.ids import FixtureId
from luma.domain.venue import LAST_ADDRESS

MOST_UNIVERSES = 64
Address = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Footprint:
    """The addresses of one fixture: so many from a first one, in a universe."""

    fixture: FixtureId
    universe: int
    first: int
    size: int

    @property
    def last(self) -> int:
        """Its last address, which may lie beyond the universe."""
        return self.first + max(1, self.size) - 1


@dataclass(frozen=True, slots=True)
class Overlap:
    """Addresses of one universe that two fixtures take."""

    one: FixtureId
    other: FixtureId
    universe: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is wrong with some fixtures: what it is, and what it means and helps."""

    words: str
    meaning: str
    fixtures: tuple[FixtureId, ...]

    @property
    def sentence(self) -> str:
        """All of it."""
        return f"{self.words} {self.meaning}"


def numberings(universe: int) -> str:
    """A universe as both protocols count it."""
    return f"Art-Net {universe - 1} · sACN {universe}"


def overlaps(footprints: Iterable[Footprint]) -> tuple[Overlap, ...]:
    """Every pair of fixtures that share addresses, by universe and address."""
    found: list[Overlap] = []
    open_ones: list[Footprint] = []
    for here in sorted(
        (f for f in footprints if f.size), key=lambda f: (f.universe, f.first, f.last)
    ):
        open_ones = [
            f for f in open_ones if f.universe == here.universe and f.last >= here.first
        ]
        found += [
            Overlap(f.fixture, here.fixture, here.universe, here.first, min(f.last, here.last))
            for f in open_ones
        ]
        open_ones.append(here)
    return tuple(found)


def beyond(footprints: Iterable[Footprint]) -> tuple[Footprint, ...]:
    """The fixtures that do not fit into their universe."""
    return tuple(f for f in footprints if f.last > LAST_ADDRESS)


def find_free(
    taken: Iterable[Footprint], sizes: Sequence[int], start: Address = (1, 1)
) -> tuple[Address, ...] | None:
    """Addresses for fixtures of some sizes, one after the other from a place on.

    None of them touches what is taken or reaches over the end of a universe; nothing comes
    back where the universes end before all have room.
    """
    walls: dict[int, list[tuple[int, int]]] = {}
    for each in taken:
        if each.size:
            insort(walls.setdefault(each.universe, []), (each.first, each.last))
    last_universe = max(MOST_UNIVERSES, start[0])
    found: list[Address] = []
    here: Address = start
    for size in sizes:
        need = max(1, size)
        place = _room_from(here, need, walls, last_universe)
        if place is None:
            return None
        found.append(place)
        here = (place[0], place[1] + need)
    return tuple(found)


def _room_from(
    start: Address, need: int, walls: Mapping[int, Sequence[tuple[int, int]]], last: int
) -> Address | None:
    """The first place from one on with so much room, if a universe up to the last has it."""
    universe, address = start
    while universe <= last and need <= LAST_ADDRESS:
        if address + need - 1 > LAST_ADDRESS:
            universe, address = universe + 1, 1
            continue
        wall = _first_wall(walls.get(universe, ()), address, address + need - 1)
        if wall is None:
            return universe, address
        address = wall + 1
    return None


def _first_wall(walls: Sequence[tuple[int, int]], first: int, last: int) -> int | None:
    """The last address of what is in the way, if anything is."""
    return next((end for start, end in walls if start <= last and end >= first), None)


def moved_apart(footprints: Sequence[Footprint]) -> Mapping[FixtureId, Address] | None:
    """New addresses for the fixtures that are in others' way or do not fit; the rest stay.

    Of two that overlap the one with the lower address stays.
    """
    wrong = {overlap.other for overlap in overlaps(footprints)}
    wrong |= {f.fixture for f in beyond(footprints)}
    taken = [f for f in footprints if f.fixture not in wrong]
    found: dict[FixtureId, Address] = {}
    for each in footprints:
        if each.fixture not in wrong:
            continue
        free = find_free(taken, [each.size], (each.universe, 1))
        if free is None:
            return None
        found[each.fixture] = free[0]
        taken.append(Footprint(each.fixture, *free[0], each.size))
    return found
