"""The line of lists over the tracks: what its chips say, and what they lead to."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from luma.app.events import PlaylistsChanged
from luma.domain.ids import PlaylistId
from luma.domain.playlists import Playlist, PlaylistKind, path_of
from luma.domain.track import Track
from luma.ui.assets import icon
from luma.ui.elided import as_written
from luma.ui.library.chipline import ALL
from luma.ui.library.chippaint import Chip
from luma.ui.library.doing import Doing
from luma.ui.library.playlistbar import PlaylistBar
from luma.ui.library.playlistdoing import SIGNS, PlaylistDoing
from luma.ui.library.words import on_one_line
from luma.ui.session import Session

LIKE = "like"
TELLS = {
    PlaylistKind.LIST: "Its tracks in your order. Drop tracks on it to put them in.",
    PlaylistKind.CRATE: "A crate, without order. Drop tracks on it to put them in.",
}


class Lists(QObject):
    """Keeps the chips true, and does what is asked of them."""

    turned = Signal(object)
    """`PlaylistId | None`: the list that is to be shown, or all tracks."""
    unliked = Signal()
    """Tracks are no longer to be like another."""
    liked = Signal(object)
    """`Track`: the tracks that go best with it are to be shown."""
    begun = Signal(object)
    """`Playlist`: a list that a person began just now."""

    def __init__(self, session: Session, doing: Doing) -> None:
        """Show the lists that there are."""
        bar = PlaylistBar()
        super().__init__(bar)  # ends with it, and so lets go of what hears its signals
        self._session, self._lists = session, session.desk.playlists
        self.bar = bar
        self.doing = PlaylistDoing(session, doing, bar)
        self.doing.begun = self.begun.emit
        self.words = ""
        self._on: PlaylistId | None = None
        self._like: Track | None = None
        bar.chosen.connect(lambda key: self.turned.emit(PlaylistId(key) if key else None))
        bar.closed.connect(lambda _: self.unliked.emit())
        bar.asked.connect(lambda key, at: self._open(self.menu(key), at))
        bar.wants_new.connect(lambda at: self._open(self.doing.new_menu(self.words), at))
        bar.renamed.connect(lambda key: self._with(key, self._rename))
        bar.removed.connect(lambda key: self._with(key, self.doing.remove))
        bar.dropped.connect(self.doing.put)
        session.bridge.on(PlaylistsChanged, lambda _: self.refresh(), self)
        self.refresh()

    @property
    def shown(self) -> Playlist | None:
        """The list that is shown."""
        return None if self._on is None else self.doing.known.get(self._on)

    @property
    def holding(self) -> tuple[Playlist, ...]:
        """The lists that tracks can be put into."""
        return tuple(one for one in self.doing.known.values() if one.kind.holds_tracks)

    @property
    def offered(self) -> tuple[tuple[str, str, str], ...]:
        """The key, the title and the sign of each list that takes tracks."""
        return tuple(
            (str(one.id), self.title(one), SIGNS.get(one.kind, "")) for one in self.holding
        )

    def show(self, on: PlaylistId | None, like: Track | None) -> None:
        """Show which list is shown, or what its tracks are like."""
        self._on, self._like = on, like
        self._fill()

    def title(self, one: Playlist) -> str:
        """A list's name, with the folders that it lies in."""
        return on_one_line(" / ".join((*path_of(one, self.doing.known), one.name)))

    def refresh(self) -> None:
        """Ask for the lists again."""
        self._session.ask_aside(self._lists.all, self._take, key="lists of tracks")

    def menu(self, key: str) -> QMenu:
        """What can be done with the list of a chip."""
        menu = QMenu(self.bar)
        menu.setToolTipsVisible(True)
        if key == LIKE:
            menu.addAction(icon("x"), "Show every track").triggered.connect(self.unliked)
        one = self.doing.get(key)
        if one is None:
            return menu
        menu.addAction("Rename…\tF2").triggered.connect(lambda: self._rename(one))
        if one.kind is PlaylistKind.SMART:
            again = menu.addAction(icon("list-filter"), "Let it find this search")
            again.setEnabled(bool(self.words))
            again.setToolTip(as_written(f"Now it finds: {one.query}"))
            again.triggered.connect(lambda: self.doing.ask_again(one, self.words))
        menu.addSeparator()
        gone = menu.addAction(icon("trash-2"), "Remove the list\tDel")
        gone.setToolTip("Its tracks stay in the library")
        gone.triggered.connect(lambda: self.doing.remove(one))
        return menu

    def _take(self, lists: tuple[Playlist, ...]) -> None:
        self.doing.known = {one.id: one for one in lists}
        if self._on is not None and self._on not in self.doing.known:
            self._on = None
            self.turned.emit(None)
        self._fill()

    def _fill(self) -> None:
        chips = [ALL]
        if self._like is not None:
            title = on_one_line(self._like.title)
            tip = "The tracks that go best with it, the nearest first. A click ends that."
            chips.insert(0, Chip(LIKE, f"Like {title}", "", tip, closes=True))
        chips += [
            Chip(str(one.id), self.title(one), SIGNS.get(one.kind, ""), _tip(one),
                 takes=one.kind.holds_tracks)
            for one in self.doing.known.values() if one.kind is not PlaylistKind.FOLDER
        ]  # fmt: skip
        on = LIKE if self._like is not None else self._on
        self.bar.show_chips(chips, str(on or ""))

    def _rename(self, one: Playlist) -> None:
        self.doing.rename(one, self.bar.menu_place(str(one.id)))

    def _with(self, key: str, act: object) -> None:
        one = self.doing.get(key)
        if one is not None and callable(act):
            act(one)

    def _open(self, menu: QMenu, at: QPoint) -> None:
        menu.popup(at)


def _tip(one: Playlist) -> str:
    told = TELLS.get(one.kind) or f"A smart list: it always shows what finds: {one.query}"
    return f"{told}\nF2 renames it, Del removes it, a right click offers more."
