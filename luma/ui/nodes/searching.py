"""Finding a kind of node while its name is typed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from luma.domain.nodetype import NodeType

PATTERN = "pattern"
FAMILY_ORDER = ("in", "listen", "time", "math", "space", "colour", "motion", "out", "view")


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of node, and where its title matches what was typed."""

    kind: NodeType
    start: int = 0
    length: int = 0


def found(
    kinds: Sequence[NodeType],
    text: str,
    recent: Sequence[str] = (),
    among: Collection[str] | None = None,
) -> tuple[Found, ...]:
    """The kinds that match a text, best first; without one, the recent and then by family."""
    wanted = text.strip().lower()
    possible = [kind for kind in kinds if among is None or kind.key in among]
    if not wanted:
        first = [kind for key in recent for kind in possible if kind.key == key]
        rest = sorted((kind for kind in possible if kind not in first), key=_by_family)
        return tuple(Found(kind) for kind in (*first, *rest))
    parts = wanted.split()
    ranks = {kind.key: min(_rank(kind, part) for part in parts) for kind in possible}
    ranked = [(rank, kind.title, kind) for kind in possible if (rank := ranks[kind.key])]
    ranked.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(_marked(kind, wanted) for _, _, kind in ranked)


def _by_family(kind: NodeType) -> tuple[int, str]:
    place = FAMILY_ORDER.index(kind.family) if kind.family in FAMILY_ORDER else 99
    return place, kind.title


def _rank(kind: NodeType, wanted: str) -> int:
    title = kind.title.lower()
    if wanted in title:
        return 5 if title.startswith(wanted) else 4 if f" {wanted}" in title else 3
    if kind.family != PATTERN:
        if wanted in kind.key:
            return 3
        if any(wanted in choice for s in kind.settings for choice in s.choices):
            return 2
    return 1 if wanted in kind.help.lower() else 0


def _marked(kind: NodeType, wanted: str) -> Found:
    """A kind with the whole of what was typed marked in its title, or with a word of it."""
    title = kind.title.lower()
    shown = next((part for part in (wanted, *wanted.split()) if part in title), "")
    return Found(kind, title.index(shown), len(shown)) if shown else Found(kind)
