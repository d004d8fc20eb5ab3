"""Documents taken for others or changed in place: every marked line is refused."""

from luma.domain.documents import GRAPH
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode
from luma.domain.history import History
from luma.domain.ids import ClipId, NodeId, PatternId, ScoreId, TrackId
from luma.domain.score import Clip, Score
from luma.domain.scoreedits import RemoveClips

graph = GraphDoc()
score = Score(ScoreId("s"), TrackId("t"))
clip = Clip(ClipId("c"), PatternId("p"), 0.0, 8.0)

graph.nodes[NodeId("a")] = NodeDoc("out/light")  # refused: index
graph.wires = ()  # refused: misc
clip.opacity = 0.5  # refused: misc
clip.arguments["selection"] = "front"  # refused: index
History(score).record(AddNode(NodeId("a"), NodeDoc("out/light")))  # refused: arg-type
History(graph).record(RemoveClips((clip.id,)))  # refused: arg-type
GRAPH.write(score)  # refused: arg-type
graph.node(clip.id)  # refused: arg-type
Wire("a", "out", "b", "in")  # refused: arg-type, arg-type
Clip(PatternId("p"), ClipId("c"), 0.0, 8.0)  # refused: arg-type, arg-type
