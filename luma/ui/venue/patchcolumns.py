"""The columns of the patch table: what they say, how wide they are, what they sort by."""

import enum
from collections.abc import Callable
from dataclasses import dataclass

from luma.app.patching import PatchRow
from luma.domain.addressing import numberings
from luma.ui.library.words import on_one_line
from luma.ui.rowsview import shared_out


class Column(enum.IntEnum):
    """The columns from left to right."""

    NUMBER = 0
    NAME = 1
    KIND = 2
    MODE = 3
    UNIVERSE = 4
    ADDRESS = 5
    LAST = 6
    PLACE = 7
    GROUPS = 8


@dataclass(frozen=True, slots=True)
class Face:
    """What a column is called, how wide it is, and from which width of the table it is seen.

    A width below 3 is a share of what the others leave.
    """

    name: str
    width: float
    since: int = 0
    is_right: bool = False
    is_mono: bool = False
    edits: bool = False
    help: str = ""


FACES = {
    Column.NUMBER: Face("No.", 44, is_right=True, help="The order of the patch, and of all"),
    Column.NAME: Face("Name", 1.2, edits=True, help="Several chosen rows are numbered"),
    Column.KIND: Face("Fixture", 1.4, 430),
    Column.MODE: Face("Mode", 84, 360, edits=True),
    Column.UNIVERSE: Face(
        "Universe", 124, 560, edits=True, help="As Art-Net counts it, and as sACN does"
    ),
    Column.ADDRESS: Face(
        "Address", 62, is_right=True, is_mono=True, edits=True,
        help="The first channel; 2.101 names the universe too, chosen rows follow downwards",
    ),
    Column.LAST: Face("To", 44, 480, is_right=True, is_mono=True),
    Column.PLACE: Face(
        "Place (m)", 150, 640, is_right=True, is_mono=True, edits=True,
        help="x to the right, y upstage, z up; chosen rows keep their distance",
    ),
    Column.GROUPS: Face("Groups", 0.9, 690),
}  # fmt: skip


def widths(total: int) -> dict[Column, int]:
    """How wide each column that is seen is, in a table that wide; they fill it exactly."""
    wanted = {column: face.width for column, face in FACES.items() if total >= face.since}
    return shared_out(wanted, total, Column.NAME)


def _place(row: PatchRow) -> str:
    return " ".join(f"{value:6.2f}" for value in row.fixture.position).replace("-", "−")


def said(row: PatchRow, column: Column, number: int) -> str:
    """What a cell of a row says; numbers count the patch from one."""
    return str(number) if column is Column.NUMBER else _SAID[column](row)


_SAID: dict[Column, Callable[[PatchRow], str]] = {
    Column.NAME: lambda row: on_one_line(row.fixture.name),
    Column.KIND: lambda row: row.kind,
    Column.MODE: lambda row: row.fixture.mode,
    Column.UNIVERSE: lambda row: numberings(row.fixture.universe),
    Column.ADDRESS: lambda row: f"{row.fixture.address:03d}",
    Column.LAST: lambda row: f"{row.footprint.last:03d}",
    Column.PLACE: _place,
    Column.GROUPS: lambda row: ", ".join(row.groups),
}


def edited(row: PatchRow, column: Column) -> str:
    """What a cell begins to be edited with."""
    at = row.fixture
    match column:
        case Column.UNIVERSE:
            return str(at.universe)
        case Column.ADDRESS:
            return str(at.address)
        case Column.PLACE:
            return "  ".join(f"{value:g}" for value in at.position)
        case _:
            return said(row, column, 0)


ORDERS: dict[Column, Callable[[PatchRow], object]] = {
    Column.NAME: lambda row: natural(row.fixture.name),
    Column.KIND: lambda row: (row.kind.lower(), natural(row.fixture.name)),
    Column.MODE: lambda row: (natural(row.fixture.mode), natural(row.fixture.name)),
    Column.UNIVERSE: lambda row: (row.fixture.universe, row.fixture.address),
    Column.ADDRESS: lambda row: (row.fixture.universe, row.fixture.address),
    Column.LAST: lambda row: (row.fixture.universe, row.footprint.last),
    Column.PLACE: lambda row: row.fixture.position,
    Column.GROUPS: lambda row: (not row.groups, [name.lower() for name in row.groups]),
}


def natural(words: str) -> tuple[tuple[int, int | str], ...]:
    """A key that puts "Spot 2" before "Spot 10"."""
    parts: list[tuple[int, int | str]] = []
    for is_digit, letters in _runs(words.lower()):
        parts.append((0, int(letters)) if is_digit else (1, letters))
    return tuple(parts)


def _runs(words: str) -> list[tuple[bool, str]]:
    found: list[tuple[bool, str]] = []
    for letter in words:
        is_digit = letter in "0123456789"
        if found and found[-1][0] == is_digit:
            found[-1] = (is_digit, found[-1][1] + letter)
        else:
            found.append((is_digit, letter))
    return found
