"""Views in nodes and large."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.app.nodes import Examined
from luma.app.samples import Sample
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import AddNode
from luma.domain.ids import NodeId
from luma.domain.picture import Picture, PictureKind
from luma.domain.rhythm import BeatGrid
from luma.ui.nodes.charts import chart_of, paint_chart, paint_places, range_words
from luma.ui.nodes.live import views_of
from luma.ui.nodes.magnifier import time_ticks
from tests.ui.nodes.conftest import Bench
from tests.ui.nodes.hands import Keyboard

SCOPE = NodeId("look")
SHAPES: dict[PictureKind, tuple[int, ...]] = {
    "scope": (2, 50), "strip": (4, 50, 3), "spectrogram": (16, 50), "xy": (2, 50, 2),
    "heat_map": (3, 50),
}  # fmt: skip


def brightness(image: QImage, x: float, y: float) -> int:
    shade = image.pixelColor(int(image.width() * x), int(image.height() * y))
    return shade.red() + shade.green() + shade.blue()


@pytest.mark.parametrize("kind", SHAPES)
def test_every_kind_of_picture_is_drawn(app: QApplication, kind: PictureKind) -> None:
    rng = np.random.default_rng(1)
    picture = Picture(kind, rng.random(SHAPES[kind]).astype(np.float32), 0)
    image = chart_of(picture, 216, 96, 2.0)
    shades = {brightness(image, x, y) for x in (0.2, 0.4, 0.6, 0.8) for y in (0.3, 0.5, 0.7)}
    assert (image.width(), image.height()) == (432, 192)
    assert len(shades) > 1 or kind in {"scope", "xy"}
    empty = Picture(kind, np.zeros(SHAPES[kind], np.float32), 0)
    assert chart_of(empty, 216, 96, 2.0) != image


def test_low_tones_lie_below_and_the_first_head_above(app: QApplication) -> None:
    low = np.zeros((16, 50), np.float32)
    low[:4] = 1.0
    image = chart_of(Picture("spectrogram", low, 0), 216, 96, 1.0)
    assert brightness(image, 0.5, 0.95) > brightness(image, 0.5, 0.1)
    image = chart_of(Picture("heat_map", low, 0), 216, 96, 1.0)
    assert brightness(image, 0.5, 0.05) > brightness(image, 0.5, 0.9)


def test_a_path_marks_where_it_is(app: QApplication) -> None:
    path = np.linspace(0, 1, 50, dtype=np.float32).reshape(1, 50, 1).repeat(2, axis=2)
    picture = Picture("xy", path, 0)
    images = []
    for share in (None, 0.0, 0.99):
        image = QImage(200, 200, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_chart(painter, QRectF(0, 0, 200, 200), picture)
        paint_places(painter, QRectF(0, 0, 200, 200), picture, share)
        painter.end()
        images.append(image)
    assert images[0] != images[1]
    assert images[1] != images[2]


def test_the_range_is_said_in_its_own_words() -> None:
    sound = Picture("spectrogram", np.zeros((16, 5), np.float32), 0, -80.0, 0.0)
    assert range_words(sound, {"high": 12000.0, "low": 40}) == ("12\u2009kHz", "40\u2009Hz")
    heads = Picture("strip", np.zeros((12, 5, 3), np.float32), 0)
    assert range_words(heads, {}) == ("Head 1", "Head 12")
    line = Picture("scope", np.zeros((1, 5), np.float32), 0, -1.0, 2.5)
    assert range_words(line, {}) == ("2.5", "−1")


def test_ticks_are_beats_or_seconds_and_never_too_close() -> None:
    grid = BeatGrid.steady(120.0, count=65)
    beats = time_ticks(0.0, 4.0, grid, 900)
    assert [words for _, words in beats][:5] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert beats[2][0] == pytest.approx(0.25)
    assert len(time_ticks(0.0, 30.0, grid, 300)) <= 300 / 56 + 1
    assert [words for _, words in time_ticks(1.0, 3.0, None, 900)][:2] == ["1 s", "1.5 s"]


def test_only_views_are_shown() -> None:
    doc = GraphDoc({SCOPE: NodeDoc("view/scope"), NodeId("x"): NodeDoc("in/beats")})
    assert views_of(doc) == {SCOPE}


def test_a_view_opens_large_and_escape_goes_back(bench: Bench) -> None:
    bench.session.edit_graph(AddNode(SCOPE, NodeDoc("view/scope"), (240.0, 240.0)))
    bench.until(lambda: SCOPE in bench.view.scene.nodes)
    keyboard = Keyboard(bench)
    bench.view.scene.select({SCOPE})
    keyboard.press(Qt.Key.Key_Return)
    large = bench.view.furnishing.magnifier
    assert large.isVisible()
    assert large.size() == bench.view.canvas.size()
    assert not large.ticks(), "nothing flows without a show"
    picture = Picture("scope", np.zeros((1, 120), np.float32), 0)
    answer = Examined(
        bench.doc, (), frozenset(), samples={(SCOPE, "out"): Sample(picture, 0, 120)}, count=120
    )
    large.take(answer, bench.doc, None)
    assert [words for _, words in large.ticks()][:2] == ["0 s", "0.5 s"]
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()
    assert bench.view.canvas.hasFocus()


def test_a_view_that_goes_closes(bench: Bench) -> None:
    bench.session.edit_graph(AddNode(SCOPE, NodeDoc("view/scope"), (240.0, 240.0)))
    bench.until(lambda: SCOPE in bench.view.scene.nodes)
    bench.view.furnishing.magnify(SCOPE)
    bench.session.attend("graph")
    bench.session.undo()
    bench.until(lambda: not bench.view.furnishing.magnifier.isVisible())
