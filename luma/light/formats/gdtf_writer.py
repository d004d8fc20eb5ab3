"""Fixtures as GDTF describes them: writing what Luma knows."""

import uuid
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from luma.domain.profile import Mode, Profile, Range, Slot
from luma.light.formats.archives import archived
from luma.light.formats.gdtf import DESCRIPTION
from luma.light.formats.gdtf_words import ANSWERS, ATTRIBUTES, LAMP, STROBE, placed, xyy_of
from luma.light.formats.markup import write_markup

_SPACE = uuid.UUID("6f1f7a86-5b3f-4d4e-9b0e-7c1f5c0a4d11")
_NO_FEATURE = "NoFeature"
_WHEEL_WORDS = {"colour_wheel": "Colours", "gobo": "Gobos", "prism": "Prisms"}
_FEATURES = {
    "Dimmer": "Dimmer.Dimmer", "Pan": "Position.PanTilt", "Tilt": "Position.PanTilt",
    "Zoom": "Focus.Focus", "Focus1": "Focus.Focus", "Gobo1": "Gobo.Gobo",
    "Color1": "Color.Color", _NO_FEATURE: "Control.Control", LAMP: "Control.Control",
    "HSB_Hue": "Color.HSB", "HSB_Saturation": "Color.HSB",
}  # fmt: skip


def write_gdtf(profile: Profile) -> bytes:
    """The `.gdtf` file of a profile."""
    return archived({DESCRIPTION: write_markup(described(profile))})


def described(profile: Profile) -> Element:
    """The description of a profile."""
    root = Element("GDTF", DataVersion="1.2")
    kind = SubElement(
        root,
        "FixtureType",
        Name=_clean(profile.name),
        ShortName=_clean(profile.name)[:20],
        LongName=profile.name,
        Manufacturer=profile.maker,
        Description="",
        FixtureTypeID=str(uuid.uuid5(_SPACE, f"{profile.maker}/{profile.name}")).upper(),
        CanHaveChildren="No",
    )
    _define(SubElement(kind, "AttributeDefinitions"))
    wheels = SubElement(kind, "Wheels")
    _curves(SubElement(SubElement(kind, "PhysicalDescriptions"), "DMXProfiles"))
    SubElement(kind, "Models")
    geometries, modes = SubElement(kind, "Geometries"), SubElement(kind, "DMXModes")
    SubElement(kind, "Revisions")
    for number, mode in enumerate(profile.modes, 1):
        _shape(geometries, f"M{number}", mode)
        _write_mode(modes, wheels, profile, number, mode)
    SubElement(kind, "FTPresets")
    SubElement(kind, "Protocols")
    return root


def _curves(element: Element) -> None:
    for answer, parts in ANSWERS.items():
        curve = SubElement(element, "DMXProfile", Name=answer)
        numbers = {f"CFC{n}": f"{part:g}" for n, part in enumerate(parts)}
        SubElement(curve, "Point", {"DMXPercentage": "0", **numbers})


def _clean(name: str) -> str:
    """A name of letters that GDTF takes."""
    return "".join(c if c.isascii() and (c.isalnum() or c in " -_()+") else "_" for c in name)


def _define(element: Element) -> None:
    SubElement(element, "ActivationGroups")
    groups = SubElement(element, "FeatureGroups")
    names = sorted({*_FEATURES.values(), "Color.RGB", "Beam.Beam"})
    for group in sorted({name.partition(".")[0] for name in names}):
        made = SubElement(groups, "FeatureGroup", Name=group, Pretty=group)
        for name in names:
            if name.startswith(f"{group}."):
                SubElement(made, "Feature", Name=name.partition(".")[2])
    attributes = SubElement(element, "Attributes")
    for attribute in sorted({*ATTRIBUTES.values(), STROBE, LAMP}):
        usual = "Color.RGB" if attribute.startswith("Color") else "Beam.Beam"
        SubElement(
            attributes,
            "Attribute",
            Name=attribute,
            Pretty=attribute,
            Feature=_FEATURES.get(attribute, usual),
        )


