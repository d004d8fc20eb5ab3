"""One fixture as rows: what its heads can do, and which levels follow which of their wishes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from luma.domain.colourspace import from_screen, to_oklab
from luma.domain.profile import Answer, Emitter, Filter, Mode, Profile, Range, Slot
from luma.domain.venue import Trim

Colouring = Literal["emitters", "filters", "wheel", "hue", "none"]
EMITTERS: tuple[Emitter, ...] = get_args(Emitter)
FILTERS: tuple[Filter, ...] = get_args(Filter)
SOURCES = (
    "shared_dimmer", "dimmer", *EMITTERS, *FILTERS, "hue", "saturation", "pan", "tilt",
    "open", "lit", "zoom", "focus",
)  # fmt: skip
SOURCE = {name: index for index, name in enumerate(SOURCES)}
WHEELS = ("colour_wheel", "gobo", "prism")
_FOLLOWS_THE_BRIGHTEST = {*EMITTERS, *FILTERS, "hue", "saturation", "shutter", "colour_wheel"}
_OTHER_AXIS = {"pan": "tilt", "tilt": "pan"}
_WHOLE_LEVEL = Range(0, 256, "level")
_WHITE = "ffffff"


@dataclass(frozen=True, slots=True)
class HeadPatch:
    """What a head's lamp can do and how it is turned.

    `turn` leads from the lamp's axes to the room's, row by row; `reach` is the arcs of pan and
    tilt and `offset` what is added to them, in radians.
    """

    fixture: int
    shared_dimmer: bool = False
    dimmer: bool = False
    colouring: Colouring = "none"
    emitters: tuple[Emitter, ...] = ()
    mover: bool = False
    turn: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    reach: tuple[float, float] = (math.tau, math.pi)
    offset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Wire:
    """From a source of a head to a level, and to the level of its low byte (−1 for none).

    The source is laid from `first`…`last` onto `low`…`high`; `none` is told when it gives
    nothing. Levels have sixteen bits where there is a low byte, else eight. `flash` is the
    first and last level of a strobe with the rates there, all zero where there is none. A
    shared wire follows the brightest head of its fixture.
    """

    head: int
    source: int
    level: int
    fine: int = -1
    low: int = 0
    high: int = 255
    none: int = 0
    first: float = 0.0
    last: float = 1.0
    flash: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    answers: Answer = "linear"
    shared: bool = False


@dataclass(frozen=True, slots=True)
class WheelWire:
    """From a head to the level of a wheel: of all choices the nearest one.

    A choice is a level and three numbers: a colour as the eye sees it, or a gobo or prism and
    two zeros. `shut` is the level at which it is dark, for lamps that know no other darkness
    (−1 for none).
    """

    head: int
    kind: int
    level: int
    choices: tuple[tuple[int, float, float, float], ...]
    shared: bool = False
    shut: int = -1


def head_patch(bare: HeadPatch, profile: Profile, mode: Mode, head: int) -> HeadPatch:
    """What one head of a lamp can do; the bare one says where it belongs and how it hangs."""
    slots = mode.slots_of(head)
    alone = len(mode.heads) == 1
    dimmers = [s for s in slots if s.does == "dimmer"]
    turns = {s.does for s in slots if head in {s.head, 0}} & {"pan", "tilt"}
    arcs = {"pan": profile.pan_degrees, "tilt": profile.tilt_degrees}
    pan, tilt = (math.radians(arcs[axis]) if axis in turns else 0.0 for axis in ("pan", "tilt"))
    return replace(
        bare,
        shared_dimmer=any(s.head is None for s in dimmers) and not alone,
        dimmer=any(s.head == head or alone for s in dimmers),
        colouring=colouring(mode, head),
        emitters=tuple(e for e in EMITTERS if mode.does(e, head)),
        mover=bool(turns),
        reach=(pan, tilt),
    )


def colouring(mode: Mode, head: int) -> Colouring:
    """What makes the colour of a head."""
    does = {slot.does for slot in mode.slots_of(head)}
    if does >= {"red", "green", "blue"}:
        return "emitters"
    if does >= set(FILTERS):
        return "filters"
    if "hue" in does:
        return "hue"
    return "emitters" if does & set(EMITTERS) else "wheel" if "colour_wheel" in does else "none"


def wires(
    profile: Profile, mode: Mode, base: int, first_head: int, trim: Trim
) -> Iterator[Wire]:
    """The wires of a fixture that listens from a level on, and whose heads count from one."""
    fine = {(s.does, s.head): base + at for at, s in enumerate(mode.slots) if s.fine}
    for at, slot in enumerate(mode.slots):
        if slot.fine or slot.does == "fixed" or slot.does in WHEELS:
            continue
        source = _source(mode, slot, trim)
        bare = Wire(
            first_head + (slot.head or 0),
            SOURCE[source],
            base + at,
            fine.get((slot.does, slot.head), -1),
            answers=slot.answers,
            shared=_is_shared(mode, slot),
        )
        yield _levelled(bare, profile, slot, trim)


def _is_shared(mode: Mode, slot: Slot) -> bool:
    return slot.head is None and len(mode.heads) > 1 and slot.does in _FOLLOWS_THE_BRIGHTEST


def _source(mode: Mode, slot: Slot, trim: Trim) -> str:
    if slot.does == "dimmer" and slot.head is None and len(mode.heads) > 1:
        return "shared_dimmer"
    if slot.does == "shutter":
        does = {other.does for other in mode.slots_of(slot.head or 0)}
        darkens = "dimmer" in does or does & set(EMITTERS)
        return "open" if darkens or slot.first_range("closed") is None else "lit"
    return _OTHER_AXIS.get(slot.does, slot.does) if trim.swap else slot.does


def _levelled(bare: Wire, profile: Profile, slot: Slot, trim: Trim) -> Wire:
    """The wire with its levels, in the bits that it has."""
    step, rest = (256, 255) if bare.fine >= 0 else (1, 0)
    if slot.does == "shutter":
        opened = slot.first_range("open")
        high = opened.start if opened else slot.default if slot.ranges else 255
        part = Range(high, high + 1, "level")
    else:
        part = slot.first_range("level") or _whole(profile, slot)
    ends = (part.last, part.first) if _is_inverted(slot, trim) else (part.first, part.last)
    low, high = part.start * step, (part.stop - 1) * step + rest
    shut = slot.first_range("closed")
    least = min(1.0, max(0.0, -ends[0] / ((ends[1] - ends[0]) or 1.0)))
    none = shut.start * step if shut else round(low + least * (high - low))
    if slot.does in {"zoom", "focus"}:
        none = slot.default * step
    return replace(
        bare, low=low, high=high, none=none, first=ends[0], last=ends[1], flash=_flash(slot)
    )


def _whole(profile: Profile, slot: Slot) -> Range:
    if slot.does != "zoom":
        return _WHOLE_LEVEL
    first, last = profile.zoom_degrees
    return replace(_WHOLE_LEVEL, first=first, last=last)


def _is_inverted(slot: Slot, trim: Trim) -> bool:
    return (slot.does == "pan" and trim.invert_pan) or (
        slot.does == "tilt" and trim.invert_tilt
    )


def _flash(slot: Slot) -> tuple[float, float, float, float]:
    """The widest of the strobes."""
    strobes = [part for part in slot.ranges if part.means == "strobe"]
    if not strobes:
        return (0.0, 0.0, 0.0, 0.0)
    best = max(strobes, key=lambda part: (abs(part.last - part.first), part.stop - part.start))
    return (best.start, best.stop - 1, best.first, best.last)


def wheels(mode: Mode, base: int, first_head: int) -> Iterator[WheelWire]:
    """The wheels of a fixture that turn with its heads."""
    for at, slot in enumerate(mode.slots):
        if slot.fine or slot.does not in WHEELS:
            continue
        if slot.does == "colour_wheel" and colouring(mode, slot.head or 0) != "wheel":
            continue
        kind = WHEELS.index(slot.does)
        head = first_head + (slot.head or 0)
        shared, shut = _is_shared(mode, slot), _darkness(mode, slot)
        yield WheelWire(head, kind, base + at, choices(slot), shared, shut)


def _darkness(mode: Mode, slot: Slot) -> int:
    shut = slot.first_range("closed")
    others = mode.slots_of(slot.head or 0)
    darkens = any(
        s.does in {"dimmer", *EMITTERS} or (s.does == "shutter" and s.first_range("closed"))
        for s in others
    )
    return -1 if shut is None or darkens else shut.start


def choices(slot: Slot) -> tuple[tuple[int, float, float, float], ...]:
    """The levels of a wheel with what is in the beam there; without an open one, its rest."""
    found = [
        (part.start, *_in_the_beam(slot, part))
        for part in slot.ranges
        if part.means in {"open", "colour", "gobo", "prism"}
    ]
    if slot.does == "prism" and not slot.ranges:
        found.append((255, 1.0, 0.0, 0.0))
    nothing = _in_the_beam(slot, Range(0, 1, "open"))
    if not any(choice[1:] == nothing for choice in found):
        found.insert(0, (slot.default, *nothing))
    return tuple(found)


def _in_the_beam(slot: Slot, part: Range) -> tuple[float, float, float]:
    if slot.does == "colour_wheel":
        return _seen(part.colour if part.means == "colour" else _WHITE)
    number = part.number if part.means == "gobo" else 1 if part.means == "prism" else 0
    return (float(number), 0.0, 0.0)


def _seen(code: str) -> tuple[float, float, float]:
    """A colour at its brightest, as the eye sees it."""
    light = np.array(from_screen(code), np.float32)
    lightness, a, b = to_oklab(light / max(float(light.max()), 1e-6)).tolist()
    return lightness, a, b
