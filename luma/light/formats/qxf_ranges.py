"""What the levels of a QLC+ channel mean: by presets, and else by words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from luma.domain.profile import Meaning, Purpose, Range
from luma.light.formats.colournames import code_of_name
from luma.light.formats.markup import as_number

SLOWEST_HZ, FASTEST_HZ = 1.0, 25.0
_SLOW, _WIDE = 0.1, 64
_BACKWARDS = {"BeamZoomBigSmall", "BeamFocusFarNear", "ShutterStrobeFastSlow"}
_MEANS: dict[str, Meaning] = {
    "ShutterOpen": "open", "ShutterClose": "closed", "StrobeSlowToFast": "strobe",
    "StrobeFastToSlow": "strobe", "StrobeFrequency": "strobe", "StrobeFreqRange": "strobe",
    "ColorMacro": "colour", "GoboMacro": "gobo", "PrismEffectOn": "prism",
    "PrismEffectOff": "open",
}  # fmt: skip
_KNOWN_ON: dict[Purpose, set[Meaning]] = {
    "shutter": {"open", "closed", "strobe"}, "gobo": {"gobo"}, "prism": {"prism", "open"},
    "colour_wheel": {"colour"},
}  # fmt: skip
_COLOUR_MEANS: dict[str, Meaning] = {"": "open", "ffffff": "open", "000000": "closed"}
_OPEN = re.compile(
    r"\b(open|opened|white|no (?:function|gobo|colou?r|prism|strobe|effect|flash)"
    r"|none|off|out|excluded|unused|no[tn] used)\b"
)
_SHUT = re.compile(r"\b(closed?|black ?out|dark|shut)\b")
_PRISM = re.compile(r"prism|facet|\bon\b|rotation|\bc?cw\b|insert")
_MOVES = re.compile(r"shak|rotat|scroll|spin|\bc?cw\b|random|puls|rainbow|sound|auto|music")
_DOWNWARDS = re.compile(r"100\s*%?\s*(?:-|–|to|→|>|~|\.\.+)+\s*0\b|bright.*dark|open.*clos")


class Optics(NamedTuple):
    """What the body of a lamp says: its arcs, none for zero, and its beam in degrees."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: tuple[float, float] = (8.0, 40.0)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as it is written."""

    name: str
    preset: str
    group: str
    is_fine: bool
    colour: str
    default: int
    capabilities: tuple[Element, ...]


def ranges_of(channel: Channel, does: Purpose, optics: Optics) -> tuple[Range, ...]:
    """The ranges of a channel in order, each level in one of them."""
    found = tuple(_sorted(_ranges(channel, does, optics)))
    return _one_prism(found) if does == "prism" else found


