"""The kinds of lamps that can be hung, for whoever chooses among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luma.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class ModeChoice:
    """A mode by its name: how many addresses and heads it has."""

    name: str
    channels: int
    heads: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of lamp: the key of its file, its names, its modes, and the words that find it."""

    key: str
    name: str
    maker: str
    modes: tuple[ModeChoice, ...]
    words: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Split the words once: a list of some thousand is searched at every letter."""
        key = self.key.replace("/", " ").replace("_", " ")
        text = " ".join((self.maker, self.name, key, *(mode.name for mode in self.modes)))
        object.__setattr__(self, "words", frozenset(text.lower().split()))


def kind_of(key: str, profile: Profile) -> Kind:
    """A profile as a choice."""
    modes = (ModeChoice(mode.name, len(mode.slots), len(mode.heads)) for mode in profile.modes)
    maker = profile.maker or key.partition("/")[0].replace("_", " ").capitalize()
    return Kind(key, profile.name, maker, tuple(modes))


def kinds_of(profiles: Mapping[str, Profile]) -> tuple[Kind, ...]:
    """Every kind by maker and name; reads what was never read, so ask beside the lane."""
    found = (kind_of(key, profile) for key, profile in profiles.items())
    return tuple(sorted(found, key=lambda kind: (kind.maker.lower(), kind.name.lower())))


def find_kinds(kinds: tuple[Kind, ...], words: str) -> tuple[Kind, ...]:
    """The kinds in which every word begins a word of maker, name, mode or key."""
    wanted = words.lower().split()
    return tuple(kind for kind in kinds if all(_has(kind, word) for word in wanted))


def _has(kind: Kind, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in kind.words)
