"""The clip's tab, on a score that is edited beside it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame

from luma.app.events import PatternAdded, PatternChanged, PatternRemoved
from luma.app.implementations import Graphs
from luma.domain.graphdoc import Argument, GraphDoc
from luma.domain.history import History
from luma.domain.ids import ClipId, FixtureId, GraphId, PatternId, ScoreId, TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Blend, Clip, Score
from luma.domain.sections import Section, SectionTrack
from luma.domain.venue import Head
from luma.ui.inspector.clip_tab import ClipTab

_INSIDE = QStyle.SubElement.SE_LineEditContents
MARGIN = 2  # what a line edit keeps free beside its text
ONE, TWO = ClipId("one"), ClipId("two")
SCORE = Score(
    ScoreId("s"),
    TrackId("t"),
    clips=(
        Clip(ONE, PatternId("p"), 4.0, 12.0, arguments={"selection": "row"}),
        Clip(TWO, PatternId("p"), 12.0, 16.0, blend=Blend.ADD, opacity=0.5),
    ),
)
DOC = GraphDoc(arguments=(Argument("width", "number", 0.5, 0.0, 1.0),))
MAIN, WIDE = GraphId("main"), GraphId("wide")
GRAPHS = Graphs(PatternId("p"), "Runner", MAIN, ((MAIN, "Main"), (WIDE, "Wide")))
HEADS = tuple(Head(FixtureId(str(n)), 0, (0.0, 0.0, 0.0), ("row",)) for n in range(4))


class Window(QObject):
    """What the tab asks of a window, with one score that it may edit."""

    clip_selected = Signal(object)
    score_changed = Signal(object)
    show_changed = Signal(object)
    track_changed = Signal(object)
    problem = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.history = History(SCORE)
        self.clips: tuple[ClipId, ...] = ()
        self.grid = BeatGrid.steady(120.0, count=64)
        features = SimpleNamespace(beats=self.grid, sections=None)
        self.show = SimpleNamespace(heads=HEADS, features=features)
        self.desk = SimpleNamespace(
            opening=SimpleNamespace(graph_of=lambda _: "g"),
            documents=SimpleNamespace(get=lambda *_: DOC),
            repertoire=SimpleNamespace(
                patterns=lambda: (SimpleNamespace(id="p", name="Runner"),),
                graphs=lambda _: GRAPHS,
            ),
        )
        self.heard: list[tuple[type, Callable[[object], object]]] = []
        self.bridge = SimpleNamespace(
            on=lambda fact, slot, _owner: self.heard.append((fact, slot))
        )
        self.opened: list[object] = []
        self._gestures = 0

    def open_graph(self, graph: object) -> None:
        self.opened.append(graph)

    @property
    def score(self) -> Score:
        return self.history.now

    def choose(self, *names: ClipId) -> None:
        self.clips = names
        self.clip_selected.emit(names[0] if names else None)

    def edit_score(self, edit: Any, gesture: str | None = None) -> None:
        self.history = self.history.record(edit, gesture)
        self.score_changed.emit(self.score)

    def new_gesture(self) -> str:
        self._gestures += 1
        return str(self._gestures)

    def finish_gesture(self) -> None:
        pass

    def ask(self, act: Callable[[], Any], then: Callable[[Any], object]) -> None:
        then(act())

    def ask_aside(
        self, act: Callable[[], Any], then: Callable[[Any], object], key: str
    ) -> None:
        then(act())


@pytest.fixture
def window(app: QApplication) -> Window:
    return Window()


@pytest.fixture
def tab(window: Window) -> ClipTab:
    given: Any = window
    made = ClipTab(given)
    made.resize(320, 500)
    made.show()
    window.choose(ONE)
    return made


def typed(field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_clip_is_shown_in_bars_with_its_name_and_heads(tab: ClipTab) -> None:
    assert tab.head.name.text() == "Runner"
    assert tab.start.field.text() == "2.1.000"
    assert tab.stop.field.text() == "4.1.000"
    assert tab.selection.words.text() == "4 heads"


@pytest.mark.parametrize("fact", [PatternAdded, PatternChanged, PatternRemoved])
def test_a_clip_follows_the_name_of_its_pattern(
    tab: ClipTab, window: Window, fact: type
) -> None:
    named = (SimpleNamespace(id="p", name="Sprinter"),)
    window.desk.repertoire.patterns = lambda: named
    for kind, hear in window.heard:
        if kind is fact:
            hear(object())
    assert tab.head.name.text() == "Sprinter"


@pytest.mark.parametrize(("text", "beat"), [("1.3", 2.0), ("0.5s", 1.0), ("3b", 3.0)])
def test_a_place_is_typed_in_bars_seconds_or_beats(
    tab: ClipTab, window: Window, text: str, beat: float
) -> None:
    typed(tab.start.field, text)
    assert window.score.clip(ONE).start_beat == pytest.approx(beat)


@pytest.mark.parametrize(
    ("text", "beat"),
    [("drop", 16.0), ("drop+1", 20.0), ("Drop 2 - 2b", 38.0), ("intro+3", 12.0)],
)
def test_a_place_is_typed_as_a_section_of_the_track(
    tab: ClipTab, window: Window, text: str, beat: float
) -> None:
    window.show.features.sections = SectionTrack(
        (Section(0, 8, "intro"), Section(8, 16, "drop"), Section(20, 30, "drop"))
    )
    typed(tab.stop.field, text)
    assert window.score.clip(ONE).stop_beat == pytest.approx(beat)


def test_a_fade_in_seconds_is_as_long_as_the_music_is_slow_there(
    tab: ClipTab, window: Window
) -> None:
    beats = np.concatenate((np.arange(12) * 0.5, 6.0 + np.arange(20)))
    window.grid = BeatGrid(beats, np.arange(0, 32, 4))
    window.choose(ONE, TWO)
    typed(tab.fade_in.field, "1s")
    assert [window.score.clip(name).fade_in for name in (ONE, TWO)] == [2.0, 1.0]


def test_a_place_that_cannot_be_is_refused_in_words(tab: ClipTab, window: Window) -> None:
    told: list[Any] = []
    window.problem.connect(told.append)
    typed(tab.start.field, "9.1")
    assert window.score == SCORE
    assert len(told) == 1
    assert tab.start.field.text() == "2.1.000"


@pytest.mark.parametrize(("text", "at"), [("soon", 0), ("2.1+", 4), ("2.0", 2), ("2.1 x", 4)])
def test_a_place_that_does_not_read_stays_with_its_fault_marked(
    tab: ClipTab, window: Window, text: str, at: int
) -> None:
    typed(tab.start.field, text)
    assert window.score == SCORE
    assert tab.start.field.text() == text
    assert tab.start.field.at == at
    assert f"character {at + 1}" in tab.start.field.toolTip()
    typed(tab.start.field, "1.3+1b")
    assert window.score.clip(ONE).start_beat == 3.0
    assert tab.start.field.at is None


def test_opacity_is_live_and_one_step(tab: ClipTab, window: Window, app: QApplication) -> None:
    slider = tab.opacity.slider
    assert slider is not None
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 4, 12))
    QTest.mouseMove(slider, QPoint(slider.width() // 2, 12))
    QTest.qWait(40)
    assert window.score.clip(ONE).opacity < 0.7
    QTest.mouseMove(slider, QPoint(slider.width() // 4, 12))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 4, 12))
    assert window.score.clip(ONE).opacity == pytest.approx(0.25, abs=0.05)
    assert window.history.undo().now == SCORE


def test_fades_blend_seed_and_selection_are_edited(tab: ClipTab, window: Window) -> None:
    typed(tab.fade_in.field, "2")
    typed(tab.fade_out.field, "1s")
    typed(tab.selection.field, "row[:2]")
    tab.blend.box.activated.emit(1)
    clip = window.score.clip(ONE)
    assert (clip.fade_in, clip.fade_out) == (2.0, 2.0)
    assert clip.selection == "row[:2]"
    QTest.qWait(40)
    assert window.score.clip(ONE).blend is Blend.ADD
    assert tab.selection.words.text() == "2 heads"


def test_a_pattern_s_arguments_have_rows(tab: ClipTab, window: Window) -> None:
    control: Any = tab.arguments.controls["width"]
    typed(control.field._field, "0.8")
    assert window.score.clip(ONE).arguments["width"] == 0.8
    assert window.score.clip(ONE).arguments["selection"] == "row"


def test_a_clip_chooses_among_the_graphs_of_its_pattern(tab: ClipTab, window: Window) -> None:
    box = tab.carrier.choice.box
    assert tab.carrier.isVisible()
    assert [box.itemText(n) for n in range(box.count())] == ["Default (Main)", "Main", "Wide"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert window.score.clip(ONE).implementation == WIDE
    assert window.opened == ["g"], "the graph that it plays now is shown"
    assert box.currentText() == "Wide"
    window.choose(ONE, TWO)
    assert box.currentIndex() == -1, "they differ"
    box.activated.emit(0)
    assert {clip.implementation for clip in window.score.clips} == {None}


def test_every_kind_of_argument_has_its_control_and_a_way_back(
    tab: ClipTab, window: Window
) -> None:
    listed = (
        Argument("who", "selection", "all"),
        Argument("hue", "colour", [1.0, 0.0, 0.0], help="The main colour"),
        Argument("row", "steps", [1.0, 0.0]),
        Argument("mode", "choice", "a", choices=("a", "b")),
        Argument("feed", "Audio"),
    )
    tab.arguments.meet(HEADS, 0)
    tab.arguments.show_values(listed, {"hue": [0.0, 0.0, 1.0], "who": "rows"})
    controls: Any = tab.arguments.controls
    assert set(controls) == {"who", "hue", "row", "mode"}, "a wire's kind has no value"
    assert controls["who"].field.at == 0, "what is wrong is marked at its character"
    assert "The main colour" in controls["hue"].toolTip()
    assert "•" in tab.arguments._rows["hue"].label.text()
    chosen: list[object] = []
    tab.arguments.chosen.connect(lambda *given: chosen.append(given))
    QTest.mouseDClick(tab.arguments._rows["hue"].label, Qt.MouseButton.LeftButton)
    assert chosen == [("hue", None)]
    assert "hue" not in window.score.clip(ONE).arguments


def test_of_several_clips_what_differs_is_a_dash_and_changes_go_to_all(
    tab: ClipTab, window: Window
) -> None:
    window.choose(ONE, TWO)
    assert tab.head.name.text() == "2 clips"
    assert tab.blend.box.currentIndex() == -1
    assert tab.opacity.field.text == "–"
    assert not tab.start.isEnabled()
    typed(tab.fade_in.field, "1")
    assert {clip.fade_in for clip in window.score.clips} == {1.0}
    assert window.history.undo().now == SCORE


def test_a_choice_that_goes_away_is_told(tab: ClipTab, window: Window) -> None:
    window.choose()
    assert tab._empty.isVisible()
    assert not tab.head.isVisible()


@pytest.mark.parametrize("width", [288, 292, 448])
def test_places_and_fades_are_read_whole(app: QApplication, tab: ClipTab, width: int) -> None:
    tab.resize(width, 500)
    app.processEvents()
    for field, words in (
        (tab.start.field, "113.1.000"),
        (tab.stop.field, "121.1.000"),
        (tab.fade_in.field, "2.5 beats"),
        (tab.fade_out.field, "12 beats"),
    ):
        around = QStyleOptionFrame()
        field.initStyleOption(around)
        room = field.style().subElementRect(_INSIDE, around, field).width() - 2 * MARGIN
        assert field.fontMetrics().horizontalAdvance(words) <= room
