"""The large shape of a song: sections of whole bars, and who plays in them."""

from dataclasses import dataclass

import numpy as np

Rng = np.random.Generator

CLUB = ("intro", "verse", "build", "drop", "break", "build", "drop", "break", "build", "drop")
SONG = ("intro", "verse", "chorus", "verse", "chorus", "bridge", "chorus")
_UNITS = {
    "intro": (1, 1, 2),
    "verse": (1, 2, 2),
    "build": (1, 1, 2),
    "drop": (2, 2, 3, 4),
    "break": (1, 2, 2),
    "chorus": (2, 2),
    "bridge": (1, 2),
    "outro": (1, 2),
}
_DRUMS = frozenset({"kick", "snare", "hat", "perc"})
_CASTS: dict[str, tuple[frozenset[str], ...]] = {
    "intro": (
        frozenset({"kick", "hat", "perc"}),
        frozenset({"kick", "snare", "hat", "arp"}),
        frozenset({"pad", "arp"}),
        frozenset({"pad", "comp", "hat"}),
        frozenset({"kick", "hat", "bass", "pad"}),
    ),
    "verse": (
        _DRUMS | {"bass", "comp"},
        frozenset({"kick", "hat", "bass", "comp", "lead"}),
        _DRUMS | {"bass", "pad", "lead"},
    ),
    "build": (
        frozenset({"roll", "riser", "pad", "arp"}),
        frozenset({"roll", "riser", "kick", "hat", "comp", "pad"}),
        frozenset({"roll", "riser", "pad", "lead"}),
        frozenset({"riser", "kick", "hat", "perc", "arp", "pad"}),
    ),
    "drop": (
        _DRUMS | {"bass", "comp", "lead"},
        _DRUMS | {"bass", "comp", "arp", "pad"},
        _DRUMS | {"bass", "comp", "pad", "arp", "lead"},
        _DRUMS | {"bass", "pad"},
    ),
    "break": (
        frozenset({"pad", "lead"}),
        frozenset({"pad", "comp", "bass"}),
        frozenset({"comp", "lead"}),
        frozenset({"pad", "arp", "hat"}),
    ),
    "chorus": (
        _DRUMS | {"bass", "comp", "lead", "pad"},
        _DRUMS | {"bass", "comp", "lead", "arp"},
    ),
    "bridge": (
        frozenset({"pad", "bass", "lead"}),
        frozenset({"kick", "hat", "bass", "comp"}),
        frozenset({"comp", "lead"}),
    ),
    "outro": (
        frozenset({"kick", "hat", "perc"}),
        _DRUMS | {"pad"},
        frozenset({"pad", "comp"}),
        _DRUMS | {"bass", "comp"},
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of whole bars, its name, and who plays."""

    label: str
    first_bar: int
    bars: int
    cast: frozenset[str]

    @property
    def end_bar(self) -> int:
        """The bar after its last one."""
        return self.first_bar + self.bars


def plan(rng: Rng, form: tuple[str, ...], bars: int, *, ends: bool) -> tuple[Section, ...]:
    """Sections that fill some bars, from anywhere in a form; a song that ends has an outro.

    A section of a label has the same cast whenever it comes back.
    """
    unit = 4 if bars >= 20 else 2 if bars >= 8 else 1
    outro = min(unit * int(rng.choice(_UNITS["outro"])), bars // 3) if ends else 0
    casts = {label: options[rng.integers(len(options))] for label, options in _CASTS.items()}
    turn = 0 if rng.random() < 0.5 else int(rng.integers(len(form)))
    sections: list[Section] = []
    bar = 0
    while bar < bars - outro:
        label = form[turn % len(form)] if turn < len(form) else form[1 + turn % (len(form) - 1)]
        length = min(unit * int(rng.choice(_UNITS[label])), bars - outro - bar)
        sections.append(Section(label, bar, length, casts[label]))
        bar, turn = bar + length, turn + 1
    if outro:
        sections.append(Section("outro", bar, outro, casts["outro"]))
    return tuple(sections)
