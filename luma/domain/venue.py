"""Which lamps stand where, and belong together."""

from dataclasses import dataclass, replace

from luma.domain.errors import BadDocument, BadValue, NotFound
from luma.domain.ids import FixtureId, VenueId

Vector = tuple[float, float, float]
LAST_ADDRESS = 512


MOST_OFFSET = 360.0


@dataclass(frozen=True, slots=True)
class Trim:
    """How one lamp differs from its kind, once pan and tilt of a head are known.

    Swapped, the channel of pan turns what tilts and the other way round; inverted, a channel
    runs backwards; offsets are degrees that are added to what the lamp is told.
    """

    swap: bool = False
    invert_pan: bool = False
    invert_tilt: bool = False
    pan_offset: float = 0.0
    tilt_offset: float = 0.0

    def __post_init__(self) -> None:
        """Refuse more than a whole turn."""
        for degrees in (self.pan_offset, self.tilt_offset):
            if not -MOST_OFFSET <= degrees <= MOST_OFFSET:
                raise BadValue(f"An offset of {degrees:g} degrees is more than a whole turn.")


@dataclass(frozen=True, slots=True)
class Fixture:
    """A lamp: what it is, where it listens, where it hangs and how it is turned.

    Places are in metres (x right, y upstage, z up), turns in degrees about the same axes;
    universe and address count from one.
    """

    id: FixtureId
    name: str
    profile: str
    mode: str
    universe: int = 1
    address: int = 1
    position: Vector = (0.0, 0.0, 3.0)
    rotation: Vector = (0.0, 0.0, 0.0)
    trim: Trim = Trim()

    def __post_init__(self) -> None:
        """Refuse an address that no wire has."""
        if self.universe < 1 or not 1 <= self.address <= LAST_ADDRESS:
            raise BadValue(
                f'"{self.name}" cannot listen at {self.universe}.{self.address}.',
                hint=f"Universes count from 1, addresses from 1 to {LAST_ADDRESS}.",
            )


@dataclass(frozen=True, slots=True)
class Group:
    """Fixtures that are called by one name."""

    name: str
    fixtures: tuple[FixtureId, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """A room with its fixtures and groups."""

    id: VenueId
    name: str
    fixtures: tuple[Fixture, ...] = ()
    groups: tuple[Group, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two fixtures or two groups of one name."""
        for names in ([f.id for f in self.fixtures], [g.name for g in self.groups]):
            if len(set(names)) < len(names):
                raise BadDocument(f'Two things in the venue "{self.name}" have the same name.')

    def fixture(self, name: FixtureId) -> Fixture:
        """The fixture of that id."""
        found = next((fixture for fixture in self.fixtures if fixture.id == name), None)
        if found is None:
            raise NotFound(f'The venue "{self.name}" has no fixture {name}.')
        return found

    def with_changed(self, changed: Fixture) -> "Venue":
        """The same venue with one fixture in a new state."""
        return replace(
            self, fixtures=tuple(changed if f.id == changed.id else f for f in self.fixtures)
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The smallest light that can be set alone; its ranks are its places in its groups.

    One of a lamp of no known kind stays dark, whatever it is told.
    """

    fixture: FixtureId
    index: int
    position: Vector
    groups: tuple[str, ...] = ()
    abilities: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()
    is_known: bool = True
