"""Texts in a language, while they are typed: whether they read, or where they do not."""

from dataclasses import dataclass

from luma.domain.errors import BadExpression
from luma.domain.nodetype import Language
from luma.domain.selection import parse
from luma.graph.formula import NAMES, read_formula

FORMULA_NAMES = NAMES
"""What formulas may speak of."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text does not read, and the character where it goes wrong, counted from nought."""

    words: str
    at: int


def find_fault(language: Language, text: str) -> Fault | None:
    """What is wrong with a text in its language, if anything is; plain words always read."""
    try:
        if language == "formula":
            read_formula(text, NAMES)
        elif language == "selection":
            parse(text)
    except BadExpression as wrong:
        why = wrong.why.rstrip(".")
        return Fault(f"{why[:1].upper()}{why[1:]}.", wrong.at)
    return None
