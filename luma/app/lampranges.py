"""The ranges of a channel: new ones, other meanings, and their values in words."""

import re
from dataclasses import replace

from luma.app.lampedits import means_of
from luma.domain.errors import BadValue
from luma.domain.profile import Meaning, Purpose, Range, Slot

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_COLOUR = re.compile(r"^#?([0-9a-fA-F]{6})$")


def next_range(slot: Slot) -> Range | None:
    """A range in the first gap of a channel, if there is one."""
    at = 0
    for part in sorted(slot.ranges, key=lambda part: part.start):
        if part.start > at:
            return _range(slot, at, part.start)
        at = max(at, part.stop)
    return None if at > 255 else _range(slot, at, 256)


def _range(slot: Slot, start: int, stop: int) -> Range:
    means = means_of(slot.does)
    wanted = means[min(len(slot.ranges), 1) % len(means)]
    return meaning(slot.does, Range(start, stop, wanted), wanted)


def meaning(does: Purpose, part: Range, means: Meaning) -> Range:
    """A range with another meaning, and a value that fits it."""
    bare = replace(part, means=means, first=0.0, last=1.0, colour="", number=0)
    if means == "strobe":
        return replace(bare, first=1.0, last=20.0)
    if means == "colour":
        return replace(bare, colour=part.colour or "FFFFFF")
    if means == "gobo":
        return replace(bare, number=part.number or 1)
    return replace(bare, first=8.0, last=40.0) if does == "zoom" else bare


def value_in_words(does: Purpose, part: Range) -> str:
    """What a range is worth: hertz, degrees, shares, a colour, a number."""
    if part.means == "colour":
        return f"#{part.colour.upper()}"
    if part.means == "gobo":
        return str(part.number)
    if part.means not in {"strobe", "level"}:
        return ""
    times, unit = _unit(does, part)
    return f"{part.first * times:g}–{part.last * times:g}{unit}"


def with_value(does: Purpose, part: Range, words: str) -> Range:
    """A range with the value that was typed."""
    if part.means == "colour":
        found = _COLOUR.match(words.strip())
        if found is None:
            raise BadValue(f'"{words}" is no colour.', hint="Write six hexadecimal digits.")
        return replace(part, colour=found[1].upper())
    numbers = [float(n.replace(",", ".")) for n in _NUMBERS.findall(words)]
    if not numbers:
        raise BadValue(f'"{words}" is no number.', hint="Write one, or two as in 1–20.")
    if part.means == "gobo":
        return replace(part, number=int(numbers[0]))
    times, _ = _unit(does, part)
    return replace(part, first=numbers[0] / times, last=numbers[-1] / times)


def _unit(does: Purpose, part: Range) -> tuple[float, str]:
    if part.means == "strobe":
        return 1.0, " Hz"
    return (1.0, "°") if does == "zoom" else (100.0, " %")
