"""A rack is edited as a chain, and laid out in the order in which it sounds."""

from luma.domain.audiograph import PLAIN
from luma.domain.graphdoc import NodeDoc
from luma.domain.ids import NodeId
from luma.domain.rackedits import chain_of, free_name, inserted


def test_effects_lie_in_the_order_of_the_chain_and_never_on_each_other() -> None:
    doc = PLAIN
    for at in (None, None, 0, 1, None, 2, None):
        for edit in inserted(doc, free_name(doc, "gain"), NodeDoc("gain"), at):
            doc = edit.apply(doc)
    way = chain_of(doc)
    assert way is not None
    assert len(way) == 7
    places = [doc.layout[name][0] for name in (NodeId("deck"), *way, NodeId("output"))]
    assert places == sorted(set(places))


def test_what_is_added_at_the_end_has_room() -> None:
    doc = PLAIN
    for _ in range(3):
        for edit in inserted(doc, free_name(doc, "gain"), NodeDoc("gain")):
            doc = edit.apply(doc)
    assert sorted(x for x, _ in doc.layout.values()) == [0.0, 240.0, 480.0, 720.0, 960.0]
