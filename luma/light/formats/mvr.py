"""Rigs as MVR files: reading."""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from luma.domain.addressing import find_free
from luma.domain.codec import decode, read_json
from luma.domain.errors import BadDocument, LumaError
from luma.domain.ids import FixtureId, VenueId, new_id
from luma.domain.profile import UNIVERSE_SIZE, Profile
from luma.domain.profilefaults import faults
from luma.domain.venue import Fixture, Group, Trim, Venue
from luma.light.addresses import footprint_of
from luma.light.fixtures import Definitions, profile_key
from luma.light.formats.archives import Archive
from luma.light.formats.gdtf import read_gdtf
from luma.light.formats.markup import children, read_markup, text_of
from luma.light.formats.places import read_place, turned

SCENE, PROVIDER = "GeneralSceneDescription.xml", "Luma"
DEEPEST, MOST_FIXTURES, LAST_UNIVERSE = 32, 20_000, 65_535
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kept:
    """What Luma writes beside the scene, for the fixtures by their `uuid`."""

    name: str = ""
    id: str = ""
    profiles: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    trims: dict[str, Trim] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


class Rig(NamedTuple):
    """A venue out of a file, the kinds of lamps that came with it, and what was amiss."""

    venue: Venue
    profiles: Mapping[str, Profile]
    remarks: tuple[str, ...]


def read_mvr(data: bytes, name: str, known: Definitions) -> Rig:
    """The rig in an `.mvr` file; kinds of lamps that are known are not brought again."""
    archive = Archive(data, "The MVR file")
    text = archive.find(SCENE)
    if text is None:
        raise BadDocument(f"This is not an MVR file: it holds no {SCENE}.")
    root = read_markup(text, "The scene in the MVR file")
    scene = root.find("Scene")
    if scene is None:
        raise BadDocument("This is not an MVR file: it describes no scene.")
    return _Reading(archive, known, _kept(root)).rig(scene, name)


def _kept(root: Element) -> Kept:
    for data in children(root, "UserData", "Data"):
        if data.get("provider") == PROVIDER:
            try:
                return decode(Kept, read_json(data.text or "", "The data of Luma"))
            except BadDocument:
                return Kept()
    return Kept()


class _Found(NamedTuple):
    """A fixture in the scene, where it is, and the names of all that it belongs to."""

    element: Element
    place: Reals
    groups: tuple[str, ...]


