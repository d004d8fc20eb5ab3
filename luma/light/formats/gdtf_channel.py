"""One channel of a GDTF mode as a slot."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from luma.domain.profile import Answer, Meaning, Purpose, Range, Slot
from luma.light.formats.budget import Budget
from luma.light.formats.gdtf_words import LAMP, STROBE, code_of, level_of, purpose_of
from luma.light.formats.markup import children, number_of

FASTEST_HZ = 100.0
_WHEELS: dict[Purpose, Meaning] = {"colour_wheel": "colour", "gobo": "gobo", "prism": "prism"}
_EMPTY = re.compile(r"^(off|none|out|no (gobo|prism).*)$|\bopen\b")
_OPEN = re.compile(r"\b(open|off|none|no|out|white)\b")
_SHUT = re.compile(r"\b(closed?|shut|black ?out)\b")
_LAMP_ON = re.compile(r"\blamp\W*on\b|\bon\b.*\blamp\b|\bstrike\b")

Slots = tuple[Element, ...]


class Reach:
    """How far a lamp turns and zooms, as its channels say; the first to say it counts."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.budget = Budget("The GDTF file")
        self.pan: float | None = None
        self.tilt: float | None = None
        self.zoom: tuple[float, float] | None = None
        self.answers: dict[str, Answer] = {}

    def learn(self, does: Purpose, first: float, last: float) -> None:
        """Take what a channel says, where it makes sense."""
        arc = abs(last - first)
        if does == "pan" and self.pan is None and 0 < arc <= 1080:
            self.pan = arc
        elif does == "tilt" and self.tilt is None and 0 < arc <= 1080:
            self.tilt = arc
        elif does == "zoom" and self.zoom is None and 0 < min(first, last) < max(first, last):
            self.zoom = (
                (min(first, last), max(first, last)) if max(first, last) <= 180 else None
            )


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel is: its slot, the bytes that it rests at, and its places."""

    slot: Slot
    rest: tuple[int, ...]
    offsets: tuple[int, ...]

    def bytes_of(self, slot: Slot) -> Iterator[Slot]:
        """The slots of its bytes, the coarse one first; a third byte and more only rest."""
        for number, level in enumerate(self.rest):
            if number == 0:
                yield replace(slot, default=level)
            elif number == 1 and slot.does not in {"fixed", *_WHEELS}:
                yield Slot(slot.does, slot.head, fine=True, default=level)
            else:
                yield Slot(default=level)


@dataclass(frozen=True, slots=True, eq=False)
class _Function:
    """A stretch of levels with one attribute."""

    element: Element
    attribute: str
    start: int
    stop: int

    @property
    def ends(self) -> tuple[float, float]:
        first = number_of(self.element, "PhysicalFrom", 0.0)
        return first, number_of(self.element, "PhysicalTo", 1.0)

    @property
    def name(self) -> str:
        return self.element.get("Name", "")


def told_by(channel: Element, wheels: Mapping[str, Slots], reach: Reach) -> Told | None:
    """What a channel says; nothing for one without an address, or of another break."""
    reach.budget.spend(10 * sum(1 for _ in channel.iter()))
    offsets = tuple(
        int(part) for part in re.findall(r"\b\d{1,3}\b", channel.get("Offset", ""))
    )[:4]
    if not offsets or channel.get("DMXBreak", "1") not in {"1", "Overwrite"}:
        return None
    functions = tuple(_functions(channel))
    rest = _rest(channel, functions, len(offsets))
    logical = channel.find("LogicalChannel")
    attribute = "" if logical is None else logical.get("Attribute", "")
    does = purpose_of(attribute) or _first_purpose(functions) or "fixed"
    ranges = tuple(part for f in functions for part in _ranges(f, does, wheels, reach))
    bare = Slot(
        does,
        ranges=_simply(does, ranges),
        name=_named(functions, attribute),
        answers=_answers(functions, does, reach),
    )
    if does in _WHEELS and not any(part.means == _WHEELS[does] for part in ranges):
        bare = replace(bare, does="fixed", ranges=())
    if does == "shutter" and not any(part.means in {"open", "strobe"} for part in ranges):
        bare = replace(bare, does="fixed", ranges=())
    if bare.does == "fixed":
        bare = replace(bare, ranges=(), lamp_on=_lamp_on(functions))
    return Told(bare, rest, offsets)


def _functions(channel: Element) -> Iterator[_Function]:
    """The functions of a channel in order; each ends where the next begins."""
    found = [
        (level_of(function.get("DMXFrom"), 0), function)
        for function in children(channel, "LogicalChannel", "ChannelFunction")
        if function.get("ModeMaster") is None or number_of(function, "ModeFrom", 0) == 0
    ]
    found.sort(key=lambda pair: pair[0])
    for number, (start, function) in enumerate(found):
        later = (at for at, _ in found[number + 1 :] if at > start)
        stop = next(later, 256)
        if number == 0 or found[number - 1][0] != start:
            yield _Function(function, function.get("Attribute", ""), start, stop)


def _answers(functions: tuple[_Function, ...], does: Purpose, reach: Reach) -> Answer:
    names = (
        f.element.get("DMXProfile", "") for f in functions if purpose_of(f.attribute) == does
    )
    return next((reach.answers[name] for name in names if name in reach.answers), "linear")


def _rest(channel: Element, functions: tuple[_Function, ...], size: int) -> tuple[int, ...]:
    wanted = channel.get("InitialFunction", "").rpartition(".")[2]
    initial = [f.element for f in functions if wanted and f.name == wanted]
    told = [*initial, channel, *(f.element for f in functions)]
    text = next((e.get("Default") for e in told if e.get("Default")), None)
    return tuple(level_of(text, 0, size).to_bytes(size, "big"))


def _first_purpose(functions: tuple[_Function, ...]) -> Purpose | None:
    return next((found for f in functions if (found := purpose_of(f.attribute))), None)


def _named(functions: tuple[_Function, ...], attribute: str) -> str:
    return next((f.name for f in functions if f.name), attribute)


def _simply(does: Purpose, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """No ranges where there is but the usual one."""
    if does in {"zoom", *_WHEELS, "shutter"}:
        return ranges
    plain = [(p.start, p.stop, p.means, p.first, p.last) for p in ranges]
    return () if plain == [(0, 256, "level", 0.0, 1.0)] else ranges


def _ranges(
    function: _Function, does: Purpose, wheels: Mapping[str, Slots], reach: Reach
) -> Iterator[Range]:
    first, last = function.ends
    here = purpose_of(function.attribute)
    bare = Range(function.start, function.stop, "level", name=function.name)
    if function.attribute == STROBE and does in {"shutter", "dimmer"}:
        if 0 < max(first, last) <= FASTEST_HZ:
            yield replace(bare, means="strobe", first=max(first, 0.1), last=max(last, 0.1))
    elif here != does or does == "fixed":
        return
    elif does in _WHEELS:
        slots = wheels.get(function.element.get("Wheel", ""), ())
        yield from _wheel(function, does, slots)
    elif does == "shutter":
        yield from _shutter(function)
    elif does in {"pan", "tilt"}:
        reach.learn(does, first, last)
        # at rest both look down; positive tilt lifts a beam upstage there, and downstage here
        rises = first <= last if does == "pan" else first > last
        yield replace(bare, first=float(not rises), last=float(rises))
    elif does == "zoom":
        reach.learn(does, first, last)
        yield replace(bare, first=first, last=last)
    else:
        yield from _light(function, bare)


def _light(function: _Function, bare: Range) -> Iterator[Range]:
    """Light from nothing to all, or where it is shut."""
    first, last = function.ends
    if first == last:
        if first == 0.0 and function.attribute == "Dimmer":
            yield replace(bare, means="closed")
        return
    most = max(abs(first), abs(last)) or 1.0
    yield replace(bare, first=max(0.0, first) / most, last=max(0.0, last) / most)


def _sets(function: _Function) -> Iterator[tuple[int, int, Element]]:
    """The named parts of a function with their levels."""
    found = sorted(
        (
            (level_of(part.get("DMXFrom"), function.start), part)
            for part in children(function.element, "ChannelSet")
        ),
        key=lambda pair: pair[0],
    )
    for number, (start, part) in enumerate(found):
        stop = found[number + 1][0] if number + 1 < len(found) else function.stop
        low, high = max(start, function.start), min(stop, function.stop)
        if low < high:
            yield low, high, part


def _shutter(function: _Function) -> Iterator[Range]:
    parts = list(_sets(function)) or [(function.start, function.stop, function.element)]
    first, last = function.ends
    if parts[0][2] is function.element and first < last:
        yield Range(function.start, function.start + 1, "closed", name=function.name)
        parts = [(function.stop - 1, function.stop, Element("ChannelSet", Name="Open"))]
    for start, stop, part in parts:
        name = part.get("Name", "")
        words = name.casefold()
        first = number_of(part, "PhysicalFrom", number_of(function.element, "PhysicalTo", 1.0))
        if _SHUT.search(words):
            yield Range(start, stop, "closed", name=name)
        elif _OPEN.search(words) or part is function.element or words:
            yield Range(start, stop, "open" if first >= 0.5 else "closed", name=name)


def _wheel(function: _Function, does: Purpose, slots: Slots) -> Iterator[Range]:
    for start, stop, part in _sets(function):
        index = int(number_of(part, "WheelSlotIndex", 0)) - 1
        if not 0 <= index < len(slots):
            continue
        name = part.get("Name", "") or slots[index].get("Name", "")
        code = code_of(slots[index].get("Color"))
        words = name.casefold()
        if _SHUT.search(words) and does != "prism":
            yield Range(start, stop, "closed", name=name)
        elif _is_open(does, index, words, code):
            yield Range(start, stop, "open", name=name)
        elif does == "colour_wheel":
            if code:
                yield Range(start, stop, "colour", colour=code, name=name)
        else:
            number = index + (0 if _begins_open(slots) else 1) if does == "gobo" else 0
            yield Range(start, stop, _WHEELS[does], number=number, name=name)


def _begins_open(slots: Slots) -> bool:
    words = slots[0].get("Name", "").casefold()
    return bool(_EMPTY.search(words)) or not words


def _is_open(does: Purpose, index: int, words: str, code: str) -> bool:
    if does == "colour_wheel":
        return code in {"", "ffffff"} and (index == 0 or bool(_OPEN.search(words)))
    return bool(_EMPTY.search(words)) or (index == 0 and not words)


def _lamp_on(functions: tuple[_Function, ...]) -> int | None:
    for function in functions:
        if function.attribute not in {LAMP, "LampOn"}:
            continue
        for start, _, part in _sets(function):
            if _LAMP_ON.search(part.get("Name", "").casefold()):
                return start
        if _LAMP_ON.search(function.name.casefold()):
            return function.start
    return None
