"""How long one repaint of the timeline takes, beside a bare blit of the same size.

`python -m benchmarks.timeline` paints a track of ten minutes with a thousand clips on ten
layers, 1920 × 1080 in Qt's raster engine: the view moves on by some pixels before each repaint,
so that all of it is painted anew. The bare blit is the floor: one picture of that size put on
screen. Rounds alternate; each figure is the median of five rounds.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from luma.app.clipstrips import strip_of
from luma.app.placing import Label
from luma.app.waveforms import Sketch
from luma.audio.peaks import Peaks
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import ClipId, PatternId, ScoreId, TrackId
from luma.domain.light import COLOUR, INTENSITY, LightBuffer, bits
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Blend, Clip, Score
from luma.domain.units import HOUSE_RATE
from luma.score.compositor import ClipLight
from luma.ui.look import application
from luma.ui.timeline.canvas import Canvas
from luma.ui.timeline.lanes import lay_out
from luma.ui.timeline.marks import Marks
from luma.ui.timeline.paint import Said
from luma.ui.timeline.scene import Scene, States, times_of
from luma.ui.timeline.strips import Pictures
from luma.ui.timeline.viewport import Viewport
from luma.ui.timeline.wave import Tiles, WaveTiles

if TYPE_CHECKING:
    from luma.ui.timeline.guide import Guide

WIDTH, HEIGHT = 1920, 1080
SECONDS, BPM = 600.0, 128.0
LAYERS, CLIPS, HEADS = 10, 1000, 24
ROUNDS, FRAMES = 5, 100
VIEWS = {"16 bars": 30.0, "64 bars": 120.0, "the whole track": SECONDS}


def _sketch() -> Sketch:
    """Twenty seconds of noise in bursts, over and over."""
    rng = np.random.default_rng(1)
    count = 20 * HOUSE_RATE
    bursts = np.abs(np.sin(np.arange(count) * np.pi * BPM / 60 / HOUSE_RATE)) ** 4
    piece = Peaks.of(
        (rng.standard_normal((count, 2)) * bursts[:, None] * 0.3).astype(np.float32)
    )
    times = round(SECONDS / 20)
    levels = [np.tile(piece.levels[0], (times, 1))]
    while len(levels[-1]) > 1:
        even = levels[-1][: len(levels[-1]) // 2 * 2]
        levels.append(np.maximum(even[0::2], even[1::2]))
    return Sketch(TrackId("noise"), Peaks(tuple(levels), count * times), None, 1.0, 0.7)


def _pictures() -> Pictures:
    rng = np.random.default_rng(2)
    light = LightBuffer.dark(HEADS, 0, 360)
    light.values[:, :, COLOUR] = rng.random((HEADS, 360, 3))
    light.values[:, :, INTENSITY] = rng.random((HEADS, 360))
    light.set[:] = bits("intensity", "red", "green", "blue")
    strip = strip_of(ClipLight(light, tuple(range(HEADS))))
    assert strip is not None
    return Pictures.of(strip)


def _clips(last_beat: float) -> tuple[Clip, ...]:
    each = CLIPS // LAYERS
    length = last_beat / each
    return tuple(
        Clip(
            ClipId(f"{layer}-{place}"),
            PatternId(f"pattern {(layer + place) % 9}"),
            place * length,
            (place + 0.9) * length,
            layer,
            Blend.ADD if layer else Blend.REPLACE,
            fade_in=length / 8,
            arguments={"selection": "movers or front", "speed": 2.0},
        )
        for layer in range(LAYERS)
        for place in range(each)
    )


def scene_of() -> Scene:
    """A thousand clips, all of them with light, on a track with beats and chords."""
    grid = BeatGrid.steady(BPM, count=int(SECONDS * BPM / 60))
    marks = Marks.of(grid, SECONDS)
    score = Score(ScoreId("many"), TrackId("noise"), "Many", _clips(marks.last_beat - 1))
    chords = tuple(Chord(index % 12, "min" if index % 2 else "maj") for index in range(256))
    names = {clip.pattern for clip in score.clips}
    pictures = _pictures()
    return Scene(
        Viewport(SECONDS, WIDTH - 140),
        lay_out(WIDTH, HEIGHT, score, has_chords=True),
        marks,
        times_of(score, marks),
        ChordTrack(np.linspace(0, SECONDS, 257), chords),
        score,
        labels={name: Label(name.capitalize(), index) for index, name in enumerate(names)},
        strips={clip.id: pictures for clip in score.clips},
        loop=(100.0, 130.0),
        states=States.of(score),
    )


class Bare(QWidget):
    """A widget that is one picture."""

    def __init__(self) -> None:
        """Make the picture."""
        super().__init__()
        self._picture = QPixmap(WIDTH, HEIGHT)
        self._picture.fill("#0F1012")

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Put it on screen."""
        QPainter(self).drawPixmap(0, 0, self._picture)


Took = list[tuple[float, float]]


def timed(step: Callable[[int], None]) -> Took:
    """How many milliseconds each step took, by the clock and of the processor."""
    took = []
    for index in range(FRAMES):
        began, worked = time.perf_counter(), time.thread_time()
        step(index)
        ended, rested = time.perf_counter(), time.thread_time()
        took.append(((ended - began) * 1000, (rested - worked) * 1000))
    return took


def rounds() -> dict[str, list[Took]]:
    """The milliseconds of every repaint, by what was painted and by round."""
    app = application([])
    waiting: list[Callable[[], Tiles]] = []
    tiles = WaveTiles(waiting.append)
    tiles.show(_sketch())
    canvas, bare, scene = Canvas(cast("Guide", None), tiles), Bare(), scene_of()
    for widget in (canvas, bare):
        widget.resize(WIDTH, HEIGHT)
        widget.show()
    app.processEvents()

    def repaint(seconds: float, index: int, zoom: float = 1.0) -> None:
        view = scene.view.fitted(0.0, seconds).moved(index * 7.0).zoomed(zoom**index, 900.0)
        canvas.show_scene(replace(scene, view=view), Said())
        canvas.repaint()

    rows: dict[str, list[Took]] = {}
    for _ in range(ROUNDS):
        rows.setdefault("bare blit", []).append(timed(lambda _: bare.repaint()))
        for name, seconds in VIEWS.items():
            step = partial(repaint, seconds)
            for index in range(FRAMES):
                step(index)
                while waiting:
                    tiles.take(waiting.pop()())
            rows.setdefault(f"timeline, {name}", []).append(timed(step))
        zooming = partial(repaint, VIEWS["16 bars"], zoom=1.005)
        rows.setdefault("timeline, zooming into 16 bars", []).append(timed(zooming))
    return rows


def main() -> None:
    """Print the table."""
    print(f"load average before: {os.getloadavg()}")
    rows = rounds()
    print(f"load average after: {os.getloadavg()}")
    print("| picture | p50 ms | p95 ms | p95 ms of the processor | p95 ÷ bare |")
    print("|---|--:|--:|--:|--:|")
    floor = _median(rows["bare blit"], 95)[0]
    for name, took in rows.items():
        middle, (high, worked) = _median(took, 50)[0], _median(took, 95)
        print(f"| {name} | {middle:.2f} | {high:.2f} | {worked:.2f} | {high / floor:.1f} |")


def _median(took: list[Took], share: int) -> tuple[float, float]:
    """The median over rounds of a percentile, by the clock and of the processor."""
    found = np.median([np.percentile(each, share, axis=0) for each in took], axis=0)
    return float(found[0]), float(found[1])


if __name__ == "__main__":
    main()
