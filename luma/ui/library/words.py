"""What the cells of the library say."""

import datetime as dt
import unicodedata

UNKNOWN = "–"


def on_one_line(text: str) -> str:
    """A text without breaks, so that it stands in one row."""
    return " ".join(text.split())


def is_from_right(text: str) -> bool:
    """Whether a text is written from right to left, by its first letter."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def clock(seconds: float) -> str:
    """A length as minutes and seconds, however many minutes those are."""
    if seconds <= 0:
        return UNKNOWN
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def tempo(bpm: float | None) -> str:
    """Beats a minute with one place."""
    return UNKNOWN if bpm is None else f"{bpm:.1f}"


def day(added: str) -> str:
    """The day of a moment as it is written in the library."""
    try:
        return dt.datetime.fromisoformat(added).astimezone().date().isoformat()
    except ValueError:
        return UNKNOWN


def counted(number: int, one: str, more: str = "") -> str:
    """A number of things, in words that fit it."""
    shown = f"{number:,}".replace(",", "\N{THIN SPACE}")
    return f"{shown} {one if number == 1 else more or one + 's'}"
