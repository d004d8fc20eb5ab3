"""One channel of a QLC+ fixture as a slot: what its preset, group, colour and names say."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from luma.domain.profile import Purpose, Slot
from luma.light.formats.markup import children, number_of, text_of
from luma.light.formats.qxf_ranges import Channel, Optics, level_in, ranges_of

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
_BY_NAME: tuple[tuple[str, Purpose], ...] = (
    (r"warm", "warm_white"), (r"cool|cold", "cool_white"), (r"amber", "amber"),
    (r"\buv\b|ultra ?violet", "uv"), (r"lime", "lime"), (r"\bred\b", "red"),
    (r"\bgreen\b", "green"), (r"\bblue\b", "blue"), (r"\bwhite\b", "white"),
)  # fmt: skip
_GROUPS: dict[str, Purpose] = {
    "Pan": "pan", "Tilt": "tilt", "Shutter": "shutter", "Gobo": "gobo", "Prism": "prism",
    "Colour": "colour_wheel",
}  # fmt: skip
_NO_DIMMER = re.compile(r"\bct[cbo]\b|temperature|curve|speed|macro|program|\bfan\b|mode")
_NO_LIGHT = re.compile(r"fog|smoke|haze|pump|flame|fire\b|\bco2\b|volume|spark")


def channel_slot(element: Element, optics: Optics) -> Slot:
    """The slot of a channel, with no head yet; what Luma does not drive rests."""
    group = element.find("Group")
    preset = element.get("Preset", "")
    channel = Channel(
        element.get("Name", ""),
        preset.removesuffix("Fine"),
        text_of(element, "Group"),
        preset.endswith("Fine") or number_of(group, "Byte", 0) == 1,
        text_of(element, "Colour"),
        level_in(element.get("Default"), 0),
        tuple(children(element, "Capability")),
    )
    bare = Slot(name=channel.name, default=channel.default, lamp_on=_lamp_on(channel))
    does = _purpose(channel)
    if channel.is_fine:
        return replace(bare, does=does, fine=does in _FINE) if does in _FINE else bare
    ranges = ranges_of(channel, does, optics)
    if does in {"gobo", "prism", "colour_wheel"} and not any(
        part.means in {"gobo", "prism", "colour"} for part in ranges
    ):
        opened = next((part.start for part in ranges if part.means == "open"), channel.default)
        return replace(bare, default=opened)
    if does == "shutter" and not any(part.means in {"open", "strobe"} for part in ranges):
        return bare
    return replace(bare, does=does, ranges=ranges)


_FINE = {
    "dimmer", "red", "green", "blue", "white", "amber", "uv", "lime", "indigo", "cyan",
    "magenta", "yellow", "hue", "saturation", "pan", "tilt", "zoom", "focus", "warm_white",
    "cool_white",
}  # fmt: skip


def _lamp_on(channel: Channel) -> int | None:
    struck = (c for c in channel.capabilities if c.get("Preset") == "LampOn")
    found = next(struck, None)
    return None if found is None else level_in(found.get("Min"), 0)


def _purpose(channel: Channel) -> Purpose:
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
