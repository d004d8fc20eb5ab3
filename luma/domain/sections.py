"""The large shape of a track."""

from dataclasses import dataclass

from luma.domain.errors import BadDocument

LONGEST_JOINED = 16
"""How many bars a part has at most that was joined of others."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a track: where it lies, its name, and which other parts sound alike."""

    start: float
    stop: float
    label: str
    group: int = 0

    def __post_init__(self) -> None:
        """Refuse a part that has no length."""
        if not self.stop > self.start:
            raise BadDocument(f'The section "{self.label}" stops before it starts.')

    @property
    def letter(self) -> str:
        """Its group as people write it: A for the first, after Z come numbers."""
        return chr(ord("A") + self.group) if 0 <= self.group < 26 else str(self.group + 1)


@dataclass(frozen=True, slots=True)
class SectionTrack:
    """The parts of a track in order."""

    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        """Refuse parts that overlap."""
        for before, after in zip(self.sections, self.sections[1:], strict=False):
            if after.start < before.stop:
                raise BadDocument(f'The section "{after.label}" begins before the last ends.')

    def at(self, seconds: float) -> Section | None:
        """The part that a moment lies in, if any."""
        return next((s for s in self.sections if s.start <= seconds < s.stop), None)


def joined(
    edges: tuple[int, ...], groups: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same parts, neighbours that sound alike being one where that is not too long.

    Edges are counted in bars, and each part has the number of its group.
    """
    kept, names = [edges[0]], list[int]()
    for stop, group in zip(edges[1:], groups, strict=True):
        if names and names[-1] == group and stop - kept[-2] <= LONGEST_JOINED:
            kept[-1] = stop
        else:
            kept.append(stop)
            names.append(group)
    return tuple(kept), tuple(names)
