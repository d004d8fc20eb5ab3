"""Which graph of its pattern a clip plays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from luma.app.events import PatternChanged
from luma.app.implementations import Graphs
from luma.domain.ids import GraphId
from luma.domain.score import Clip
from luma.ui.controls.choices import Choice
from luma.ui.inspector.rows import TIGHT, Row
from luma.ui.session import Session

DEFAULT = ""
TIP = "A pattern may have several graphs; this clip plays the one that is chosen here"


class Carrier(QWidget):
    """A row with the graphs of a clip's pattern; unseen where there is only one."""

    chosen = Signal(object)
    """`GraphId`, or nothing for the pattern's default."""

    def __init__(self, session: Session) -> None:
        """Know no graphs."""
        super().__init__()
        self._session = session
        self._clips: tuple[Clip, ...] = ()
        self.choice = Choice(())
        self.choice.moved.connect(lambda v: self.chosen.emit(GraphId(v) if v else None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Row("Graph", self.choice, TIP, TIGHT))
        session.bridge.on(PatternChanged, lambda _: self.show_clips(self._clips), self)
        self.hide()

    def show_clips(self, clips: tuple[Clip, ...]) -> None:
        """Show what some clips play; nothing where they play several patterns."""
        self._clips = clips
        patterns = {clip.pattern for clip in clips}
        if len(patterns) != 1:
            self.hide()
            return
        (pattern,) = patterns
        repertoire = self._session.desk.repertoire
        self._session.ask(lambda: repertoire.graphs(pattern), self._take)

    def _take(self, graphs: Graphs | None) -> None:
        if graphs is None or not self._clips or graphs.pattern != self._clips[0].pattern:
            return
        self.setVisible(len(graphs.names) > 1)
        box = self.choice.box
        box.clear()
        box.addItem(f"Default ({graphs.name_of(None)})", DEFAULT)
        for graph, name in graphs.names:
            box.addItem(name, str(graph))
        played = {str(clip.implementation or DEFAULT) for clip in self._clips}
        value = next(iter(played)) if len(played) == 1 else None
        self.choice.show_value(value, changed=value not in {None, DEFAULT})
