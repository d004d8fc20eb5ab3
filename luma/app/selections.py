"""How many heads a selection means while it is being typed, or where it goes wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from luma.domain.errors import BadExpression
from luma.domain.selection import parse, resolve
from luma.domain.venue import Head


@dataclass(frozen=True, slots=True)
class Answer:
    """The heads that a text means, or why it means none and at which character."""

    heads: int
    words: str = ""
    at: int | None = None


def answer(text: str, heads: Sequence[Head], seed: int = 0) -> Answer:
    """What a selection's text means among some heads."""
    try:
        parse(text)
        return Answer(len(resolve(text, heads, seed)) if heads else 0)
    except BadExpression as wrong:
        why = wrong.message.partition(": ")[2].rstrip(".")
        return Answer(0, why[:1].upper() + why[1:] + ".", wrong.at)
