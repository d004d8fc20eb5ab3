"""What a person does with lists of tracks: begin, fill, rename and remove them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from luma.app.keeper import Saved
from luma.domain.errors import LumaError
from luma.domain.ids import PlaylistId, TrackId
from luma.domain.playlists import Entry, Playlist, PlaylistKind
from luma.ui.assets import icon
from luma.ui.elided import as_written
from luma.ui.library.doing import Doing
from luma.ui.library.wordcard import NameCard
from luma.ui.library.words import counted
from luma.ui.session import Session

T = TypeVar("T")
SIGNS = {PlaylistKind.CRATE: "layers", PlaylistKind.SMART: "list-filter"}
KINDS = {
    PlaylistKind.LIST: ("menu", "New list…", "New list", "It keeps its tracks in your order."),
    PlaylistKind.CRATE: ("layers", "New crate…", "New crate", "It holds tracks in no order."),
    PlaylistKind.SMART: ("list-filter", "New smart list of this search…", "New smart list", ""),
}


class PlaylistDoing:
    """Tells the desk, and says what came of it."""

    def __init__(self, session: Session, doing: Doing, over: QWidget) -> None:
        """Open cards and menus over a widget."""
        self._session, self._doing = session, doing
        self._lists, self._over = session.desk.playlists, over
        self.known: dict[PlaylistId, Playlist] = {}
        self.begun: Callable[[Playlist], object] = lambda _: None

    def get(self, name: str) -> Playlist | None:
        """The list of that id, as far as it is known."""
        return self.known.get(PlaylistId(name))

    def new_menu(self, words: str) -> QMenu:
        """What can be begun; a smart list where the search holds words."""
        menu = QMenu(self._over)
        menu.setToolTipsVisible(True)
        for kind, (sign, title, _, _) in KINDS.items():
            entry = menu.addAction(icon(sign), title)
            entry.triggered.connect(lambda _=False, kind=kind: self.begin(kind, words))
            if kind is PlaylistKind.SMART:
                entry.setEnabled(bool(words))
                entry.setToolTip(
                    as_written(f"Always shows what finds: {words}") if words
                    else "Write a search above first, such as bpm:120-128 stars:>3"
                )  # fmt: skip
        return menu

    def begin(
        self, kind: PlaylistKind, words: str = "", tracks: Sequence[TrackId] = (),
        at: QPoint | None = None,
    ) -> None:  # fmt: skip
        """Ask for a name, then begin a list, with some tracks in it from the start."""
        _, _, title, hint = KINDS[kind]
        smart = kind is PlaylistKind.SMART
        more = f"It always shows what finds: {words}" if smart else hint
        card = NameCard(self._over, title, words if smart else "", more)

        def made(one: Playlist) -> None:
            if tracks:
                self.put(one.id, tracks, one.name)
            else:
                self.begun(one)

        card.given.connect(
            lambda name: self._answered(
                self._lists.add, (name, kind, None, words if smart else ""), made
            )
        )
        card.open_at(at or self._below())

    def rename(self, one: Playlist, at: QPoint) -> None:
        """Ask for another name."""
        card = NameCard(self._over, "Rename the list", one.name)
        card.given.connect(lambda name: self._answered(self._lists.rename, (one.id, name)))
        card.open_at(at)

    def ask_again(self, one: Playlist, words: str) -> None:
        """Let a smart list show what the search finds now."""

        def told(_: Playlist) -> None:
            back = self._lists.ask
            self._doing.tell(
                f'"{one.name}" now shows what finds: {words}', "Undo",
                lambda: self._answered(back, (one.id, one.query)),
            )  # fmt: skip

        self._answered(self._lists.ask, (one.id, words), told)

    def remove(self, one: Playlist) -> None:
        """Take a list away, with a way back; its tracks stay in the library."""
        held = self._lists.entries(one.id) if one.kind.holds_tracks else ()

        def told(_: Playlist) -> None:
            words = f'The list "{one.name}" is removed, its tracks are still here'
            self._doing.tell(words, "Undo", lambda: self._begin_again(one, held))

        self._answered(self._lists.remove, (one.id,), told)

    def put(self, name: str, tracks: Sequence[TrackId], title: str = "") -> None:
        """Put tracks into a list at its end."""
        one = self.get(name)
        called = title or (one.name if one else "the list")
        before = len(self._lists.entries(PlaylistId(name)))

        def told(_: Playlist) -> None:
            places = [e.place for e in self._lists.entries(PlaylistId(name))[before:]]
            if not places:
                self._doing.tell(
                    f'"{called}" holds {"it" if len(tracks) == 1 else "them"} already'
                )
                return
            self._doing.tell(
                f'{counted(len(places), "track")} put into "{called}"', "Undo",
                lambda: self._answered(self._lists.take_out, (PlaylistId(name), places)),
            )  # fmt: skip

        self._answered(self._lists.put, (PlaylistId(name), tracks), told)

    def take_out(self, one: Playlist, tracks: Sequence[TrackId]) -> None:
        """Take tracks out of a list; they stay in the library."""
        gone = set(tracks)
        held = [entry for entry in self._lists.entries(one.id) if entry.track in gone]

        def told(_: Playlist) -> None:
            words = f'{counted(len(gone), "track")} taken out of "{one.name}"'
            self._doing.tell(words, "Undo", lambda: self._put_back(one.id, held))

        self._answered(self._lists.take_out, (one.id, [entry.place for entry in held]), told)

    def move(self, one: Playlist, tracks: Sequence[TrackId], by: int) -> None:
        """Bring tracks one place up or down in their list, together."""
        wanted, held = set(tracks), self._lists.entries(one.id)
        at = [index for index, entry in enumerate(held) if entry.track in wanted]
        if not at or not 0 <= (at[0] if by < 0 else at[-1]) + by < len(held):
            return
        beside = held[at[0] - 1 if by < 0 else at[-1] + 1].place
        places = [held[index].place for index in at]
        self._answered(self._lists.reorder, (one.id, places, beside if by < 0 else beside + 1))

    def _put_back(self, name: PlaylistId, held: Sequence[Entry]) -> None:
        for entry in held:
            self._answered(self._lists.put, (name, [entry.track], entry.place))

    def _begin_again(self, one: Playlist, held: Sequence[Entry]) -> None:
        def fill(made: Playlist) -> None:
            self._answered(self._lists.move, (made.id, folder, one.place))
            if held:
                self._answered(self._lists.put, (made.id, [entry.track for entry in held]))

        folder = one.folder if one.folder in self.known else None
        self._answered(self._lists.add, (one.name, one.kind, folder, one.query), fill)

    def _answered(
        self, ask: Callable[..., Saved[T]], said: tuple[object, ...],
        then: Callable[[T], object] = lambda _: None,
    ) -> None:  # fmt: skip
        """Ask the desk for a change; what came of it, or against it, is told here."""
        later = self._session.later
        try:
            saved = ask(*said)
        except LumaError as trouble:
            self._doing.tell_trouble(trouble)
            return
        saved.then(
            lambda made: later(lambda: then(made)),
            lambda trouble: later(lambda: self._doing.tell_trouble(trouble)),
        )

    def _below(self) -> QPoint:
        return self._over.mapToGlobal(QPoint(8, self._over.height() + 2))
