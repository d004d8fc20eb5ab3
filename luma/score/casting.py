"""Which patterns are asked for which part, and what is given to them there."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from luma.domain.graphdoc import Argument
from luma.domain.ids import PatternId
from luma.domain.nodetype import Json
from luma.score.colouring import Scheme, nearest_palette, recoloured

CALM, STRONG = 0.4, 0.75
_SLOWER, _FASTER = 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Preset:
    """A pattern that may be cast: what it is called and tagged, and what it leaves open."""

    id: PatternId
    name: str
    tags: frozenset[str]
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """Whom a place in a look is for: some of these tags, and none of those."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


_NEVER = ("strobe", "section")
GROUND = Call(("wash",), (*_NEVER, "pulse", "chase", "sparkle", "mover"))
CALM_VERSE = Call(("chord", "wash"), (*_NEVER, "pulse", "chase", "mover"))
LIVELY_VERSE = Call(
    ("pulse", "chase"), (*_NEVER, "build", "drop", "blinder", "mover", "sparkle")
)
QUIET = Call(("sparkle",), (*_NEVER, "pulse", "chase", "drop", "mover"))
BUILD = Call(("build",), (*_NEVER, "mover", "blinder"))
DROP = Call(("drop",), _NEVER)
MOVERS = Call(("mover",), (*_NEVER, "build"))
FLASH = Call(("blinder",), (*_NEVER, "build"))


def candidates(presets: Iterable[Preset], call: Call, dice: str) -> tuple[Preset, ...]:
    """Who answers a call, in an order that hangs on the dice alone."""
    fit = (
        preset
        for preset in presets
        if preset.tags & set(call.wanted) and not preset.tags & set(call.unwanted)
    )
    return tuple(sorted(fit, key=lambda preset: (throw(f"{dice}\0{preset.id}"), preset.id)))


def throw(dice: str) -> int:
    """A number of 31 bits that is always the same for the same dice."""
    hashed = hashlib.blake2b(dice.encode(), digest_size=4).digest()
    return int.from_bytes(hashed, "big") >> 1


def arguments_for(preset: Preset, scheme: Scheme, energy: float) -> dict[str, Json]:
    """What a preset is given: the colours of the part, and a pace that goes with its energy."""
    found: dict[str, Json] = {}
    hues = [scheme.main, scheme.partner]
    for argument in preset.arguments:
        value: Json = None
        if argument.kind == "colour" and isinstance(argument.default, list | tuple):
            plain = [float(part) for part in argument.default[:3]]  # type: ignore[arg-type]
            colour = (plain[0], plain[1], plain[2])
            turned = recoloured(colour, hues[0])
            if turned != colour or argument.name in {"colour", "first"}:
                hues.append(hues.pop(0))
            value = list(turned)
        elif argument.name == "palette":
            value = nearest_palette(argument.choices, scheme.main)
        else:
            value = _pace(argument, energy)
        if value is not None and value != argument.default:
            found[argument.name] = value
    return found


def _pace(argument: Argument, energy: float) -> Json:
    """How quick a figure is: twice as quick in strong music, half as quick in calm."""
    if CALM <= energy <= STRONG:
        return None
    if argument.kind == "choice" and argument.name in {"every", "rate", "swap"}:
        place = argument.choices.index(str(argument.default))
        place += -1 if energy > STRONG else 1
        return argument.choices[min(max(place, 0), len(argument.choices) - 1)]
    if argument.kind == "number" and isinstance(argument.default, int | float):
        by = _FASTER if energy > STRONG else _SLOWER
        if argument.name == "length":
            return _within(argument, argument.default * by)
        if argument.name in {"speed", "pace"}:
            return _within(argument, argument.default / by)
    return None


def _within(argument: Argument, value: float) -> float:
    low = value if argument.low is None else max(argument.low, value)
    return low if argument.high is None else min(argument.high, low)
