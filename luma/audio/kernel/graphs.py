"""The audio graph that runs, and is changed while it sounds: what nodes remember is kept."""

from collections.abc import Mapping
from dataclasses import replace

from luma.audio.graphcheck import audio_types, refuse
from luma.audio.kernel import slots
from luma.audio.kernel.atomic import load_word
from luma.audio.kernel.mailbox import NOW, Ring
from luma.audio.kernel.places import (
    BLEND_WORDS,
    Here,
    Memoir,
    Place,
    Places,
    blend_of,
    wished,
)
from luma.audio.kernel.plan import MASTER_GAIN, MASTER_METER, OWN_NODES, own_name, plan_of
from luma.audio.kernel.program import compile_swap
from luma.audio.kernel.slots import RING, Memory
from luma.audio.kernel.swaps import Swaps
from luma.domain.audiograph import PLAIN, number_of
from luma.domain.errors import BadGraph, BadValue, LumaError, StageError
from luma.domain.graphdoc import GraphDoc, Use
from luma.domain.graphedits import GraphEdit, SetParam, UseNodes
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json

_MOST_AT_ONCE = RING // 4
_TRIES = 200
_OWN_KINDS = {MASTER_GAIN: "gain", MASTER_METER: "meter"}


class Graphs:
    """Runs one audio graph and fades into the next; the newest wish wins.

    What is asked for while one graph fades into another begins when that is over.
    """

    def __init__(self, memory: Memory, ring: Ring) -> None:
        """Run the plain graph; only while no callback runs."""
        self._memory, self._ring = memory, ring
        self._places, self._swaps = Places(memory), Swaps(memory, ring)
        self._waits: tuple[GraphDoc, Mapping[NodeId, Memoir]] | None = None
        self._moves: dict[int, float] = {}
        self._trouble: LumaError | None = None
        self._plan = plan_of(PLAIN)
        self.doc = self._running = PLAIN
        swap = compile_swap(None, {}, self._plan, self._places)
        self._here: Here = swap.here
        self._leaving: Here = {}
        self._swaps.begin(swap.last)

    def begin(self, doc: GraphDoc, memoirs: Mapping[NodeId, Memoir] | None = None) -> None:
        """Run another graph without a fade; only while no callback runs."""
        refuse(doc)
        self._plan, self.doc, self._running = plan_of(doc), doc, doc
        swap = compile_swap(None, {}, self._plan, self._places, memoirs)
        self._here = swap.here
        self._swaps.begin(swap.last)

    def use(
        self, doc: GraphDoc, memoirs: Mapping[NodeId, Memoir] | None = None, *, at: int = NOW
    ) -> None:
        """Fade into another graph, if it can run; nodes that stay keep what they remember."""
        refuse(doc)
        if not self._swaps.is_over():
            self._waits, self.doc = (doc, memoirs or {}), doc
        else:
            self._turn(doc, memoirs or {}, at)

    def set_setting(self, node: NodeId, setting: str, value: Json, *, at: int = NOW) -> None:
        """Move a setting of a node."""
        written = self.doc.nodes.get(node)
        key = written.type if written is not None else _OWN_KINDS.get(node)
        if key is None:
            raise BadValue(f'The sound graph has no node called "{node:.60}".')
        kind = audio_types().get(key)
        if kind is None:
            raise BadValue(f'"{key:.60}" is not known here, so it cannot be set.')
        number = number_of(kind.settings, kind.title, setting, value)
        place = self._here.get(node)
        if place is not None and place.kind.key == key:
            names = [known.name for known in kind.settings]
            self._move(place, BLEND_WORDS + names.index(setting), number, at)
        if written is not None:
            self._note(node, SetParam(node, setting, value))

    def use_node(self, node: NodeId, use: Use, *, at: int = NOW) -> None:
        """Let a node play, pass it by or mute it, by a crossfade."""
        edit = UseNodes((node,), use)
        doc = edit.apply(self.doc)
        name = own_name(node, doc.node(node))
        job, place = plan_of(doc).jobs[name], self._here.get(name)
        if place is not None and place.kind == job.kind:
            for offset, wish in enumerate(blend_of(job)):
                self._move(place, offset, wish, at)
        self._note(node, edit)

    def set_beat(self, seconds: float, *, at: int = NOW) -> None:
        """Tell effects how long a beat lasts."""
        self._ring.post_value(slots.SET_PARAM, slots.BEAT_SECONDS, seconds, at=at)

    def go_on(self) -> bool:
        """Begin what waits and can begin; whether nothing is left to do."""
        is_over = self._swaps.is_over()
        if is_over:
            self._leaving = {}
        if is_over and self._waits is not None and self._has_space():
            (doc, memoirs), self._waits = self._waits, None
            try:
                self._turn(doc, memoirs, NOW)
            except LumaError as trouble:
                self._trouble, self.doc = trouble, self._running
            is_over = self._swaps.is_over()
        self._post_moves()
        return is_over and self._waits is None and not self._moves

    def take_trouble(self) -> LumaError | None:
        """Why a graph that waited could not begin, told once; the one before it runs on."""
        trouble, self._trouble = self._trouble, None
        return trouble

    def memoirs(self) -> dict[NodeId, Memoir]:
        """What every node of the graph remembers, all as of one moment between two blocks."""
        control = self._memory.control
        for _ in range(_TRIES):
            epoch = load_word(control, slots.EPOCH)
            if load_word(control, slots.IS_RENDERING):
                continue
            kept = {
                name: self._places.memoir(place)
                for name, place in self._here.items()
                if name not in OWN_NODES and place.kind.effect is not None
            }
            now = load_word(control, slots.EPOCH)
            if now == epoch and not load_word(control, slots.IS_RENDERING):
                return kept
        raise StageError(
            "The sound graph never rests long enough to be copied.",
            hint="Pause, then try again.",
        )

    def _turn(self, doc: GraphDoc, memoirs: Mapping[NodeId, Memoir], at: int) -> None:
        plan = plan_of(doc)
        try:
            swap = compile_swap(self._plan, self._here, plan, self._places, memoirs)
        except MemoryError as cause:
            raise BadGraph("This audio graph needs more memory than there is.") from cause
        if swap.first is not None:
            self._swaps.publish(swap.first, swap.last, at=at)
        self._plan, self._leaving, self._here = plan, self._here, swap.here
        self.doc = self._running = doc
        stay = {slot for place in self._here.values() for slot in range(*place.settings)}
        self._moves = {slot: value for slot, value in self._moves.items() if slot in stay}
        jobs = {
            name: replace(job, numbers=()) if name in OWN_NODES else job
            for name, job in plan.jobs.items()
        }
        for place, offset, value in wished(jobs, self._here):
            self._move(place, offset, value, at)

    def _move(self, place: Place, offset: int, number: float, at: int) -> None:
        if place.numbers[offset] != number:
            place.numbers[offset] = number
            self._set(place.params + offset, number, at)

    def _set(self, slot: int, value: float, at: int) -> None:
        """Move a word, after those that wait already."""
        if self._moves or not self._has_space():
            self._moves.pop(slot, None)
            self._moves[slot] = value
        else:
            self._ring.post_value(slots.SET_PARAM, slot, value, at=at)

    def _has_space(self) -> bool:
        return self._ring.waiting < _MOST_AT_ONCE

    def _post_moves(self) -> None:
        while self._moves and self._has_space():
            slot = next(iter(self._moves))
            self._ring.post_value(slots.SET_PARAM, slot, self._moves.pop(slot))

    def _note(self, node: NodeId, edit: GraphEdit) -> None:
        """Keep the graph as it is wished, what runs and what waits, true to a change."""
        before, self.doc = self.doc, edit.apply(self.doc)
        if self._waits is None:
            self._running = self.doc
            return
        self._waits = self.doc, self._waits[1]
        runs = self._running.nodes.get(node)
        if runs is not None and runs.type == before.nodes[node].type:
            self._running = edit.apply(self._running)
