"""Fixtures as GDTF describes them: reading."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import numpy as np

from luma.domain.errors import BadDocument
from luma.domain.profile import UNIVERSE_SIZE, Answer, Mode, Profile, Slot
from luma.domain.venue import Vector
from luma.light.formats.archives import Archive
from luma.light.formats.gdtf_channel import Reach, Told, told_by
from luma.light.formats.gdtf_geometry import Bodies, Body, bodies_of, heads_among
from luma.light.formats.gdtf_words import ANSWERS
from luma.light.formats.markup import children, number_of, read_markup
from luma.light.formats.resting import resting

DESCRIPTION = "description.xml"


def read_gdtf(data: bytes) -> Profile:
    """The profile in a `.gdtf` file."""
    text = Archive(data, "The GDTF file").find(DESCRIPTION)
    if text is None:
        raise BadDocument(f"This is not a GDTF file: it holds no {DESCRIPTION}.")
    kind = read_markup(text, "The description in the GDTF file").find("FixtureType")
    if kind is None:
        raise BadDocument("This is not a GDTF file: it describes no fixture.")
    return _profile(kind)


def _profile(kind: Element) -> Profile:
    tops = {top.get("Name", ""): top for part in children(kind, "Geometries") for top in part}
    wheels = {
        wheel.get("Name", ""): tuple(children(wheel, "Slot"))
        for wheel in children(kind, "Wheels", "Wheel")
    }
    reach = Reach()
    reach.answers |= dict(_curves(kind))
    modes: list[Mode] = []
    names: Counter[str] = Counter()
    for mode in children(kind, "DMXModes", "DMXMode"):
        made = _mode(mode, tops, wheels, reach)
        names[made.name] += 1
        again = f" ({names[made.name]})" if names[made.name] > 1 else ""
        if made.slots:
            modes.append(replace(made, name=made.name + again))
    return Profile(
        kind.get("LongName") or kind.get("Name") or "Fixture",
        tuple(_plainly(mode, reach.zoom) for mode in modes),
        reach.pan or 540.0,
        reach.tilt or 270.0,
        reach.zoom or (8.0, 40.0),
        kind.get("Manufacturer", ""),
    )


def _curves(kind: Element) -> Iterator[tuple[str, Answer]]:
    """The names of those curves of light that Luma knows."""
    for curve in children(kind, "PhysicalDescriptions", "DMXProfiles", "DMXProfile"):
        points = list(children(curve, "Point"))
        told = tuple(number_of(points[0], f"CFC{n}", 0.0) for n in range(4)) if points else ()
        for answer, parts in ANSWERS.items():
            if len(points) == 1 and told == parts:
                yield curve.get("Name", ""), answer


def _plainly(mode: Mode, zoom: tuple[float, float] | None) -> Mode:
    """The mode without the ranges of zooms that are those of the whole lamp."""

    def plain(slot: Slot) -> Slot:
        whole = [(p.start, p.stop, p.first, p.last) for p in slot.ranges]
        same = slot.does == "zoom" and zoom is not None and whole == [(0, 256, *zoom)]
        return replace(slot, ranges=()) if same else slot

    return replace(mode, slots=tuple(plain(slot) for slot in mode.slots))


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A channel where it stands."""

    told: Told
    body: Body


def _mode(
    mode: Element,
    tops: Mapping[str, Element],
    wheels: Mapping[str, tuple[Element, ...]],
    reach: Reach,
) -> Mode:
    bodies = bodies_of(tops, mode.get("Geometry", ""), reach.budget)
    places = []
    for channel in children(mode, "DMXChannels", "DMXChannel"):
        told = told_by(channel, wheels, reach)
        if told is None:
            continue
        for body in bodies.of(channel.get("Geometry", "")):
            reach.budget.spend(10 + len(body.beams))
            places.append(_Place(told, body))
    driven = (place.body for place in places if place.told.slot.does not in {"fixed"})
    owners, count = heads_among(bodies, driven)
    slots = _laid_out(places, owners, count)
    name = mode.get("Name", "") or f"{len(slots)} channels"
    return Mode(name, tuple(_once_each(slots)), tuple(_centres(bodies, owners, count)))


def _laid_out(places: list[_Place], owners: tuple[int, ...], count: int) -> list[Slot]:
    """All slots in order; where two want one address the first has it."""
    taken: dict[int, Slot] = {}
    for place in places:
        reached = {owners[beam] for beam in place.body.beams}
        alone = 0 < len(reached) < count and place.told.slot.does != "fixed"
        slot = replace(place.told.slot, head=min(reached) if alone else None)
        first = place.body.offset - 1
        for at, made in zip(place.told.offsets, place.told.bytes_of(slot), strict=True):
            if 0 < first + at <= UNIVERSE_SIZE:
                taken.setdefault(first + at, made)
    return [taken.get(at, Slot()) for at in range(1, max(taken, default=0) + 1)]


def _once_each(slots: list[Slot]) -> Iterator[Slot]:
    """Every purpose once for each head; what comes again rests, but dimmers all follow."""
    seen: set[tuple[str, int | None, bool]] = set()
    known = {(slot.does, slot.head, slot.fine) for slot in slots}
    for slot in slots:
        name = (slot.does, slot.head, slot.fine)
        lone = slot.fine and (slot.does, slot.head, False) not in known
        again = name in seen and (slot.fine or slot.does != "dimmer")
        seen.add(name)
        yield resting(slot) if slot.does != "fixed" and (again or lone) else slot


def _centres(bodies: Bodies, owners: tuple[int, ...], count: int) -> Iterator[Vector]:
    """The middle of the beams of each head."""
    members: dict[int, list[Vector]] = {}
    for beam, owner in zip(bodies.beams, owners, strict=True):
        members.setdefault(owner, []).append(beam)
    for head in range(count):
        mine = members.get(head)
        x, y, z = np.mean(mine, axis=0).tolist() if mine and count > 1 else (0.0, 0.0, 0.0)
        yield (round(x, 4), round(y, 4), round(z, 4))
