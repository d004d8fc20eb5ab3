"""How long the node editor takes to paint 500 nodes, beside a bare copy of the same pixels.

Each frame is the whole view, painted anew while the canvas is moved, while it is zoomed, and
while the values on wires change.
"""

import os
import statistics
import time
from collections.abc import Callable
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from luma.app.nodes import Examined
from luma.app.samples import Sample
from luma.domain.curve import Colour, Number
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.ui.look import application
from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.pictures import picture_of
from luma.ui.nodes.scene import GraphScene

SIZES = (QSize(1084, 400), QSize(1920, 1080))
CHAINS, FRAMES, ROUNDS, BUDGET_MS = 100, 60, 3, 16.0
Spent = tuple[float, float]
KINDS = (
    "in/energy",
    "math/arithmetic",
    "time/beat_envelope",
    "colour/from_chords",
    "out/light",
)


def graph() -> GraphDoc:
    """A hundred chains of five nodes each."""
    nodes: dict[NodeId, NodeDoc] = {}
    wires: list[Wire] = []
    layout: dict[NodeId, tuple[float, float]] = {}
    for n in range(CHAINS):
        names = [NodeId(f"{kind.split('/')[1]}_{n}") for kind in KINDS]
        for place, (name, kind) in enumerate(zip(names, KINDS, strict=True)):
            nodes[name] = NodeDoc(kind)
            layout[name] = ((n % 5 * 5 + place) * 240.0, n // 5 * 300.0)
        wires += [
            Wire(names[0], "onset", names[1], "a"),
            Wire(names[0], "loudness", names[1], "b"),
            Wire(names[1], "out", names[2], "offset"),
            Wire(names[2], "out", names[4], "intensity"),
            Wire(names[3], "out", names[4], "colour"),
        ]
    return GraphDoc(nodes, tuple(wires), layout=layout)


def answer(doc: GraphDoc) -> Examined:
    """Values on every wire."""
    moving = Number(np.abs(np.sin(np.arange(126) / 9))[None, :, None].astype(np.float32))
    shades = Colour(np.random.default_rng(1).random((1, 126, 4)).astype(np.float32))
    samples = {
        (w.source, w.output): Sample(shades if w.input == "colour" else moving, 0, 126)
        for w in doc.wires
    }
    return Examined(doc, (), frozenset(), {}, MappingProxyType(samples), 0, 126)


def canvas_of(size: QSize) -> Canvas:
    """The canvas with the graph, its values and its pictures."""
    scene = GraphScene()
    nobody: Any = SimpleNamespace()
    canvas = Canvas(scene, Editor(nobody, scene))
    canvas.resize(size)
    canvas.show()
    scene.show_doc(graph())
    found = answer(scene.doc)
    canvas.overlay.take(found)
    canvas.overlay.write(5)
    for item in scene.nodes.values():
        sample = found.samples.get((item.name, "out"))
        if sample is not None and item.look.shape.view is not None:
            width, height = item.look.shape.width - 16, item.look.shape.view[1]
            item.show_picture(picture_of(sample, width, height, 2.0))
            item.show_play(0.4)
    canvas.frame_all()
    return canvas


def timed(canvas: Canvas, image: QImage, change: Callable[[int], object]) -> Spent:
    """The 95th percentile of painting the view, by the wall's clock and by this thread's."""
    wall: list[float] = []
    own: list[float] = []
    for frame in range(FRAMES):
        change(frame)
        began, began_own = time.perf_counter(), time.thread_time()
        canvas.viewport().render(image)
        wall.append((time.perf_counter() - began) * 1000)
        own.append((time.thread_time() - began_own) * 1000)
    return float(np.percentile(wall, 95)), float(np.percentile(own, 95))


def blit(image: QImage) -> float:
    """The 95th percentile of copying as many pixels, in milliseconds."""
    other, spent = image.copy(), []
    for _ in range(FRAMES):
        began = time.perf_counter()
        painter = QPainter(image)
        painter.drawImage(0, 0, other)
        painter.end()
        spent.append((time.perf_counter() - began) * 1000)
    return float(np.percentile(spent, 95))


def median(rounds: list[Spent]) -> Spent:
    """The middle round, for each clock."""
    return statistics.median(r[0] for r in rounds), statistics.median(r[1] for r in rounds)


def measure(size: QSize) -> None:
    """Print one line for each kind of movement."""
    canvas = canvas_of(size)
    image = QImage(size, QImage.Format.Format_RGB32)
    across = canvas.horizontalScrollBar()

    def pan(frame: int) -> None:
        across.setValue(across.value() + (7 if frame % 20 < 10 else -7))

    def play(frame: int) -> None:
        canvas.overlay.write(frame)
        for item in canvas.graph.nodes.values():
            item.show_play(frame / 126)

    def zoom(frame: int) -> None:
        canvas.zoom_to(canvas.zoom * (1.03 if frame % 20 < 10 else 1 / 1.03))

    for about, scale in (("all 500 in view", None), ("at 60 %", 0.6), ("at 100 %", 1.0)):
        if scale is None:
            canvas.frame_all()
        else:
            canvas.zoom_to(scale)
        for _ in range(60):  # until every node is drawn as sharp as it gets
            canvas.viewport().render(image)
        rows = {
            name: median([timed(canvas, image, change) for _ in range(ROUNDS)])
            for name, change in (("pan", pan), ("play", play), ("zoom", zoom))
        }
        words = "  ".join(f"{n} {w:5.1f} ({own:4.1f}) ms" for n, (w, own) in rows.items())
        where = f"{size.width()}×{size.height()}  {about:16}"
        print(f"{where}  {words}   blit {blit(image):.2f} ms")
    canvas.close()


def main() -> None:
    """Measure every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(["benchmark"])
    for size in SIZES:
        measure(size)
    print(f"p95 of {FRAMES} frames, median of {ROUNDS}; the budget is {BUDGET_MS:g} ms;")
    print("in brackets what the thread itself worked, whoever else wanted the processor")
    print("load " + " ".join(f"{part:.2f}" for part in os.getloadavg()))
    del app


if __name__ == "__main__":
    main()
