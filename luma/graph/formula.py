"""Arithmetic that a person writes as text: read here, and answered with whole arrays.

`a * (1 + sin(tau * beat))`, `i % 2 == 0 ? a : b`. A formula is made of numbers, the names that
it is given, the signs + − * / % **, the comparisons, `and`, `or`, `not`, a choice `x ? y : z`
and a few functions, and of nothing else. What has no answer, such as 1 / 0, counts as 0, and
what is too large is as large as can be.
"""

import difflib
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from luma.domain.errors import BadExpression
from luma.graph._formula_signs import (
    CONSTANTS,
    FUNCTIONS,
    NOTHING,
    SIGNS,
    Answer,
    Values,
    constant,
)

NAMES = ("a", "b", "c", "d", "t", "beat", "i", "n")
"""What formulas of a graph may speak of: four inputs, seconds, beats, head and how many."""

LONGEST = 500
DEEPEST = 20

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\*\*|[<>=!]=|\S))"
)
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_WORDS = frozenset({"and", "or", "not"})


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: what it is made of, and how it is answered."""

    text: str
    names: frozenset[str]
    answer: Answer

    def of(self, values: Mapping[str, Values]) -> Values:
        """What it comes to for some values of its names; sizes of one stand for all."""
        kinds = [values[name].dtype for name in self.names] or [np.dtype(np.float64)]
        kind = np.result_type(*kinds, np.float32)
        taken = {name: np.asarray(values[name], kind) for name in self.names}
        with np.errstate(all="ignore"):
            return np.asarray(self.answer({**taken, NOTHING: np.zeros((), kind)}))


@functools.lru_cache(maxsize=256)
def read_formula(text: str, names: tuple[str, ...]) -> Formula:
    """The formula that a text says in terms of some names; else `BadExpression`."""
    if len(text) > LONGEST:
        raise BadExpression(f"{text[:20]}…", LONGEST, f"it is longer than {LONGEST} characters")
    return _Reader(text, names).whole()


class _Reader:
    """One reading of one text, from the loosest binding sign to the tightest."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self._text, self._names = text, names
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
        self._met: set[str] = set()

    def whole(self) -> Formula:
        """The one formula that the text holds."""
        found = self._choice()
        if self._next < len(self._tokens):
            raise self._trouble("a sign such as + should stand here, or nothing")
        return Formula(self._text, frozenset(self._met), found)

    def _trouble(self, why: str, at: int | None = None) -> BadExpression:
        if at is None:
            left = self._tokens[self._next :]
            at = left[0][2] if left else len(self._text.rstrip())
        return BadExpression(self._text, at, why)

    def _take(self, *words: str) -> str:
        """The next token if it is one of some words, which is then behind us; else nothing."""
        if self._next < len(self._tokens):
            kind, word, _ = self._tokens[self._next]
            if word in words and kind != "number":
                self._next += 1
                return word
        return ""

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self._trouble(f"a {sign} is missing here")

    def _choice(self) -> Answer:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._trouble("there is too much inside of one another")
        found = self._chain(("or",), lambda: self._chain(("and",), self._negation))
        if self._take("?"):
            yes = self._choice()
            self._expect(":")
            no = self._choice()
            found = _called(SIGNS["?"], (found, yes, no))
        self._depth -= 1
        return found

    def _chain(self, signs: tuple[str, ...], part: Callable[[], Answer]) -> Answer:
        """Parts with signs between them, answered from left to right."""
        first, following = part(), []
        while sign := self._take(*signs):
            following.append((SIGNS[sign], part()))
        if not following:
            return first

        def answer(values: Mapping[str, Values]) -> Values:
            found = first(values)
            for operation, other in following:
                found = operation(found, other(values))
            return found

        return answer

    def _negation(self) -> Answer:
        turns = 0
        while self._take("not"):
            turns += 1
        found = self._comparison()
        for _ in range(min(turns, 2 + turns % 2)):
            found = _called(SIGNS["not"], (found,))
        return found

    def _comparison(self) -> Answer:
        left = self._sum()
        sign = self._take(*_COMPARISONS)
        if not sign:
            return left
        found = _called(SIGNS[sign], (left, self._sum()))
        if self._take(*_COMPARISONS):
            self._next -= 1
            raise self._trouble("only two can be compared at once; join comparisons by and")
        return found

    def _sum(self) -> Answer:
        return self._chain(("+", "-"), self._product)

    def _product(self) -> Answer:
        return self._chain(("*", "/", "%"), self._signed)

    def _signed(self) -> Answer:
        turned = False
        while sign := self._take("+", "-"):
            turned ^= sign == "-"
        found = self._power()
        return _called(np.negative, (found,)) if turned else found

    def _power(self) -> Answer:
        base = self._plain()
        if not self._take("**"):
            return base
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._trouble("there are too many powers of powers")
        found = _called(SIGNS["**"], (base, self._signed()))
        self._depth -= 1
        return found

    def _plain(self) -> Answer:
        if self._take("("):
            inner = self._choice()
            self._expect(")")
            return inner
        kind, word, at = (
            self._tokens[self._next] if self._next < len(self._tokens) else ("", "", 0)
        )
        if kind == "number":
            self._next += 1
            if float(word) > float(np.finfo(np.float32).max):
                raise self._trouble("this number is too large", at)
            return constant(float(word))
        if kind != "name" or word in _WORDS:
            raise self._trouble("a number, a name or a parenthesis should stand here")
        self._next += 1
        return self._call(word, at) if self._take("(") else self._named(word, at)

    def _named(self, word: str, at: int) -> Answer:
        if word in CONSTANTS:
            return constant(CONSTANTS[word])
        if word in self._names:
            self._met.add(word)
            return lambda values: values[word]
        if word in FUNCTIONS:
            raise self._trouble(f"what {word} is of should follow in parentheses", at)
        raise self._unknown(word, at, [*self._names, *CONSTANTS, *FUNCTIONS])

    def _call(self, word: str, at: int) -> Answer:
        if word not in FUNCTIONS:
            raise self._unknown(word, at, list(FUNCTIONS))
        function, least, most = FUNCTIONS[word]
        parts = [self._choice()]
        while self._take(","):
            parts.append(self._choice())
        self._expect(")")
        if not least <= len(parts) <= most:
            takes = str(least) if least == most else f"{least} or more"
            raise self._trouble(f"{word} takes {takes}, and is given {len(parts)}", at)
        return _called(function, tuple(parts))

    def _unknown(self, word: str, at: int, known: list[str]) -> BadExpression:
        close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
        meant = f"did you mean {close[0]}" if close else f"there are {', '.join(known)}"
        return self._trouble(f'nothing is called "{word}" here; {meant}', at)


def _called(operation: Callable[..., Values], parts: tuple[Answer, ...]) -> Answer:
    return lambda values: operation(*(part(values) for part in parts))
