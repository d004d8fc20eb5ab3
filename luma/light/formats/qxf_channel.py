"""One channel of a QLC+ fixture as a slot: what its preset, group, colour and names say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from luma.domain.profile import Meaning, Purpose, Range, Slot
from luma.light.formats.colournames import code_of_name
from luma.light.formats.markup import as_number, children, number_of, text_of

SLOWEST_HZ, FASTEST_HZ = 1.0, 25.0
_SLOW, _WIDE = 0.1, 64
_PRESETS: dict[str, Purpose] = {
    "IntensityMasterDimmer": "dimmer", "IntensityDimmer": "dimmer", "IntensityValue": "dimmer",
    "IntensityLightness": "dimmer", "IntensityRed": "red", "IntensityGreen": "green",
    "IntensityBlue": "blue", "IntensityWhite": "white", "IntensityAmber": "amber",
    "IntensityUV": "uv", "IntensityLime": "lime", "IntensityIndigo": "indigo",
    "IntensityCyan": "cyan", "IntensityMagenta": "magenta", "IntensityYellow": "yellow",
    "IntensityHue": "hue", "IntensitySaturation": "saturation", "PositionPan": "pan",
    "PositionTilt": "tilt", "BeamZoomSmallBig": "zoom", "BeamZoomBigSmall": "zoom",
    "BeamZoom": "zoom", "BeamFocusNearFar": "focus", "BeamFocusFarNear": "focus",
    "BeamFocus": "focus", "ShutterStrobeSlowFast": "shutter",
    "ShutterStrobeFastSlow": "shutter",
}  # fmt: skip
_BACKWARDS = {"BeamZoomBigSmall", "BeamFocusFarNear", "ShutterStrobeFastSlow"}
_BY_NAME: tuple[tuple[str, Purpose], ...] = (
    (r"warm", "warm_white"), (r"cool|cold", "cool_white"), (r"amber", "amber"),
    (r"\buv\b|ultra ?violet", "uv"), (r"lime", "lime"), (r"\bred\b", "red"),
    (r"\bgreen\b", "green"), (r"\bblue\b", "blue"), (r"\bwhite\b", "white"),
)  # fmt: skip
_GROUPS: dict[str, Purpose] = {
    "Pan": "pan", "Tilt": "tilt", "Shutter": "shutter", "Gobo": "gobo", "Prism": "prism",
    "Colour": "colour_wheel",
}  # fmt: skip
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
_NO_DIMMER = re.compile(r"\bct[cbo]\b|temperature|curve|speed|macro|program|\bfan\b|mode")
_NO_LIGHT = re.compile(r"fog|smoke|haze|pump|flame|fire\b|\bco2\b|volume|spark")
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
class _Channel:
    """A channel as it is written."""

    name: str
    preset: str
    group: str
    is_fine: bool
    colour: str
    default: int
    capabilities: tuple[Element, ...]


def channel_slot(element: Element, optics: Optics) -> Slot:
    """The slot of a channel, with no head yet; what Luma does not drive rests."""
    group = element.find("Group")
    preset = element.get("Preset", "")
    channel = _Channel(
        element.get("Name", ""),
        preset.removesuffix("Fine"),
        text_of(element, "Group"),
        preset.endswith("Fine") or number_of(group, "Byte", 0) == 1,
        text_of(element, "Colour"),
        _level(element.get("Default"), 0),
        tuple(children(element, "Capability")),
    )
    bare = Slot(name=channel.name, default=channel.default, lamp_on=_lamp_on(channel))
    does = _purpose(channel)
    if channel.is_fine:
        return replace(bare, does=does, fine=does in _FINE) if does in _FINE else bare
    ranges = tuple(_sorted(_ranges(channel, does, optics)))
    if does == "prism":
        ranges = _one_prism(ranges)
    if does in {"gobo", "prism", "colour_wheel"} and not any(
        part.means in {"gobo", "prism", "colour"} for part in ranges
    ):
        opened = next((part.start for part in ranges if part.means == "open"), channel.default)
        return replace(bare, default=opened)
    if does == "shutter" and not any(part.means in {"open", "strobe"} for part in ranges):
        return bare
    return replace(bare, does=does, ranges=ranges)


def _one_prism(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """Where the prism is out, and where it is in, at rest if it can be."""
    out = tuple(part for part in ranges if part.means == "open")
    inside = [part for part in ranges if part.means == "prism"]
    if not out or not inside:
        return out
    still = [p for p in inside if not _MOVES.search(p.name.casefold())]
    stopped = [p for p in inside if re.search(r"no rot|stop", p.name.casefold())]
    return tuple(sorted((*out, (stopped or still or inside)[0]), key=lambda part: part.start))


_FINE = {
    "dimmer", "red", "green", "blue", "white", "amber", "uv", "lime", "indigo", "cyan",
    "magenta", "yellow", "hue", "saturation", "pan", "tilt", "zoom", "focus", "warm_white",
    "cool_white",
}  # fmt: skip


def _level(text: str | None, otherwise: int) -> int:
    return min(255, max(0, int(as_number(text, otherwise))))


def _lamp_on(channel: _Channel) -> int | None:
    struck = (c for c in channel.capabilities if c.get("Preset") == "LampOn")
    found = next(struck, None)
    return None if found is None else _level(found.get("Min"), 0)


def _purpose(channel: _Channel) -> Purpose:
    name = channel.name.casefold()
    if does := _PRESETS.get(channel.preset):
        return _by_name(name, does) if does == "white" else _of_light(name, does)
    if channel.group == "Intensity":
        by_colour = _PRESETS.get(f"Intensity{channel.colour}", "dimmer")
        found = _by_name(name, by_colour) if by_colour in {"dimmer", "white"} else by_colour
        no_dimmer = found == "dimmer" and _NO_DIMMER.search(name)
        return "fixed" if no_dimmer else _of_light(name, found)
    if channel.group == "Beam":
        return "zoom" if "zoom" in name else "focus" if "focus" in name else "fixed"
    return "fixed" if "iris" in name else _GROUPS.get(channel.group, "fixed")


def _of_light(name: str, does: Purpose) -> Purpose:
    """The same purpose, unless it is the intensity of smoke or fire."""
    other = does == "dimmer" and _NO_LIGHT.search(name) and not re.search(r"dim|led", name)
    return "fixed" if other else does


def _by_name(name: str, otherwise: Purpose) -> Purpose:
    if otherwise == "dimmer" and "dim" in name:
        return otherwise
    return next((does for word, does in _BY_NAME if re.search(word, name)), otherwise)


def _ranges(channel: _Channel, does: Purpose, optics: Optics) -> Iterator[Range]:
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


def _level_range(channel: _Channel, first: float, last: float) -> Range:
    widest = max(channel.capabilities, key=_width, default=None)
    low, high = (0, 256) if widest is None or _width(widest) < _WIDE else _span(widest)
    ends = (last, first) if channel.preset in _BACKWARDS else (first, last)
    return Range(low, high, "level", *ends)


def _span(capability: Element) -> tuple[int, int]:
    low, high = _level(capability.get("Min"), 0), _level(capability.get("Max"), 255)
    return low, max(low, high) + 1


def _width(capability: Element) -> int:
    low, high = _span(capability)
    return high - low


def _dimming(channel: _Channel, does: Purpose) -> Iterator[Range]:
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


def _told(channel: _Channel, does: Purpose) -> Iterator[Range]:
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
