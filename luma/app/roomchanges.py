"""What is different in a room after an edit, and which clips can tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.nodetype import Json
from luma.domain.score import Clip
from luma.domain.selection import parse, resolve
from luma.domain.venue import Head

Heads = tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class RoomChange:
    """The heads of a room before and after an edit of it.

    `names` are those of the groups that have other heads now, or have them in another order.
    """

    before: Heads
    after: Heads
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Look at the groups once, for all clips."""
        old, new = _groups(self.before), _groups(self.after)
        names = frozenset(n for n in old.keys() | new.keys() if old.get(n) != new.get(n))
        object.__setattr__(self, "names", names)

    @property
    def has_other_heads(self) -> bool:
        """Whether heads came, went, or have other numbers."""
        return _names(self.before) != _names(self.after)

    @property
    def only_adds(self) -> bool:
        """Whether heads came behind the others, which have their numbers still."""
        return _names(self.after)[: len(self.before)] == _names(self.before)

    def is_told_by(self, clip: Clip, texts: Iterable[str]) -> bool:
        """Whether a clip may do something else now; texts are all that its graphs say.

        It does the same where it has the same heads in the same places and groups, and nowhere
        speaks of a group that is another one.
        """
        try:
            was, now = (
                resolve(parse(clip.selection), heads, clip.seed)
                for heads in (self.before, self.after)
            )
        except LumaError:
            return True
        if was != now or _seen(self.before, now) != _seen(self.after, now):
            return True
        return any(name in text for text in texts for name in self.names)


def texts_of(doc: GraphDoc) -> Iterator[str]:
    """All that stands in the settings of a graph's nodes and in its arguments."""
    for node in doc.nodes.values():
        yield from texts_in(dict(node.settings))
    for argument in doc.arguments:
        yield from texts_in(argument.default)


def texts_in(value: Json) -> Iterator[str]:
    """All texts in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def _names(heads: Heads) -> list[tuple[str, int]]:
    return [(head.fixture, head.index) for head in heads]


def _groups(heads: Heads) -> dict[str, list[int]]:
    """The heads of every group in their order, by their numbers."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, head in enumerate(heads):
        ranks = head.ranks or (0,) * len(head.groups)
        for name, rank in zip(head.groups, ranks, strict=True):
            found.setdefault(name, []).append((rank, number))
    return {name: [number for _, number in sorted(some)] for name, some in found.items()}


def _seen(heads: Heads, chosen: tuple[int, ...]) -> list[tuple[object, ...]]:
    """What graphs know of some heads, besides the names of their groups."""
    numbers: dict[str, int] = {}
    return [
        (
            head.position,
            head.abilities,
            numbers.setdefault(head.groups[0] if head.groups else "", len(numbers)),
        )
        for head in (heads[index] for index in chosen)
    ]
