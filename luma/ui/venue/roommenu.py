"""The rooms of the library: which one is lit, and what can be done with them."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QToolButton

from luma.domain.roomedits import RenameVenue
from luma.domain.venue import Venue
from luma.ui.assets import icon
from luma.ui.toast import Toast
from luma.ui.venue.hall import Hall

FILES = "Rooms (*.json *.yaml *.mvr)"
WRITTEN = "Rooms of Luma (*.json);;My Virtual Rig (*.mvr)"
LONGEST = 40


class RoomMenu(QToolButton):
    """A button that opens the list of rooms."""

    def __init__(self, hall: Hall) -> None:
        """Offer the rooms of the library."""
        super().__init__()
        self._hall = hall
        self._venues = hall.session.desk.venues
        self._toast: Toast | None = None
        self.setProperty("flat", "true")
        self.setIcon(icon("ellipsis"))
        self.setIconSize(QSize(16, 16))
        self.setFixedSize(24, 24)
        self.setToolTip("Rooms: choose, new, copy, rename, remove, import, export")
        self.setAccessibleName("Rooms")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def choose_next(self) -> None:
        """Light the next room of the list."""
        rooms = [room.id for room in self._hall.rooms]
        if len(rooms) > 1:
            place = rooms.index(self._hall.venue.id) if self._hall.venue.id in rooms else -1
            wanted = rooms[(place + 1) % len(rooms)]
            self._hall.session.ask(lambda: self._venues.choose(wanted))

    def add(self) -> None:
        """Make an empty room."""
        self._hall.session.ask(self._venues.add)

    def duplicate(self) -> None:
        """Copy the lit room."""
        name = self._hall.venue.id
        self._hall.session.ask(lambda: self._venues.duplicate(name))

    def rename(self) -> None:
        """Ask for another name of the lit room."""
        before = self._hall.venue.name
        words, is_wanted = QInputDialog.getText(self, "Rename the room", "Name", text=before)
        if is_wanted and words.strip() != before:
            self._hall.edit(RenameVenue(words))

    def remove(self) -> None:
        """Take the lit room away, with a way back."""
        name = self._hall.venue.id
        session = self._hall.session
        session.ask(
            lambda: self._venues.remove(
                name, lambda gone: session.later(lambda: self._offer_back(gone))
            )
        )

    def bring(self) -> None:
        """Choose a file with a room."""
        file, _ = QFileDialog.getOpenFileName(self, "Import a room", "", FILES)
        if file:
            self._hall.session.ask(lambda: self._venues.bring(Path(file)))

    def write(self) -> None:
        """Choose a file for the lit room."""
        name = self._hall.venue.id
        begun = f"{self._hall.venue.name}.json".replace("/", "-")
        file, _ = QFileDialog.getSaveFileName(self, "Export the room", begun, WRITTEN)
        if file:
            self._hall.session.ask(lambda: self._venues.write(name, Path(file)))

    def _offer_back(self, gone: Venue) -> None:
        if self._toast is None:
            self._toast = Toast(self.window())
        venues, session = self._venues, self._hall.session
        self._toast.tell(
            f'"{gone.name}" was removed.',
            "Undo",
            lambda: session.ask(lambda: venues.restore(gone)),
        )

    def _fill(self) -> None:
        menu, hall = self._menu, self._hall
        menu.clear()
        for room in hall.rooms:
            name = room.name if len(room.name) <= LONGEST else f"{room.name[: LONGEST - 1]}…"
            many = f"{room.fixtures} fixture{'s' * (room.fixtures != 1)}"
            entry = menu.addAction(f"{name.replace('&', '&&')}\t{many}")
            entry.setCheckable(True)
            entry.setChecked(room.id == hall.venue.id)
            wanted = room.id
            entry.triggered.connect(
                lambda _=False, name=wanted: hall.session.ask(lambda: self._venues.choose(name))
            )
        menu.addSeparator()
        menu.addAction(icon("plus"), "New room", self.add)
        for sign, words, act in (
            ("copy", "Copy this room", self.duplicate),
            ("tag", "Rename…", self.rename),
            ("upload", "Export…", self.write),
        ):
            menu.addAction(icon(sign), words, act).setEnabled(hall.is_there)
        menu.addAction(icon("download"), "Import…", self.bring)
        removes = menu.addAction(icon("trash-2"), "Remove this room", self.remove)
        removes.setEnabled(len(hall.rooms) > 1)
