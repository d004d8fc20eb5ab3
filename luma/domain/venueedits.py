"""Edits of a venue, each a value that gives a new document."""

from dataclasses import dataclass, replace

from luma.domain.errors import Refused
from luma.domain.groupedits import MoveGroup, RemoveGroup, RenameGroup
from luma.domain.ids import FixtureId
from luma.domain.roomedits import (
    AddFixtures,
    MoveFixtures,
    RemoveFixtures,
    RenameFixtures,
    RenameVenue,
    RotateFixtures,
    SetAddresses,
    SetMode,
    SetTrim,
)
from luma.domain.venue import Fixture, Group, Vector, Venue


@dataclass(frozen=True, slots=True)
class AddFixture:
    """Hang a fixture."""

    fixture: Fixture

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixture."""
        if any(fixture.id == self.fixture.id for fixture in doc.fixtures):
            raise Refused(f'The venue "{doc.name}" already has a fixture {self.fixture.id}.')
        return replace(doc, fixtures=(*doc.fixtures, self.fixture))


@dataclass(frozen=True, slots=True)
class RemoveFixture:
    """Take a fixture down and out of all groups."""

    id: FixtureId

    def apply(self, doc: Venue) -> Venue:
        """Give the venue without the fixture."""
        doc.fixture(self.id)
        return replace(
            doc,
            fixtures=tuple(fixture for fixture in doc.fixtures if fixture.id != self.id),
            groups=tuple(
                replace(group, fixtures=tuple(f for f in group.fixtures if f != self.id))
                for group in doc.groups
            ),
        )


@dataclass(frozen=True, slots=True)
class MoveFixture:
    """Hang a fixture elsewhere or turn it."""

    id: FixtureId
    position: Vector
    rotation: Vector

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixture moved."""
        fixture = doc.fixture(self.id)
        return doc.with_changed(
            replace(fixture, position=self.position, rotation=self.rotation)
        )


@dataclass(frozen=True, slots=True)
class Readdress:
    """Let a fixture listen elsewhere."""

    id: FixtureId
    universe: int
    address: int

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixture's new address."""
        fixture = doc.fixture(self.id)
        return doc.with_changed(replace(fixture, universe=self.universe, address=self.address))


@dataclass(frozen=True, slots=True)
class AssignGroup:
    """Say which fixtures a group name stands for; no fixtures at all remove the group."""

    name: str
    fixtures: tuple[FixtureId, ...]

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the group."""
        for fixture in self.fixtures:
            doc.fixture(fixture)
        groups = {group.name: group for group in doc.groups}
        groups[self.name] = Group(self.name, self.fixtures)
        return replace(doc, groups=tuple(group for group in groups.values() if group.fixtures))


VenueEdit = (
    AddFixture
    | RemoveFixture
    | MoveFixture
    | Readdress
    | AssignGroup
    | AddFixtures
    | RemoveFixtures
    | MoveFixtures
    | RotateFixtures
    | SetAddresses
    | SetMode
    | SetTrim
    | RenameFixtures
    | RenameVenue
    | RenameGroup
    | MoveGroup
    | RemoveGroup
)
