"""The bodies in a GDTF file: which heads a channel reaches, and where they sit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from luma.domain.venue import Vector
from luma.light.formats.budget import Budget
from luma.light.formats.gdtf_words import rows_of
from luma.light.formats.markup import number_of

Reals = npt.NDArray[np.float64]
DEEPEST = 32
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

    by_name: Mapping[str, tuple[Body, ...]]
    beams: tuple[Vector, ...]

    def of(self, name: str) -> tuple[Body, ...]:
        """Every place where a geometry of that name stands; the whole lamp for no known one."""
        found = self.by_name.get(name)
        return found or (Body(name, 1, frozenset(range(len(self.beams)))),)


def bodies_of(tops: Mapping[str, Element], name: str, budget: Budget) -> Bodies:
    """The geometries below a top one, with all references followed."""
    walk = _Walk(tops, budget)
    top = tops.get(name)
    if top is not None:
        walk.visit(top, _matrix(top.get("Position")), 1, 0)
    by_name = {name: tuple(bodies) for name, bodies in walk.bodies.items()}
    return Bodies(by_name, tuple(walk.beams))


class _Walk:
    """One way through a tree of geometries."""

    def __init__(self, tops: Mapping[str, Element], budget: Budget) -> None:
        self.bodies: dict[str, list[Body]] = {}
        self.beams: list[Vector] = []
        self._tops, self._budget = tops, budget

    def visit(self, element: Element, here: Reals, offset: int, depth: int) -> frozenset[int]:
        """Note a geometry at a place and all below it, and give the numbers of its beams."""
        self._budget.spend(10)
        if depth > DEEPEST:
            return frozenset()
        found: set[int] = set()
        if element.tag == "Beam" and element.get("BeamType") not in {"None", "Glow"}:
            x, y, z = here[:3, 3].tolist()
            found.add(len(self.beams))
            self.beams.append((round(x, 4), round(y, 4), round(z, 4)))
        for child in element:
            if child.tag == "GeometryReference":
                found |= self._follow(child, here, depth)
            elif child.tag not in _NO_BODY:
                place = here @ _matrix(child.get("Position"))
                found |= self.visit(child, place, offset, depth + 1)
        self._budget.spend(len(found))
        body = Body(element.get("Name", ""), offset, frozenset(found))
        self.bodies.setdefault(body.name, []).append(body)
        return frozenset(found)

    def _follow(self, reference: Element, place: Reals, depth: int) -> frozenset[int]:
        meant = self._tops.get(reference.get("Geometry", ""))
        if meant is None:
            return frozenset()
        # a reference says where what it refers to stands; the top's own place is not added
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
