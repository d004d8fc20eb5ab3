"""The venue shelf: venues, fixtures and groups, saved as the difference of two documents."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, class_mapper

from luma.domain.errors import NotFound
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Group, Trim, Venue
from luma.store._revision import check_revision
from luma.store._tables import FixtureRow, GroupRow, MemberRow, VenueRow

Row = FixtureRow | GroupRow | MemberRow


class Venues:
    """The venues of the library."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def save(self, venue: Venue, revision: int | None = None) -> int:
        """Write what is new in a venue and give its revision; `revision` was seen."""
        row = self._session.get(VenueRow, venue.id)
        check_revision(f'The venue "{venue.name}"', row.revision if row else 0, revision)
        before = Venue(venue.id, "") if row is None else self._load(row)
        if row is not None and before == venue:
            return row.revision
        for group in venue.groups:
            for fixture in group.fixtures:
                venue.fixture(fixture)
        if row is None:
            row = VenueRow(id=venue.id, revision=0)
            self._session.add(row)
        row.name, row.revision = venue.name, row.revision + 1
        self._session.flush()
        self._save_parts(before, venue)
        return row.revision

    def find(self, name: VenueId) -> Venue | None:
        """The venue of that id."""
        row = self._session.get(VenueRow, name)
        return None if row is None else self._load(row)

    def load(self, name: VenueId) -> Venue:
        """The venue of that id."""
        return self._load(self._row(name))

    def revision(self, name: VenueId) -> int:
        """How often a venue was changed."""
        return self._row(name).revision

    def list(self) -> tuple[Venue, ...]:
        """Every venue, by name."""
        rows = self._session.scalars(
            select(VenueRow).order_by(VenueRow.name, VenueRow.id)
        ).all()
        return tuple(self._load(row) for row in rows)

    def remove(self, name: VenueId) -> None:
        """Take a venue away with all that stands in it."""
        self._session.delete(self._row(name))
        self._session.flush()
        self._session.expire_all()

    def _row(self, name: VenueId) -> VenueRow:
        row = self._session.get(VenueRow, name)
        if row is None:
            raise NotFound(f"The library has no venue {name}.")
        return row

    def _save_parts(self, before: Venue, venue: Venue) -> None:
        """Write newcomers from the ground up, then take away from the top down."""
        layers = (_fixture_rows, _group_rows, _member_rows)
        for rows_of in layers:
            old = {_key(row): row for row in rows_of(before)}
            for row in rows_of(venue):
                if _key(row) not in old or not _is_same(old[_key(row)], row):
                    self._session.merge(row)
            self._session.flush()
        for rows_of in reversed(layers):
            kept = {_key(row) for row in rows_of(venue)}
            for row in rows_of(before):
                if _key(row) not in kept:
                    self._session.delete(self._session.get_one(type(row), _key(row)))
            self._session.flush()

    def _load(self, row: VenueRow) -> Venue:
        fixtures = self._session.scalars(
            select(FixtureRow).where(FixtureRow.venue == row.id).order_by(FixtureRow.place)
        )
        members = self._session.scalars(
            select(MemberRow).where(MemberRow.venue == row.id).order_by(MemberRow.place)
        ).all()
        groups = self._session.scalars(
            select(GroupRow).where(GroupRow.venue == row.id).order_by(GroupRow.place)
        )
        return Venue(
            VenueId(row.id),
            row.name,
            tuple(_fixture(fixture) for fixture in fixtures),
            tuple(
                Group(
                    g.name,
                    tuple(FixtureId(m.fixture) for m in members if m.group_name == g.name),
                )
                for g in groups
            ),
        )


def _key(row: Row) -> tuple[str | int, ...]:
    return tuple(getattr(row, column.name) for column in class_mapper(type(row)).primary_key)


def _is_same(one: Row, other: Row) -> bool:
    names = (column.name for column in class_mapper(type(one)).columns)
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _fixture_rows(venue: Venue) -> Iterable[FixtureRow]:
    for place, fixture in enumerate(venue.fixtures):
        (x, y, z), (turn_x, turn_y, turn_z) = fixture.position, fixture.rotation
        yield FixtureRow(
            venue=venue.id,
            id=fixture.id,
            place=place,
            name=fixture.name,
            profile=fixture.profile,
            mode=fixture.mode,
            universe=fixture.universe,
            address=fixture.address,
            x=x, y=y, z=z, turn_x=turn_x, turn_y=turn_y, turn_z=turn_z,
            swap=fixture.trim.swap,
            invert_pan=fixture.trim.invert_pan,
            invert_tilt=fixture.trim.invert_tilt,
            pan_offset=fixture.trim.pan_offset,
            tilt_offset=fixture.trim.tilt_offset,
        )  # fmt: skip


def _group_rows(venue: Venue) -> Iterable[GroupRow]:
    for place, group in enumerate(venue.groups):
        yield GroupRow(venue=venue.id, name=group.name, place=place)


def _member_rows(venue: Venue) -> Iterable[MemberRow]:
    for group in venue.groups:
        for place, fixture in enumerate(group.fixtures):
            yield MemberRow(venue=venue.id, group_name=group.name, place=place, fixture=fixture)


def _fixture(row: FixtureRow) -> Fixture:
    return Fixture(
        FixtureId(row.id),
        row.name,
        row.profile,
        row.mode,
        row.universe,
        row.address,
        (row.x, row.y, row.z),
        (row.turn_x, row.turn_y, row.turn_z),
        Trim(row.swap, row.invert_pan, row.invert_tilt, row.pan_offset, row.tilt_offset),
    )