class _Reading:
    """One file as it is read."""

    def __init__(self, archive: Archive, known: Definitions, kept: Kept) -> None:
        self._archive, self._known, self._kept = archive, known, kept
        self._keys: dict[str, str] = {}
        self._profiles: dict[str, Profile] = {}
        self._remarks: list[str] = []

    def rig(self, scene: Element, name: str) -> Rig:
        """The venue of a scene."""
        classes = {
            element.get("uuid", ""): element.get("name", "")
            for element in children(scene, "AUXData", "Class")
        }
        found = [f for layer in children(scene, "Layers", "Layer") for f in _walk(layer)]
        if len(found) > MOST_FIXTURES:
            raise BadDocument(f"The MVR file holds {len(found)} fixtures, which is too many.")
        fixtures: list[Fixture] = []
        members: dict[str, list[FixtureId]] = {}
        waiting: set[FixtureId] = set()
        taken: set[FixtureId] = set()
        for each in found:
            fixture, is_patched = self._fixture(each, taken)
            taken.add(fixture.id)
            if not is_patched:
                waiting.add(fixture.id)
            fixtures.append(fixture)
            of_class = classes.get(text_of(each.element, "Classing"), "")
            for group in dict.fromkeys((*each.groups, of_class)):
                members.setdefault(group, []).append(fixture.id)
        groups = tuple(Group(n, tuple(ids)) for n, ids in members.items() if n)
        venue = Venue(
            VenueId(self._kept.id or new_id()),
            self._kept.name or name,
            tuple(fixtures),
            self._groups(groups, fixtures),
        )
        venue = self._addressed(venue, waiting)
        return Rig(venue, self._profiles, tuple(dict.fromkeys(self._remarks)))

    def _groups(self, told: tuple[Group, ...], fixtures: list[Fixture]) -> tuple[Group, ...]:
        """The groups that Luma wrote, as far as their fixtures are here; else those told."""
        if not self._kept.ids:
            return told
        here = {fixture.id for fixture in fixtures}
        kept = (
            Group(g.name, tuple(f for f in g.fixtures if f in here)) for g in self._kept.groups
        )
        names: dict[str, Group] = {group.name: group for group in kept if group.fixtures}
        return tuple(names.values())

    def _fixture(self, found: _Found, taken: set[FixtureId]) -> tuple[Fixture, bool]:
        element = found.element
        uuid = element.get("uuid", "").casefold()
        name = element.get("name", "").strip() or text_of(element, "FixtureID") or "Fixture"
        wanted = self._kept.ids.get(uuid) or uuid or new_id()
        while wanted in taken:
            wanted = new_id()
        at = _address(element)
        position, rotation = turned(found.place)
        fixture = Fixture(
            FixtureId(wanted),
            name,
            self._key(text_of(element, "GDTFSpec")),
            text_of(element, "GDTFMode"),
            *(at or (1, 1)),
            position,
            rotation,
            self._kept.trims.get(uuid, Trim()),
        )
        return fixture, at is not None

    def _key(self, spec: str) -> str:
        """The key of a kind of lamp, which is read the first time that it is met."""
        if spec not in self._keys:
            kept = self._kept.profiles.get(spec, "")
            self._keys[spec] = kept if kept in self._known.profiles else self._brought(spec)
        return self._keys[spec]

    def _brought(self, spec: str) -> str:
        stem = spec.removesuffix(".gdtf")
        maker, _, rest = stem.partition("@")
        bare = Profile(rest.partition("@")[0] or maker, (), maker=maker if rest else "")
        data = self._archive.find(spec) or self._archive.find(f"{stem}.gdtf")
        if data is None:
            self._remarks.append(f'It brings no description of "{stem}".')
            return profile_key(bare)
        try:
            profile = read_gdtf(data)
            wrong = list(faults(profile))
        except LumaError as error:
            wrong, profile = [error.sentence()], bare
        if wrong:
            self._remarks.append(f'Its description of "{stem}" cannot be used: {wrong[0]}')
            return profile_key(profile)
        return self._shelved(profile)

    def _shelved(self, profile: Profile) -> str:
        """A key for a profile: one where it lies already, or else one that is free."""
        first = key = profile_key(profile)
        number = 1
        while (there := self._profiles.get(key) or self._known.profiles.get(key)) is not None:
            if there == profile:
                return key
            number += 1
            key = f"{first}_{number}"
        self._profiles[key] = profile
        return key

    def _addressed(self, venue: Venue, waiting: set[FixtureId]) -> Venue:
        """The venue with a free address for every fixture that had none."""
        known = ChainMap({**self._profiles}, {**dict(self._known_here(venue))})
        both = Definitions(known)
        prints = {f.id: footprint_of(f, both) for f in venue.fixtures}
        taken = [each for name, each in prints.items() if name not in waiting]
        late = [fixture for fixture in venue.fixtures if fixture.id in waiting]
        found = find_free(taken, [prints[fixture.id].size for fixture in late])
        places = dict(zip((f.id for f in late), found or (), strict=False))
        for fixture in late:
            universe, address = places.get(fixture.id, (1, 1))
            self._remarks.append(
                f'"{fixture.name}" had no address; it has {universe}.{address}.'
            )
        moved = (
            replace(f, universe=places[f.id][0], address=places[f.id][1])
            if f.id in places
            else f
            for f in venue.fixtures
        )
        return replace(venue, fixtures=tuple(moved))

    def _known_here(self, venue: Venue) -> Iterator[tuple[str, Profile]]:
        for key in {fixture.profile for fixture in venue.fixtures}:
            profile = self._known.profiles.get(key)
            if profile is not None:
                yield key, profile


def _walk(layer: Element) -> Iterator[_Found]:
    """Every fixture of a layer, with all matrices above it applied."""
    yield from _below(layer, np.eye(4), (), 0)


def _below(
    element: Element, above: Reals, names: tuple[str, ...], depth: int
) -> Iterator[_Found]:
    if depth > DEEPEST:
        return
    place = above @ read_place(element.findtext("Matrix"))
    if element.tag == "Fixture":
        yield _Found(element, place, names)
    else:
        names = (*names, element.get("name", "").strip())
    for child in children(element, "ChildList", "*"):
        yield from _below(child, place, names, depth + 1)


def _address(element: Element) -> tuple[int, int] | None:
    """The universe and address of the first break; absolute ones count through universes."""
    told = [a.text or "" for a in children(element, "Addresses", "Address")]
    found = re.fullmatch(r"\s*(?:(\d{1,6})\.)?(\d{1,9})\s*", told[0] if told else "")
    if found is None:
        return None
    universe, address = int(found[1] or 0), int(found[2])
    if not found[1]:
        universe, address = (
            (address - 1) // UNIVERSE_SIZE + 1,
            (address - 1) % UNIVERSE_SIZE + 1,
        )
    fits = 1 <= universe <= LAST_UNIVERSE and 1 <= address <= UNIVERSE_SIZE
    return (universe, address) if fits else None
