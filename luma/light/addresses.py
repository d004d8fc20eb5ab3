"""Who listens where in a venue, who is in whose way, and where there is room."""

from collections.abc import Iterator
from dataclasses import dataclass

from luma.domain.profile import UNIVERSE_SIZE, Mode, Profile
from luma.domain.venue import Fixture, Venue
from luma.light.fixtures import Definitions

UNKNOWN = Mode("", ())


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two fixtures that listen to the same addresses, from the first to the last."""

    one: Fixture
    other: Fixture
    first: int
    last: int


def layout_of(fixture: Fixture, definitions: Definitions) -> tuple[Profile, Mode]:
    """What a fixture is and how it is laid out; an empty mode where nobody knows."""
    profile = definitions.profiles.get(fixture.profile)
    mode = profile.find_mode(fixture.mode) if profile is not None else None
    if profile is None or mode is None:
        return Profile(fixture.profile, ()), UNKNOWN
    return profile, mode


def footprint(fixture: Fixture, definitions: Definitions) -> range:
    """The addresses to which a fixture listens, as far as its universe goes."""
    _, mode = layout_of(fixture, definitions)
    stop = fixture.address + len(mode.slots)
    return range(fixture.address, min(stop, UNIVERSE_SIZE + 1))


def overlaps(venue: Venue, definitions: Definitions) -> tuple[Overlap, ...]:
    """Every two fixtures that are in each other's way, the later one first."""
    found: list[Overlap] = []
    earlier: dict[int, list[tuple[Fixture, range]]] = {}
    for fixture in venue.fixtures:
        span = footprint(fixture, definitions)
        beside = earlier.setdefault(fixture.universe, [])
        for other, taken in beside:
            first, stop = max(span.start, taken.start), min(span.stop, taken.stop)
            if first < stop:
                found.append(Overlap(fixture, other, first, stop - 1))
        beside.append((fixture, span))
    return tuple(found)


def free_address(
    venue: Venue, definitions: Definitions, slots: int, universe: int = 1
) -> tuple[int, int] | None:
    """The first universe and address, from one universe on, with room for so many slots."""
    if not 0 < slots <= UNIVERSE_SIZE:
        return None
    used = {fixture.universe for fixture in venue.fixtures}
    for number in range(universe, max([universe, *used]) + 2):
        spans = (footprint(f, definitions) for f in venue.fixtures if f.universe == number)
        at = 1
        for span in sorted(spans, key=lambda span: span.start):
            if span.start - at >= slots:
                break
            at = max(at, span.stop)
        if at + slots - 1 <= UNIVERSE_SIZE:
            return number, at
    return None


def problems_of(venue: Venue, definitions: Definitions) -> tuple[str, ...]:
    """What is wrong with the addresses of a venue, each in a sentence with a way out."""
    return (*_misfits(venue, definitions), *_collisions(venue, definitions))


def _misfits(venue: Venue, definitions: Definitions) -> Iterator[str]:
    for fixture in venue.fixtures:
        _, mode = layout_of(fixture, definitions)
        last = fixture.address + len(mode.slots) - 1
        if mode is UNKNOWN:
            yield _unknown(fixture, definitions)
        elif last > UNIVERSE_SIZE:
            yield (
                f'"{fixture.name}" needs the addresses {fixture.address} to {last}, but a '
                f"universe ends at 512. Give it {UNIVERSE_SIZE + 1 - len(mode.slots)} or less"
                f"{_proposal(venue, definitions, fixture)}."
            )


def _collisions(venue: Venue, definitions: Definitions) -> Iterator[str]:
    for overlap in overlaps(venue, definitions):
        one, first, last = overlap.one, overlap.first, overlap.last
        where = f"address {first}" if first == last else f"the addresses {first} to {last}"
        yield (
            f'"{one.name}" and "{overlap.other.name}" share {where} in universe '
            f"{one.universe}. Move one of them{_proposal(venue, definitions, one)}."
        )


def _proposal(venue: Venue, definitions: Definitions, fixture: Fixture) -> str:
    _, mode = layout_of(fixture, definitions)
    found = free_address(venue, definitions, len(mode.slots), fixture.universe)
    return "" if found is None else f"; {found[0]}.{found[1]} is free"


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
