"""How the window's room is shared out, by class of window size, kept between runs."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from luma.domain.codec import Schema
from luma.domain.errors import LumaError

SMALLEST = (1024, 640)
USUAL = (1440, 900)


@dataclass(frozen=True, slots=True)
class Shares:
    """The widths of the three columns, and the heights inside of each."""

    columns: tuple[int, ...]
    left: tuple[int, ...]
    centre: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VenueShares:
    """The two columns of the venue page, the heights inside of each, and its right rows."""

    columns: tuple[int, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    upper: tuple[int, ...]
    lower: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SoundShares:
    """The two columns of the sound page, the heights of the right one, and its upper row."""

    columns: tuple[int, ...]
    right: tuple[int, ...]
    upper: tuple[int, ...]


SMALL, MEDIUM, LARGE, HUGE = "small", "medium", "large", "huge"
FIRST = {
    SMALL: Shares((248, 728, 292), (446, 264), (424, 286), (212, 498)),
    MEDIUM: Shares((376, 1084, 448), (612, 378), (590, 400), (324, 666)),
    LARGE: Shares((420, 1536, 592), (800, 550), (800, 550), (420, 930)),
    HUGE: Shares((480, 2624, 724), (1240, 830), (1180, 890), (540, 1530)),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the window remembers: its size, how it was shared out, and what lay open."""

    size: tuple[int, int] = USUAL
    maximized: bool = False
    shares: dict[str, Shares] = field(default_factory=dict)
    track: str = ""
    page: str = ""
    venue: dict[str, VenueShares] = field(default_factory=dict)
    sound: dict[str, SoundShares] = field(default_factory=dict)

    def shares_for(self, width: int) -> Shares:
        """The shares for a window as wide as this."""
        name = class_of(width)
        return self.shares.get(name, FIRST[name])

    def with_shares(self, width: int, shares: Shares) -> "Kept":
        """The same with other shares for a window as wide as this."""
        return replace(self, shares={**self.shares, class_of(width): shares})


KEPT = Schema(Kept, "window", 1)


def class_of(width: int) -> str:
    """The class of a window by its width."""
    if width < 1600:
        return SMALL
    if width < 2240:
        return MEDIUM
    return LARGE if width < 3200 else HUGE


def read_kept(path: Path) -> Kept:
    """What a file remembers; the defaults where there is none that can be read."""
    try:
        kept: Kept = KEPT.read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, LumaError):
        return Kept()
    return kept


def write_kept(path: Path, kept: Kept) -> None:
    """Remember, beside and then renamed."""
    aside = path.with_suffix(".new")
    aside.write_text(KEPT.write(kept), encoding="utf-8")
    aside.replace(path)
