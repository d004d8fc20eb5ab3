"""Sections are put right in their lane, by mouse and by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from luma.domain.sectionedits import UseSections
from luma.domain.sections import Section, SectionTrack
from luma.ui.timeline.lanes import RULER, SECTIONS
from luma.ui.timeline.sectionactions import section_actions
from luma.ui.timeline.sections import section_colour
from tests.ui.timeline.conftest import SONG, A, Bench, pixel

KNOWN = SectionTrack(
    (
        Section(0.0, 16.0, "intro", 0),
        Section(16.0, 32.0, "drop", 1),
        Section(32.0, 44.0, "break", 2),
        Section(44.0, 60.0, "drop", 1),
    )
)


@pytest.fixture
def lane(bench: Bench) -> Iterator[Bench]:
    """The bench with four sections, all in view."""
    desk = bench.desk
    desk.lane.call(lambda: desk.sections.edit(SONG, UseSections(KNOWN)))
    shown(bench, KNOWN)
    bench.until(lambda: bench.view.sections.standing.corrected)
    yield bench
    bench.view.sections.choose(None)
    while desk.lane.call(lambda: desk.sections.is_own(SONG)):
        desk.documents.undo("sections", SONG)
    bench.until(lambda: not bench.view.sections.standing.corrected)


def shown(bench: Bench, sections: SectionTrack) -> None:
    bench.until(lambda: bench.view.scene.sections == sections)
    bench.settle()


def place(bench: Bench, seconds: float) -> QPointF:
    return QPointF(bench.view.scene.x(seconds), RULER + SECTIONS / 2)


def told(bench: Bench) -> list[tuple[float, str]]:
    """The sections that count, once the window knows what was done."""
    for _ in range(3):
        bench.app.processEvents()
        bench.desk.lane.call(lambda: None)
    bench.app.processEvents()
    sections = bench.desk.lane.call(lambda: bench.desk.sections.of(SONG))
    assert sections is not None
    return [(part.start, part.label) for part in sections.sections]


def run(bench: Bench, name: str) -> None:
    action = next(each for each in section_actions(bench.view) if each.id == name)
    assert action.enabled()
    action.run()


def test_the_lane_is_there_once_there_are_sections(bench: Bench) -> None:
    assert bench.view.scene.lanes.sections == 0
    assert bench.view.scene.lanes.mix_top == RULER
    desk = bench.desk
    desk.lane.call(lambda: desk.sections.edit(SONG, UseSections(KNOWN)))
    shown(bench, KNOWN)
    assert bench.view.scene.lanes.mix_top == RULER + SECTIONS
    desk.documents.undo("sections", SONG)
    bench.until(lambda: bench.view.scene.lanes.sections == 0)


def test_an_edge_is_carried_from_bar_to_bar(lane: Bench) -> None:
    lane.drag(place(lane, 16.0), place(lane, 21.3))
    lane.until(lambda: told(lane)[1] == (22.0, "drop"))
    lane.session.undo()
    lane.until(lambda: told(lane)[1] == (16.0, "drop"))
    lane.drag(place(lane, 16.0), place(lane, 50.0))
    lane.until(lambda: 16.0 < told(lane)[1][0] < 32.0 or told(lane)[1][0] == 16.0)
    assert [start for start, _ in told(lane)][2:] == [32.0, 44.0]


def test_a_section_is_named_split_and_joined_by_keys(lane: Bench) -> None:
    lane.click(place(lane, 38.0))
    assert lane.view.sections.chosen == 2
    menu = lane.view.fingers.sections.offer()
    assert isinstance(menu, QMenu)
    next(act for act in menu.actions() if act.text() == "bridge").trigger()
    menu.close()
    lane.until(lambda: told(lane)[2] == (32.0, "bridge"))
    run(lane, "section split")
    lane.until(lambda: len(told(lane)) == 5)
    assert told(lane)[3] == (38.0, "bridge")
    run(lane, "section join")
    lane.until(lambda: len(told(lane)) == 4)
    run(lane, "section next")
    lane.until(lambda: lane.view.sections.chosen == 3)
    run(lane, "section forget")
    lane.until(lambda: lane.view.scene.lanes.sections == 0)
    lane.session.undo()
    lane.until(lambda: len(told(lane)) == 4)


def test_choosing_a_clip_or_a_chord_lets_the_section_go(lane: Bench) -> None:
    lane.click(place(lane, 10.0))
    assert lane.view.sections.chosen == 0
    lane.view.choose([A])
    lane.until(lambda: lane.view.sections.chosen is None)


def test_what_is_told_under_a_resting_pointer(lane: Bench) -> None:
    fingers = lane.view.fingers
    assert fingers.words(place(lane, 20.0)).startswith("drop, sounds like all of B")
    assert fingers.words(QPointF(20.0, RULER + 5)) == "Corrected by hand"
    assert "Drag to the bar" in fingers.words(place(lane, 32.0))


def test_names_have_their_colours() -> None:
    assert section_colour("Drop 2") == section_colour("drop") == QColor("#E17177")
    assert section_colour("bridge") == section_colour("break")
    assert section_colour("whatever") == section_colour("verse")


def test_the_lane_is_painted_in_those_colours(lane: Bench) -> None:
    QTest.qWait(1)
    picture = lane.view.canvas.grab().toImage()
    at = pixel(place(lane, 16.0))
    found = QColor(picture.pixel(at.x() + 1, at.y()))
    assert found.rgb() == section_colour("drop").rgb()
