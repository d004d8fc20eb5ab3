"""An audio graph as a rack: effects one after the other between the deck and the output."""

from collections.abc import Mapping
from itertools import pairwise

from luma.domain.audiograph import DECK, IN, OUT, OUTPUT
from luma.domain.errors import NotFound, Refused
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect, Disconnect, GraphEdit, RemoveNode
from luma.domain.ids import NodeId

STEP = 240.0
"""How far apart the effects of a rack lie on a canvas."""


def chain_of(doc: GraphDoc) -> tuple[NodeId, ...] | None:
    """The effects from the deck to the output, if they are one plain chain and all there is."""
    into: dict[NodeId, list[NodeId]] = {}
    for wire in doc.wires:
        if wire.input == IN and wire.output == OUT:
            into.setdefault(wire.target, []).append(wire.source)
    ends = [name for name, node in doc.nodes.items() if node.type == OUTPUT]
    way: list[NodeId] = []
    here = ends[0] if len(ends) == 1 else None
    while here is not None and len(way) <= len(doc.nodes):
        sources = into.get(here, [])
        if len(sources) != 1:
            return None
        here = sources[0]
        if doc.nodes[here].type == DECK:
            return tuple(reversed(way)) if len(way) + 2 == len(doc.nodes) else None
        way.append(here)
    return None


def order_of(doc: GraphDoc) -> tuple[NodeId, ...]:
    """All effects, each after those that feed it."""
    chain = chain_of(doc)
    if chain is not None:
        return chain
    left = dict.fromkeys(doc.nodes)
    order: list[NodeId] = []
    while left:
        fed = {w.target for w in doc.wires if w.source in left and w.target in left}
        ready = [name for name in left if name not in fed] or list(left)
        order += ready
        for name in ready:
            del left[name]
    return tuple(name for name in order if doc.nodes[name].type not in {DECK, OUTPUT})


def free_name(doc: GraphDoc, wanted: str) -> NodeId:
    """A name for a new node that no other has."""
    base, count, name = wanted.replace("/", " "), 1, wanted.replace("/", " ")
    while name in doc.nodes:
        count += 1
        name = f"{base} {count}"
    return NodeId(name)


def inserted(
    doc: GraphDoc, name: NodeId, node: NodeDoc, at: int | None = None
) -> tuple[GraphEdit, ...]:
    """The edits that put an effect into the chain, at its end if nothing else is said.

    It lies between its neighbours; at the end, the output makes room for it.
    """
    way = _way(doc)
    place = len(way) - 2 if at is None else min(max(at, 0), len(way) - 2)
    before, after = way[place], way[place + 1]
    begin, _ = doc.layout.get(before, (STEP * place, 0.0))
    x, y = doc.layout.get(after, (STEP * (place + 1), 0.0))
    edits: list[GraphEdit]
    if place == len(way) - 2:
        x = max(x, begin + STEP)
        end = doc.nodes[after]
        edits = [
            RemoveNode(after),
            AddNode(name, node, (x, y)),
            AddNode(after, end, (x + STEP, y)),
        ]
    else:
        edits = [AddNode(name, node, ((begin + x) / 2, y)), Disconnect(_wire(before, after))]
    return (*edits, Connect(_wire(before, name)), Connect(_wire(name, after)))


def removed(doc: GraphDoc, name: NodeId) -> tuple[GraphEdit, ...]:
    """The edits that take a node away; in a chain, its neighbours are led together."""
    _known(doc, name)
    way = chain_of(doc)
    if way is None or name not in way:
        return (RemoveNode(name),)
    ends = _way(doc)
    at = ends.index(name)
    return (RemoveNode(name), Connect(_wire(ends[at - 1], ends[at + 1])))


def moved(doc: GraphDoc, name: NodeId, to: int) -> tuple[GraphEdit, ...]:
    """The edits that give an effect another place in the chain, counted from 0."""
    _known(doc, name)
    way = _way(doc)
    rest = [each for each in way if each != name]
    place = min(max(to, 0), len(rest) - 2) + 1
    then = [*rest[:place], name, *rest[place:]]
    old = {_wire(*pair) for pair in pairwise(way)}
    new = [_wire(*pair) for pair in pairwise(then)]
    gone = tuple(Disconnect(wire) for wire in sorted(old - set(new)))
    return (*gone, *(Connect(wire) for wire in new if wire not in old))


def replaced(before: GraphDoc, after: GraphDoc) -> tuple[GraphEdit, ...]:
    """The edits that make one graph of another, node by node and wire by wire."""
    same = {n for n, node in after.nodes.items() if before.nodes.get(n) == node}
    gone = tuple(RemoveNode(name) for name in before.nodes if name not in same)
    new = tuple(
        AddNode(name, node, after.layout.get(name, (0.0, 0.0)))
        for name, node in after.nodes.items()
        if name not in same
    )
    stale = tuple(
        Disconnect(wire)
        for wire in before.wires
        if wire not in after.wires and {wire.source, wire.target} <= same
    )
    return (*gone, *stale, *new, *(Connect(wire, keep_others=True) for wire in after.wires))


def changed_settings(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The names of settings that differ."""
    names = {**before, **after}
    return [name for name in names if before.get(name) != after.get(name)]


def _known(doc: GraphDoc, name: NodeId) -> None:
    if name not in doc.nodes:
        raise NotFound(f'The rack has no effect called "{name:.60}".')
    if doc.nodes[name].type in {DECK, OUTPUT}:
        raise Refused("The deck and the output stay where they are.")


def _way(doc: GraphDoc) -> list[NodeId]:
    chain = chain_of(doc)
    if chain is None:
        raise Refused(
            "These effects are not one plain chain, so there is no place to count.",
            hint="Lead the wires of the graph one by one.",
        )
    deck = next(name for name, node in doc.nodes.items() if node.type == DECK)
    end = next(name for name, node in doc.nodes.items() if node.type == OUTPUT)
    return [deck, *chain, end]


def _wire(source: NodeId, target: NodeId) -> Wire:
    return Wire(source, OUT, target, IN)
