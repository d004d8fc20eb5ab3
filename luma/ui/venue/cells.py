"""Where the 512 cells of a universe lie; no Qt here."""

from dataclasses import dataclass

from luma.domain.venue import LAST_ADDRESS

SIDE, TOP = 34, 18
WIDE, NARROW = 32, 16
LEAST, MOST, HIGH = 21, 35, 21


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in rows of 32, or of 16 where there is too little room."""

    columns: int
    width: int
    height: int

    @classmethod
    def fitting(cls, width: int, height: int = 0) -> "Cells":
        """The cells that fit into a width; they grow until a height is full."""
        columns = WIDE if (width - SIDE) // WIDE >= LEAST else NARROW
        rows = LAST_ADDRESS // columns
        across = min(MOST if columns == WIDE else 2 * MOST, (width - SIDE) // columns)
        return cls(columns, max(1, across), min(HIGH + 7, max(HIGH, (height - TOP) // rows)))

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return LAST_ADDRESS // self.columns

    @property
    def total(self) -> int:
        """How high all of them are."""
        return TOP + self.rows * self.height

    def box(self, address: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of an address from one, without the gap."""
        row, column = divmod(address - 1, self.columns)
        left, top = SIDE + column * self.width, TOP + row * self.height
        return left, top, self.width - 1, self.height - 1

    def address(self, x: float, y: float) -> int | None:
        """The address at a point, if a cell is there."""
        column, row = (x - SIDE) // self.width, (y - TOP) // self.height
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        return int(row * self.columns + column) + 1
