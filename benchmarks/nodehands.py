"""How long the node editor takes over each move of the mouse with 500 nodes on its canvas.

Every figure is the event itself, what the editor does with it, and the frame that shows it.
"""

import math
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.nodes import BUDGET_MS, FRAMES, ROUNDS, SIZES, Spent, canvas_of, median
from luma.domain.ids import NodeId
from luma.ui.look import application
from luma.ui.nodes.canvas import Canvas

Keys = Qt.KeyboardModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Keys.NoModifier
CUTTING = Keys.ControlModifier | Keys.ShiftModifier
Act = Callable[[], object]


def spent_on(acts: Iterable[Act]) -> Spent:
    """The 95th percentile of acts with their frames, by the wall's clock and the thread's."""
    wall: list[float] = []
    own: list[float] = []
    for act in acts:
        began, began_own = time.perf_counter(), time.thread_time()
        act()
        QApplication.processEvents()
        wall.append((time.perf_counter() - began) * 1000)
        own.append((time.thread_time() - began_own) * 1000)
    return float(np.percentile(wall, 95)), float(np.percentile(own, 95))


@dataclass(frozen=True)
class Hand:
    """A hand over a canvas, the node in its middle, and ways for the hand to go."""

    canvas: Canvas
    grabbed: NodeId
    others: list[NodeId]

    def drag(self, start: QPoint, steps: list[QPoint], keys: Keys = NONE) -> Spent:
        """What the frames of a drag cost; nothing is left of it afterwards."""
        target = self.canvas.viewport()
        QTest.mousePress(target, LEFT, keys, start)
        QApplication.processEvents()
        spent = spent_on(partial(QTest.mouseMove, target, step) for step in steps)
        self.canvas.hands.cancel()
        QTest.mouseRelease(target, LEFT, keys, steps[-1])
        QApplication.processEvents()
        return spent

    def move(self, count: int) -> Spent:
        """Dragging some nodes around."""
        self.canvas.graph.select({self.grabbed, *self.others[: count - 1]})
        head = self.canvas.head_of(self.grabbed).center()
        around = [
            head + QPoint(round(3 * n * math.cos(n / 5)), round(2 * n * math.sin(n / 5)))
            for n in range(FRAMES)
        ]
        return self.drag(head, around)

    def across(self, keys: Keys) -> Spent:
        """A band or a stroke from one corner of the view to the other."""
        self.canvas.graph.select(())
        corner = self.canvas.viewport().rect().topLeft() + QPoint(2, 2)
        reach = self.canvas.viewport().rect().bottomRight() - corner
        return self.drag(
            corner, [corner + reach * (n / FRAMES) for n in range(1, FRAMES + 1)], keys
        )

    def wheel(self) -> Spent:
        """Zooming by the wheel, four steps in and four out."""
        target, at = self.canvas.viewport(), QPointF(self.canvas.viewport().rect().center())

        def turned(by: int) -> None:
            event = QWheelEvent(
                at, at, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
                Keys.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003
            )  # fmt: skip
            QApplication.sendEvent(target, event)

        turns = [120 if frame % 8 < 4 else -120 for frame in range(FRAMES)]
        return spent_on(partial(turned, by) for by in turns)

    def choose(self) -> Spent:
        """Choosing all nodes and none, by turns."""
        scene, nobody = self.canvas.graph, frozenset[NodeId]()
        choices = [scene.nodes.keys() if n % 2 else nobody for n in range(FRAMES)]
        return spent_on(partial(scene.select, names) for names in choices)


def measure(size: QSize, scale: float | None) -> None:
    """Print one line: each gesture with all nodes in view, or at a zoom."""
    canvas = canvas_of(size)
    if scale is not None:
        canvas.zoom_to(scale)
    for _ in range(60):  # until every node is drawn as sharp as it gets
        canvas.viewport().repaint()
    middle = canvas.viewport().rect().center()
    names = sorted(
        canvas.graph.nodes,
        key=lambda name: (canvas.head_of(name).center() - middle).manhattanLength(),
    )
    hand = Hand(canvas, names[0], names[1:])
    kinds: dict[str, Callable[[], Spent]] = {
        "drag 1": lambda: hand.move(1),
        "drag 100": lambda: hand.move(100),
        "band": lambda: hand.across(NONE),
        "stroke": lambda: hand.across(CUTTING),
        "wheel": hand.wheel,
        "choose": hand.choose,
    }
    rows = {name: median([act() for _ in range(ROUNDS)]) for name, act in kinds.items()}
    words = "  ".join(f"{name} {wall:.1f} ({own:.1f})" for name, (wall, own) in rows.items())
    about = "all in view" if scale is None else f"at {scale:.0%}"
    print(f"{size.width()}×{size.height()}  {about:12}  {words} ms")
    canvas.close()


def main() -> None:
    """Measure every size, from afar and near by."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(["benchmark"])
    for size in SIZES:
        for scale in (None, 0.6, 1.0):
            measure(size, scale)
    print(
        f"500 nodes; p95 of {FRAMES} frames, median of {ROUNDS}; of {BUDGET_MS:g} ms there are;"
    )
    print("in brackets what the thread itself worked, whoever else wanted the processor")
    print("load " + " ".join(f"{part:.2f}" for part in os.getloadavg()))
    del app


if __name__ == "__main__":
    main()
