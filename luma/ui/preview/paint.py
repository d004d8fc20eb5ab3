"""One frame of the room as an image, with or without a screen."""

import itertools
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from luma.domain.venue import Head
from luma.ui.preview.beams import Beams, Mask, Values
from luma.ui.preview.camera import Eye, Room
from luma.ui.theme import THEME


class RoomPainter:
    """Paints frames of one venue; the unlit room is drawn once for each size."""

    def __init__(
        self,
        heads: Sequence[Head],
        width: int,
        height: int,
        camera: Eye | None = None,
        light: tuple[int, int] | None = None,
    ) -> None:
        """Build the room around its heads; light is soft, so its own size may be smaller."""
        self._heads = tuple(heads)
        self._known = np.array([head.is_known for head in heads], bool)
        self._size = (width, height)
        self._light = light or (max(1, width // 2), max(1, height // 2))
        self._room = Room.around([head.position for head in heads])
        self._camera = camera or self._room.camera()
        self._beams = Beams(self._room, self._camera)
        self._unlit = self._draw_unlit()

    def unlit(self) -> QImage:
        """The room without any light."""
        return self._unlit.copy()

    def paint(self, values: Values, mask: Mask) -> QImage:
        """The room under one light frame: values by head and attribute, and which are set."""
        picture = self._unlit.copy()
        width, height = self._size
        if not self._known.all():
            mask = np.where(self._known, mask, 0).astype(mask.dtype)
        light = self._beams.draw(self._heads, values, mask, self._light)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.drawImage(QRectF(0, 0, width, height), light)
        painter.end()
        return picture

    def _draw_unlit(self) -> QImage:
        picture = QImage(*self._size, QImage.Format.Format_RGB32)
        picture.fill(QColor(THEME.stage_void))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_surfaces(painter)
        self._draw_grid(painter)
        self._draw_trusses(painter)
        self._draw_bodies(painter)
        painter.end()
        return picture

    def _draw_surfaces(self, painter: QPainter) -> None:
        half, deep, high = self._room.half, self._room.depth, self._room.height
        floor = [(-half, -3.0, 0.0), (half, -3.0, 0.0), (half, deep, 0.0), (-half, deep, 0.0)]
        wall = [(-half, deep, 0.0), (half, deep, 0.0), (half, deep, high), (-half, deep, high)]
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, corners in ((THEME.stage_floor, floor), (THEME.stage_wall, wall)):
            painter.setBrush(QColor(colour))
            painter.drawPolygon(QPolygonF(self._points(corners)))

    def _draw_grid(self, painter: QPainter) -> None:
        half, deep = self._room.half, self._room.depth
        painter.setPen(QPen(QColor(THEME.stage_grid), 1))
        for x in np.arange(np.ceil(-half), half + 0.01):
            painter.drawLine(QLineF(*self._points([(x, -3, 0), (x, deep, 0)])))
        for y in np.arange(-3.0, deep + 0.01):
            painter.drawLine(QLineF(*self._points([(-half, y, 0), (half, y, 0)])))

    def _draw_trusses(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(THEME.stage_steel), 1.2))
        for (y, z), across in self._hung_rows().items():
            left, right = min(across) - 0.5, max(across) + 0.5
            low, high = z + 0.22, z + 0.5
            for level in (low, high):
                painter.drawLine(QLineF(*self._points([(left, y, level), (right, y, level)])))
            edges = np.arange(left, right + 0.01, 0.5)
            for index, (here, there) in enumerate(itertools.pairwise(edges)):
                first, last = (low, high) if index % 2 else (high, low)
                painter.drawLine(QLineF(*self._points([(here, y, first), (there, y, last)])))

    def _hung_rows(self) -> dict[tuple[float, float], list[float]]:
        rows: dict[tuple[float, float], list[float]] = {}
        for head in self._heads:
            x, y, z = head.position
            if z > 1.5:
                rows.setdefault((round(y, 1), round(z, 1)), []).append(x)
        return rows

    def _draw_bodies(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(THEME.fixture))
        places = self._camera.project([head.position for head in self._heads], *self._size)
        for x, y, depth in places:
            side = 0.2 * self._camera.pixels_per_metre(depth, self._size[1])
            painter.drawRoundedRect(QRectF(x - side / 2, y - side * 0.9, side, side), 2, 2)

    def _points(self, places: Sequence[tuple[float, float, float]]) -> list[QPointF]:
        return [QPointF(x, y) for x, y, _ in self._camera.project(places, *self._size)]
