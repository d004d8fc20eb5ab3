"""Who listens where in a venue, who is in whose way, and where there is room."""

from collections.abc import Iterator

from luma.domain.addressing import Conflict, Footprint, find_free, numberings, overlaps
from luma.domain.profile import UNIVERSE_SIZE, Mode, Profile
from luma.domain.venue import Fixture, Venue
from luma.light.fixtures import Definitions

UNKNOWN = Mode("", ())


def layout_of(fixture: Fixture, definitions: Definitions) -> tuple[Profile, Mode]:
    """What a fixture is and how it is laid out; an empty mode where nobody knows."""
    profile = definitions.profiles.get(fixture.profile)
    mode = profile.find_mode(fixture.mode) if profile is not None else None
    if profile is None or mode is None:
        return Profile(fixture.profile, ()), UNKNOWN
    return profile, mode


def footprint_of(fixture: Fixture, definitions: Definitions) -> Footprint:
    """The addresses to which a fixture listens; none where nobody knows how many."""
    _, mode = layout_of(fixture, definitions)
    return Footprint(fixture.id, fixture.universe, fixture.address, len(mode.slots))


def free_address(
    venue: Venue, definitions: Definitions, slots: int, universe: int = 1
) -> tuple[int, int] | None:
    """The first universe and address, from one universe on, with room for so many slots."""
    taken = [footprint_of(fixture, definitions) for fixture in venue.fixtures]
    found = find_free(taken, [slots], (universe, 1))
    return found[0] if found else None


def conflicts_of(venue: Venue, definitions: Definitions) -> tuple[Conflict, ...]:
    """What is wrong with the addresses of a venue, each in sentences with a way out."""
    return (*_misfits(venue, definitions), *_collisions(venue, definitions))


def _misfits(venue: Venue, definitions: Definitions) -> Iterator[Conflict]:
    for fixture in venue.fixtures:
        _, mode = layout_of(fixture, definitions)
        last = fixture.address + len(mode.slots) - 1
        if mode is UNKNOWN:
            words = f"{fixture.name} is of no known kind."
            yield Conflict(words, _unknown(fixture, definitions), (fixture.id,))
        elif last > UNIVERSE_SIZE:
            yield Conflict(
                f"{fixture.name} reaches to {last}.",
                "A universe ends at 512; what lies beyond is not sent. Give it "
                f"{UNIVERSE_SIZE + 1 - len(mode.slots)} or less"
                f"{_proposal(venue, definitions, fixture)}.",
                (fixture.id,),
            )


def _collisions(venue: Venue, definitions: Definitions) -> Iterator[Conflict]:
    lamps = {fixture.id: fixture for fixture in venue.fixtures}
    for overlap in overlaps(footprint_of(f, definitions) for f in venue.fixtures):
        one, other = lamps[overlap.one], lamps[overlap.other]
        alone = overlap.first == overlap.last
        where = f"{overlap.first}" if alone else f"{overlap.first}–{overlap.last}"
        yield Conflict(
            f"{other.name} overlaps {one.name} at {where}.",
            f"Both would answer to the same channels of {numberings(overlap.universe)}. "
            f"Move one of them{_proposal(venue, definitions, other)}.",
            (other.id, one.id),
        )


def _proposal(venue: Venue, definitions: Definitions, fixture: Fixture) -> str:
    _, mode = layout_of(fixture, definitions)
    found = free_address(venue, definitions, len(mode.slots), fixture.universe)
    return "" if found is None else f"; {found[0]}.{found[1]} is free"


def _unknown(fixture: Fixture, definitions: Definitions) -> str:
    profile = definitions.profiles.get(fixture.profile)
    if profile is None:
        return (
            f'No fixture file describes "{fixture.profile}". It stays dark. '
            "Choose another kind, or add its file."
        )
    modes = ", ".join(mode.name for mode in profile.modes)
    return (
        f'"{fixture.profile}" has no mode "{fixture.mode}". It stays dark. '
        f"Choose one of {modes}."
    )
