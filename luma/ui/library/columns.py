"""The columns of the track table: which are seen at a width, and how wide each is."""

import enum
from dataclasses import dataclass

from luma.domain.listing import Order
from luma.ui.rowsview import shared_out


class Column(enum.IntEnum):
    """The columns from left to right."""

    COLOUR = 0
    STATE = 1
    TITLE = 2
    ARTIST = 3
    ALBUM = 4
    BPM = 5
    KEY = 6
    LENGTH = 7
    STARS = 8
    HEARD = 9
    ADDED = 10


@dataclass(frozen=True, slots=True)
class Face:
    """What a column is called, how wide it is, from which width of the table it is seen.

    A width below 3 is a share of what the others leave.
    """

    name: str
    width: float
    since: int = 0
    order: Order | None = None
    right: bool = False
    help: str = ""


FACES = {
    Column.COLOUR: Face("", 14),
    Column.STATE: Face("", 20),
    Column.TITLE: Face("Title", 1.18, 0, Order.TITLE),
    Column.ARTIST: Face("Artist", 1.0, 300, Order.ARTIST),
    Column.ALBUM: Face("Album", 0.9, 740, Order.ALBUM),
    Column.BPM: Face("BPM", 44, 0, Order.BPM, right=True, help="Beats a minute"),
    Column.KEY: Face("Key", 40, 0, Order.KEY, help="The key on Camelot's wheel"),
    Column.LENGTH: Face("Length", 48, 300, Order.LENGTH, right=True),
    Column.STARS: Face("Stars", 72, 440, Order.STARS, help="A click gives stars"),
    Column.HEARD: Face("Heard", 82, 540, help="What has been heard in the track"),
    Column.ADDED: Face("Added", 88, 640, Order.ADDED, right=True),
}


def widths(total: int) -> dict[Column, int]:
    """How wide each column that is seen is, in a table that wide; they fill it exactly."""
    wanted = {column: face.width for column, face in FACES.items() if total >= face.since}
    return shared_out(wanted, total, Column.TITLE)