def _shape(geometries: Element, name: str, mode: Mode) -> None:
    """A body with a yoke and a head, on which each head has a yoke and a head of its own."""
    body = SubElement(geometries, "Geometry", Name=name, Position=placed((0, 0, 0)))
    yoke = SubElement(body, "Axis", Name=f"{name} Yoke", Position=placed((0, 0, 0)))
    head = SubElement(yoke, "Axis", Name=f"{name} Head", Position=placed((0, 0, 0)))
    for number, place in enumerate(mode.heads, 1):
        own = SubElement(head, "Axis", Name=f"{name} Yoke {number}", Position=placed(place))
        tilt = SubElement(own, "Axis", Name=f"{name} Head {number}", Position=placed((0, 0, 0)))
        SubElement(tilt, "Beam", Name=f"{name} Beam {number}", Position=placed((0, 0, 0)))


def _write_mode(
    modes: Element, wheels: Element, profile: Profile, number: int, mode: Mode
) -> None:
    name = f"M{number}"
    made = SubElement(modes, "DMXMode", Name=mode.name, Geometry=name)
    channels = SubElement(made, "DMXChannels")
    SubElement(made, "Relations")
    SubElement(made, "FTMacros")
    fine = {(s.does, s.head): at for at, s in enumerate(mode.slots, 1) if s.fine}
    for at, slot in enumerate(mode.slots, 1):
        if slot.fine:
            continue
        low = fine.pop((slot.does, slot.head), None) if slot.does != "fixed" else None
        channel = _channel(channels, name, slot, f"{at}" if low is None else f"{at},{low}")
        wheel = _wheel(wheels, f"{name} {at}", slot)
        _functions(channel, profile, slot, wheel)
        initial = channel.find("LogicalChannel/ChannelFunction")
        assert initial is not None  # each channel begins with one
        whole = (
            slot.default if low is None else slot.default * 256 + mode.slots[low - 1].default
        )
        initial.set("Default", f"{whole}/{1 if low is None else 2}")


def _channel(channels: Element, name: str, slot: Slot, places: str) -> Element:
    attribute = ATTRIBUTES[slot.does]
    part = {"pan": " Yoke", "tilt": " Head"}.get(slot.does, "")
    if slot.head is not None:
        part = f"{part or ' Beam'} {slot.head + 1}"
    return SubElement(
        channels,
        "DMXChannel",
        DMXBreak="1",
        Offset=places,
        Highlight="None",
        Geometry=f"{name}{part}",
        InitialFunction=f"{name}{part}_{attribute}.{attribute}.{_first_name(slot)}",
    )


def _first_name(slot: Slot) -> str:
    return _clean(slot.name) or ATTRIBUTES[slot.does]


def _wheel(wheels: Element, name: str, slot: Slot) -> str:
    """The name of the wheel of a slot, now written; empty where it has none."""
    if slot.does not in _WHEEL_WORDS:
        return ""
    title = f"{_WHEEL_WORDS[slot.does]} {name}"
    wheel = SubElement(wheels, "Wheel", Name=title)
    SubElement(wheel, "Slot", Name="Open", Color=xyy_of("ffffff"))
    for number, part in enumerate(_parts(slot), 1):
        named = _clean(part.name) or f"{part.means.capitalize()} {number}"
        colour = xyy_of(part.colour or "ffffff")
        SubElement(wheel, "Slot", Name=named, Color=colour)
    return title


def _parts(slot: Slot) -> list[Range]:
    """What is on a wheel beside the open place, gobos by their numbers."""
    on_it = [part for part in slot.ranges if part.means in {"colour", "gobo", "prism"}]
    if slot.does != "gobo":
        return on_it
    last = max((part.number for part in on_it), default=0)
    by_number = {part.number: part for part in reversed(on_it)}
    return [by_number.get(n, Range(0, 1, "gobo", number=n)) for n in range(1, last + 1)]