def _one_prism(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """Where the prism is out, and where it is in, at rest if it can be."""
    out = tuple(part for part in ranges if part.means == "open")
    inside = [part for part in ranges if part.means == "prism"]
    if not out or not inside:
        return out
    still = [p for p in inside if not _MOVES.search(p.name.casefold())]
    stopped = [p for p in inside if re.search(r"no rot|stop", p.name.casefold())]
    return tuple(sorted((*out, (stopped or still or inside)[0]), key=lambda part: part.start))


def level_in(text: str | None, otherwise: int) -> int:
    """The level that a text tells, within what there is."""
    return min(255, max(0, int(as_number(text, otherwise))))


def _ranges(channel: Channel, does: Purpose, optics: Optics) -> Iterator[Range]:
    match does:
        case "zoom":
            first, last = optics.zoom
            yield _level_range(channel, first, last)
        case "focus":
            yield _level_range(channel, 0.0, 1.0)
        case "shutter" if channel.preset:
            rates = (SLOWEST_HZ, FASTEST_HZ)
            first, last = rates[::-1] if channel.preset in _BACKWARDS else rates
            yield Range(0, 1, "open")
            yield Range(1, 256, "strobe", first, last)
        case "shutter" | "gobo" | "prism" | "colour_wheel":
            yield from _told(channel, does)
        case "fixed" | "pan" | "tilt" | "hue" | "saturation":
            return
        case _:
            yield from _dimming(channel, does)


def _level_range(channel: Channel, first: float, last: float) -> Range:
    widest = max(channel.capabilities, key=_width, default=None)
    low, high = (0, 256) if widest is None or _width(widest) < _WIDE else _span(widest)
    ends = (last, first) if channel.preset in _BACKWARDS else (first, last)
    return Range(low, high, "level", *ends)


def _span(capability: Element) -> tuple[int, int]:
    low, high = level_in(capability.get("Min"), 0), level_in(capability.get("Max"), 255)
    return low, max(low, high) + 1


def _width(capability: Element) -> int:
    low, high = _span(capability)
    return high - low


def _dimming(channel: Channel, does: Purpose) -> Iterator[Range]:
    """The stretch over which light grows, with shutter and strobe beside it."""
    plain = [c for c in channel.capabilities if c.get("Preset", "") not in _MEANS]
    widest = max(plain, key=_width, default=None)
    if widest is None or _width(widest) < _WIDE:
        return
    low, high = _span(widest)
    if (low, high) == (0, 256) and not _DOWNWARDS.search(_words(widest)):
        return
    ends = (1.0, 0.0) if _DOWNWARDS.search(_words(widest)) else (0.0, 1.0)
    yield Range(low, high, "level", *ends)
    if does == "dimmer":
        rest = tuple(c for c in channel.capabilities if c is not widest)
        others = replace(channel, capabilities=rest)
        for part in _told(others, "shutter"):
            if part.means == "strobe" or (part.means == "closed" and part.start == 0):
                yield part


def _told(channel: Channel, does: Purpose) -> Iterator[Range]:
    """What the capabilities of a wheel or a shutter mean."""
    number = 0
    for capability in channel.capabilities:
        start, stop = _span(capability)
        words = _words(capability)
        means = _meaning(capability, words, does)
        bare = Range(start, stop, means or "open", name=(capability.text or "").strip())
        if means == "gobo":
            number += 1
            yield replace(bare, number=number)
        elif means == "colour":
            yield replace(bare, colour=_hex(capability) or code_of_name(words))
        elif means == "strobe":
            first, last = _rates(capability, words)
            yield replace(bare, first=first, last=last)
        elif means is not None:
            yield bare


def _meaning(capability: Element, words: str, does: Purpose) -> Meaning | None:
    preset = capability.get("Preset", "")
    means = _MEANS.get(preset)
    if means is not None and means not in _KNOWN_ON[does]:
        return None
    if means in {"open", "closed", "strobe", "prism"}:
        return means
    if means == "colour":
        return _COLOUR_MEANS.get(_hex(capability), "colour")
    if means == "gobo":
        opened = _OPEN.search(words) or "open" in capability.get("Res1", "").casefold()
        return "open" if opened else None if _MOVES.search(words) else "gobo"
    return _by_words(words, does) if preset in {"", "NoFunction"} else None


def _by_words(words: str, does: Purpose) -> Meaning | None:
    return _shutter_by_words(words) if does == "shutter" else _wheel_by_words(words, does)


def _shutter_by_words(words: str) -> Meaning | None:
    if _MOVES.search(words):
        return None
    if _SHUT.search(words):
        return "closed"
    if _OPEN.search(words):
        return "open"
    return "strobe" if re.search(r"strob|flash", words) else None


def _wheel_by_words(words: str, does: Purpose) -> Meaning | None:
    if re.search(r"->|→", words):
        return None
    if _OPEN.search(words) or _SHUT.search(words):
        return "open" if _OPEN.search(words) else "closed"
    if does == "prism":
        return "prism" if _PRISM.search(words) else None
    named = re.search(r"gobo\s*\d+", words) if does == "gobo" else code_of_name(words)
    if not named or _MOVES.search(words):
        return None
    return "gobo" if does == "gobo" else "colour"


def _words(capability: Element) -> str:
    return (capability.text or "").casefold()


def _hex(capability: Element) -> str:
    found = re.fullmatch(
        r"#([0-9a-fA-F]{6})", capability.get("Res1", capability.get("Color", ""))
    )
    return found[1].lower() if found else ""


def _rates(capability: Element, words: str) -> tuple[float, float]:
    """The rates at both ends, in hertz; usual ones where the file does not say."""
    one, two = (as_number(capability.get(name), 0.0) for name in ("Res1", "Res2"))
    preset = capability.get("Preset", "")
    if preset == "StrobeFrequency" and 0 < one <= 100:
        return one, one
    if preset == "StrobeFreqRange" and 0 < max(one, two) <= 100 and min(one, two) >= 0:
        return max(one, _SLOW), max(two, _SLOW)
    rates = (SLOWEST_HZ, FASTEST_HZ)
    if re.search(r"slow.*fast", words):
        return rates
    backwards = preset == "StrobeFastToSlow" or re.search(r"fast.*slow", words)
    return rates[::-1] if backwards else rates


def _sorted(ranges: Iterator[Range]) -> Iterator[Range]:
    """Ranges in order, each level in one of them."""
    at = 0
    for part in sorted(ranges, key=lambda part: (part.start, -part.stop)):
        start = max(at, part.start)
        if start < part.stop:
            yield replace(part, start=start)
            at = part.stop
