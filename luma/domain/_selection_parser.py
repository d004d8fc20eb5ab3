"""The reading of a selection's text."""

import re

from luma.domain.errors import BadExpression
from luma.domain.expression import (
    WORDS,
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
)

_TOKEN = re.compile(
    r'\s*(?:(?P<name>[^\W\d][\w-]*)|(?P<number>-?\d+)|"(?P<quoted>[^"]*)"|(?P<sign>.))'
)
_DEEPEST = 50
_MOST = 10**6


def parse(text: str) -> Expression:
    """The expression that a text says."""
    return _Parser(text).whole()


class _Parser:
    """One reading of one text, from the loosest binding word to the tightest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [
            (
                match.lastgroup or "",
                match[match.lastgroup or 0],
                match.start(match.lastgroup or 0),
            )
            for match in _TOKEN.finditer(text.rstrip())
        ]
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        """The one expression that the text holds."""
        found = self._else()
        if self._next < len(self._tokens):
            raise self._trouble("an operator such as and, or, else should stand here")
        return found

    def _trouble(self, why: str, at: int | None = None) -> BadExpression:
        if at is None:
            left = self._tokens[self._next :]
            at = left[0][2] if left else len(self._text.rstrip())
        return BadExpression(self._text, at, why)

    def _meets(self, kind: str, word: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next][:2] == (kind, word):
            self._next += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._meets("sign", sign):
            raise self._trouble(f"a {sign} is missing here")

    def _else(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._trouble("there are too many parentheses in one another")
        parts = [self._or()]
        while self._meets("name", "else"):
            parts.append(self._or())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Else(tuple(parts))

    def _or(self) -> Expression:
        parts = [self._and()]
        while self._meets("name", "or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Expression:
        parts = [self._not()]
        while self._meets("name", "and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Expression:
        turns = 0
        while self._meets("name", "not"):
            turns += 1
            if turns > _DEEPEST:
                raise self._trouble("there are too many nots in a row")
        found = self._sliced()
        for _ in range(turns):
            found = Not(found)
        return found

    def _sliced(self) -> Expression:
        found, cuts = self._plain(), 0
        while self._meets("sign", "["):
            cuts += 1
            if cuts > _DEEPEST:
                raise self._trouble("there are too many slices in a row")
            found = self._slice_of(found)
            self._expect("]")
        return found

    def _slice_of(self, part: Expression) -> Expression:
        start = self._find_number()
        if start is not None and not self._meets("sign", ":"):
            return Pick(part, start)
        if start is None:
            self._expect(":")
        stop = self._find_number()
        step = self._find_number() if self._meets("sign", ":") else None
        if step == 0:
            raise self._trouble("a step cannot be 0", self._tokens[self._next - 1][2])
        return Slice(part, start, stop, step)

    def _find_number(self) -> int | None:
        if self._next == len(self._tokens) or self._tokens[self._next][0] != "number":
            return None
        number = int(self._tokens[self._next][1][:12])
        if abs(number) > _MOST:
            raise self._trouble("there are not that many heads")
        self._next += 1
        return number

    def _plain(self) -> Expression:
        if self._meets("sign", "("):
            inner = self._else()
            self._expect(")")
            return inner
        if self._meets("name", "all"):
            return All()
        if self._meets("name", "random"):
            return self._random()
        kind, word, at = (
            self._tokens[self._next] if self._next < len(self._tokens) else ("", "", 0)
        )
        if kind not in {"name", "quoted"} or (kind == "name" and word in WORDS):
            raise self._trouble("a group, all, random(n) or a parenthesis should stand here")
        self._next += 1
        return Named(word, at)

    def _random(self) -> Expression:
        self._expect("(")
        at = self._next
        count = self._find_number()
        if count is None or count < 0:
            self._next = at
            raise self._trouble("random takes how many heads, as in random(3)")
        self._expect(")")
        return Random(count)
