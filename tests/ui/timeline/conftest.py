"""A desk with a track that was heard, a score on it, and the timeline that shows them."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.analysis import formats
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.audio.pcm import Pcm
from luma.audio.peaks import Peaks
from luma.domain.documents import VENUE
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import ClipId, GraphId, NodeId, PatternId, Recipe, ScoreId, TrackId
from luma.domain.pattern import Implementation, Pattern
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.track import Artifact
from luma.domain.units import HOUSE_RATE
from luma.store.store import Shelf
from luma.ui.bridge import Bridge
from luma.ui.session import Session
from luma.ui.timeline.tools import TimelinePanel
from luma.ui.timeline.view import TimelineView
from tests.conftest import ROOT, alone
from tests.library import a_track

SONG, SCORE, GLOW = TrackId("song"), ScoreId("score"), PatternId("glow")
A, B, C = ClipId("a"), ClipId("b"), ClipId("c")
SECONDS = 60.0
CLIPS = (
    Clip(A, GLOW, 8.0, 16.0, 0),
    Clip(B, GLOW, 24.0, 32.0, 0, fade_in=2.0),
    Clip(C, GLOW, 8.0, 24.0, 1),
)


@pytest.fixture(scope="module", autouse=True)
def luma_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of all tests of a module, which share one desk."""
    home = tmp_path_factory.mktemp("home")
    with alone(home):
        yield home


@pytest.fixture(scope="module")
def desk(luma_home: Path) -> Iterator[Desk]:
    chosen = Settings(SoundSettings(sink="null"), LightSettings())
    with open_desk(Paths.find(), chosen) as desk:
        desk.ground.keeper.save(_furnish).result()
        _hear(desk, luma_home)
        yield desk


def _furnish(shelf: Shelf) -> None:
    shelf.tracks.add(a_track("song", title="A song", artist="Somebody"))
    graph = GraphDoc({NodeId("light"): NodeDoc("out/light", settings={"intensity": 0.5})})
    shelf.patterns.save(
        Pattern(GLOW, "Glow", default=GraphId("glow")),
        Implementation(GraphId("glow"), GLOW, graph),
    )
    venue = (ROOT / "assets" / "demo" / "venue.json").read_text(encoding="utf-8")
    shelf.venues.save(VENUE.read(venue))
    shelf.scores.save(Score(SCORE, SONG, "Main", CLIPS))


def _hear(desk: Desk, home: Path) -> None:
    """A minute of falling clicks at 120, with chords."""
    at = np.arange(round(SECONDS * HOUSE_RATE), dtype=np.float32) / HOUSE_RATE
    wave = np.sin(2 * np.pi * 100 * at) * (1 - (at * 2) % 1) * 0.5
    pcm = Pcm.gather([np.repeat(wave[:, None], 2, axis=1)], home / "song.npy")
    chords = ChordTrack(
        np.arange(0.0, SECONDS + 1, 4.0), tuple(Chord(n % 12) for n in range(15))
    )
    made = {
        "pcm": pcm,
        "peaks": Peaks.of(pcm.samples),
        "beats": BeatGrid.steady(120.0, count=121),
        "chords": chords,
    }
    for kind, value in made.items():
        recipe = Recipe(f"ab{kind}")
        aside = home / f"aside-{kind}"
        aside.mkdir()
        path = formats.shelve(value, desk.paths.blobs, recipe, aside)
        file = str(path.relative_to(desk.paths.blobs))
        artifact = Artifact(recipe, SONG, kind, "luma", 1, file, 1)
        desk.ground.keeper.save(partial(_shelve, artifact)).result()


def _shelve(artifact: Artifact, shelf: Shelf) -> None:
    shelf.artifacts.add(artifact)


class Bench:
    """The timeline of the song at a size, and ways to touch it and to wait for it."""

    def __init__(self, app: QApplication, session: Session) -> None:
        self.app, self.session, self.desk = app, session, session.desk
        self.panel = TimelinePanel(session)
        self.panel.resize(1084, 620)
        self.panel.show()

    @property
    def view(self) -> TimelineView:
        return self.panel.view

    @property
    def score(self) -> Score:
        score: Score = self.desk.documents.get("score", SCORE)
        return score

    def open(self) -> None:
        self.session.open_track(SONG)
        self.until(lambda: self.session.score is not None and self.view.scene.marks is not None)
        self.until(lambda: self.view.sources.tiles.sketch is not None)
        self.view.canvas.setFocus()

    def until(self, ask: Callable[[], object]) -> None:
        until = time.monotonic() + 20
        while not ask():
            assert time.monotonic() < until, "it did not come to that"
            self.app.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        """Wait until the view shows what the desk holds."""
        self.desk.lane.call(lambda: None)
        self.until(lambda: self.view.scene.score == self.score)

    def at(self, beat: float, layer: int, part: float = 0.7) -> QPointF:
        """A place on the canvas: a beat on a layer, so far down its first row."""
        scene = self.view.scene
        row = next(r for r in scene.lanes.rows if r.layer == layer)
        y = scene.lanes.layers_top + row.top + row.height * part - scene.scroll
        return QPointF(scene.x_of_beat(beat), y)

    def drag(
        self,
        start: QPointF,
        stop: QPointF,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Press, move in three steps, let go."""
        canvas = self.view.canvas
        QTest.mousePress(canvas, button, keys, pixel(start))
        for share in (0.2, 0.6, 1.0):
            move(self, start + (stop - start) * share, keys, button)
            self.app.processEvents()
        QTest.mouseRelease(canvas, button, keys, pixel(stop))
        self.settle()

    def click(
        self, at: QPointF, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.mouseClick(self.view.canvas, Qt.MouseButton.LeftButton, keys, pixel(at))


def pixel(at: QPointF) -> QPoint:
    return QPoint(round(at.x()), round(at.y()))


def move(bench: Bench, at: QPointF, keys: Qt.KeyboardModifier, button: Qt.MouseButton) -> None:
    """Move with a pressed button; QTest's own moves press none."""

    canvas = bench.view.canvas
    globally = QPointF(canvas.mapToGlobal(pixel(at)))
    local = QPointF(pixel(at))
    moved = QMouseEvent(
        QEvent.Type.MouseMove, local, globally, Qt.MouseButton.NoButton, button, keys
    )
    bench.app.sendEvent(canvas, moved)


@pytest.fixture(scope="module")
def shared(app: QApplication, desk: Desk) -> Iterator[Bench]:
    bridge = Bridge(desk.bus)
    bench = Bench(app, Session(desk, bridge))
    bench.open()
    yield bench
    bench.panel.close()
    bridge.close()


@pytest.fixture(autouse=True)
def no_widget_stays() -> None:
    """The tests of a module share their widgets."""


@pytest.fixture
def bench(shared: Bench) -> Iterator[Bench]:
    """The shared bench with the score as it was at first."""
    shared.view.fit()
    yield shared
    shared.session.attend("score")
    while shared.desk.documents.undo("score", SCORE) != Score(SCORE, SONG, "Main", CLIPS):
        pass
    shared.session.select_clips(())
    shared.settle()
