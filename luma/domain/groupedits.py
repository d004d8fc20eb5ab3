"""Edits of a venue's groups, each a value that gives a new document."""

from dataclasses import dataclass, replace

from luma.domain.errors import NotFound, Refused
from luma.domain.venue import Group, Venue


@dataclass(frozen=True, slots=True)
class RenameGroup:
    """Call a group otherwise."""

    name: str
    to: str

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with the group by its new name."""
        place, group = _find(doc, self.name)
        if not self.to.strip():
            raise Refused("A group needs a name.", hint="Give it at least one letter.")
        if self.to != self.name and any(other.name == self.to for other in doc.groups):
            raise Refused(f'There is a group "{self.to}" already.', hint="Choose another name.")
        groups = list(doc.groups)
        groups[place] = replace(group, name=self.to)
        return replace(doc, groups=tuple(groups))


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Put a group at another place of the list."""

    name: str
    to: int

    def apply(self, doc: Venue) -> Venue:
        """Give the venue with its groups in the new order."""
        place, group = _find(doc, self.name)
        groups = [*doc.groups[:place], *doc.groups[place + 1 :]]
        groups.insert(max(0, self.to), group)
        return replace(doc, groups=tuple(groups))


@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """Forget a group; its fixtures stay where they hang."""

    name: str

    def apply(self, doc: Venue) -> Venue:
        """Give the venue without the group."""
        place, _ = _find(doc, self.name)
        return replace(doc, groups=doc.groups[:place] + doc.groups[place + 1 :])


def _find(doc: Venue, name: str) -> tuple[int, Group]:
    """Where a group stands in the list, and the group itself."""
    for place, group in enumerate(doc.groups):
        if group.name == name:
            return place, group
    raise NotFound(f'The venue "{doc.name}" has no group "{name}".')
