"""What can be done with the tracks that are chosen in the list."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from luma.app.library import SOUND_SUFFIXES
from luma.app.refinding import Found
from luma.app.shelves import Row
from luma.domain.errors import NotFound
from luma.domain.listing import Query
from luma.domain.playlists import PlaylistKind
from luma.domain.track import Track
from luma.ui.library.doing import Doing, names_of
from luma.ui.library.lists import Lists
from luma.ui.library.menu import Around, menu_for
from luma.ui.library.trackview import TrackView
from luma.ui.library.wordcard import NoteCard
from luma.ui.library.words import counted
from luma.ui.session import Session

SOUNDS = f"Music ({' '.join(f'*{suffix}' for suffix in sorted(SOUND_SUFFIXES))})"


class Chosen:
    """Tells the desk what is to become of the chosen tracks."""

    def __init__(
        self, session: Session, view: TrackView, doing: Doing, lists: Lists, over: QWidget
    ) -> None:
        """Work on what is chosen in a view; `over` is the panel that shows it."""
        self._session, self._view, self._doing = session, view, doing
        self._lists, self._over = lists, over
        self.query = Query()
        """What the list shows."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The chosen rows, from top to bottom."""
        return self._view.chosen()

    def menu(self) -> QMenu | None:
        """The menu of what is chosen."""
        rows = self.rows
        if not rows:
            return None
        shown = self._lists.shown
        takes = shown is not None and shown.kind.holds_tracks
        out_of = shown.name if takes and shown is not None else ""
        around = Around(self.query.in_trash, self._lists.offered, out_of)
        return menu_for(rows, self, self._over, around)

    def open_chosen(self) -> None:
        """Open the track under the cursor."""
        row = self._view.table.row(self._view.currentIndex().row())
        if row is not None and not self.query.in_trash:
            self._session.open_track(row.listed.track.id)

    def edit_chosen(self) -> None:
        """Edit the title or the artist where it stands."""
        self._view.edit_tags()

    def retry_chosen(self) -> None:
        """Try again what failed."""
        self._doing.retry(self.rows)

    def hear_chosen_again(self) -> None:
        """Hear all of the tracks anew."""
        self._doing.hear_again(self.rows)

    def reveal_chosen(self) -> None:
        """Show the file in its folder."""
        self._doing.reveal(self.rows[0])

    def paint_chosen(self, number: int) -> None:
        """Give the tracks one of nine colours."""
        self._doing.paint(self.rows, number)

    def rate_chosen(self, stars: int) -> None:
        """Give the tracks stars."""
        if not self.query.in_trash:
            self._doing.rate(self.rows, stars)

    def note_chosen(self) -> None:
        """Write what there is to know of the track, in a card below it."""
        rows = self.rows
        if len(rows) != 1 or self.query.in_trash:
            return
        row, view = rows[0], self._view
        card = NoteCard(self._over, row.listed.track.title, row.listed.note)
        card.given.connect(lambda words: self._doing.note(row, words))
        place = view.visualRect(view.currentIndex().siblingAtColumn(2)).bottomLeft()
        card.open_at(view.viewport().mapToGlobal(place + QPoint(0, 2)))

    def like_chosen(self) -> None:
        """Show the tracks that go best with this one."""
        if self.rows:
            self._lists.liked.emit(self.rows[0].listed.track)

    def put_chosen(self, name: str) -> None:
        """Put the tracks into a list."""
        self._lists.doing.put(name, names_of(self.rows))

    def begin_with_chosen(self, kind: PlaylistKind) -> None:
        """Begin a list with the tracks."""
        self._lists.doing.begin(kind, tracks=names_of(self.rows))

    def remove_chosen(self) -> None:
        """Take the tracks out of the list that is shown, or throw them away."""
        shown, rows = self._lists.shown, self.rows
        if not rows or self.query.in_trash:
            return
        if shown is None:
            self._doing.remove(rows)
        elif shown.kind is PlaylistKind.SMART:
            self._doing.tell(f'"{shown.name}" shows what its search finds: nothing to take out')
        else:
            self._lists.doing.take_out(shown, names_of(rows))

    def can_move(self) -> bool:
        """Whether the list that is shown has an order, and is shown whole and in it."""
        shown, query = self._lists.shown, self.query
        is_plain = query == Query(playlist=query.playlist)
        return is_plain and shown is not None and shown.kind is PlaylistKind.LIST

    def move_chosen(self, by: int) -> None:
        """Bring the tracks a place up or down in their list."""
        shown = self._lists.shown
        if shown is not None and self.can_move():
            self._lists.doing.move(shown, names_of(self.rows), by)

    def throw_chosen(self) -> None:
        """Throw the tracks away, whichever list is shown."""
        if not self.query.in_trash:
            self._doing.remove(self.rows)

    def restore_chosen(self) -> None:
        """Take the tracks out of the trash."""
        self._doing.restore(self.rows)

    def find_chosen(self) -> None:
        """Look for the gone files in a folder, as deep as it goes."""
        gone = [row.listed.track for row in self.rows if row.missing]
        if not gone:
            return
        folder = QFileDialog.getExistingDirectory(self._over, "Look for the files in")
        if folder:
            self.look_in(Path(folder), gone)

    def look_in(self, folder: Path, gone: Sequence[Track]) -> None:
        """Find the files of some tracks in a folder again, and tell how many were there."""
        self._doing.tell(f'Looking in "{folder.name or folder}"…')
        relocate = self._session.desk.library.relocate

        def look() -> tuple[Found, ...]:
            return tuple(one for track in gone for one in relocate(folder, track.id))

        self._session.ask_aside(look, partial(self._tell_found, folder))

    def replace_chosen(self) -> None:
        """Give the track another file, such as a better copy; the show stays."""
        rows = self.rows
        if len(rows) != 1:
            return
        file, _ = QFileDialog.getOpenFileName(
            self._over, "Replace the sound by", "", f"{SOUNDS};;All files (*)"
        )
        if file:
            self.replace_by(rows[0].listed.track, Path(file))

    def replace_by(self, track: Track, file: Path) -> None:
        """Let a track play from another file."""
        self._session.ask_aside(
            lambda: self._session.desk.library.replace(track.id, file),
            lambda made: self._doing.tell(f'"{made.title}" now plays from "{file.name}"'),
        )

    def _tell_found(self, folder: Path, found: Sequence[Found]) -> None:
        there = [one for one in found if one.path is not None]
        if there:
            of = f" of {len(found)}" if len(there) < len(found) else ""
            self._doing.tell(f"{counted(len(there), 'file')}{of} found again")
            return
        what = f'"{found[0].track.title}" is' if len(found) == 1 else "They are"
        self._doing.tell_trouble(
            NotFound(
                f'{what} not in "{folder.name or folder}".',
                hint="Contents are compared, not names: a converted copy is another file.",
            )
        )
