"""What the panels of the venue page share: the lit room, and which fixtures are chosen."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from luma.app.events import (
    DocumentChanged,
    KindsChanged,
    RoomChosen,
    ShowChanged,
    VenuesChanged,
)
from luma.app.fixtures import Brought, NotBrought
from luma.app.identify import identify
from luma.app.kinds import Kind
from luma.app.lampkeeping import bring
from luma.app.patching import PatchRow, Sheet
from luma.app.venues import ListedVenue
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Group, Vector, Venue
from luma.domain.venueedits import VenueEdit
from luma.ui.session import Session

NOWHERE = Venue(VenueId(""), "")


class Hall(QObject):
    """The lit room in its newest state; lives on Qt's thread."""

    sheet_changed = Signal()
    """The room is another, or in another state."""
    chosen_changed = Signal()
    """Other fixtures are chosen."""
    rooms_changed = Signal()
    """The list of rooms is another."""
    kinds_changed = Signal()
    """The kinds of lamps were read."""
    meant_changed = Signal()
    """Other heads are meant by what is being tried out."""
    identified_changed = Signal()
    """Other fixtures shine to be found, or none."""
    previewed = Signal()
    """Fixtures are shown elsewhere while a hand holds them."""

    def __init__(self, session: Session) -> None:
        """Look for the lit room."""
        super().__init__(session)
        self.session = session
        self.sheet = Sheet(NOWHERE)
        self.rooms: tuple[ListedVenue, ...] = ()
        self.kinds: tuple[Kind, ...] = ()
        self.chosen: tuple[FixtureId, ...] = ()
        self.meant: frozenset[int] = frozenset()
        self.held: dict[FixtureId, Vector] = {}
        self._awaited: tuple[FixtureId, ...] = ()
        self.identified: frozenset[FixtureId] = frozenset()
        self.is_known = False
        self._rows: dict[FixtureId, PatchRow] = {}
        session.bridge.on(RoomChosen, lambda _: self._find(), self)
        session.bridge.on(VenuesChanged, lambda _: self._list(), self)
        session.bridge.on(VenuesChanged, lambda _: self.read_kinds(), self)
        session.bridge.on(KindsChanged, lambda _: self._hear_kinds(), self)
        session.bridge.on(DocumentChanged, self._hear, self)
        session.bridge.on(ShowChanged, lambda _: self._shine_on(), self)
        self._find()
        self._list()

    @property
    def venue(self) -> Venue:
        """The lit room; one without a name where there is none."""
        return self.sheet.venue

    @property
    def is_there(self) -> bool:
        """Whether the library has a room at all."""
        return bool(self.sheet.venue.id)

    def row(self, name: FixtureId) -> PatchRow | None:
        """The row of a fixture."""
        return self._rows.get(name)

    def chosen_rows(self) -> tuple[PatchRow, ...]:
        """The rows of the chosen fixtures, in the order of the patch."""
        chosen = set(self.chosen)
        return tuple(row for row in self.sheet.rows if row.fixture.id in chosen)

    def chosen_fixtures(self) -> tuple[Fixture, ...]:
        """The chosen fixtures, in the order of the patch."""
        return tuple(row.fixture for row in self.chosen_rows())

    def find_kind(self, key: str) -> Kind | None:
        """A kind of lamp by its key, once the kinds are read."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def group(self, name: str) -> Group | None:
        """A group by its name."""
        return next((group for group in self.venue.groups if group.name == name), None)

    def choose(self, names: Iterable[FixtureId]) -> None:
        """Choose fixtures; those that the room has not are left out."""
        wanted = tuple(dict.fromkeys(name for name in names if name in self._rows))
        if wanted != self.chosen:
            self.chosen = wanted
            self.chosen_changed.emit()

    def choose_soon(self, names: Iterable[FixtureId]) -> None:
        """Choose fixtures once the room has them."""
        self._awaited = tuple(names)

    def edit(self, edit: VenueEdit | None, gesture: str | None = None) -> None:
        """Edit the lit room, as one step of undo."""
        if edit is not None and self.is_there:
            self.session.edit_room(edit, gesture)

    def move(self, to: Mapping[FixtureId, Vector] | None) -> None:
        """Show fixtures elsewhere, without an edit; nothing ends that."""
        self.held = dict(to or {})
        self.previewed.emit()

    def mean(self, heads: Iterable[int]) -> None:
        """Let some heads be marked in the room."""
        meant = frozenset(heads)
        if meant != self.meant:
            self.meant = meant
            self.meant_changed.emit()

    def read_kinds(self) -> None:
        """Read the kinds of lamps, beside the lane."""
        venues = self.session.desk.venues
        self.session.ask_aside(venues.kinds, self._take_kinds, key="kinds of lamps")

    def bring_kinds(self, files: Iterable[Path]) -> None:
        """Keep the kinds of lamps in files; what is in none of them is told."""
        desk, wanted = self.session.desk, tuple(files)

        def tell(found: tuple[Brought | NotBrought, ...]) -> None:
            troubles = [each.why for each in found if isinstance(each, NotBrought)]
            if troubles:
                self.session.problem.emit(troubles[0])

        if wanted:
            self.session.ask_aside(lambda: bring(desk, wanted), tell, key="kinds from files")

    def identify(self, names: Iterable[FixtureId]) -> None:
        """Let fixtures shine so that they are found, or end that where they do."""
        wanted = frozenset(name for name in names if name in self._rows)
        self._let_shine(frozenset() if wanted == self.identified else wanted)

    def _let_shine(self, wanted: frozenset[FixtureId]) -> None:
        desk = self.session.desk

        def take(_: object) -> None:
            self.identified = wanted
            self.identified_changed.emit()

        self.session.ask(lambda: identify(desk.lights, desk.shows, wanted), take)

    def _shine_on(self) -> None:
        """Let the same fixtures shine: their heads may have moved up in the row."""
        if self.identified:
            self._let_shine(self.identified & set(self._rows))

    def _find(self) -> None:
        venues = self.session.desk.venues

        def read() -> None:
            lit = venues.find_lit()
            if lit is None:
                self._answer(Sheet(NOWHERE))
            else:
                venues.read_sheet(lit, self._answer)

        self.session.ask(read)

    def _answer(self, sheet: Sheet) -> None:
        self.session.later(lambda: self._take(sheet))

    def _hear_kinds(self) -> None:
        self.read_kinds()
        self._find()

    def _list(self) -> None:
        self.session.ask(self.session.desk.venues.list, self._take_rooms)

    def _hear(self, fact: DocumentChanged) -> None:
        if fact.kind == "venue" and fact.id == self.venue.id:
            venues, room = self.session.desk.venues, VenueId(fact.id)
            self.session.ask(lambda: venues.read_sheet(room, self._answer))
            if isinstance(fact.before, Venue) and fact.before != fact.after:
                self._list()

    def _take(self, sheet: Sheet) -> None:
        moved = sheet.venue.id != self.venue.id
        self.sheet, self.is_known = sheet, True
        self.held = {}
        self._rows = {row.fixture.id: row for row in sheet.rows}
        if moved:
            self.session.use_room(sheet.venue.id or None)
        self.meant = frozenset() if moved else self.meant
        self._shine_on()
        self.sheet_changed.emit()
        wanted, self._awaited = self._awaited, ()
        self.choose(wanted or self.chosen)

    def _take_rooms(self, rooms: tuple[ListedVenue, ...]) -> None:
        self.rooms = rooms
        self.rooms_changed.emit()

    def _take_kinds(self, kinds: tuple[Kind, ...]) -> None:
        self.kinds = kinds
        self.kinds_changed.emit()
