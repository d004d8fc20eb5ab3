"""Rigs as MVR files: writing."""

import json
import uuid
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from luma.domain.codec import encode
from luma.domain.profile import UNIVERSE_SIZE, Profile
from luma.domain.venue import Fixture, Trim, Venue
from luma.light.fixtures import Definitions
from luma.light.formats.archives import archived
from luma.light.formats.gdtf_writer import write_gdtf
from luma.light.formats.markup import write_markup
from luma.light.formats.mvr import PROVIDER, SCENE, Kept
from luma.light.formats.places import written_place

_SPACE = uuid.UUID("1f0a7d52-2a43-4a0e-8a55-5d6a6d2b9c77")
_REST = "Rig"


def write_mvr(venue: Venue, definitions: Definitions) -> bytes:
    """The `.mvr` file of a venue, with a GDTF file for every kind of lamp that is known."""
    profiles = {
        key: profile
        for key in dict.fromkeys(fixture.profile for fixture in venue.fixtures)
        if (profile := definitions.profiles.get(key)) is not None
    }
    specs = dict(_specs(venue, profiles))
    members = {SCENE: write_markup(_scene(venue, specs))}
    for key, profile in profiles.items():
        members[specs[key]] = write_gdtf(profile)
    return archived(members)


def _specs(venue: Venue, profiles: dict[str, Profile]) -> Iterator[tuple[str, str]]:
    """The name of a GDTF file for each kind of lamp, all different."""
    taken: set[str] = set()
    for key in dict.fromkeys(fixture.profile for fixture in venue.fixtures):
        profile = profiles.get(key) or Profile(key.rpartition("/")[2], ())
        stem = f"{_plain(profile.maker) or 'Luma'}@{_plain(profile.name) or 'Fixture'}"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}@{number}"
        taken.add(name.casefold())
        yield key, f"{name}.gdtf"


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in " -_") else "_" for c in name)


def _uuid(venue: Venue, name: str) -> str:
    return str(uuid.uuid5(_SPACE, f"{venue.id}/{name}"))


def _scene(venue: Venue, specs: dict[str, str]) -> Element:
    root = Element("GeneralSceneDescription", verMajor="1", verMinor="6", provider=PROVIDER)
    data = SubElement(SubElement(root, "UserData"), "Data", provider=PROVIDER, ver="1")
    data.text = json.dumps(encode(_kept(venue, specs)), sort_keys=True)
    scene = SubElement(root, "Scene")
    SubElement(scene, "AUXData")
    layers = SubElement(scene, "Layers")
    lists: dict[str, Element] = {}
    for number, fixture in enumerate(venue.fixtures, 1):
        name = next((g.name for g in venue.groups if fixture.id in g.fixtures), _REST)
        if name not in lists:
            layer = SubElement(
                layers, "Layer", name=name, uuid=_uuid(venue, f"layer {name}").upper()
            )
            lists[name] = SubElement(layer, "ChildList")
        _write(lists[name], venue, fixture, specs[fixture.profile], number)
    return root


def _kept(venue: Venue, specs: dict[str, str]) -> Kept:
    ids = {_uuid(venue, fixture.id): fixture for fixture in venue.fixtures}
    return Kept(
        venue.name,
        venue.id,
        {spec: key for key, spec in specs.items()},
        {name: fixture.id for name, fixture in ids.items()},
        {name: fixture.trim for name, fixture in ids.items() if fixture.trim != Trim()},
        venue.groups,
    )


def _write(place: Element, venue: Venue, fixture: Fixture, spec: str, number: int) -> None:
    element = SubElement(
        place, "Fixture", name=fixture.name, uuid=_uuid(venue, fixture.id).upper()
    )
    absolute = (fixture.universe - 1) * UNIVERSE_SIZE + fixture.address
    for tag, text in (
        ("Matrix", written_place(fixture.position, fixture.rotation)),
        ("GDTFSpec", spec),
        ("GDTFMode", fixture.mode),
        ("CastShadow", "false"),
        ("FixtureID", str(number)),
        ("UnitNumber", str(number)),
        ("CustomId", "0"),
    ):
        SubElement(element, tag).text = text
    addresses = SubElement(element, "Addresses")
    SubElement(addresses, "Address", {"break": "0"}).text = str(absolute)
