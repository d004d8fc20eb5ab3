"""Pictures of clips, kept while they look as they did, so that a moved view only puts them."""

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from luma.domain.score import Clip
from luma.ui.timeline.clips import draw_clip
from luma.ui.timeline.scene import Scene

if TYPE_CHECKING:
    from luma.domain.ids import ClipId

OFFERED = 0.86
WIDEST, LIMIT = 512.0, 64 << 20


class ClipPictures:
    """Paints clips, and keeps the pictures of those that look as they did the last time."""

    def __init__(self) -> None:
        """Have none."""
        self._look: Look | None = None
        self._states: dict[ClipId, object] = {}
        self._pictures: dict[ClipId, QPixmap] = {}
        self._bytes = 0

    def draw(self, painter: QPainter, scene: Scene, ratio: float) -> None:
        """Paint all clips in view where they lie, what is only offered less than the others."""
        look, offered = Look.of(scene, ratio), scene.drag.offer
        is_same = self._look is not None and look.is_like(self._look)
        self._look = look
        clips = scene.clips_in_view()
        for clip in self._put(painter, scene, clips) if is_same else clips:
            if clip is offered:
                painter.setOpacity(OFFERED)
            self._draw_one(painter, scene, clip, ratio)
            if clip is offered:
                painter.setOpacity(1.0)

    def _put(self, painter: QPainter, scene: Scene, clips: list[Clip]) -> list[Clip]:
        """Put kept pictures where their clips lie now; gives those that have none, or are cut.

        It runs for every clip on every frame of a moving view, so it is one plain loop.
        """
        start, scale, lanes = scene.view.start, scene.view.scale, scene.lanes
        last, left = scene.view.stop - 1.0 / scale, lanes.header
        tops = [lanes.layers_top - scene.scroll + 2 + row.top for row in lanes.rows]
        pictures, times, row_of = self._pictures, scene.times, lanes.row_of
        offered, others = scene.drag.offer, []
        for clip in clips:
            name = clip.id
            picture, at = pictures.get(name), times[name]
            if picture is None or at.start < start or at.stop > last or clip is offered:
                others.append(clip)
            else:
                painter.drawPixmap(
                    left + round((at.start - start) * scale), tops[row_of[name]], picture
                )
        return others

    def _draw_one(self, painter: QPainter, scene: Scene, clip: Clip, ratio: float) -> None:
        place = scene.place(clip)
        left, right = scene.lanes.header, scene.lanes.header + scene.view.width
        if place.width() > WIDEST or place.left() < left or place.right() > right:
            self._states.pop(clip.id, None)
            self._pictures.pop(clip.id, None)
            draw_clip(painter, scene, clip)
            return
        state = _state(scene, clip, place, ratio)
        if self._states.get(clip.id) != state:
            self._states[clip.id] = state
            self._pictures.pop(clip.id, None)
            draw_clip(painter, scene, clip)
            return
        if clip.id not in self._pictures:
            self._pictures[clip.id] = self._painted(scene, clip, place, ratio)
        painter.drawPixmap(place.topLeft(), self._pictures[clip.id])

    def _painted(self, scene: Scene, clip: Clip, place: QRectF, ratio: float) -> QPixmap:
        if self._bytes > LIMIT:
            self._pictures.clear()
            self._states.clear()
            self._bytes = 0
        picture = QPixmap(round(place.width() * ratio), round(place.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        self._bytes += picture.width() * picture.height() * 4
        painter = QPainter(picture)
        painter.translate(-place.topLeft())
        draw_clip(painter, scene, clip)
        painter.end()
        return picture


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What all pictures hang on together."""

    made_from: tuple[object, ...]
    values: tuple[object, ...]

    @classmethod
    def of(cls, scene: Scene, ratio: float) -> "Look":
        """The look of a scene on a screen."""
        return cls(
            (scene.score, scene.labels, scene.strips, scene.troubles),
            (
                scene.chosen,
                scene.hovered,
                scene.states,
                scene.view.scale,
                scene.lanes.row,
                ratio,
            ),
        )

    def is_like(self, other: "Look") -> bool:
        """Whether everything is made from the very same, so that all pictures are too."""
        same = all(map(operator.is_, self.made_from, other.made_from))
        return same and self.values == other.values


def _state(scene: Scene, clip: Clip, place: QRectF, ratio: float) -> object:
    """What one picture hangs on."""
    name = clip.id
    return (
        id(clip),
        place.width(),
        place.height(),
        ratio,
        name in scene.chosen,
        name == scene.hovered,
        id(scene.strips.get(name)),
        scene.troubles.get(name),
        scene.labels.get(clip.pattern),
        name in scene.states.dark,
        name in scene.states.fixed,
    )
