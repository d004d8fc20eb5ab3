"""What an audio graph asks of the kernel: its nodes as ops, each with who feeds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from luma.audio.fx.effect import Effect, effects
from luma.audio.kernel.effectcode import address_of_code
from luma.audio.kernel.slots import DECK as DECK_OP
from luma.audio.kernel.slots import LIVE as LIVE_OP
from luma.audio.kernel.slots import PASS
from luma.domain.audiograph import DECK, LIVE, OUTPUT, SIDE, meter_numbers
from luma.domain.blocks import METERS
from luma.domain.errors import BadGraph
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId

DECK_NODE, OUT_NODE = NodeId("master/deck"), NodeId("master/out")
MASTER_GAIN, MASTER_METER = NodeId("master/gain"), NodeId("master/meter")
OWN_NODES: Final = frozenset({DECK_NODE, OUT_NODE, MASTER_GAIN, MASTER_METER})


@dataclass(frozen=True, slots=True)
class Kind:
    """What is run for a node; an op that is no effect has none."""

    key: str
    op: int
    effect: Effect | None = None

    @property
    def state(self) -> int:
        """How many words its effect remembers."""
        return 0 if self.effect is None else self.effect.state

    @property
    def room(self) -> int:
        """How many samples its effect remembers."""
        return 0 if self.effect is None else self.effect.room

    @property
    def settings(self) -> int:
        """How many settings its effect has."""
        return 0 if self.effect is None else len(self.effect.settings)

    @property
    def is_source(self) -> bool:
        """Whether nothing is led to it."""
        if self.effect is None:
            return self.op in {DECK_OP, LIVE_OP}
        return self.effect.is_source


@dataclass(frozen=True, slots=True)
class Job:
    """A node at work: its settings as numbers, and who feeds it."""

    kind: Kind
    numbers: tuple[float, ...] = ()
    is_wet: bool = True
    is_loud: bool = True
    feeds: tuple[NodeId, ...] = ()
    side: tuple[NodeId, ...] = ()

    @property
    def sources(self) -> frozenset[NodeId]:
        """All nodes that have to come before it."""
        return frozenset((*self.feeds, *self.side))


@dataclass(frozen=True, slots=True)
class Plan:
    """Every node of a graph at work, the engine's own among them, and who has which meter."""

    jobs: Mapping[NodeId, Job]
    meters: Mapping[NodeId, int] = field(default_factory=dict)


def plan_of(doc: GraphDoc) -> Plan:
    """The plan of a graph that was found to be right."""
    names = {name: own_name(name, node) for name, node in doc.nodes.items()}
    jobs = {DECK_NODE: Job(Kind(DECK, DECK_OP))}
    for name, node in doc.nodes.items():
        feeds, side = _feeds(doc, name, names)
        jobs[names[name]] = _job(node, feeds, side)
    gain, meter = _kind("gain"), _kind("meter")
    jobs[MASTER_GAIN] = Job(gain, numbers_of(gain, {}), feeds=(OUT_NODE,))
    jobs[MASTER_METER] = Job(meter, numbers_of(meter, {}), feeds=(MASTER_GAIN,))
    meters = {names[name]: number for name, number in meter_numbers(doc, METERS).items()}
    return Plan(jobs, {MASTER_METER: 0, **meters})


def own_name(name: NodeId, node: NodeDoc) -> NodeId:
    """The name by which a node is known for ever: there is but one deck, and one output."""
    return {DECK: DECK_NODE, OUTPUT: OUT_NODE}.get(node.type, name)


def _feeds(
    doc: GraphDoc, name: NodeId, names: Mapping[NodeId, NodeId]
) -> tuple[tuple[NodeId, ...], tuple[NodeId, ...]]:
    wires = doc.feeds(name)
    into = sorted({names[wire.source] for wire in wires if wire.input != SIDE})
    side = sorted({names[wire.source] for wire in wires if wire.input == SIDE})
    return tuple(into), tuple(side)


def _kind(key: str) -> Kind:
    if key in {DECK, LIVE}:
        return Kind(key, DECK_OP if key == DECK else LIVE_OP)
    known = effects.find(key)
    return Kind(key, PASS) if known is None else Kind(key, address_of_code(key), known)


def _job(node: NodeDoc, feeds: tuple[NodeId, ...], side: tuple[NodeId, ...]) -> Job:
    kind = _kind(node.type)
    is_bypassed = node.use == "bypassed"
    has_side = kind.effect is not None and kind.effect.has_side
    return Job(
        kind,
        numbers_of(kind, node.settings),
        is_wet=not is_bypassed or kind.effect is None or kind.is_source,
        is_loud=node.use != "muted" and not (is_bypassed and kind.is_source),
        feeds=() if kind.is_source else feeds,
        side=side if has_side else (),
    )


def numbers_of(kind: Kind, settings: Mapping[str, object]) -> tuple[float, ...]:
    """All settings of a node as numbers, in their order."""
    if kind.effect is None:
        return ()
    known = kind.effect
    return tuple(
        known.number_of(setting.name, settings.get(setting.name, setting.default))  # type: ignore[arg-type]
        for setting in known.settings
    )


def sorted_jobs(sources: Mapping[NodeId, Iterable[NodeId]]) -> list[NodeId]:
    """Nodes in an order in which each comes after all that feed it."""
    done: dict[NodeId, None] = {}
    waiting = list(sources)
    while waiting:
        ready = [name for name in waiting if all(s in done for s in sources[name])]
        if not ready:
            raise BadGraph("The wires lead the audio graph back into itself.")
        done.update(dict.fromkeys(ready))
        waiting = [name for name in waiting if name not in done]
    return list(done)
