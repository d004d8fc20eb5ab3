"""A venue's patch for whoever shows it: rows, conflicts in words, and what is on the wire."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from luma.domain.addressing import Conflict, Footprint
from luma.domain.ids import FixtureId
from luma.domain.profile import Mode, Slot
from luma.domain.venue import LAST_ADDRESS, Fixture, Head, Venue
from luma.light.addresses import conflicts_of, layout_of
from luma.light.fixtures import Definitions
from luma.light.patch import heads_of

WORDS = {"fixed": "Fixed", "uv": "UV", "colour_wheel": "Colour wheel", "gobo": "Gobo wheel"}


@dataclass(frozen=True, slots=True)
class PatchRow:
    """A fixture as a row: its kind in words, its channels by name, and what is wrong."""

    fixture: Fixture
    kind: str
    channels: tuple[str, ...]
    heads: range
    groups: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def footprint(self) -> Footprint:
        """The addresses that it takes."""
        at = self.fixture
        return Footprint(at.id, at.universe, at.address, len(self.channels))


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A whole patch: the venue, a row for each fixture, and its heads."""

    venue: Venue
    rows: tuple[PatchRow, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    heads: tuple[Head, ...] = ()
    used: Mapping[int, int] = field(default_factory=dict)

    def row(self, name: FixtureId) -> PatchRow | None:
        """The row of a fixture, if the venue has it."""
        return next((row for row in self.rows if row.fixture.id == name), None)


def sheet_of(venue: Venue, definitions: Definitions) -> Sheet:
    """The patch of a venue as it stands."""
    profiles = definitions.profiles
    known = {key: profiles.get(key) for key in {f.profile for f in venue.fixtures}}
    definitions = Definitions({key: found for key, found in known.items() if found})
    kinds = {(f.profile, f.mode): f for f in venue.fixtures}
    layouts = {kind: layout_of(fixture, definitions) for kind, fixture in kinds.items()}
    channels = {kind: tuple(channel_names(mode)) for kind, (_, mode) in layouts.items()}
    rows: list[PatchRow] = []
    member = _memberships(venue)
    first = 0
    for fixture in venue.fixtures:
        kind = (fixture.profile, fixture.mode)
        profile, mode = layouts[kind]
        heads = range(first, first + len(mode.heads))
        first = heads.stop
        rows.append(
            PatchRow(
                fixture,
                profile.name,
                channels[kind],
                heads,
                tuple(member.get(fixture.id, ())),
            )
        )
    conflicts = conflicts_of(venue, definitions)
    wrong = {
        name: conflict.words for conflict in reversed(conflicts) for name in conflict.fixtures
    }
    told = tuple(
        row if row.fixture.id not in wrong else _with_trouble(row, wrong[row.fixture.id])
        for row in rows
    )
    return Sheet(venue, told, conflicts, heads_of(venue, definitions), _used(rows))


def channel_names(mode: Mode) -> Iterator[str]:
    """What each address of a mode does, in words."""
    many = len(mode.heads) > 1
    for slot in mode.slots:
        yield _channel_name(slot, many=many)


def _channel_name(slot: Slot, *, many: bool) -> str:
    words = slot.name or WORDS.get(slot.does, slot.does.replace("_", " ").capitalize())
    fine = " fine" if slot.fine and not slot.name else ""
    return f"{words}{fine} {slot.head + 1}" if many and slot.head is not None else words + fine


def _memberships(venue: Venue) -> Mapping[FixtureId, list[str]]:
    found: dict[FixtureId, list[str]] = {}
    for group in venue.groups:
        for name in group.fixtures:
            found.setdefault(name, []).append(group.name)
    return found


def _with_trouble(row: PatchRow, words: str) -> PatchRow:
    return PatchRow(row.fixture, row.kind, row.channels, row.heads, row.groups, words)


def _used(rows: list[PatchRow]) -> Mapping[int, int]:
    """How many addresses of each universe are taken."""
    taken: dict[int, set[int]] = {}
    for row in rows:
        at = row.footprint
        cells = taken.setdefault(at.universe, set())
        cells.update(range(at.first, min(at.last, LAST_ADDRESS) + 1))
    return dict(Counter({number: len(cells) for number, cells in sorted(taken.items())}))
