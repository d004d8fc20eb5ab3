"""All that is wrong with an audio graph is told in words."""

import pytest

from luma.audio.graphcheck import check, refuse
from luma.domain.audiograph import DECK, IN, OUT, OUTPUT, PLAIN
from luma.domain.errors import BadGraph
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId

DECK_NODE, END, HERE, THERE = NodeId(DECK), NodeId(OUTPUT), NodeId("here"), NodeId("there")


def lead(source: NodeId, target: NodeId, port: str = IN) -> Wire:
    return Wire(source, OUT, target, port)


def graph(kind: str, *more: Wire, **settings: float) -> GraphDoc:
    nodes = {**PLAIN.nodes, HERE: NodeDoc(kind, settings=settings), THERE: NodeDoc("pan")}
    wires = lead(DECK_NODE, THERE), lead(THERE, HERE), lead(HERE, END)
    return GraphDoc(nodes, (*wires, *more))


def said(doc: GraphDoc) -> str:
    return " ".join(trouble.sentence for trouble in check(doc))


def test_a_plain_graph_a_mixer_of_two_and_a_side_chain_have_no_trouble() -> None:
    assert not check(PLAIN)
    assert not check(graph("mixer", lead(DECK_NODE, HERE)))
    assert not check(graph("compressor", lead(DECK_NODE, HERE, "side")))


@pytest.mark.parametrize(
    ("doc", "words"),
    [
        (GraphDoc(), "no output"),
        (GraphDoc({**PLAIN.nodes, HERE: NodeDoc(OUTPUT)}), "2 outputs"),
        (GraphDoc({**PLAIN.nodes, HERE: NodeDoc(DECK)}), "2 decks"),
        (graph("gain", lead(DECK_NODE, HERE)), "which takes one"),
        (graph("gain", lead(DECK_NODE, HERE, "side")), 'no input "side"'),
        (graph("gain", lead(HERE, THERE)), "back into itself"),
        (graph("gain", lead(NodeId("ghost"), HERE)), "ghost"),
        (graph("gain", level=99.0), "99 dB"),
        (GraphDoc({NodeId("master/x"): NodeDoc("gain"), **PLAIN.nodes}), "cannot be called"),
    ],
)
def test_what_cannot_run_is_refused(doc: GraphDoc, words: str) -> None:
    assert words in said(doc)
    with pytest.raises(BadGraph):
        refuse(doc)


def test_what_is_not_known_is_told_and_passes() -> None:
    for doc in (graph("from/tomorrow"), graph("gain", later=1.0)):
        assert check(doc)
        refuse(doc)
