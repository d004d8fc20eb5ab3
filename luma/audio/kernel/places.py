"""Where every node keeps its state, settings and delay lines, for as long as it lives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.plan import Job, Kind
from luma.audio.kernel.resident import lock
from luma.audio.kernel.slots import FADE_FRAMES, FIRST_PARAM, PARAMS, STATES, Memory
from luma.domain.errors import BadGraph
from luma.domain.ids import NodeId

BLEND_WORDS = 2
"""What comes first in a node's state and settings: how wet, and how loud it is."""

MOST_ROOM = 32 * 1024 * 1024
"""How many samples all delay lines together may have: 128 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Memoir:
    """What a node remembers, so that it can go on from there another time."""

    key: str
    state: npt.NDArray[np.float64]
    room: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a node's state, settings and room lie; `numbers` are its settings as wished."""

    kind: Kind
    state: int
    params: int
    room: npt.NDArray[np.float32]
    numbers: list[float] = field(default_factory=list)

    @property
    def states(self) -> tuple[int, int]:
        """From where to where its state reaches."""
        return self.state, self.state + BLEND_WORDS + self.kind.state

    @property
    def settings(self) -> tuple[int, int]:
        """From where to where its settings reach."""
        return self.params, self.params + BLEND_WORDS + self.kind.settings


Here = dict[NodeId, Place]


class Places:
    """Finds room in the kernel's memory for nodes that are born."""

    def __init__(self, memory: Memory) -> None:
        """Begin with all of the memory free."""
        self._memory = memory

    def born(self, job: Job, beside: Iterable[Place], memoir: Memoir | None) -> Place:
        """A place for a new node, set as it should be and blank but for what it remembers."""
        others = tuple(beside)
        kind = job.kind
        if sum(place.room.size for place in others) + kind.room > MOST_ROOM:
            raise BadGraph(
                "This audio graph's delays and rooms need more memory than there is."
            )
        state = _gap([p.states for p in others], BLEND_WORDS + kind.state, 0, STATES)
        params = _gap(
            [p.settings for p in others], BLEND_WORDS + kind.settings, FIRST_PARAM, PARAMS
        )
        room = np.zeros(kind.room, np.float32)
        lock(room)
        place = Place(kind, state, params, room, list(blend_of(job)))
        place.numbers.extend(job.numbers)
        begin, end = place.states
        self._memory.states[begin:end] = 0.0
        wet, loud = blend_of(job)
        self._memory.states[begin : begin + BLEND_WORDS] = wet * FADE_FRAMES, loud * FADE_FRAMES
        self._memory.params[params : place.settings[1]] = place.numbers
        if memoir is not None:
            self._remember(place, memoir)
        return place

    def memoir(self, place: Place) -> Memoir:
        """A copy of what a node remembers now."""
        begin, end = place.states
        state = self._memory.states[begin + BLEND_WORDS : end].copy()
        return Memoir(place.kind.key, state, place.room.copy())

    def _remember(self, place: Place, memoir: Memoir) -> None:
        begin, end = place.states
        fits = memoir.state.shape == (place.kind.state,) and memoir.room.shape == (
            place.kind.room,
        )
        is_sound = np.isfinite(memoir.state).all() and np.isfinite(memoir.room).all()
        if memoir.key == place.kind.key and fits and is_sound:
            self._memory.states[begin + BLEND_WORDS : end] = memoir.state
            place.room[:] = memoir.room


def blend_of(job: Job) -> tuple[float, float]:
    """How wet and how loud a node should be."""
    return float(job.is_wet), float(job.is_loud)


def _gap(taken: Sequence[tuple[int, int]], size: int, start: int, stop: int) -> int:
    for begin, end in sorted(taken):
        if begin - start >= size:
            break
        start = max(start, end)
    if start + size > stop:
        raise BadGraph("This audio graph has more in it than there is memory for.")
    return start


def wished(jobs: Mapping[NodeId, Job], here: Here) -> list[tuple[Place, int, float]]:
    """The settings that should move, for nodes that have a place: where, and to what."""
    return [
        (here[name], at, value)
        for name, job in jobs.items()
        for at, value in enumerate((*blend_of(job), *job.numbers))
        if here[name].numbers[at] != value
    ]
