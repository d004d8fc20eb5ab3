"""What can be done with tracks of a list, as entries of a menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from luma.app.shelves import Row
from luma.domain.playlists import PlaylistKind
from luma.ui.assets import icon
from luma.ui.library.kept import shortened
from luma.ui.library.words import counted
from luma.ui.theme import CLIP_COLOURS

COLOURS = ("Red", "Orange", "Yellow", "Green", "Teal", "Blue", "Violet", "Pink", "Grey")
SWATCH, LONGEST = 16, 240


class Acts(Protocol):
    """What a track list can do with the rows that are chosen in it."""

    def open_chosen(self) -> None:
        """Open the track under the cursor."""

    def edit_chosen(self) -> None:
        """Edit the title or the artist where it stands."""

    def retry_chosen(self) -> None:
        """Try again what failed."""

    def hear_chosen_again(self) -> None:
        """Hear all of the tracks anew."""

    def reveal_chosen(self) -> None:
        """Show the file in its folder."""

    def paint_chosen(self, number: int) -> None:
        """Give the tracks one of nine colours."""

    def rate_chosen(self, stars: int) -> None:
        """Give the tracks stars."""

    def note_chosen(self) -> None:
        """Write what there is to know of the track."""

    def like_chosen(self) -> None:
        """Show the tracks that go best with this one."""

    def put_chosen(self, name: str) -> None:
        """Put the tracks into a list."""

    def begin_with_chosen(self, kind: PlaylistKind) -> None:
        """Begin a list with the tracks."""

    def find_chosen(self) -> None:
        """Look for the gone files in a folder."""

    def replace_chosen(self) -> None:
        """Give the track another file."""

    def remove_chosen(self) -> None:
        """Take the tracks out of the list that is shown, or throw them away."""

    def throw_chosen(self) -> None:
        """Throw the tracks away, whichever list is shown."""

    def restore_chosen(self) -> None:
        """Take the tracks out of the trash."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a menu has to know of the list: the trash, other lists, and the one shown."""

    in_trash: bool = False
    lists: tuple[tuple[str, str, str], ...] = ()
    """The key, the title and the sign of each list that takes tracks."""
    takes_out_of: str = ""
    """The name of the list that is shown, if tracks can be taken out of it."""


def menu_for(rows: Sequence[Row], acts: Acts, parent: QWidget, around: Around) -> QMenu:
    """The menu of some rows."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    if around.in_trash:
        _add(menu, "archive-restore", f"Restore {_those(rows)}", acts.restore_chosen)
        return menu
    one = len(rows) == 1
    _add(menu, "play", "Open\tReturn", acts.open_chosen, on=one)
    _add(menu, "tag", "Edit the title or artist\tF2", acts.edit_chosen)
    _add_stars(menu, rows, acts.rate_chosen)
    _add(menu, "message-square", "Note…\tCtrl+I", acts.note_chosen, on=one)
    _add_colours(menu, acts.paint_chosen)
    menu.addSeparator()
    _add_lists(menu, acts, around)
    _add(menu, "search", "Find tracks like it", acts.like_chosen, on=one)
    menu.addSeparator()
    if any(row.listed.failures for row in rows):
        _add(menu, "rotate-ccw", "Retry what failed", acts.retry_chosen)
    _add(
        menu, "refresh-cw", "Hear it anew" if one else "Hear them anew", acts.hear_chosen_again
    )
    if any(row.missing for row in rows):
        gone = "its file" if one else "their files"
        _add(menu, "unlink", f"Look for {gone} in a folder…", acts.find_chosen)
    _add(menu, "file-music", "Replace its sound…", acts.replace_chosen, on=one)
    _add(menu, "folder-open", "Show the file in its folder", acts.reveal_chosen, on=one)
    menu.addSeparator()
    if around.takes_out_of:
        named = shortened(around.takes_out_of, 12, 400, LONGEST)
        _add(menu, "minus", f'Take out of "{named}"\tDel', acts.remove_chosen)
    key = "" if around.takes_out_of else "\tDel"
    _add(menu, "trash-2", f"Remove {_those(rows)}{key}", acts.throw_chosen)
    return menu


def _add_stars(menu: QMenu, rows: Sequence[Row], rate: Callable[[int], object]) -> None:
    stars = menu.addMenu(icon("star"), "Stars")
    held = {row.listed.stars for row in rows}
    for number in (5, 4, 3, 2, 1, 0):
        words = counted(number, "star") if number else "None"
        entry = stars.addAction(f"{words}\tAlt+Shift+{number}")
        entry.setCheckable(True)
        entry.setChecked(held == {number})
        entry.triggered.connect(lambda _=False, number=number: rate(number))


def _add_lists(menu: QMenu, acts: Acts, around: Around) -> None:
    lists = menu.addMenu(icon("plus"), "Put into")
    for key, title, sign in around.lists:
        entry = lists.addAction(shortened(title, 12, 400, LONGEST).replace("&", "&&"))
        if sign:
            entry.setIcon(icon(sign))
        entry.triggered.connect(lambda _=False, key=key: acts.put_chosen(key))
    if around.lists:
        lists.addSeparator()
    for kind, words in ((PlaylistKind.LIST, "New list…"), (PlaylistKind.CRATE, "New crate…")):
        entry = lists.addAction(icon("plus"), words)
        entry.triggered.connect(lambda _=False, kind=kind: acts.begin_with_chosen(kind))


def _those(rows: Sequence[Row]) -> str:
    return "the track" if len(rows) == 1 else counted(len(rows), "track")


def _add(
    menu: QMenu, sign: str, words: str, act: Callable[[], object], *, on: bool = True
) -> None:
    entry = menu.addAction(icon(sign), words)
    entry.setEnabled(on)
    entry.triggered.connect(lambda _=False: act())


def _add_colours(menu: QMenu, paint: Callable[[int], object]) -> None:
    colours = menu.addMenu(icon("palette"), "Colour")
    for number, name in enumerate(COLOURS, 1):
        entry = colours.addAction(_swatch(CLIP_COLOURS[number - 1]), name)
        entry.triggered.connect(lambda _=False, number=number: paint(number))
    colours.addSeparator()
    colours.addAction(icon("x"), "None").triggered.connect(lambda: paint(0))


def _swatch(shade: str) -> QIcon:
    made = QPixmap(SWATCH * 2, SWATCH * 2)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade))
    painter.drawRoundedRect(QRectF(2, 2, SWATCH - 4, SWATCH - 4), 3, 3)
    painter.end()
    return QIcon(made)
