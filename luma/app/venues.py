"""The rooms of the library: which one is lit, and how they come and go."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from luma.app.documents import Documents
from luma.app.events import ProblemRaised, RoomChosen, VenuesChanged
from luma.app.fixtures import Fixtures, write_whole
from luma.app.ground import Ground
from luma.app.kinds import Kind, kinds_of
from luma.app.litroom import AT_ONCE
from luma.app.patching import Sheet, sheet_of
from luma.app.paths import Paths
from luma.app.plaintext import bytes_of, read_record
from luma.app.rigs import RIG, Rig, bring_rig, write_rig
from luma.domain.documents import VENUE
from luma.domain.errors import LumaError, NotFound, Refused, Unavailable
from luma.domain.ids import VenueId, new_id
from luma.domain.venue import Venue
from luma.store.store import Shelf

NEW_NAME = "New room"
Then = Callable[[Venue], object]


@dataclass(frozen=True, slots=True)
class ListedVenue:
    """A venue in a list."""

    id: VenueId
    name: str
    fixtures: int


class Venues:
    """Lists, makes and removes venues; used on the lane."""

    def __init__(
        self, ground: Ground, documents: Documents, paths: Paths, fixtures: Fixtures
    ) -> None:
        """Remember which room was lit last."""
        self._bus, self._keeper, self._store = ground.bus, ground.keeper, ground.store
        self._chores, self._documents = ground.chores, documents
        self._fixtures, self._definitions = fixtures, fixtures.definitions
        self._looked_at: Venue | None = None
        self._note = paths.state / "room"
        self._chosen = _read_note(self._note)

    def room(self, shelf: Shelf) -> VenueId:
        """The room that is lit: the chosen one, or else the first by name."""
        if self._chosen is not None and shelf.venues.find(self._chosen) is not None:
            return self._chosen
        venues = shelf.venues.list()
        if not venues:
            raise NotFound("The library has no venue, so light has no lamps.")
        return venues[0].id

    def find_lit(self) -> VenueId | None:
        """The room that is lit, if the library has any."""
        with self._store.read() as shelf:
            return self.room(shelf) if shelf.venues.list() else None

    def list(self) -> tuple[ListedVenue, ...]:
        """Every venue, by name."""
        with self._store.read() as shelf:
            venues = shelf.venues.list()
        return tuple(ListedVenue(v.id, v.name, len(v.fixtures)) for v in venues)

    def sheet(self, name: VenueId) -> Sheet:
        """The patch of a venue in its newest state."""
        return self.sheet_of(self._documents.get("venue", name))

    def read_sheet(self, name: VenueId, then: Callable[[Sheet], object]) -> None:
        """The same, beside the lane where the room is large; of several the latest answers."""
        venue: Venue = self._documents.get("venue", name)
        self._looked_at = venue

        def take(sheet: Sheet) -> None:
            if sheet.venue is self._looked_at:
                then(sheet)

        if len(venue.fixtures) <= AT_ONCE:
            take(self.sheet_of(venue))
        else:
            self._chores.run(lambda: self.sheet_of(venue), take, self._tell, key="sheet")

    def sheet_of(self, venue: Venue) -> Sheet:
        """The patch of a state of a venue; from any thread."""
        return sheet_of(venue, self._definitions)

    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of lamp; reads files, so ask beside the lane."""
        return kinds_of(self._definitions.profiles)

    def choose(self, name: VenueId) -> None:
        """Light another room from now on."""
        with self._store.read() as shelf:
            shelf.venues.load(name)
        self._chosen = name
        try:
            self._note.write_text(name, encoding="utf-8")
        except OSError as error:
            trouble = Unavailable(f'"{self._note}" cannot be written: {error.strerror}.')
            self._bus.announce(ProblemRaised(trouble))
        self._bus.announce(RoomChosen(name))

    def add(self, name: str = NEW_NAME) -> None:
        """Shelve an empty room, and light it."""
        self._shelve(Venue(VenueId(new_id()), name))

    def duplicate(self, name: VenueId) -> None:
        """Shelve a copy of a room, and light it."""
        venue: Venue = self._documents.get("venue", name)
        self._shelve(replace(venue, id=VenueId(new_id())))

    def remove(self, name: VenueId, then: Then = lambda _: None) -> None:
        """Take a room away, and light another; what it was comes to `then`."""

        def change(shelf: Shelf) -> Venue:
            if len(shelf.venues.list()) == 1:
                raise Refused(
                    "The last room of the library stays.", hint="Make another one first."
                )
            venue = shelf.venues.load(name)
            shelf.venues.remove(name)
            return venue

        def go_on(venue: Venue) -> None:
            self._bus.announce(VenuesChanged())
            with self._store.read() as shelf:
                self.choose(self.room(shelf))
            then(venue)

        self._keeper.save(change).then(go_on, self._tell)

    def restore(self, venue: Venue) -> None:
        """Shelve a room that was taken away, and light it."""
        self._shelve(replace(venue, id=VenueId(new_id())), as_it_is=True)

    def bring(self, file: Path) -> None:
        """Shelve the room of a file, and light it; an MVR file brings its lamps along."""
        if file.suffix.casefold() == RIG:
            self._chores.run(
                lambda: bring_rig(file, self._fixtures), self._take_rig, self._tell
            )
            return
        self._shelve(replace(read_venue(file), id=VenueId(new_id())))

    def _take_rig(self, rig: Rig) -> None:
        self._shelve(replace(rig.venue, id=VenueId(new_id())))
        for remark in rig.remarks:
            self._bus.announce(ProblemRaised(Refused(remark)))

    def write(self, name: VenueId, file: Path) -> None:
        """Write a room into a file, of MVR or of JSON by how its name ends."""
        venue: Venue = self._documents.get("venue", name)
        if file.suffix.casefold() == RIG:
            write_rig(venue, file, self._fixtures)
        else:
            write_whole(file, VENUE.write(venue).encode())

    def _shelve(self, venue: Venue, *, as_it_is: bool = False) -> None:
        def change(shelf: Shelf) -> Venue:
            taken = {other.name for other in shelf.venues.list()}
            name = venue.name if as_it_is else free_name(venue.name, taken)
            new = replace(venue, name=name)
            shelf.venues.save(new)
            return new

        def go_on(new: Venue) -> None:
            self._bus.announce(VenuesChanged())
            self.choose(new.id)

        self._keeper.save(change).then(go_on, self._tell)

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            raise trouble
        self._bus.announce(ProblemRaised(trouble))


def read_venue(file: Path) -> Venue:
    """The room in a file of JSON or YAML."""
    body = read_record(bytes_of(file), f'"{file.name}"', file.suffix.lower(), VENUE.name)
    return VENUE.read_body(body)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where another venue has it."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _read_note(note: Path) -> VenueId | None:
    try:
        return VenueId(note.read_text(encoding="utf-8").strip()) or None
    except (OSError, UnicodeDecodeError):
        return None
