"""The selection language: which heads are meant, in which order.

`front`, `all`, `a and b`, `a or b`, `not a`, `a else b` (the first that is not empty),
parentheses, slices `front[::2]`, abilities (`movers`, `colour`, `strobes`, `zoom`, `gobo`,
`prism`, `focus`) and `random(3)`. A group goes before an ability of its name. A name with other
characters stands in quotes. `else` binds least, then `or`, `and`, `not` and slices. `front and
random(3)` draws from the front.
"""

import difflib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from luma.domain._selection_parser import parse
from luma.domain.errors import BadExpression
from luma.domain.expression import (
    All,
    And,
    Else,
    Expression,
    Named,
    Not,
    Or,
    Pick,
    Random,
    Slice,
    written,
)
from luma.domain.venue import Head

__all__ = ["ABILITIES", "Selection", "parse", "resolve", "written"]

ABILITIES = ("movers", "colour", "strobes", "zoom", "gobo", "prism", "focus")
"""The words for what heads can do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of the heads that a graph runs for, by their numbers, in an order of their own."""

    heads: tuple[int, ...]


def resolve(
    expression: Expression | str, heads: Sequence[Head], seed: int = 0
) -> tuple[int, ...]:
    """The numbers of the heads that are meant, in order."""
    text = expression if isinstance(expression, str) else written(expression)
    # A tree that was built by hand does not know where its names stand; its text does.
    return _Resolver(text, heads, seed).meant(parse(text))


def _rank(head: Head, group: str) -> int:
    """At which place a head stands in one of its groups; the first where nobody said."""
    return head.ranks[head.groups.index(group)] if head.ranks else 0


class _Resolver:
    """One answering of one expression for the heads of a room."""

    def __init__(self, text: str, heads: Sequence[Head], seed: int) -> None:
        self._text, self._heads, self._seed = text, heads, seed
        self._everyone = tuple(range(len(heads)))
        self._groups = {name for head in heads for name in head.groups}

    def meant(  # noqa: C901, PLR0911, PLR0912  (one case for each kind of expression)
        self, expression: Expression, *, lenient: bool = False
    ) -> tuple[int, ...]:
        """The heads of an expression; a lenient one takes unknown names for empty groups."""
        match expression:
            case All():
                return self._everyone
            case Named(name, at):
                return self._named(name, at, lenient=lenient)
            case Random(count):
                return self._drawn(self._everyone, count)
            case Not(part):
                without = set(self.meant(part, lenient=lenient))
                return tuple(head for head in self._everyone if head not in without)
            case Slice(part, start, stop, step):
                return self.meant(part, lenient=lenient)[start:stop:step]
            case Pick(part, index):
                found = self.meant(part, lenient=lenient)
                return (found[index],) if -len(found) <= index < len(found) else ()
            case And(parts):
                return self._in_all(parts, lenient=lenient)
            case Or(parts):
                chain = (h for part in parts for h in self.meant(part, lenient=lenient))
                return tuple(dict.fromkeys(chain))
            case Else(parts):
                tried = (self.meant(part, lenient=True) for part in parts[:-1])
                found = next((some for some in tried if some), ())
                return found or self.meant(parts[-1], lenient=lenient)

    def _named(self, name: str, at: int, *, lenient: bool) -> tuple[int, ...]:
        if name in self._groups:
            members = [i for i, head in enumerate(self._heads) if name in head.groups]
            return tuple(sorted(members, key=lambda i: _rank(self._heads[i], name)))
        if name in ABILITIES:
            return tuple(i for i, head in enumerate(self._heads) if name in head.abilities)
        if lenient:
            return ()
        close = difflib.get_close_matches(name, [*sorted(self._groups), *ABILITIES], n=1)
        meant = f'; did you mean "{close[0]}"' if close else ""
        raise BadExpression(self._text, at, f'the venue has no group "{name}"{meant}')

    def _in_all(self, parts: tuple[Expression, ...], *, lenient: bool) -> tuple[int, ...]:
        found = self.meant(parts[0], lenient=lenient)
        for part in parts[1:]:
            if isinstance(part, Random):
                found = self._drawn(found, part.count)
            else:
                others = set(self.meant(part, lenient=lenient))
                found = tuple(head for head in found if head in others)
        return found

    def _drawn(self, among: tuple[int, ...], count: int) -> tuple[int, ...]:
        lots = {number: self._lot(self._heads[number]) for number in among}
        winners = set(sorted(among, key=lambda number: (lots[number], number))[:count])
        return tuple(number for number in among if number in winners)

    def _lot(self, head: Head) -> bytes:
        recipe = f"{self._seed}\0{head.fixture}\0{head.index}"
        return hashlib.blake2b(recipe.encode(), digest_size=8).digest()
