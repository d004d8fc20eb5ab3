"""A first session by hand: a song is dropped, lit, changed, left, and found again as it was.

Every act is an event on the real window, over a real desk with its workshop, its stage and its
light process; what is asserted is what the library holds and what the lamps were sent.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from luma.app.bundled import bundled
from luma.app.demo import furnish
from luma.app.desk import open_desk
from luma.app.events import JobFailed, TrackComplete
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import NodeId
from luma.domain.light import INTENSITY
from luma.domain.score import Score
from luma.domain.units import HOUSE_RATE
from luma.ui.inspector.inspector import Inspector
from luma.ui.library.patterns import PatternList
from luma.ui.library.view import LibraryView
from luma.ui.main import opened_window
from luma.ui.nodes.view import NodeView
from luma.ui.timeline.tools import TimelinePanel
from luma.ui.window import MainWindow
from tests import sounds

T = TypeVar("T")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE, LOOK_S = 60.0, 1.6
BPM, SECONDS = 120.0, 12.0
FIRST_BEAT = 4.0
GRAPH = "kick-pulse"
PULSE, LIGHT = NodeId("pulse"), NodeId("light")
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@dataclass
class Hands:
    """A person at the window."""

    app: QApplication
    desk: Desk
    window: MainWindow

    @property
    def library(self) -> LibraryView:
        return self._panel("library", LibraryView)

    @property
    def patterns(self) -> PatternList:
        return self._panel("patterns", PatternList)

    @property
    def timeline(self) -> TimelinePanel:
        return self._panel("timeline", TimelinePanel)

    @property
    def nodes(self) -> NodeView:
        return self._panel("nodes", NodeView)

    @property
    def inspector(self) -> Inspector:
        return self._panel("inspector", Inspector)

    def _panel(self, name: str, kind: type[T]) -> T:
        panel = self.window.panels[name]
        assert isinstance(panel, kind)
        return panel

    def until(self, ask: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not ask():
            assert time.monotonic() < end, "it did not come to that"
            self.app.processEvents()
            time.sleep(0.004)

    def drop(self, target: QWidget, data: QMimeData, at: QPointF) -> None:
        for kind, place in ((QDragEnterEvent, at.toPoint()), (QDragMoveEvent, at.toPoint())):
            self.app.sendEvent(target, kind(place, ACTIONS, data, LEFT, NONE))
        self.app.sendEvent(target, QDropEvent(at, ACTIONS, data, LEFT, NONE))

    def drag(self, target: QWidget, start: QPoint, stop: QPoint) -> None:
        QTest.mousePress(target, LEFT, NONE, start)
        for share in (0.3, 0.7, 1.0):
            QTest.mouseMove(target, start + (stop - start) * share)
            self.app.processEvents()
        QTest.mouseRelease(target, LEFT, NONE, stop)

    def score(self) -> Score:
        track = self.desk.library.tracks()[0]
        with self.desk.ground.store.read() as shelf:
            found = shelf.scores.find_default(track.id)
        assert found is not None
        score: Score = self.desk.documents.get("score", found.id)
        return score

    def graph(self) -> GraphDoc:
        doc: GraphDoc = self.desk.documents.get("graph", GRAPH)
        return doc

    def sent(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Where in the song, and how bright on average, each frame of a while was."""
        seen: dict[int, tuple[float, float]] = {}
        end = time.monotonic() + LOOK_S
        while time.monotonic() < end:
            frame = self.desk.lights.frame()
            if frame is not None and frame.song_frame is not None:
                bright = float(frame.levels[:, INTENSITY].mean())
                seen[frame.count] = frame.song_frame / HOUSE_RATE, bright
            self.app.processEvents()
            time.sleep(0.004)
        places, levels = zip(*seen.values(), strict=True)
        return np.array(places), np.array(levels)

    def brightness(self) -> float:
        return float(self.sent()[1].mean())


@contextmanager
def at_the_window(app: QApplication) -> Iterator[Hands]:
    settings = Settings(SoundSettings("null"), LightSettings())
    with open_desk(Paths.find(), settings, analyse=True) as desk:
        furnish(desk.ground, bundled("assets") / "demo")
        with opened_window(desk) as window:
            window.resize(1440, 900)
            window.show()
            QTest.qWaitForWindowActive(window)
            yield Hands(app, desk, window)


def test_a_song_is_dropped_lit_changed_left_and_found_again(
    app: QApplication, tmp_path: Path
) -> None:
    with at_the_window(app) as hands:
        drop_the_song(hands, tmp_path)
        open_it(hands)
        place_a_clip(hands)
        loop_it(hands)
        shorter = turn_a_setting(hands)
        change_a_wire_and_take_that_back(hands, shorter)
        score, graph = hands.score(), hands.graph()
    with at_the_window(app) as hands:
        find_everything_again(hands, score, graph, shorter)


