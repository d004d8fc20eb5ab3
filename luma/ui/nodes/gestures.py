"""What happens between the press and the release of a mouse button on the canvas."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, Setting
from luma.ui.controls.numbers import bounded, step_of
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.scene import GraphScene
from luma.ui.theme import colour

HAIR = 3.0
Keys = Qt.KeyboardModifier


class Gesture(Protocol):
    """A drag; the canvas tells it where the pointer is, on the canvas and on the screen."""

    def move(self, at: QPointF, keys: Keys) -> None:
        """Follow the pointer."""

    def release(self, at: QPointF, keys: Keys) -> None:
        """Let go."""

    def cancel(self) -> None:
        """Be as if it had not been."""

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Draw what is only there during the drag."""


class BoxDrag:
    """Chooses the nodes that a box touches; Shift adds to what was chosen."""

    def __init__(self, scene: GraphScene, at: QPointF, keys: Keys) -> None:
        """Begin the box at a corner."""
        self._scene, self._from, self._to = scene, at, at
        self._before = scene.selected if keys & Keys.ShiftModifier else frozenset()

    def move(self, at: QPointF, keys: Keys) -> None:
        """Stretch the box to the pointer."""
        self._to = at
        box = QRectF(self._from, at).normalized()
        inside = {n for n, item in self._scene.nodes.items() if item.body().intersects(box)}
        self._scene.select(self._before | inside)

    def release(self, at: QPointF, keys: Keys) -> None:
        """Keep what was chosen."""
        self.move(at, keys)

    def cancel(self) -> None:
        """Choose again what was chosen."""
        self._scene.select(self._before)

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Draw the box."""
        painter.setPen(QPen(colour("accent"), 0))
        painter.setBrush(colour("accent", 0.1))
        painter.drawRect(QRectF(self._from, self._to).normalized())


class TurnDrag:
    """Turns a number on a node: one pixel is one step, Shift a tenth, Ctrl ten."""

    def __init__(self, editor: Editor, node: NodeId, setting: Setting, value: Json) -> None:
        """Take hold of a number."""
        self._editor, self._node, self._setting = editor, node, setting
        self._before = value
        self._value = float(value) if isinstance(value, int | float) else 0.0
        self._gesture: str | None = None
        self._pixels: float | None = None
        self.turned = False

    def begin(self, pixels: float, gesture: str) -> None:
        """Begin at a place on the screen."""
        self._pixels, self._gesture = pixels, gesture

    def turn(self, pixels: float, keys: Keys) -> None:
        """Follow the pointer on the screen."""
        if self._pixels is None or (not self.turned and abs(pixels - self._pixels) < HAIR):
            return
        self.turned = True
        scale = 0.1 if keys & Keys.ShiftModifier else 1.0
        scale = 10.0 if keys & Keys.ControlModifier else scale
        moved = (pixels - self._pixels) * step_of(self._setting) * scale
        self._value, self._pixels = self._value + moved, pixels
        value = bounded(self._setting, self._value)
        self._editor.set(self._node, self._setting.name, value, self._gesture)

    def move(self, at: QPointF, keys: Keys) -> None:
        """Nothing on the canvas moves."""

    def release(self, at: QPointF, keys: Keys) -> None:
        """Keep the number."""
        if self.turned:
            self._editor.finish()

    def cancel(self) -> None:
        """Give the number back."""
        if self.turned:
            name = self._setting.name
            self._editor.set(self._node, name, self._before, self._gesture)
            self._editor.finish()

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Nothing is only there during the drag."""
