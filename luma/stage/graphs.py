"""The stage's audio graph, driven by messages."""

from collections.abc import Callable

from luma.audio.graphfile import read_graph, write_graph
from luma.audio.kernel.graphs import Graphs
from luma.domain.errors import StageError
from luma.stage.graphmessages import (
    GraphKept,
    GraphTaken,
    GraphTold,
    GraphWish,
    KeepGraph,
    SetBeat,
    SetSetting,
    UseGraph,
    UseNode,
)


def obey(wish: GraphWish, graphs: Graphs, tell: Callable[[GraphTold], None]) -> None:
    """Do what is wished of the audio graph, or raise why it cannot be."""
    match wish:
        case UseGraph(path, number):
            doc, memoirs = read_graph(path)
            graphs.use(doc, memoirs)
            tell(GraphTaken(number))
        case SetSetting(node, setting, value):
            graphs.set_setting(node, setting, value)
        case UseNode(node, use):
            graphs.use_node(node, use)
        case SetBeat(seconds):
            graphs.set_beat(seconds)
        case KeepGraph(path):
            try:
                write_graph(path, graphs.doc, graphs.memoirs())
            except OSError as cause:
                raise StageError(f"{path} cannot be written: {cause.strerror}.") from cause
            tell(GraphKept(path))
