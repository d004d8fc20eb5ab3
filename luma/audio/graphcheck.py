"""What is wrong with an audio graph, told in words and all at once; needs no machine code."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError as Loop
from graphlib import TopologicalSorter
from typing import Final

from luma.audio.fx.catalogue import EFFECTS
from luma.domain.audiograph import DECK, ENDS, OUTPUT, OWN, number_of
from luma.domain.errors import BadGraph, BadValue
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType

MOST_NODES: Final = 64
MOST_WIRES: Final = 256
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about a node or the whole graph; one that blocks keeps it from running."""

    node: NodeId | None
    sentence: str
    hint: str = ""
    blocks: bool = True


@cache
def audio_types() -> dict[str, NodeType]:
    """Every kind of node that an audio graph knows, by its key."""
    return {kind.key: kind for kind in (*ENDS, *EFFECTS)}


def check(doc: GraphDoc) -> tuple[Trouble, ...]:
    """All that is wrong with an audio graph; none means that it runs as it is written."""
    return (*_whole(doc), *_nodes(doc), *_wires(doc))


def refuse(doc: GraphDoc) -> None:
    """Raise, in words, where an audio graph cannot run."""
    blocking = [trouble for trouble in check(doc) if trouble.blocks]
    if blocking:
        told = " ".join(trouble.sentence for trouble in blocking[:_MOST_TOLD])
        more = len(blocking) - _MOST_TOLD
        rest = f" And {more} more." if more > 0 else ""
        raise BadGraph(told + rest, hint=blocking[0].hint)


def _whole(doc: GraphDoc) -> Iterator[Trouble]:
    if len(doc.nodes) > MOST_NODES:
        yield Trouble(
            None, f"An audio graph has up to {MOST_NODES} nodes, not {len(doc.nodes)}."
        )
    if len(doc.wires) > MOST_WIRES:
        yield Trouble(
            None, f"An audio graph has up to {MOST_WIRES} wires, not {len(doc.wires)}."
        )
    kinds = Counter(node.type for node in doc.nodes.values())
    if kinds[OUTPUT] != 1:
        has = "no output" if kinds[OUTPUT] == 0 else f"{kinds[OUTPUT]} outputs"
        yield Trouble(None, f"This audio graph has {has}.", "It needs exactly one.")
    if kinds[DECK] > 1:
        yield Trouble(
            None, f"This audio graph has {kinds[DECK]} decks.", "Lead one to many places."
        )
    yield from _loops(doc)


def _loops(doc: GraphDoc) -> Iterator[Trouble]:
    sorter: TopologicalSorter[NodeId] = TopologicalSorter()
    for wire in doc.wires:
        sorter.add(wire.target, wire.source)
    try:
        sorter.prepare()
    except Loop as loop:
        way = " → ".join(reversed(loop.args[1]))
        yield Trouble(
            loop.args[1][0],
            f"The wires lead the graph back into itself ({way:.160}).",
            "Take away one of the wires on that way.",
        )


def _nodes(doc: GraphDoc) -> Iterator[Trouble]:
    for name, node in doc.nodes.items():
        if not name or name.startswith(OWN):
            yield Trouble(name, f'A node cannot be called "{name:.60}".')
        kind = audio_types().get(node.type)
        if kind is None:
            yield Trouble(
                name,
                f'"{name:.60}" is of the kind "{node.type:.60}", which is not known here.',
                "What it is fed passes by unchanged.",
                blocks=False,
            )
        else:
            yield from _settings(name, node, kind)


def _settings(name: NodeId, node: NodeDoc, kind: NodeType) -> Iterator[Trouble]:
    for setting, value in node.settings.items():
        try:
            number_of(kind.settings, kind.title, setting, value)
        except BadValue as trouble:
            known = kind.find_setting(setting) is not None
            yield Trouble(name, trouble.message, trouble.hint, blocks=known)


def _wires(doc: GraphDoc) -> Iterator[Trouble]:
    ends = Counter((wire.target, wire.input) for wire in doc.wires)
    for wire in doc.wires:
        missing = [end for end in (wire.source, wire.target) if end not in doc.nodes]
        if missing:
            yield Trouble(missing[0], f'There is no node "{missing[0]:.60}" for {wire}.')
        else:
            yield from _ends(doc, wire, ends[wire.target, wire.input])


def _ends(doc: GraphDoc, wire: Wire, count: int) -> Iterator[Trouble]:
    source = audio_types().get(doc.nodes[wire.source].type)
    target = audio_types().get(doc.nodes[wire.target].type)
    if source is not None and source.find_output(wire.output) is None:
        yield Trouble(
            wire.source, f'{source.title} has no output "{wire.output:.60}" ({wire}).'
        )
    if target is None:
        return
    port = target.find_input(wire.input)
    if port is None:
        yield Trouble(wire.target, f'{target.title} has no input "{wire.input:.60}" ({wire}).')
    elif count > 1 and not port.many:
        yield Trouble(
            wire.target,
            f'{count} wires are led to "{wire.input}" of {target.title}, which takes one.',
            "Add them in a mixer.",
        )
