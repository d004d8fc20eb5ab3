"""What lies under the pointer on the canvas."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from luma.domain.graphdoc import Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, Setting
from luma.ui.nodes.body import param_box, value_box
from luma.ui.nodes.layout import PortSpot
from luma.ui.nodes.look import FULL
from luma.ui.nodes.node_item import NodeItem
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.wire_item import WireItem

ZONE = 16.0
What = Literal["empty", "node", "port", "setting", "wire", "bend"]


NUMBERS = frozenset({"number", "whole"})
"""The kinds of settings that are turned."""
_CURSORS: dict[str, Qt.CursorShape] = {
    "port": Qt.CursorShape.CrossCursor,
    "wire": Qt.CursorShape.PointingHandCursor,
    "bend": Qt.CursorShape.SizeAllCursor,
    "setting": Qt.CursorShape.PointingHandCursor,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """What was met, on which node."""

    what: What = "empty"
    node: NodeId | None = None
    port: PortSpot | None = None
    setting: Setting | None = None
    value: Json = None
    box: QRectF | None = None
    wire: Wire | None = None
    bend: int | None = None


def cursor_for(hit: Hit) -> Qt.CursorShape:
    """The shape of the pointer over something."""
    if hit.setting is not None and hit.setting.kind in NUMBERS:
        return Qt.CursorShape.SizeHorCursor
    return _CURSORS.get(hit.what, Qt.CursorShape.ArrowCursor)


def hit_at(scene: GraphScene, at: QPointF, zoom: float) -> Hit:
    """The port, setting, node or wire at a place, the nearest to the eye first."""
    reach = max(ZONE / 2 / zoom, 6.0)
    items = sorted(scene.nodes.values(), key=lambda item: item.zValue(), reverse=True)
    near = [i for i in items if i.body().adjusted(-reach, -reach, reach, reach).contains(at)]
    for item in near:
        if (port := _port_at(item, at, reach)) is not None:
            return Hit("port", item.name, port)
    for item in near:
        if item.body().contains(at):
            if zoom < FULL:
                return Hit("node", item.name)
            return _inside(item, at - item.pos())
    return _on_wires(scene, at, reach)


def _on_wires(scene: GraphScene, at: QPointF, reach: float) -> Hit:
    for wire, by in scene.bends.items():
        for number, (x, y) in enumerate(by):
            if max(abs(at.x() - x), abs(at.y() - y)) <= reach:
                return Hit("bend", wire=wire, bend=number)
    box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
    for wire, curve in scene.wires.items():
        if curve.boundingRect().intersects(box) and _is_near(curve, at, reach):
            return Hit("wire", wire=wire)
    return Hit()


def _port_at(item: NodeItem, at: QPointF, reach: float) -> PortSpot | None:
    inside = at - item.pos()
    best, found = reach, None
    for port in item.look.shape.ports:
        x, y = item.look.shape.port_at(port)
        away = max(abs(inside.x() - x), abs(inside.y() - y))
        if away <= best:
            best, found = away, port
    return found


def _inside(item: NodeItem, at: QPointF) -> Hit:
    shape = item.look.shape
    for param in shape.params:
        box = param_box(shape, param)
        if box.contains(at):
            spot = box.translated(item.pos())
            return Hit("setting", item.name, None, param.setting, param.value, spot)
    for port in shape.ports:
        box = value_box(shape, port)
        if port.setting is not None and box.contains(at):
            spot = box.translated(item.pos())
            return Hit("setting", item.name, port, port.setting, port.value, spot)
    return Hit("node", item.name)


def _is_near(curve: WireItem, at: QPointF, reach: float) -> bool:
    away = np.abs(curve.points() - (at.x(), at.y()))
    return bool(np.any((away[:, 0] <= reach + 4) & (away[:, 1] <= reach)))
