"""A chain of effects as a flat program, its state kept by node from one program to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from luma.audio.fx.dispatch import OPS
from luma.audio.fx.effect import Effect, effects
from luma.audio.kernel.slots import (
    DECK,
    FIRST_PARAM,
    FIRST_ROW,
    FIRST_TAP,
    NEXT_PROGRAM,
    NO_PROGRAM,
    PARAMS,
    PROGRAM_WORDS,
    ROW_COUNT,
    ROW_WIDTH,
    ROWS,
    STATES,
    TAP_COUNT,
    TAP_WIDTH,
    Memory,
    Words,
)
from luma.domain.blocks import METERS
from luma.domain.errors import BadGraph, BadValue
from luma.domain.ids import NodeId


@dataclass(frozen=True, slots=True)
class Step:
    """One effect at its place in the chain, with the settings that differ from its defaults."""

    node: NodeId
    effect: str
    settings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node's state and settings lie."""

    kind: Effect
    state: int
    params: int


MASTER_GAIN, MASTER_METER = NodeId("master/gain"), NodeId("master/meter")
MASTER = (Step(MASTER_GAIN, "gain"), Step(MASTER_METER, "meter"))
"""The chain that every stage begins with: deck, gain, meter."""


class Places:
    """The places of all nodes: the same node has the same place in every program."""

    def __init__(self, memory: Memory) -> None:
        """Begin with all of the memory free."""
        self._memory = memory
        self._places: dict[NodeId, Place] = {}

    def place(self, step: Step) -> Place:
        """The place of a step's node, zeroed and set where the node is new."""
        kind = effects.get(step.effect)
        known = self._places.get(step.node)
        if known is not None and known.kind is kind:
            return known
        made = Place(kind, self._state_for(kind), self._params_for(kind))
        self._memory.states[made.state : made.state + kind.state] = 0.0
        for offset, setting in enumerate(kind.settings):
            default = setting.default
            assert isinstance(default, float)  # the decorator sees to it
            value = step.settings.get(setting.name, default)
            self._memory.params[made.params + offset] = value
        self._places[step.node] = made
        return made

    def param(self, node: NodeId, setting: str, value: float) -> int:
        """The slot of a node's setting, once the value is seen to lie in its range."""
        kind = self._places[node].kind
        offset, found = next((i, s) for i, s in enumerate(kind.settings) if s.name == setting)
        low, high = found.low or 0.0, found.high or 0.0
        if not low <= value <= high:
            raise BadValue(
                f'"{setting}" of {kind.key} is {value:g} {found.unit}.',
                hint=f"It takes {low:g} to {high:g}.",
            )
        return self._places[node].params + offset

    def keep(self, nodes: Iterable[NodeId]) -> None:
        """Free the places of all other nodes, once no program uses them any more."""
        kept = set(nodes)
        self._places = {node: place for node, place in self._places.items() if node in kept}

    def _state_for(self, kind: Effect) -> int:
        taken = sorted((p.state, p.state + p.kind.state) for p in self._places.values())
        return _gap(taken, kind.state, STATES, "state")

    def _params_for(self, kind: Effect) -> int:
        count = len(kind.settings)
        taken = sorted(
            (p.params, p.params + len(p.kind.settings)) for p in self._places.values()
        )
        return FIRST_PARAM + _gap(
            [(a - FIRST_PARAM, b - FIRST_PARAM) for a, b in taken],
            count,
            PARAMS - FIRST_PARAM,
            "settings",
        )


def _gap(taken: Sequence[tuple[int, int]], size: int, room: int, what: str) -> int:
    start = 0
    for begin, end in taken:
        if begin - start >= size:
            return start
        start = max(start, end)
    if start + size > room:
        raise BadGraph(f"This audio graph needs more {what} than there is room for.")
    return start


def compile_program(chain: Sequence[Step], places: Places) -> Words:
    """The flat program of a chain behind the deck; meters are numbered in their order."""
    if len(chain) >= ROWS:
        raise BadGraph(f"An audio graph takes up to {ROWS - 1} effects, not {len(chain)}.")
    rows = [(DECK, 0, 0, 0, 0, 0, 0)]
    taps: list[tuple[int, int]] = []
    for step in chain:
        place = places.place(step)
        rows.append((OPS[step.effect], 0, 1, place.state, place.params, 0, 0))
        if step.effect == "meter" and len(taps) < METERS:
            taps.append((len(taps), place.state))
    program = np.zeros(PROGRAM_WORDS, np.int64)
    program[ROW_COUNT], program[TAP_COUNT] = len(rows), len(taps)
    program[NEXT_PROGRAM] = NO_PROGRAM
    program[FIRST_ROW : FIRST_ROW + len(rows) * ROW_WIDTH] = np.ravel(rows)
    if taps:
        program[FIRST_TAP : FIRST_TAP + len(taps) * TAP_WIDTH] = np.ravel(taps)
    return program
