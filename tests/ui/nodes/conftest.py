"""A desk with a graph, and the node editor on it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import GraphId, NodeId, PatternId, new_id
from luma.domain.pattern import Implementation, Pattern
from luma.ui.bridge import Bridge
from luma.ui.nodes.view import NodeView
from luma.ui.session import Session
from tests.conftest import alone

BEATS, PULSE, LIGHT, SUM = NodeId("beats"), NodeId("pulse"), NodeId("light"), NodeId("sum")
FED = Wire(BEATS, "out", PULSE, "beats")
LIT = Wire(PULSE, "out", LIGHT, "intensity")
DOC = GraphDoc(
    {
        BEATS: NodeDoc("in/beats"),
        PULSE: NodeDoc("time/beat_envelope"),
        LIGHT: NodeDoc("out/light"),
        SUM: NodeDoc("math/arithmetic"),
    },
    (FED, LIT),
    layout={BEATS: (0, 0), PULSE: (240, 0), LIGHT: (520, 0), SUM: (520, 240)},
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
        yield desk


class Bench:
    """The editor with a graph of its own, and ways to wait for it."""

    def __init__(self, app: QApplication, desk: Desk, session: Session, graph: GraphId) -> None:
        self.app, self.desk, self.session, self.graph = app, desk, session, graph
        self.view = NodeView(session)
        self.view.resize(1084, 500)
        self.view.show()
        session.open_graph(graph)
        self.until(lambda: bool(self.view.scene.nodes))

    @property
    def doc(self) -> GraphDoc:
        doc: GraphDoc = self.desk.documents.get("graph", self.graph)
        return doc

    def until(self, ask: Callable[[], bool]) -> None:
        until = time.monotonic() + 10
        while not ask():
            assert time.monotonic() < until, "it did not come to that"
            self.app.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        """Wait until the canvas shows what the desk holds."""
        for _ in range(20):
            self.app.processEvents()
            time.sleep(0.002)
        self.until(lambda: self.view.scene.doc == self.doc)


@pytest.fixture
def bench(app: QApplication, desk: Desk) -> Iterator[Bench]:
    name = new_id()
    pattern, graph = PatternId(name), GraphId(name)
    desk.ground.keeper.save(
        lambda shelf: shelf.patterns.save(
            Pattern(pattern, "Pulse", "Every beat.", graph), Implementation(graph, pattern, DOC)
        )
    ).result()
    bridge = Bridge(desk.bus)
    session = Session(desk, bridge)
    made = Bench(app, desk, session, graph)
    yield made
    made.view.close()
    made.view.deleteLater()
    app.processEvents()
    bridge.close()
