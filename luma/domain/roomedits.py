"""Edits of many fixtures of a venue at once, each a value that gives a new document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from luma.domain.errors import NotFound, Refused
from luma.domain.frozen import freeze_fields
from luma.domain.ids import FixtureId
from luma.domain.venue import Fixture, Group, Trim, Vector, Venue

Address = tuple[int, int]
"""A universe and an address in it, both from one."""


@dataclass(frozen=True, slots=True)
class AddFixtures:
    """Hang several fixtures, and let a group have them too if one is named."""

    fixtures: tuple[Fixture, ...]
    group: str = ""

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures."""
        taken = {fixture.id for fixture in doc.fixtures}
        for fixture in self.fixtures:
            if fixture.id in taken:
                raise Refused(f'The venue "{doc.name}" already has a fixture {fixture.id}.')
        grown = replace(doc, fixtures=(*doc.fixtures, *self.fixtures))
        if not self.group or not self.fixtures:
            return grown
        groups = {group.name: group for group in doc.groups}
        before = groups.get(self.group, Group(self.group)).fixtures
        new = tuple(fixture.id for fixture in self.fixtures)
        groups[self.group] = Group(self.group, (*before, *new))
        return replace(grown, groups=tuple(groups.values()))


@dataclass(frozen=True, slots=True)
class RemoveFixtures:
    """Take fixtures down and out of all groups; a group that is left empty ends."""

    ids: tuple[FixtureId, ...]

    def apply(self, doc: Venue) -> Venue:
        """Give the venue without the fixtures."""
        gone = _known(doc, self.ids)
        kept = tuple(fixture for fixture in doc.fixtures if fixture.id not in gone)
        groups = (
            replace(group, fixtures=tuple(f for f in group.fixtures if f not in gone))
            for group in doc.groups
        )
        return replace(doc, fixtures=kept, groups=tuple(g for g in groups if g.fixtures))


@dataclass(frozen=True, slots=True)
class MoveFixtures:
    """Hang fixtures elsewhere."""

    to: Mapping[FixtureId, Vector]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "to")

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures moved."""
        return _changed(doc, self.to, lambda f: replace(f, position=self.to[f.id]))


@dataclass(frozen=True, slots=True)
class RotateFixtures:
    """Turn fixtures."""

    to: Mapping[FixtureId, Vector]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "to")

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures turned."""
        return _changed(doc, self.to, lambda f: replace(f, rotation=self.to[f.id]))


@dataclass(frozen=True, slots=True)
class SetAddresses:
    """Let fixtures listen elsewhere."""

    to: Mapping[FixtureId, Address]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "to")

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures at their new addresses."""

        def readdressed(fixture: Fixture) -> Fixture:
            universe, address = self.to[fixture.id]
            return replace(fixture, universe=universe, address=address)

        return _changed(doc, self.to, readdressed)


@dataclass(frozen=True, slots=True)
class SetMode:
    """Say what kind of lamp fixtures are, and in which mode they run."""

    ids: tuple[FixtureId, ...]
    profile: str
    mode: str

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures as that kind."""
        ids = dict.fromkeys(self.ids)
        return _changed(doc, ids, lambda f: replace(f, profile=self.profile, mode=self.mode))


@dataclass(frozen=True, slots=True)
class RenameFixtures:
    """Call fixtures otherwise."""

    to: Mapping[FixtureId, str]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "to")

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures by their new names."""
        if any(not name.strip() for name in self.to.values()):
            raise Refused("A fixture needs a name.", hint="Give it at least one letter.")
        return _changed(doc, self.to, lambda f: replace(f, name=self.to[f.id].strip()))


@dataclass(frozen=True, slots=True)
class SetTrim:
    """Say how fixtures differ from their kind."""

    ids: tuple[FixtureId, ...]
    trim: Trim

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the fixtures trimmed so."""
        return _changed(doc, dict.fromkeys(self.ids), lambda f: replace(f, trim=self.trim))


@dataclass(frozen=True, slots=True)
class RenameVenue:
    """Call the venue otherwise."""

    to: str

    def apply(self, doc: Venue) -> Venue:
        """Give the venue by its new name."""
        if not self.to.strip():
            raise Refused("A venue needs a name.", hint="Give it at least one letter.")
        return replace(doc, name=self.to.strip())


def _known(doc: Venue, ids: tuple[FixtureId, ...]) -> frozenset[FixtureId]:
    """The ids as a set, if the venue has a fixture for each."""
    there = {fixture.id for fixture in doc.fixtures}
    missing = next((name for name in ids if name not in there), None)
    if missing is not None:
        raise NotFound(f'The venue "{doc.name}" has no fixture {missing}.')
    return frozenset(ids)


def _changed(
    doc: Venue, to: Mapping[FixtureId, object], change: Callable[[Fixture], Fixture]
) -> Venue:
    """The venue with some of its fixtures changed, all others as they are."""
    chosen = _known(doc, tuple(to))
    changed = (change(f) if f.id in chosen else f for f in doc.fixtures)
    return replace(doc, fixtures=tuple(changed))
