"""Fixtures as QLC+ describes them, in `.qxf` files."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args
from xml.etree.ElementTree import Element

from luma.domain.errors import BadDocument
from luma.domain.profile import UNIVERSE_SIZE, Emitter, Mode, Profile, Purpose, Slot
from luma.domain.venue import Vector
from luma.light.formats.budget import Budget
from luma.light.formats.markup import children, number_of, read_markup, text_of
from luma.light.formats.qxf_channel import channel_slot
from luma.light.formats.qxf_ranges import Optics
from luma.light.formats.resting import resting

USUAL_PAN, USUAL_TILT = 540.0, 270.0
_PRIMARIES: tuple[Purpose, ...] = ("red", "green", "blue")
_EMITTERS: tuple[Purpose, ...] = get_args(Emitter)
_FILTERS: tuple[Purpose, ...] = ("cyan", "magenta", "yellow")


def read_qxf(data: bytes) -> Profile:
    """The profile in a `.qxf` file."""
    root = read_markup(data, "The QLC+ fixture")
    if root.tag != "FixtureDefinition":
        raise BadDocument("This is not a QLC+ fixture: it describes something else.")
    smokes = text_of(root, "Type") in {"Smoke", "Hazer"}
    channels = _Channels({c.get("Name", ""): c for c in children(root, "Channel")})
    whole = root.find("Physical")
    modes = tuple(
        _mode(mode, channels, mode.find("Physical") if whole is None else whole)
        for mode in children(root, "Mode")
        if mode.find("Channel") is not None
    )
    bodies = [whole, *root.iterfind("Mode/Physical")]
    optics = [_optics(body) for body in bodies if body is not None] or [Optics()]
    return Profile(
        text_of(root, "Model", "Fixture"),
        _told_apart(tuple(map(_smokeless, modes)) if smokes else modes),
        max((o.pan for o in optics), default=0.0) or USUAL_PAN,
        max((o.tilt for o in optics), default=0.0) or USUAL_TILT,
        next((o.zoom for o in optics if o.zoom[0] < o.zoom[1]), Optics().zoom),
        text_of(root, "Manufacturer"),
    )


def _smokeless(mode: Mode) -> Mode:
    """A mode of a smoke machine in which light moves nothing but its own lamps."""
    does = {slot.does for slot in mode.slots}
    has_lamps = bool(does & {*_EMITTERS, "colour_wheel"})

    def tame(slot: Slot) -> Slot:
        of_lamps = slot.does != "dimmer" or re.search(r"dim|bright|led", slot.name.casefold())
        return slot if has_lamps and of_lamps else Slot(name=slot.name)

    return replace(mode, slots=tuple(map(tame, mode.slots)))


def _told_apart(modes: tuple[Mode, ...]) -> tuple[Mode, ...]:
    """The same modes with names of their own."""
    seen: Counter[str] = Counter()
    named = []
    for mode in modes:
        seen[mode.name] += 1
        again = f" ({seen[mode.name]})" if seen[mode.name] > 1 else ""
        named.append(replace(mode, name=mode.name + again))
    return tuple(named)


def _optics(body: Element | None) -> Optics:
    focus, lens = (None, None) if body is None else (body.find("Focus"), body.find("Lens"))
    narrow, wide = number_of(lens, "DegreesMin", 0), number_of(lens, "DegreesMax", 0)
    pan, tilt = number_of(focus, "PanMax", 0), number_of(focus, "TiltMax", 0)
    zoom = (narrow, wide) if 0 < narrow < wide <= 180 else Optics().zoom
    return Optics(
        pan if 0 < pan <= 1080 else 0.0,
        tilt if 0 < tilt <= 1080 else 0.0,
        zoom,
    )


class _Channels:
    """The channels of a file by their names, each read once for the same optics."""

    def __init__(self, elements: dict[str, Element]) -> None:
        self._elements = elements
        self._read: dict[tuple[str, Optics], Slot] = {}
        self._budget = Budget("The QLC+ fixture", 150_000)

    def slot(self, name: str, optics: Optics) -> Slot:
        """The slot of a channel; one that nobody describes is fixed."""
        there = self._elements.get(name)
        if there is None:
            return Slot()
        if (name, optics) not in self._read:
            self._budget.spend(1 + len(there))
            self._read[name, optics] = channel_slot(there, optics)
        return self._read[name, optics]


def _mode(mode: Element, channels: _Channels, body: Element | None) -> Mode:
    optics = _optics(body)
    named = sorted(children(mode, "Channel"), key=lambda c: number_of(c, "Number", 0))
    told = [{_whole(c.text) for c in children(h, "Channel")} for h in children(mode, "Head")]
    if len(named) > UNIVERSE_SIZE or len(told) > UNIVERSE_SIZE:
        raise BadDocument(f'The mode "{mode.get("Name")}" is larger than a universe.')
    slots = [channels.slot(channel.text or "", optics) for channel in named]
    slots = _one_colouring(slots)
    count = len(told) if told else _heads_in(slots)
    placed = _headed(slots, told) if told else _counted(slots, count)
    return Mode(
        mode.get("Name", "") or f"{len(slots)} channels",
        tuple(_once_each(_paired(placed))),
        tuple(_places(count or 1, body)),
    )


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\s*\d{1,4}\s*", text) else -1


def _one_colouring(slots: list[Slot]) -> list[Slot]:
    """Yellow is a filter beside cyan and magenta, and else an emitter like amber."""
    does = {slot.does for slot in slots}
    if does >= set(_FILTERS):
        return slots
    return [_unfiltered(slot, has_amber="amber" in does) for slot in slots]


def _unfiltered(slot: Slot, *, has_amber: bool) -> Slot:
    if slot.does not in _FILTERS:
        return slot
    if slot.does == "yellow" and not has_amber:
        return replace(slot, does="amber")
    return resting(slot)


def _heads_in(slots: Sequence[Slot]) -> int:
    """How many heads a file means that names none: as often as a colour or a dimmer comes."""
    often = Counter(slot.does for slot in slots if not slot.fine)
    most = max(often[primary] for primary in _PRIMARIES)
    if most > 1:
        return most
    alone = not any(often[does] for does in (*_EMITTERS, *_FILTERS, "pan", "tilt"))
    return often["dimmer"] if alone and not often["colour_wheel"] else 1


def _headed(slots: Sequence[Slot], heads: list[set[int]]) -> Iterator[Slot]:
    """The slots with the heads that a mode names; what several heads name they share."""
    lacking = {does: _forgetful(slots, heads, does) for does in _EMITTERS}
    for at, slot in enumerate(slots):
        owners = [number for number, head in enumerate(heads) if at in head]
        owner = owners[0] if len(owners) == 1 else lacking.get(slot.does)
        alone = len(heads) > 1 and slot.does != "fixed" and not len(owners) > 1
        yield replace(slot, head=owner if alone else None)


def _forgetful(slots: Sequence[Slot], heads: list[set[int]], does: Purpose) -> int | None:
    """The only head that lacks a colour which all others have, and nobody has claimed."""
    mine = {at for at, slot in enumerate(slots) if slot.does == does}
    has = [not mine.isdisjoint(head) for head in heads]
    return has.index(False) if has.count(False) == 1 else None


def _counted(slots: Sequence[Slot], heads: int) -> Iterator[Slot]:
    """The slots with heads by how often each of them comes."""
    often = Counter((slot.does, slot.fine) for slot in slots)
    met: Counter[tuple[Purpose, bool]] = Counter()
    for slot in slots:
        name = (slot.does, slot.fine)
        master = 1 if slot.does == "dimmer" and often[name] == heads + 1 else 0
        at = met[name] - master
        met[name] += 1
        alone = heads > 1 and slot.does != "fixed" and often[name] > 1
        yield replace(slot, head=at) if alone and 0 <= at < heads else slot


def _paired(slots: Iterator[Slot]) -> Iterator[Slot]:
    """Every fine slot with the head of the nearest coarse one before it that has none yet."""
    listed = list(slots)
    open_ones: dict[str, list[int | None]] = {}
    for slot in listed:
        if not slot.fine:
            open_ones.setdefault(slot.does, []).append(slot.head)
            yield slot
            continue
        waiting = open_ones.get(slot.does, [])
        later = [s.head for s in listed if s.does == slot.does and not s.fine]
        if waiting:
            yield replace(slot, head=waiting.pop())
        elif len(later) == 1:
            yield replace(slot, head=later[0])
        else:
            yield resting(slot)


def _once_each(slots: Iterator[Slot]) -> Iterator[Slot]:
    """Every purpose once for each head; what comes again rests, but dimmers all follow."""
    listed = list(slots)
    coarse: set[tuple[Purpose, int | None]] = set()
    fine: set[tuple[Purpose, int | None]] = set()
    known = {(s.does, s.head) for s in listed if not s.fine}
    for slot in listed:
        name = (slot.does, slot.head)
        seen = fine if slot.fine else coarse
        again = name in seen and (slot.fine or slot.does != "dimmer")
        lone = slot.fine and name not in known
        seen.add(name)
        warm: tuple[Purpose, int | None] = ("warm_white", slot.head)
        if again and slot.does == "white" and not slot.fine and warm not in known:
            known.add(warm)
            yield replace(slot, does="warm_white")
        else:
            yield resting(slot) if slot.does != "fixed" and (again or lone) else slot


def _places(count: int, body: Element | None) -> Iterator[Vector]:
    """Heads in rows, as wide and high as the lamp says that it is."""
    size = None if body is None else body.find("Dimensions")
    layout = None if body is None else body.find("Layout")
    columns = int(number_of(layout, "Width", 0))
    rows = int(number_of(layout, "Height", 0))
    if columns * rows != count:
        columns, rows = count, 1
    width = min(max(number_of(size, "Width", 0) / 1000.0, 0.1 * columns), 20.0)
    height = min(max(number_of(size, "Height", 0) / 1000.0, 0.1 * rows), 20.0)
    for number in range(count):
        row, column = divmod(number, columns)
        across = (column + 0.5) / columns - 0.5 if columns > 1 else 0.0
        up = 0.5 - (row + 0.5) / rows if rows > 1 else 0.0
        yield (round(across * width, 4), 0.0, round(up * height, 4))
