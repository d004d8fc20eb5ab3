"""The columns of the track table: which are seen at a width, and how wide each is."""

import enum
from dataclasses import dataclass

from luma.domain.listing import Order


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
    HEARD = 8
    ADDED = 9


@dataclass(frozen=True, slots=True)
class Face:
    """What a column is called, how wide it is, from which width of the table it is seen.

    A width below 2 is a share of what the others leave.
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
    Column.ALBUM: Face("Album", 0.9, 640, Order.ALBUM),
    Column.BPM: Face("BPM", 44, 0, Order.BPM, right=True, help="Beats a minute"),
    Column.KEY: Face("Key", 40, 0, Order.KEY, help="The key on Camelot's wheel"),
    Column.LENGTH: Face("Length", 48, 300, Order.LENGTH, right=True),
    Column.HEARD: Face("Heard", 82, 470, help="What has been heard in the track"),
    Column.ADDED: Face("Added", 88, 540, Order.ADDED, right=True),
}
FLEXIBLE = 2
MARGIN = 12


def widths(total: int) -> dict[Column, int]:
    """How wide each column that is seen is, in a table that wide; they fill it exactly.

    The last one has a margin on its right, over which the scroll bar lies.
    """
    seen = {column: face for column, face in FACES.items() if total >= face.since}
    fixed = sum(face.width for face in seen.values() if face.width >= FLEXIBLE)
    left = max(0.0, total - MARGIN - fixed)
    shares = sum(face.width for face in seen.values() if face.width < FLEXIBLE)
    found = {
        column: int(face.width if face.width >= FLEXIBLE else left * face.width / shares)
        for column, face in seen.items()
    }
    found[Column.TITLE] += max(0, total - MARGIN - sum(found.values()))
    found[max(found)] += MARGIN
    return found
