"""Compiles plans to flat programs, and the fade from one plan to another to two of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from luma.audio.kernel import slots
from luma.audio.kernel.places import BLEND_WORDS, Here, Memoir, Place, Places
from luma.audio.kernel.plan import (
    MASTER_METER,
    OUT_NODE,
    Job,
    Plan,
    sorted_jobs,
)
from luma.audio.kernel.slots import Words
from luma.domain.errors import BadGraph
from luma.domain.ids import NodeId

Row = tuple[int, int, int, int, int, int, int]
Fade = int
KEEPS, COMES, GOES = slots.ADD, slots.ADD_COMING, slots.ADD_GOING
Wires = tuple[tuple[NodeId, Fade], ...]

_TWIN = "\x00twin of "


@dataclass(frozen=True, slots=True)
class Actor:
    """A node in a program: its job and place, and the wires that feed it, with their fades."""

    job: Job
    place: Place
    feeds: Wires
    side: Wires

    @property
    def sources(self) -> frozenset[NodeId]:
        """All that has to be run before it."""
        return frozenset(name for name, _ in (*self.feeds, *self.side))


@dataclass(frozen=True, slots=True, eq=False)
class Swap:
    """The way into another plan: a program that fades, the one after it, and who lives then.

    Where nothing has to fade there is no first program.
    """

    first: Words | None
    last: Words
    here: Here


@dataclass(slots=True)
class _Writer:
    """The rows of a program that is being written, and which buffers are free."""

    rows: list[Row] = field(default_factory=list)
    free: list[int] = field(default_factory=lambda: list(range(slots.BUFFERS - 1, 0, -1)))

    def row(
        self,
        op: int,
        into: int,
        other: int = 0,
        place: Place | None = None,
        *,
        blend: bool = False,
    ) -> None:
        state, params, room, size = 0, 0, 0, 0
        if place is not None:
            skip = 0 if blend else BLEND_WORDS
            state, params = place.state + skip, place.params + skip
            room, size = place.room.ctypes.data, place.room.size
        self.rows.append((op, into, other, state, params, room, size))

    def take(self) -> int:
        if not self.free:
            raise BadGraph("This audio graph leads too many sounds along beside each other.")
        return self.free.pop()


def compile_swap(
    old: Plan | None,
    here: Here,
    new: Plan,
    places: Places,
    memoirs: Mapping[NodeId, Memoir] | None = None,
) -> Swap:
    """The way from a plan, whose nodes live here, into another one."""
    stays = _staying(old, new)
    then: Here = {}
    for name, job in new.jobs.items():
        if name in stays:
            then[name] = here[name]
        else:
            memoir = (memoirs or {}).get(name)
            then[name] = places.born(job, (*here.values(), *then.values()), memoir)
    last = _written(_alone(new, then), new, then)
    if old is None or _is_alike(old, new, stays):
        return Swap(None, last, then)
    actors = _together(old, here, new, then, stays)
    inherited = tuple(_inherited(here, then, stays))
    first = _written(actors, new, then, inherited)
    return Swap(first, last, then)


def _is_alike(old: Plan, new: Plan, stays: frozenset[NodeId]) -> bool:
    """Whether two plans differ in settings alone."""
    return stays == old.jobs.keys() == new.jobs.keys() and all(
        (old.jobs[name].feeds, old.jobs[name].side)
        == (new.jobs[name].feeds, new.jobs[name].side)
        for name in stays
    )


def _staying(old: Plan | None, new: Plan) -> frozenset[NodeId]:
    """The nodes that run once through a swap; of those that would feed each other, not all."""
    if old is None:
        return frozenset()
    stays = {
        name
        for name, job in new.jobs.items()
        if name in old.jobs and old.jobs[name].kind == job.kind
    }
    while loop := _loop(_both(old, new, stays)):
        stays.discard(min(loop & stays, key=lambda name: (_weight(new.jobs[name]), name)))
    return frozenset(stays)


def _weight(job: Job) -> int:
    return job.kind.state + job.kind.room


def _twin(name: NodeId) -> NodeId:
    return NodeId(_TWIN + name)


def _both(old: Plan, new: Plan, stays: set[NodeId]) -> dict[NodeId, frozenset[NodeId]]:
    """Who feeds whom while both plans are heard."""
    sources = {name: job.sources for name, job in new.jobs.items()}
    for name, job in old.jobs.items():
        before = frozenset(s if s in stays else _twin(s) for s in job.sources)
        if name in stays:
            sources[name] |= before
        else:
            sources[_twin(name)] = before
    return sources


def _loop(sources: Mapping[NodeId, frozenset[NodeId]]) -> set[NodeId]:
    """The nodes that feed themselves, by whatever way."""
    return {name for name in sources if name in _before(name, sources)}


def _before(name: NodeId, sources: Mapping[NodeId, frozenset[NodeId]]) -> set[NodeId]:
    found: set[NodeId] = set()
    waiting = [name]
    while waiting:
        new = sources[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def _alone(plan: Plan, here: Here) -> dict[NodeId, Actor]:
    return {
        name: Actor(job, here[name], _kept(job.feeds), _kept(job.side))
        for name, job in plan.jobs.items()
    }


def _kept(names: tuple[NodeId, ...]) -> Wires:
    return tuple((name, KEEPS) for name in names)


def _together(
    old: Plan, here: Here, new: Plan, then: Here, stays: frozenset[NodeId]
) -> dict[NodeId, Actor]:
    """All nodes of both plans: those that stay have wires of both, which come and go."""

    def before(names: tuple[NodeId, ...]) -> tuple[NodeId, ...]:
        return tuple(name if name in stays else _twin(name) for name in names)

    def faded(was: tuple[NodeId, ...], becomes: tuple[NodeId, ...]) -> Wires:
        kept = before(was)
        gone = [(name, GOES) for name in kept if name not in becomes]
        stay = [(name, KEEPS if name in kept else COMES) for name in becomes]
        return tuple(sorted((*stay, *gone), key=lambda wire: wire[0].removeprefix(_TWIN)))

    actors: dict[NodeId, Actor] = {}
    for name, job in new.jobs.items():
        if name in stays:
            was = old.jobs[name]
            wires = faded(was.feeds, job.feeds), faded(was.side, job.side)
        else:
            wires = _kept(job.feeds), _kept(job.side)
        actors[name] = Actor(job, then[name], *wires)
    for name, job in old.jobs.items():
        if name not in stays:
            wires = _kept(before(job.feeds)), _kept(before(job.side))
            actors[_twin(name)] = Actor(job, here[name], *wires)
    return actors


def _inherited(here: Here, then: Here, stays: frozenset[NodeId]) -> Iterator[Row]:
    """What nodes that have a twin of their own kind take over from it."""
    for name, place in then.items():
        twin = here.get(name)
        if twin is not None and name not in stays and twin.kind == place.kind:
            words = BLEND_WORDS + place.kind.state
            mine, theirs = place.room.ctypes.data, twin.room.ctypes.data
            size = place.room.size
            yield (slots.INHERIT, place.state, mine, twin.state, words, theirs, size)


def _written(
    actors: Mapping[NodeId, Actor], new: Plan, then: Here, before: tuple[Row, ...] = ()
) -> Words:
    """The program of some actors, with the meters of a plan."""
    writer = _Writer(list(before))
    readers = Counter(source for actor in actors.values() for source in actor.sources)
    readers[MASTER_METER] += 1
    made: dict[NodeId, int] = {}
    late: dict[NodeId, int] = {}
    for name in sorted_jobs({name: actor.sources for name, actor in actors.items()}):
        actor = actors[name]
        made[name] = _act(writer, name, actor, made)
        late[name] = _latency(actor, late)
        for source in actor.sources:
            readers[source] -= 1
            if readers[source] == 0:
                writer.free.append(made[source])
        if readers[name] == 0:
            writer.free.append(made[name])
    writer.row(slots.COPY, 0, made[MASTER_METER])
    return _packed(writer.rows, _taps(new, then), late[MASTER_METER])


def _latency(actor: Actor, late: Mapping[NodeId, int]) -> int:
    own = 0 if actor.job.kind.effect is None else actor.job.kind.effect.latency
    return own + max((late[name] for name, fade in actor.feeds if fade != GOES), default=0)


def _act(writer: _Writer, name: NodeId, actor: Actor, made: Mapping[NodeId, int]) -> int:
    """Write what a node does, and give the buffer that it ends in."""
    into, place, kind = writer.take(), actor.place, actor.job.kind
    if kind.is_source:
        if kind.effect is not None:
            writer.row(slots.SILENCE, into)
        writer.row(kind.op, into, into, place)
        writer.row(slots.BLEND, into, into, place, blend=True)
        return into
    dry, is_own = _fed(writer, actor.feeds, made)
    writer.row(slots.COPY, into, dry)
    if kind.effect is not None:
        side, is_side_own = _fed(writer, actor.side, made) if actor.side else (dry, False)
        writer.row(kind.op, into, side, place)
        if is_side_own:
            writer.free.append(side)
    elif name == OUT_NODE:
        writer.row(slots.CLEAN, into)
    writer.row(slots.BLEND, into, dry, place, blend=True)
    if is_own:
        writer.free.append(dry)
    return into


def _fed(writer: _Writer, wires: Wires, made: Mapping[NodeId, int]) -> tuple[int, bool]:
    """The buffer that holds the sum of some wires, and whether it was made for that."""
    if len(wires) == 1 and wires[0][1] == KEEPS:
        return made[wires[0][0]], False
    total = writer.take()
    gone = [name for name, fade in wires if fade == GOES]
    come = [name for name, fade in wires if fade == COMES]
    rest = list(wires)
    if len(gone) == len(come) == 1:
        writer.row(slots.COPY, total, made[gone[0]])
        writer.row(slots.TURN, total, made[come[0]])
        rest = [wire for wire in wires if wire[1] == KEEPS]
    elif wires and wires[0][1] == KEEPS:
        writer.row(slots.COPY, total, made[wires[0][0]])
        rest = rest[1:]
    else:
        writer.row(slots.SILENCE, total)
    for name, fade in rest:
        writer.row(fade, total, made[name])
    return total, True


def _taps(plan: Plan, here: Here) -> list[tuple[int, int]]:
    return [(number, here[name].state + BLEND_WORDS) for name, number in plan.meters.items()]


def _packed(rows: list[Row], taps: list[tuple[int, int]], latency: int) -> Words:
    if len(rows) > slots.ROWS:
        raise BadGraph("This audio graph has too many wires to be changed while it plays.")
    program = np.zeros(slots.PROGRAM_WORDS, np.int64)
    program[slots.ROW_COUNT], program[slots.TAP_COUNT] = len(rows), len(taps)
    program[slots.NEXT_PROGRAM], program[slots.LATENCY] = slots.NO_PROGRAM, latency
    packed = np.ravel(np.array(rows, np.int64))
    program[slots.FIRST_ROW : slots.FIRST_ROW + packed.size] = packed
    if taps:
        packed = np.ravel(np.array(taps, np.int64))
        program[slots.FIRST_TAP : slots.FIRST_TAP + packed.size] = packed
    return program
