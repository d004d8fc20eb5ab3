"""Documents, edits and histories as they are meant to be used."""

from luma.domain.codec import decode, decode_tagged, encode, encode_tagged
from luma.domain.documents import GRAPH
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect, GraphEdit
from luma.domain.history import History
from luma.domain.ids import NodeId

edits: list[GraphEdit] = [
    AddNode(NodeId("beats"), NodeDoc("in/beats")),
    AddNode(NodeId("pulse"), NodeDoc("time/beat_envelope", settings={"decay": 0.5})),
    Connect(Wire(NodeId("beats"), "beats", NodeId("pulse"), "beats")),
]
history: History[GraphDoc] = History(GraphDoc())
for edit in edits:
    history = history.record(edit, gesture="drag")
graph: GraphDoc = history.undo().redo().now
again: GraphDoc = GRAPH.read(GRAPH.write(graph))
copy: GraphDoc = decode(GraphDoc, encode(graph))
same: GraphEdit = decode_tagged(GraphEdit, encode_tagged(edits[0]))
