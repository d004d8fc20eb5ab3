"""Edits of what a graph looks like, which change nothing of its light."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from luma.domain.errors import NotFound
from luma.domain.frozen import freeze_fields
from luma.domain.graphdoc import Bend, GraphDoc, Place, Remark, Wire
from luma.domain.ids import NodeId


@dataclass(frozen=True, slots=True)
class MoveNodes:
    """Put nodes elsewhere on the canvas."""

    to: Mapping[NodeId, Place]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "to")

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with its nodes moved."""
        known = {name: at for name, at in self.to.items() if name in doc.nodes}
        return replace(doc, layout={**doc.layout, **known})


@dataclass(frozen=True, slots=True)
class BendWire:
    """Lead a wire around by some points; by none it is straight again."""

    wire: Wire
    by: tuple[Place, ...] = ()

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the wire led so."""
        if self.wire not in doc.wires:
            raise NotFound(f"The graph has no wire {self.wire}.")
        others = tuple(bend for bend in doc.bends if bend.wire != self.wire)
        bent = (Bend(self.wire, self.by),) if self.by else ()
        return replace(doc, bends=tuple(sorted((*others, *bent), key=lambda b: b.wire)))


@dataclass(frozen=True, slots=True)
class PutRemark:
    """Write words or lay a frame on the canvas, in the place of what had that id."""

    id: str
    remark: Remark

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the remark."""
        return replace(doc, remarks={**doc.remarks, self.id: self.remark})


@dataclass(frozen=True, slots=True)
class RemoveRemark:
    """Take words or a frame from the canvas; what lies in it stays."""

    id: str

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph without the remark."""
        return replace(doc, remarks={k: r for k, r in doc.remarks.items() if k != self.id})
