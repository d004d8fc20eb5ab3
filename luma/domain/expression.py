"""What a selection can say, as a tree, and how it is written."""

import re
from dataclasses import dataclass, field

WORDS = frozenset({"all", "and", "or", "not", "else", "random"})
"""The words of the language, which only quotes make a group's name."""

_NAME = re.compile(r"[^\W\d][\w-]*")


@dataclass(frozen=True, slots=True)
class All:
    """Every head."""


@dataclass(frozen=True, slots=True)
class Named:
    """The heads of a group, or those with an ability."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Random:
    """So many heads by chance."""

    count: int


@dataclass(frozen=True, slots=True)
class Not:
    """All heads but some."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the heads in their order."""

    part: "Expression"
    start: int | None = None
    stop: int | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the heads, counted from 0, or from the end with −1."""

    part: "Expression"
    index: int


@dataclass(frozen=True, slots=True)
class And:
    """The heads that are in every part, in the order of the first."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The heads that are in any part, one part after the other."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Else:
    """The heads of the first part that has any."""

    parts: tuple["Expression", ...]


Expression = All | Named | Random | Not | Slice | Pick | And | Or | Else


def written(expression: Expression) -> str:  # noqa: C901, PLR0911, PLR0912  (one case for each kind of expression)
    """The text of an expression, which parses to the same again."""
    match expression:
        case All():
            return "all"
        case Named(name):
            plain = _NAME.fullmatch(name) and name not in WORDS
            return name if plain else f'"{name}"'
        case Random(count):
            return f"random({count})"
        case Not(part):
            return f"not {_inside(part, (And, Or, Else))}"
        case Slice(part, start, stop, step):
            ends = ":".join("" if end is None else str(end) for end in (start, stop))
            tail = "" if step is None else f":{step}"
            return f"{_inside(part, (Not, And, Or, Else))}[{ends}{tail}]"
        case Pick(part, index):
            return f"{_inside(part, (Not, And, Or, Else))}[{index}]"
        case And(parts):
            return " and ".join(_inside(part, (And, Or, Else)) for part in parts)
        case Or(parts):
            return " or ".join(_inside(part, (Or, Else)) for part in parts)
        case Else(parts):
            return " else ".join(_inside(part, (Else,)) for part in parts)


def _inside(part: Expression, looser: tuple[type, ...]) -> str:
    return f"({written(part)})" if isinstance(part, looser) else written(part)