def _functions(channel: Element, profile: Profile, slot: Slot, wheel: str) -> None:
    attribute = ATTRIBUTES[slot.does]
    logical = SubElement(
        channel, "LogicalChannel", Attribute=attribute, Snap="No", Master="None",
    )  # fmt: skip
    first = True
    for start, kind, ends, part in _stretches(profile, slot):
        name = _first_name(slot) if first else (_clean(part.name) if part else "")
        first = False
        made = SubElement(
            logical,
            "ChannelFunction",
            Name=name or f"{kind} {start}",
            Attribute=kind,
            DMXFrom=f"{start}/1",
            PhysicalFrom=f"{ends[0]:g}",
            PhysicalTo=f"{ends[1]:g}",
        )
        if part is not None and part.means in {"open", "closed"} and slot.does == "shutter":
            word = "Open" if part.means == "open" else "Closed"
            SubElement(made, "ChannelSet", Name=word, DMXFrom=f"{start}/1")
        if slot.answers in ANSWERS and kind == attribute:
            made.set("DMXProfile", slot.answers)
        if wheel:
            made.set("Wheel", wheel)
            _sets(made, slot)
    if slot.lamp_on is not None:
        made = SubElement(
            logical, "ChannelFunction", Name="Lamp on", Attribute=LAMP,
            DMXFrom=f"{slot.lamp_on}/1",
        )  # fmt: skip
        SubElement(made, "ChannelSet", Name="Lamp on", DMXFrom=f"{slot.lamp_on}/1")


Stretch = tuple[int, str, tuple[float, float], Range | None]


def _stretches(profile: Profile, slot: Slot) -> Iterator[Stretch]:
    """The functions of a channel: where each begins, what it is, and its ends."""
    attribute = ATTRIBUTES[slot.does]
    if slot.does in _WHEEL_WORDS or not slot.ranges:
        yield 0, attribute, _usual(profile, slot), None
        return
    at = 0
    for part in sorted(slot.ranges, key=lambda part: part.start):
        if part.start > at:
            yield at, _NO_FEATURE, (0.0, 0.0), None
        yield part.start, *_told(profile, slot, part), part
        at = part.stop
    if at < 256:
        yield at, _NO_FEATURE, (0.0, 0.0), None


def _usual(profile: Profile, slot: Slot) -> tuple[float, float]:
    match slot.does:
        case "pan":
            return -profile.pan_degrees / 2, profile.pan_degrees / 2
        case "tilt":
            return profile.tilt_degrees / 2, -profile.tilt_degrees / 2
        case "zoom":
            return profile.zoom_degrees
        case _:
            return 0.0, 1.0


def _told(profile: Profile, slot: Slot, part: Range) -> tuple[str, tuple[float, float]]:
    attribute = ATTRIBUTES[slot.does]
    match part.means:
        case "strobe":
            return STROBE, (part.first, part.last)
        case "open":
            return attribute, (1.0, 1.0)
        case "closed":
            return attribute, (0.0, 0.0)
        case _ if slot.does in {"pan", "tilt"}:
            low, high = _usual(profile, slot)
            return attribute, (high, low) if part.first > part.last else (low, high)
        case _:
            return attribute, (part.first, part.last)


def _sets(function: Element, slot: Slot) -> None:
    """The places of a wheel, and the levels between them that are none."""
    parts = _parts(slot)
    at = 0
    for part in sorted(slot.ranges, key=lambda part: part.start):
        if part.start > at:
            SubElement(function, "ChannelSet", Name="", DMXFrom=f"{at}/1", WheelSlotIndex="0")
        index = _index(slot, parts, part)
        word = "Open" if part.means == "open" else "Closed" if part.means == "closed" else ""
        named = word or _clean(part.name)
        SubElement(
            function,
            "ChannelSet",
            Name=named,
            DMXFrom=f"{part.start}/1",
            WheelSlotIndex=str(index),
        )
        at = part.stop
    if at < 256:
        SubElement(function, "ChannelSet", Name="", DMXFrom=f"{at}/1", WheelSlotIndex="0")


def _index(slot: Slot, parts: list[Range], part: Range) -> int:
    """The place of a range on its wheel, counted from one; the first is open."""
    if part.means in {"open", "closed"}:
        return 1
    return part.number + 1 if slot.does == "gobo" else parts.index(part) + 2