def drop_the_song(hands: Hands, folder: Path) -> None:
    chords = sounds.progression(["C:maj", "A:min", "F:maj", "G:maj"] * 2, SECONDS / 8)
    beat = sounds.drums(BPM, SECONDS)
    length = min(len(chords), len(beat))
    song = sounds.write(folder / "First song.wav", 0.6 * beat[:length] + 0.5 * chords[:length])
    failed: list[JobFailed] = []
    complete: list[TrackComplete] = []
    hands.desk.bus.on(JobFailed, failed.append)
    hands.desk.bus.on(TrackComplete, complete.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(song))])
    hands.drop(hands.library, data, QPointF(100, 200))
    hands.until(lambda: complete)
    assert not failed
    hands.until(lambda: hands.library.table.rowCount() == 1)


def open_it(hands: Hands) -> None:
    view = hands.library.view
    first = view.visualRect(view.model().index(0, 2)).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, first)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, first)
    hands.until(lambda: hands.timeline.view.scene.marks is not None)
    session = hands.timeline.view.session
    hands.until(lambda: session.has_sound and session.score is not None)
    assert hands.window.windowTitle() == "First song – Luma"
    assert hands.score().clips == ()


def place_a_clip(hands: Hands) -> None:
    rows = hands.patterns.view.model()
    hands.until(rows.rowCount)
    kick = next(n for n in range(rows.rowCount()) if "Kick" in str(rows.index(n, 0).data()))
    timeline = hands.timeline.view
    x = timeline.scene.x_of_beat(FIRST_BEAT) + 3
    y = timeline.scene.lanes.layers_top + 30
    assert timeline.canvas.rect().contains(round(x), round(y))
    hands.drop(timeline.canvas, rows.mimeData([rows.index(kick, 0)]), QPointF(x, y))
    hands.until(lambda: len(hands.score().clips) == 1)
    clip = hands.score().clips[0]
    assert (clip.pattern, clip.start_beat) == (GRAPH, FIRST_BEAT)


def loop_it(hands: Hands) -> None:
    clip, timeline, player = hands.score().clips[0], hands.timeline.view, hands.desk.player
    hands.until(lambda: clip.id in timeline.scene.times)
    x = (
        timeline.scene.x_of_beat(clip.start_beat) + timeline.scene.x_of_beat(clip.stop_beat)
    ) / 2
    y = timeline.scene.lanes.layers_top + 30
    QTest.mouseClick(timeline.canvas, LEFT, NONE, QPoint(round(x), round(y)))
    hands.until(lambda: player.wanted.loop is not None)
    QTest.keyClick(hands.window, Qt.Key.Key_Space)
    hands.until(lambda: (heard := player.snapshot()) is not None and heard.playing)
    hands.until(lambda: hands.desk.shows.is_settled and hands.brightness() > 0.02)
    places, levels = hands.sent()
    assert player.wanted.loop is not None
    start, stop = player.wanted.loop
    assert start - 0.05 <= places.min() <= places.max() <= stop + 0.05
    assert levels.max() > 0.5, "the pulse is seen"
    assert levels.min() < 0.1, "and falls"


def turn_a_setting(hands: Hands) -> float:
    before = hands.brightness()
    node = hands.nodes.scene.nodes[PULSE]
    spot = hands.nodes.canvas.mapFromScene(node.pos() + QPointF(40, 10))
    QTest.mouseClick(hands.nodes.canvas.viewport(), LEFT, NONE, spot)
    hands.until(lambda: "decay" in hands.inspector.node.controls)
    field = hands.inspector.node.controls["decay"].findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.mouseClick(field, LEFT)
    QTest.keyClicks(field, "0.2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    hands.until(lambda: hands.graph().nodes[PULSE].settings["decay"] == 0.2)
    hands.until(lambda: hands.brightness() < 0.6 * before)
    return hands.brightness()


def change_a_wire_and_take_that_back(hands: Hands, shorter: float) -> None:
    canvas, light = hands.nodes.canvas, hands.nodes.scene.nodes[LIGHT]
    port = light.port_at("intensity", is_output=False)
    assert port is not None
    wires = hands.graph().wires
    start = canvas.mapFromScene(port)
    hands.drag(canvas.viewport(), start, QPoint(start.x() - 30, canvas.height() - 12))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    hands.until(lambda: len(hands.graph().wires) == len(wires) - 1)
    hands.until(lambda: hands.brightness() > 2.0 * shorter)
    QTest.keyClick(hands.window, Qt.Key.Key_Z, CONTROL)
    hands.until(lambda: hands.graph().wires == wires)
    hands.until(lambda: hands.brightness() == pytest.approx(shorter, rel=0.3))


def find_everything_again(hands: Hands, score: Score, graph: GraphDoc, shorter: float) -> None:
    hands.until(lambda: hands.timeline.view.session.has_sound)
    assert hands.window.windowTitle() == "First song – Luma"
    assert hands.score() == score
    assert hands.graph() == graph
    assert hands.graph().nodes[PULSE].settings["decay"] == 0.2
    hands.until(lambda: score.clips[0].id in hands.timeline.view.scene.times)
    hands.until(lambda: hands.desk.shows.is_settled)
    loop_it(hands)
    assert hands.brightness() == pytest.approx(shorter, rel=0.3)
