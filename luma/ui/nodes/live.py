"""What flows in the open graph, around the play head: asked for beside the desk's lane."""

import time

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from luma.app.nodes import Examined, FindPattern, Looker, Question, no_patterns, span_of
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import NodeId, PatternId
from luma.domain.units import LIGHT_FPS
from luma.ui.session import Session

TICK_MS = 33
PILL_TICKS = 3
PATIENCE = 5.0
MARGIN = LIGHT_FPS // 4


def views_of(doc: GraphDoc) -> frozenset[NodeId]:
    """The nodes of a graph that are there to be looked at."""
    return frozenset(n for n, node in doc.nodes.items() if node.type.startswith("view/"))


class Live(QObject):
    """Keeps an answer about the open graph that speaks of where the music is."""

    examined = Signal(object)
    """`Examined`: a new answer."""
    moved = Signal(int, bool)
    """The light frame that is heard, and whether values should be written anew."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Look at nothing yet."""
        super().__init__(parent)
        self._session, self._looker = session, Looker()
        self._doc: GraphDoc | None = None
        self.know(no_patterns, None)
        self._answer: Examined | None = None
        self._asked_at: float | None = None
        self._graphs = 0
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        session.show_changed.connect(lambda _: self.ask())
        session.clip_selected.connect(lambda _: self.ask())

    @property
    def answer(self) -> Examined | None:
        """The latest answer."""
        return self._answer

    @property
    def frame(self) -> int:
        """The light frame that is heard."""
        heard = self._session.desk.player.snapshot()
        return 0 if heard is None else max(int(heard.seconds * LIGHT_FPS), 0)

    @property
    def is_playing(self) -> bool:
        """Whether the music goes on."""
        return self._session.desk.player.wanted.playing

    def know(self, patterns: FindPattern, within: PatternId | None) -> None:
        """Know where patterns are found, and which of them is looked at; look again."""
        self._patterns, self._within = patterns, within
        self.ask()

    def watch(self, doc: GraphDoc | None) -> None:
        """Look at another graph, or at another state of it."""
        if doc is None:
            self._answer, self._asked_at = None, None
            self._graphs += 1
        self._doc = doc
        self.ask()

    def run(self, *, on: bool) -> None:
        """Follow the music while somebody sees it."""
        if on:
            self._timer.start()
            self.ask()
        else:
            self._timer.stop()

    def ask(self) -> None:
        """Look at the graph as it is now; one question at a time, the newest state next."""
        if self._doc is None or self._is_waiting():
            return
        doc = self._doc
        self._asked_at = time.monotonic()
        question = self._question(doc, self.frame)
        graph = self._graphs
        self._session.ask_aside(
            lambda: self._looker.look(question),
            lambda answer: self._take(graph, answer),
            key=f"examine {id(self)}",
        )

    def _question(self, doc: GraphDoc, frame: int) -> Question:
        show, clip = self._session.show, self._session.clip
        shown = views_of(doc) if self._timer.isActive() else frozenset[NodeId]()
        return Question(doc, show, clip, frame, shown, self._patterns, self._within)

    def _take(self, graph: int, answer: Examined) -> None:
        if graph != self._graphs or not isValid(self):
            return  # another graph was opened in the meantime, or the window is gone
        self._asked_at = None
        self._answer = answer
        self.examined.emit(answer)
        if answer.doc is not self._doc:
            self.ask()

    def _is_waiting(self) -> bool:
        """Whether an answer is on its way; one that never came is not waited for."""
        return self._asked_at is not None and time.monotonic() - self._asked_at < PATIENCE

    def _tick(self) -> None:
        self._ticks += 1
        answer = self._answer
        frame = self.frame
        if answer is not None and answer.count:
            ends = answer.first + answer.count - MARGIN
            if not answer.first <= frame < ends:
                self._ask_ahead(answer, frame)
        self.moved.emit(frame, self._ticks % PILL_TICKS == 0)

    def _ask_ahead(self, answer: Examined, frame: int) -> None:
        """Ask for what comes next, but for no span twice."""
        question = self._question(answer.doc, frame)
        if span_of(question) != (answer.first, answer.count):
            self.ask()
