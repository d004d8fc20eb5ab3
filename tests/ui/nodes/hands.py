"""A mouse and a keyboard on the node editor."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from luma.domain.graphdoc import Wire
from luma.domain.ids import NodeId
from luma.ui.actions import KEEPS_ARROWS, ActionTable
from luma.ui.nodes.actions import MENU, node_actions
from tests.ui.nodes.conftest import Bench

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def port(bench: Bench, node: NodeId, name: str, *, is_output: bool) -> QPoint:
    at = bench.view.scene.nodes[node].port_at(name, is_output=is_output)
    assert at is not None
    return bench.view.canvas.mapFromScene(at)


def spot(bench: Bench, node: NodeId, x: float, y: float) -> QPoint:
    return bench.view.canvas.mapFromScene(bench.view.scene.nodes[node].pos() + QPointF(x, y))


def on_wire(bench: Bench, wire: Wire) -> QPoint:
    return bench.view.canvas.mapFromScene(bench.view.scene.wires[wire].middle)


def hold(bench: Bench, start: QPoint, stop: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    target = bench.view.canvas.viewport()
    QTest.mousePress(target, LEFT, keys, start)
    for step in (0.3, 0.7, 1.0):
        QTest.mouseMove(target, start + (stop - start) * step)
        bench.app.processEvents()


def drag(bench: Bench, start: QPoint, stop: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    hold(bench, start, stop, keys)
    QTest.mouseRelease(bench.view.canvas.viewport(), LEFT, keys, stop)
    bench.settle()


class Keyboard:
    """Keys that go through the table of commands, as they do in the window."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._view = bench, bench.view
        self._view.canvas.setProperty(KEEPS_ARROWS, "true")
        self.table = ActionTable(self._view, node_actions(self._view), {MENU: self._view})
        self._view.activateWindow()
        QTest.qWaitForWindowActive(self._view)
        self._view.canvas.setFocus()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        target = self._bench.app.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, keys)
        self._bench.settle()

    def type(self, words: str) -> None:
        target = self._bench.app.focusWidget()
        assert target is not None
        QTest.keyClicks(target, words)
