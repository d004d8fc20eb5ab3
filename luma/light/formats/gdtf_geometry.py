"""The bodies in a GDTF file: which heads a channel reaches, and where they sit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from luma.domain.venue import Vector
from luma.light.formats.gdtf_words import rows_of
from luma.light.formats.markup import number_of

Reals = npt.NDArray[np.float64]
DEEPEST, MOST = 32, 20_000
_NO_BODY = {"Break", "ProtocolIO", "PinPatch"}


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One geometry where it stands in a mode: its name, its beams and its first address."""

    name: str
    offset: int
    beams: frozenset[int]


@dataclass(frozen=True, slots=True)
class Bodies:
    """All geometries of a mode, and where its beams are."""

    listed: tuple[Body, ...]
    beams: tuple[Vector, ...]

    def of(self, name: str) -> tuple[Body, ...]:
        """Every place where a geometry of that name stands; the whole lamp for no known one."""
        found = tuple(body for body in self.listed if body.name == name)
        return found or (Body(name, 1, frozenset(range(len(self.beams)))),)


def bodies_of(tops: Mapping[str, Element], name: str) -> Bodies:
    """The geometries below a top one, with all references followed."""
    walk = _Walk(tops)
    top = tops.get(name)
    if top is not None:
        walk.visit(top, np.eye(4), 1, 0)
    return Bodies(tuple(walk.bodies), tuple(walk.beams))


class _Walk:
    """One way through a tree of geometries."""

    def __init__(self, tops: Mapping[str, Element]) -> None:
        self.bodies: list[Body] = []
        self.beams: list[Vector] = []
        self._tops = tops

    def visit(self, element: Element, place: Reals, offset: int, depth: int) -> frozenset[int]:
        """Note a geometry and all below it, and give the numbers of its beams."""
        if depth > DEEPEST or len(self.bodies) > MOST:
            return frozenset()
        here = place @ _matrix(element.get("Position"))
        found: set[int] = set()
        if element.tag == "Beam" and element.get("BeamType") not in {"None", "Glow"}:
            x, y, z = here[:3, 3].tolist()
            found.add(len(self.beams))
            self.beams.append((round(x, 4), round(y, 4), round(z, 4)))
        for child in element:
            if child.tag == "GeometryReference":
                found |= self._follow(child, here, depth)
            elif child.tag not in _NO_BODY:
                found |= self.visit(child, here, offset, depth + 1)
        self.bodies.append(Body(element.get("Name", ""), offset, frozenset(found)))
        return frozenset(found)

    def _follow(self, reference: Element, place: Reals, depth: int) -> frozenset[int]:
        meant = self._tops.get(reference.get("Geometry", ""))
        if meant is None:
            return frozenset()
        here = place @ _matrix(reference.get("Position"))
        first = reference.find("Break")
        return self.visit(meant, here, int(number_of(first, "DMXOffset", 1)), depth + 1)


def _matrix(text: str | None) -> Reals:
    rows = rows_of(text)
    if [len(row) for row in rows] != [4, 4, 4, 4]:
        return np.eye(4)
    return np.array(rows)


def heads_among(bodies: Bodies, driven: Iterator[Body]) -> tuple[tuple[int, ...], int]:
    """Which head each beam belongs to: beams that are always driven together are one."""
    signs: list[list[int]] = [[] for _ in bodies.beams]
    for number, body in enumerate(driven):
        for beam in body.beams:
            signs[beam].append(number)
    known: dict[tuple[int, ...], int] = {}
    heads = tuple(known.setdefault(tuple(sign), len(known)) for sign in signs)
    return heads, max(1, len(known))
