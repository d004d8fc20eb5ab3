"""Drags on the heads of the layers."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from luma.domain.score import Clip
from luma.domain.scoreedits import PutClips
from luma.ui.timeline.gestures import Gesture, Hands
from luma.ui.timeline.scene import Drag


class LayerDrag(Gesture):
    """Carries a layer by its name to another place."""

    def __init__(
        self, hands: Hands, at: QPointF, layer: int, move: Callable[[int, int], object]
    ) -> None:
        """Take hold of a layer."""
        super().__init__(hands, at)
        self._layer, self._move = layer, move
        self._to = layer

    def move(self, at: QPointF, *, free: bool) -> None:
        """Show where it would lie."""
        rows = self.scene.lanes.rows
        index = min(max(self.scene.lanes.row_at(self.scene.row_y(at.y())), 0), len(rows) - 1)
        self._to = rows[index].layer
        places = [place for place, row in enumerate(rows) if row.layer == self._to]
        edge = places[0] if self._to > self._layer else places[-1] + 1
        self.hands.show_drag(Drag(layer_edge=None if self._to == self._layer else edge))

    def end(self) -> None:
        """Put it there."""
        self._move(self._layer, self._to)


class OpacityDrag(Gesture):
    """Sets the opacity of a layer's clips by a line."""

    def __init__(
        self, hands: Hands, at: QPointF, clips: tuple[Clip, ...], line: QRectF
    ) -> None:
        """Take hold of the line, which does not change anything yet."""
        super().__init__(hands, at)
        self._clips, self._line = clips, line
        self._sent: float | None = None

    def move(self, at: QPointF, *, free: bool) -> None:
        """Set it to where the pointer is."""
        share = (at.x() - self._line.left()) / max(self._line.width(), 1.0)
        opacity = round(min(max(share, 0.0), 1.0), 2)
        if opacity != self._sent:
            self._sent = opacity
            changed = tuple(replace(clip, opacity=opacity) for clip in self._clips)
            self.hands.edit(PutClips(changed))
