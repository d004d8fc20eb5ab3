"""What a person thinks of a track."""

from dataclasses import dataclass, replace

from luma.domain.errors import BadValue

MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class Opinion:
    """Stars, a note, a genre, and one of nine colours counted from 1; empty is none."""

    stars: int = 0
    note: str = ""
    genre: str = ""
    colour: int = 0

    def __post_init__(self) -> None:
        """Refuse more stars than there are."""
        if not 0 <= self.stars <= MOST_STARS:
            raise BadValue(f"A track has from 0 to {MOST_STARS} stars, not {self.stars}.")

    def filled_by(self, other: "Opinion") -> "Opinion":
        """The same opinion, with another's words where it has none of its own."""
        return replace(
            self,
            stars=self.stars or other.stars,
            note=self.note or other.note,
            genre=self.genre or other.genre,
            colour=self.colour or other.colour,
        )
