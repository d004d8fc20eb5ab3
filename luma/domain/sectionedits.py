"""Edits of a track's sections, each a value that gives a new document.

Sections lie on bars: `on_bar` gives the second that an edit takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite

import numpy as np

from luma.domain.errors import BadValue, Refused
from luma.domain.rhythm import BeatGrid
from luma.domain.sectiondoc import SectionDoc
from luma.domain.sections import Section, SectionTrack

SHORTEST = 0.5
"""How many seconds a section lasts at least."""
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class UseSections:
    """Take sections as the person's own; they were made from what was heard then."""

    sections: SectionTrack
    heard: SectionTrack | None = None

    def apply(self, doc: SectionDoc) -> SectionDoc:
        """Give the document with those sections."""
        return replace(doc, sections=self.sections, heard=self.heard)


@dataclass(frozen=True, slots=True)
class ForgetSections:
    """Let what was heard count again."""

    def apply(self, doc: SectionDoc) -> SectionDoc:
        """Give the document without sections of its own."""
        return SectionDoc(doc.track)


@dataclass(frozen=True, slots=True)
class RenameSection:
    """Give the section at a second another name; it is alike to others of that name.

    With `alike`, all of its group are renamed.
    """

    at: float
    label: str
    alike: bool = False

    def apply(self, doc: SectionDoc) -> SectionDoc:
        """Give the document with that name."""
        parts, label = list(_sections_of(doc)), _checked(self.label)
        index = section_index(parts, self.at)
        here = parts[index]
        meant = [n for n, each in enumerate(parts) if n == index or self._is_meant(each, here)]
        others = [each for n, each in enumerate(parts) if n not in meant]
        group = _group_for(label, here, others)
        for n in meant:
            parts[n] = replace(parts[n], label=label, group=group)
        return _with(doc, parts)

    def _is_meant(self, each: Section, here: Section) -> bool:
        return self.alike and each.group == here.group


@dataclass(frozen=True, slots=True)
class MoveSectionEdge:
    """Let a section begin at another second, between its neighbours' other edges."""

    edge: int
    seconds: float

    def apply(self, doc: SectionDoc) -> SectionDoc:
        """Give the document with that edge moved."""
        parts = list(_sections_of(doc))
        if not 0 < self.edge < len(parts):
            raise BadValue(
                f"Between the sections of the track lie edges 1 to {len(parts) - 1}, so none "
                f"of number {self.edge}."
            )
        before, after = parts[self.edge - 1], parts[self.edge]
        low, high = before.start + SHORTEST, after.stop - SHORTEST
        if not low <= self.seconds <= high:
            raise Refused(
                f"That edge stays between its neighbours, from {low:.3f} to {high:.3f} s."
            )
        parts[self.edge - 1] = replace(before, stop=self.seconds)
        parts[self.edge] = replace(after, start=self.seconds)
        return _with(doc, parts)


@dataclass(frozen=True, slots=True)
class SplitSection:
    """Let a section end at a second within it, and another of its name begin there."""

    at: float

    def apply(self, doc: SectionDoc) -> SectionDoc:
        """Give the document with two sections for one."""
        parts = list(_sections_of(doc))
        index = section_index(parts, self.at)
        here = parts[index]
        if min(self.at - here.start, here.stop - self.at) < SHORTEST:
            raise Refused(
                f"At {self.at:.3f} s one section follows another already.",
                hint="Split a section at a bar within it.",
            )
        halves = [replace(here, stop=self.at), replace(here, start=self.at)]
        return _with(doc, [*parts[:index], *halves, *parts[index + 1 :]])


@dataclass(frozen=True, slots=True)
class JoinSection:
    """Take away the section at a second; the one before goes on, or the next begins sooner."""

    at: float

    def apply(self, doc: SectionDoc) -> SectionDoc:
        """Give the document without that section."""
        parts = list(_sections_of(doc))
        index = section_index(parts, self.at)
        if len(parts) == 1:
            raise Refused("It is the track's only section.", hint="Give it another name.")
        gone = parts.pop(index)
        if index:
            parts[index - 1] = replace(parts[index - 1], stop=gone.stop)
        else:
            parts[0] = replace(parts[0], start=gone.start)
        return _with(doc, parts)


SectionEdit = (
    UseSections | ForgetSections | RenameSection | MoveSectionEdge | SplitSection | JoinSection
)


def on_bar(grid: BeatGrid, seconds: float) -> float:
    """The second of the bar that begins nearest; beyond the heard bars they go on evenly."""
    if not isfinite(seconds):
        raise BadValue("A section begins at a number of seconds, not at infinity.")
    downbeats = grid.downbeats - grid.downbeats[0]
    place, metre = float(grid.position(seconds)), grid.metre
    last = float(downbeats[-1])
    if place < 0:
        return float(grid.seconds(round(place / metre) * metre))
    if place > last:
        return float(grid.seconds(last + round((place - last) / metre) * metre))
    starts = grid.bar_starts
    return float(starts[np.abs(starts - seconds).argmin()])


def section_index(parts: Sequence[Section], seconds: float) -> int:
    """Which section plays at a second."""
    for index, part in enumerate(parts):
        if part.start <= seconds < part.stop:
            return index
    raise BadValue(
        f"No section plays at {seconds:g} s.",
        hint=f"They last from {parts[0].start:.3f} to {parts[-1].stop:.3f} s.",
    )


def share_apart(one: SectionTrack, other: SectionTrack) -> float:
    """The share of the time of both tracks in which they name different sections."""
    both = (*one.sections, *other.sections)
    cuts = sorted({part.start for part in both} | {part.stop for part in both})
    apart = whole = 0.0
    for start, stop in pairwise(cuts):
        first, second = one.at((start + stop) / 2.0), other.at((start + stop) / 2.0)
        names = {None if part is None else part.label for part in (first, second)}
        whole += stop - start
        apart += (stop - start) * (len(names) > 1)
    return apart / whole if whole else 0.0


def _group_for(label: str, here: Section, others: Sequence[Section]) -> int:
    """The group of the others of a name, or one that no other has."""
    same = [each.group for each in others if each.label.casefold() == label.casefold()]
    if same:
        return here.group if here.group in same else same[0]
    taken = {each.group for each in others}
    return here.group if here.group not in taken else max(taken) + 1


def _checked(label: str) -> str:
    label = " ".join(label.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise BadValue(
            f"The name of a section has 1 to {LONGEST_LABEL} letters that can be printed.",
            hint="Write it as verse, drop or break.",
        )
    return label


def _with(doc: SectionDoc, parts: Sequence[Section]) -> SectionDoc:
    return replace(doc, sections=SectionTrack(tuple(parts)))


def _sections_of(doc: SectionDoc) -> tuple[Section, ...]:
    if doc.sections is None or not doc.sections.sections:
        raise Refused(
            "The track has no sections of its own yet.", hint="Take over the heard ones first."
        )
    return doc.sections.sections
