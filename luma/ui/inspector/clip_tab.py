"""What can be said about the chosen clips."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from luma.app.events import DocumentChanged, PatternAdded, PatternChanged, PatternRemoved
from luma.app.placing import colour_of
from luma.app.repertoire import ListedPattern
from luma.domain.errors import LumaError
from luma.domain.graphdoc import Argument, GraphDoc
from luma.domain.ids import GraphId
from luma.domain.moments import read_length, read_place, write_length, write_place
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Blend, Clip, Score
from luma.domain.scoreedits import (
    PutClips,
    SetBlend,
    SetFades,
    SetSeed,
    TrimClip,
)
from luma.ui.controls.choices import Choice
from luma.ui.controls.control import Control
from luma.ui.controls.number import NumberField
from luma.ui.controls.turned import Turned
from luma.ui.emptiness import Emptiness
from luma.ui.inspector.arguments import Arguments
from luma.ui.inspector.carrier import Carrier
from luma.ui.inspector.clipchanges import (
    BLENDS,
    LENGTH_TIP,
    OPACITY,
    PLACE_TIP,
    SEED,
    Change,
    common,
    head_words,
    number,
    share,
    thrown_seed,
    with_argument,
)
from luma.ui.inspector.rows import TIGHT, Head, Row, Section, pair, small_button
from luma.ui.inspector.selection_field import SelectionField
from luma.ui.pace import Pace
from luma.ui.session import Session
from luma.ui.theme import CLIP_COLOURS
from luma.ui.timefield import TimeField

_row = partial(Row, below=TIGHT)


class ClipTab(QWidget):
    """Shows and edits the clips that are chosen; what differs between them is a dash."""

    pattern_wanted = Signal()
    """The graph of the clip should be seen."""

    def __init__(self, session: Session) -> None:
        """Show that no clip is chosen."""
        super().__init__()
        self._session = session
        self._names: dict[str, str] = {}
        self._gesture: str | None = None
        self._pace = Pace(self)
        self._empty = Emptiness(
            "layers", "No clip is chosen", "Choose a clip on the timeline to change it here."
        )
        self._body = QWidget()
        self.head = Head("Edit", "Show the pattern's graph", "workflow")
        self.head.action.clicked.connect(self._open_pattern)
        self.start, self.stop = TimeField(), TimeField()
        self.blend = Choice(tuple(BLENDS), tuple(BLENDS.values()))
        self.opacity = Turned(OPACITY)
        self.fade_in, self.fade_out = TimeField(), TimeField()
        self.selection = SelectionField()
        self.seed = NumberField(SEED)
        self.arguments = Arguments()
        self.carrier = Carrier(session)
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        place = Section("Place")
        place.add(_row("Start", pair(self.start, "End", self.stop), PLACE_TIP))
        place.add(self.carrier)
        place.add(_row("Blend", self.blend, "How it lies on what is below it"))
        place.add(_row("Opacity", self.opacity, "How strongly it shows, 0 to 100 %"))
        place.add(_row("Fade in", pair(self.fade_in, "Out", self.fade_out), LENGTH_TIP))
        arguments = Section("Arguments")
        arguments.add(_row("Who", self.selection, "Groups with and, or, not, else; front[::2]"))
        seed = _row("Seed", self.seed, "The dice that the pattern throws")
        seed.add(small_button("dice-5", "Throw other dice", self._throw))
        arguments.add(seed)
        arguments.add(self.arguments)
        for widget in (self.head, place, arguments):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty)
        whole.addWidget(self._body)

    def _listen(self) -> None:
        session = self._session
        session.clip_selected.connect(lambda _: self._show())
        session.score_changed.connect(lambda _: self._show())
        session.show_changed.connect(lambda _: self._show())
        session.track_changed.connect(lambda _: self._ask_names())
        session.bridge.on(DocumentChanged, self._hear_document, self)
        for fact in (PatternAdded, PatternChanged, PatternRemoved):
            session.bridge.on(fact, lambda _: self._ask_names(), self)
        self.start.moved.connect(lambda text: self._place(text, self.stop.field.text()))
        self.stop.moved.connect(lambda text: self._place(self.start.field.text(), text))
        self._let(self.blend, lambda v: lambda c: SetBlend(c.id, Blend(str(v)), c.opacity))
        self._let(self.opacity, lambda v: lambda c: SetBlend(c.id, c.blend, share(v)))
        self._let(self.seed, lambda v: lambda c: SetSeed(c.id, int(number(v))))
        self._let(self.selection, lambda v: with_argument("selection", v))
        self.arguments.chosen.connect(lambda name, v: self._change(with_argument(name, v)))
        self.arguments.finished.connect(self._finish)
        self.carrier.chosen.connect(self._carry)
        self.fade_in.moved.connect(lambda text: self._fade(text, first=True))
        self.fade_out.moved.connect(lambda text: self._fade(text, first=False))
        self._ask_names()

    def _let(self, control: Control, change: Callable[[Json], Change]) -> None:
        control.moved.connect(lambda value: self._change(change(value)))
        control.finished.connect(self._finish)

    def _clips(self) -> tuple[Clip, ...]:
        score: Score | None = self._session.score
        chosen = set(self._session.clips)
        return () if score is None else tuple(c for c in score.clips if c.id in chosen)

    def _show(self) -> None:
        clips, grid = self._clips(), self._session.grid
        self._empty.setVisible(not clips)
        self._body.setVisible(bool(clips))
        if not clips or grid is None:
            return
        self._show_head(clips, grid)
        one = len(clips) == 1
        for field, value in (
            (self.start, write_place(clips[0].start_beat, grid)),
            (self.stop, write_place(clips[0].stop_beat, grid)),
        ):
            field.setEnabled(one)
            field.meet(self._read)
            field.show_value(value if one else "–")
        show = self._session.show
        heads = () if show is None else show.heads
        for counting in (self.selection, self.arguments):
            counting.meet(heads, clips[0].seed)
        self.blend.show_value(common(clips, lambda c: c.blend.value))
        opacity = common(clips, lambda c: round(c.opacity * 100, 2))
        self.opacity.show_value(opacity, changed=opacity not in {None, 100.0})
        self.fade_in.show_value(common(clips, lambda c: write_length(c.fade_in)) or "–")
        self.fade_out.show_value(common(clips, lambda c: write_length(c.fade_out)) or "–")
        for fade in (self.fade_in, self.fade_out):
            fade.meet(lambda text: read_length(text, grid, clips[0].start_beat))
        self.selection.show_value(common(clips, lambda c: c.selection))
        self.seed.show_value(common(clips, lambda c: c.seed))
        self.carrier.show_clips(clips)
        self._show_arguments(clips)

    def _show_head(self, clips: tuple[Clip, ...], grid: BeatGrid) -> None:
        pattern = clips[0].pattern
        words = head_words(clips, grid, self._names.get(pattern, str(pattern)))
        self.head.tell(*words, QColor(CLIP_COLOURS[colour_of(pattern)]))

    def _show_arguments(self, clips: tuple[Clip, ...]) -> None:
        desk, first = self._session.desk, clips[0]

        def listed() -> tuple[Argument, ...]:
            graph = desk.opening.graph_of(first)
            doc: GraphDoc = GraphDoc() if graph is None else desk.documents.get("graph", graph)
            return doc.arguments

        self._session.ask(
            listed, lambda found: self.arguments.show_values(found, first.arguments)
        )

    def _hear_document(self, fact: DocumentChanged) -> None:
        """Show what a graph leaves open now."""
        if isinstance(fact.after, GraphDoc) and (clips := self._clips()):
            self._show_arguments(clips)

    def _ask_names(self) -> None:
        self._session.ask_aside(
            self._session.desk.repertoire.patterns, self._take_names, key="names for the clip"
        )

    def _take_names(self, listed: tuple[ListedPattern, ...]) -> None:
        self._names = {str(p.id): p.name for p in listed}
        self._show()

    def _open_pattern(self) -> None:
        clip = self._session.clip
        if clip is not None:
            opening = self._session.desk.opening
            self._session.ask(lambda: opening.graph_of(clip), self._session.open_graph)
            self.pattern_wanted.emit()

    def _carry(self, graph: GraphId | None) -> None:
        """Let the clips play another graph, and show it where theirs was open."""
        played = tuple(replace(clip, implementation=graph) for clip in self._clips())
        if played:
            self._session.edit_score(PutClips(played))
            opening = self._session.desk.opening
            self._session.ask(lambda: opening.graph_of(played[0]), self._session.open_graph)

    def _place(self, start: str, stop: str) -> None:
        clips = self._clips()
        if len(clips) != 1:
            return
        clip = clips[0]
        try:
            edit = TrimClip(clip.id, self._read(start), self._read(stop))
            replace(clip, start_beat=edit.start_beat, stop_beat=edit.stop_beat)
        except LumaError as wrong:
            self._refuse(wrong)
            return
        self._session.edit_score(edit)

    def _read(self, text: str) -> float:
        """The beat of a place, by the beats and the sections of the open track."""
        show = self._session.show
        assert show is not None
        return read_place(text, show.features.beats, show.features.sections)

    def _fade(self, text: str, *, first: bool) -> None:
        grid = self._session.grid
        if grid is None:
            return
        clips = self._clips()
        try:
            lengths = [read_length(text, grid, clip.start_beat) for clip in clips]
        except LumaError as wrong:
            self._refuse(wrong)
            return
        for clip, beats in zip(clips, lengths, strict=True):
            fades = (beats, clip.fade_out) if first else (clip.fade_in, beats)
            self._session.edit_score(SetFades(clip.id, *fades), self._begin())
        self._finish()

    def _throw(self) -> None:
        seed = thrown_seed()
        self._change(lambda clip: SetSeed(clip.id, seed))
        self._finish()

    def _refuse(self, wrong: LumaError) -> None:
        self._session.problem.emit(wrong)
        for field in (self.start, self.stop, self.fade_in, self.fade_out):
            field.put_back()

    def _change(self, change: Change) -> None:
        gesture = self._begin()
        for clip in self._clips():
            edit = change(clip)
            self._pace.send(
                (type(edit).__name__, clip.id),
                partial(self._session.edit_score, edit, gesture),
            )

    def _begin(self) -> str:
        self._gesture = self._gesture or self._session.new_gesture()
        return self._gesture

    def _finish(self) -> None:
        if self._gesture is not None:
            self._pace.flush()
            self._gesture = None
            self._session.finish_gesture()
