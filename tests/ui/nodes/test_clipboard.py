"""Nodes as text: what is copied comes back, and other text says why it does not."""

import json

import pytest

from luma.app.nodes import Catalogue
from luma.domain.errors import LumaError
from luma.domain.graphdoc import Bend, GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.ui.nodes.clipboard import copied, pasted, read_part

A, B, C = NodeId("a"), NodeId("b"), NodeId("c")
INNER, FED = Wire(A, "out", B, "beats"), Wire(C, "out", B, "attack")
DOC = GraphDoc(
    {
        A: NodeDoc("in/beats"),
        B: NodeDoc("time/beat_envelope", 1, {"decay": 0.3}, use="muted"),
        C: NodeDoc("math/arithmetic"),
    },
    (INNER, FED),
    layout={A: (0, 0), B: (240, 0), C: (0, 200)},
    bends=(Bend(INNER, ((120, 60),)),),
)


def paste(doc: GraphDoc, part: GraphDoc, *, inbound: bool) -> tuple[GraphDoc, list[NodeId]]:
    edits, names = pasted(doc, part, (40, 40), Catalogue() if inbound else None)
    for edit in edits:
        doc = edit.apply(doc)
    return doc, list(names)


def test_a_part_comes_back_under_new_names_with_its_bends_and_uses() -> None:
    doc, (a, b) = paste(DOC, read_part(copied(DOC, {A, B})), inbound=False)
    assert len(doc.nodes) == 5
    assert doc.nodes[b].settings["decay"] == 0.3
    assert doc.nodes[b].use == "muted"
    assert doc.layout[b] == (280, 40)
    assert Bend(Wire(a, "out", b, "beats"), ((160, 100),)) in doc.bends
    assert [w for w in doc.wires if w.target == b] == [Wire(a, "out", b, "beats")]


def test_what_fed_the_part_feeds_it_again_where_it_is_still_there() -> None:
    part = read_part(copied(DOC, {B}))
    doc, (b,) = paste(DOC, part, inbound=True)
    assert {w.source for w in doc.feeds(b)} == {A, C}
    bare = GraphDoc({C: NodeDoc("in/beats")})
    doc, (b,) = paste(bare, part, inbound=True)
    assert doc.wires == (), "a beat grid is no number, and the other is gone"


def test_the_text_is_json_that_people_can_read() -> None:
    text = copied(DOC, {A, B})
    assert json.loads(text)["nodes"]["a"]["type"] == "in/beats"
    assert text.count("\n") > 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  ", "no text"),
        ("milk, bread", "holds no nodes"),
        ("[1]", "holds no nodes"),
        ("{}", "has no nodes"),
        ('{"luma": "score"}', "not a graph document"),
        ("{" * 3000, "cannot be pasted"),
        ('{"nodes": {"a": {"type": 7}}}', "cannot be pasted"),
        (copied(DOC, {A})[:-30], "cannot be pasted"),
    ],
)
def test_other_text_says_why_it_is_not_pasted(text: str, says: str) -> None:
    with pytest.raises(LumaError) as told:
        read_part(text)
    assert says in told.value.sentence()
