"""New fixtures, many at once: on a layout, at the addresses that are free."""

from dataclasses import dataclass

from luma.app.kinds import Kind, ModeChoice
from luma.app.patchedits import numbered
from luma.app.patching import Sheet
from luma.domain.addressing import Address, find_free
from luma.domain.errors import Refused
from luma.domain.ids import FixtureId, new_id
from luma.domain.layouts import Layout, places
from luma.domain.roomedits import AddFixtures
from luma.domain.venue import Fixture, Vector

MOST = 1000


@dataclass(frozen=True, slots=True)
class Batch:
    """So many fixtures of a kind: their name, their addresses from one on, and their places."""

    kind: Kind
    mode: ModeChoice
    name: str
    count: int = 1
    start: Address = (1, 1)
    layout: Layout = "line"
    middle: Vector = (0.0, 3.0, 4.0)
    width: float = 6.0
    group: str = ""

    def addresses(self, sheet: Sheet) -> tuple[Address, ...] | None:
        """The free addresses that they get in a room, if it has enough."""
        taken = [row.footprint for row in sheet.rows]
        return find_free(taken, [self.mode.channels] * self.count, self.start)

    def places(self) -> tuple[Vector, ...]:
        """Where they hang."""
        return places(self.layout, self.count, self.middle, self.width)


def hung(sheet: Sheet, batch: Batch) -> AddFixtures:
    """The edit that hangs a batch."""
    if not batch.name.strip():
        raise Refused("Fixtures need a name.", hint="Give them at least one letter.")
    at = batch.addresses(sheet)
    if at is None:
        universe, address = batch.start
        raise Refused(
            f"{batch.count} × {batch.mode.channels} channels find no room from "
            f"{universe}.{address} on.",
            hint="Begin in another universe, or add fewer.",
        )
    name = batch.name.strip()
    names = numbered(name, batch.count) if batch.count > 1 else (name,)
    new = (
        Fixture(FixtureId(new_id()), each, batch.kind.key, batch.mode.name, *where, place)
        for each, where, place in zip(names, at, batch.places(), strict=True)
    )
    return AddFixtures(tuple(new), batch.group)


def next_free(sheet: Sheet, mode: ModeChoice, count: int, universe: int = 1) -> Address:
    """Where so many new fixtures of a mode have room, from a universe on."""
    taken = [row.footprint for row in sheet.rows]
    found = find_free(taken, [mode.channels] * max(1, count), (universe, 1))
    return found[0] if found else (universe, 1)
