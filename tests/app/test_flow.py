"""Which facts lead to which acts."""

from typing import Any

from luma.app.events import DocumentChanged
from luma.app.flow import _change
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import MoveNodes, SetParam
from luma.domain.ids import NodeId

NODE = NodeId("sum")
DOC = GraphDoc({NODE: NodeDoc("math/arithmetic")}, layout={NODE: (0, 0)})


class Shows:
    """Notes which graphs are to be lit anew."""

    def __init__(self) -> None:
        self.changed: list[str] = []

    def change_graph(self, graph: str) -> None:
        self.changed.append(graph)


def test_a_graph_is_lit_anew_when_it_says_something_else_but_not_when_it_is_moved() -> None:
    shows: Any = Shows()
    moved = MoveNodes({NODE: (40, 0)}).apply(DOC)
    _change(shows, DocumentChanged("graph", "g", DOC, moved))
    assert shows.changed == []
    _change(shows, DocumentChanged("graph", "g", moved, SetParam(NODE, "b", 2.0).apply(moved)))
    assert shows.changed == ["g"]
