"""Chords are put right in their lane, by mouse and by keys."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.domain.chordedits import UseChords
from luma.domain.harmony import Chord, ChordTrack
from luma.ui.timeline.chordactions import chord_actions
from luma.ui.timeline.chordfield import ChordField
from luma.ui.timeline.lanes import CHORDS
from tests.ui.timeline.conftest import SONG, A, Bench

C, AM, F, G = (Chord.parse(label) for label in ("C:maj", "A:min", "F:maj", "G:7"))
KNOWN = ChordTrack(
    np.array([0.0, 4.0, 8.0, 12.0, 60.0]),
    (C, AM, F, G),
    np.array([0.9, 0.2, 0.9, 0.9]),
    ((), (C, F), (), ()),
)


@pytest.fixture
def lane(bench: Bench) -> Iterator[Bench]:
    """The bench with four chords, of which the second is unclear, and 20 seconds in view."""
    desk = bench.desk
    desk.lane.call(lambda: desk.chords.edit(SONG, UseChords(KNOWN)))
    shown(bench, KNOWN)
    bench.view.show_stretch(bench.view.scene.view.fitted(0, 20))
    yield bench
    bench.view.chords.choose(None)
    while desk.lane.call(lambda: desk.chords.is_own(SONG)):
        desk.documents.undo("harmony", SONG)
    bench.until(lambda: not bench.view.chords.standing.corrected)


def shown(bench: Bench, chords: ChordTrack | None) -> None:
    bench.until(lambda: bench.view.scene.chords == chords)
    bench.settle()


def counted(bench: Bench) -> ChordTrack:
    """The chords that count, once the view shows them."""
    for _ in range(3):
        bench.app.processEvents()
        bench.desk.lane.call(lambda: None)
    chords = bench.desk.lane.call(lambda: bench.desk.chords.of(SONG))
    assert chords is not None
    shown(bench, chords)
    return chords


def place(bench: Bench, seconds: float) -> QPointF:
    scene = bench.view.scene
    return QPointF(scene.x(seconds), scene.lanes.chords_top + CHORDS / 2)


def twice(bench: Bench, at: QPointF) -> ChordField:
    point = at.toPoint()
    QTest.mouseClick(bench.view.canvas, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(bench.view.canvas, Qt.MouseButton.LeftButton, pos=point)
    return field_of(bench)


def field_of(bench: Bench) -> ChordField:
    (field,) = (f for f in bench.view.canvas.findChildren(ChordField) if f.isVisible())
    return field


def run(bench: Bench, name: str) -> None:
    action = next(a for a in chord_actions(bench.view) if a.id == name)
    assert action.enabled()
    action.run()


def labels(chords: ChordTrack) -> list[str]:
    return [chord.label for chord in chords.chords]


def test_a_chord_is_typed_where_it_was_pressed_twice(lane: Bench) -> None:
    field = twice(lane, place(lane, 6.0))
    assert field.field.text() == "Am"
    QTest.keyClicks(field.field, "F#m7/A")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    lane.until(lambda: not lane.view.canvas.findChildren(ChordField))
    lane.until(lambda: labels(counted(lane))[1] == "F#:min7/b3")
    assert labels(counted(lane)) == ["C:maj", "F#:min7/b3", "F:maj", "G:7"]
    lane.session.undo()
    lane.until(lambda: counted(lane) == KNOWN)


def test_what_does_not_read_is_pointed_at_and_changes_nothing(lane: Bench) -> None:
    field = twice(lane, place(lane, 6.0))
    QTest.keyClicks(field.field, "Axy")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert field.field.at == 1
    assert "is no kind of chord" in field.words.text()
    QTest.keyClick(field.field, Qt.Key.Key_Escape)
    assert counted(lane) == KNOWN


def test_alternatives_are_offered_and_taken_by_keys_or_pointer(lane: Bench) -> None:
    field = twice(lane, place(lane, 6.0))
    assert [offer.text() for offer in field.offers] == ["C", "F", "N"]
    QTest.keyClick(field.field, Qt.Key.Key_Down)
    QTest.keyClick(field.offers[0], Qt.Key.Key_Space)
    lane.until(lambda: labels(counted(lane))[1] == "C:maj")
    again = twice(lane, place(lane, 6.0))
    assert [offer.text() for offer in again.offers] == ["Am", "F", "N"], (
        "what it was is on offer"
    )
    QTest.mouseClick(again.offers[2], Qt.MouseButton.LeftButton)
    lane.until(lambda: labels(counted(lane))[1] == "N")


def test_tab_sets_a_chord_and_goes_on_to_the_next(lane: Bench) -> None:
    field = twice(lane, place(lane, 1.0))
    QTest.keyClicks(field.field, "Dm")
    QTest.keyClick(field.field, Qt.Key.Key_Tab)
    following = field_of(lane)
    assert following.field.text() == "Am"
    QTest.keyClick(following.field, Qt.Key.Key_Backtab)
    lane.until(lambda: labels(counted(lane))[0] == "D:min")
    field_of(lane).close()
    assert labels(counted(lane)) == ["D:min", "A:min", "F:maj", "G:7"]


def test_an_edge_is_dragged_to_a_beat_or_freely(lane: Bench) -> None:
    scale = lane.view.scene.view.scale
    near = place(lane, 4.0) + QPointF(1.0 * scale + 3, 0)
    lane.drag(place(lane, 4.0), near)
    lane.until(lambda: counted(lane).edges[1] == pytest.approx(5.0, abs=1e-6))
    free = place(lane, 5.0) + QPointF(0.5 * scale + 4, 0)
    lane.drag(place(lane, 5.0), free, Qt.KeyboardModifier.AltModifier)
    lane.until(lambda: counted(lane).edges[1] != pytest.approx(5.0, abs=1e-6))
    assert counted(lane).edges[1] == pytest.approx(5.5 + 4 / scale, abs=1 / scale)
    assert labels(counted(lane)) == labels(KNOWN)


def test_an_edge_stays_between_its_neighbours(lane: Bench) -> None:
    lane.drag(place(lane, 8.0), place(lane, 19.0), Qt.KeyboardModifier.AltModifier)
    lane.until(lambda: counted(lane).edges[2] != pytest.approx(8.0))
    assert counted(lane).edges[2] == pytest.approx(12.0 - 0.02)


def test_a_chosen_chord_is_split_and_joined_and_walked_from(lane: Bench) -> None:
    lane.click(place(lane, 6.0))
    assert lane.view.scene.chord == 1
    run(lane, "chord split")
    lane.until(lambda: labels(counted(lane)) == ["C:maj", "A:min", "A:min", "F:maj", "G:7"])
    assert lane.view.chords.chosen == 2, "the later half is chosen"
    run(lane, "chord join")
    lane.until(lambda: labels(counted(lane)) == labels(KNOWN))
    run(lane, "chord next")
    assert lane.view.chords.chosen == 2
    run(lane, "chord previous")
    run(lane, "chord previous")
    assert lane.view.chords.chosen == 0
    run(lane, "chord previous")
    assert lane.view.chords.chosen == 0


def test_either_a_chord_is_chosen_or_clips_are(lane: Bench) -> None:
    def chosen() -> int | None:
        return lane.view.chords.chosen

    lane.click(place(lane, 6.0))
    assert chosen() == 1
    lane.session.select_clips([A])
    assert chosen() is None
    lane.click(place(lane, 1.0))
    assert lane.session.clips == ()
    QTest.keyClick(lane.view.canvas, Qt.Key.Key_Escape)
    assert chosen() is None
    lane.click(place(lane, 1.0))
    QTest.keyClick(lane.view.canvas, Qt.Key.Key_Return)
    field_of(lane).close()


def test_unclear_spots_are_told_and_gone_to(
    lane: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = lane.view.fingers
    assert hands.words(place(lane, 6.0)).startswith("Am, heard unclearly, maybe C or F.")
    assert "Heard unclearly" in hands.words(QPointF(place(lane, 6.0).x(), 16.0))
    assert hands.words(QPointF(place(lane, 1.0).x(), 16.0)).startswith("Click to go there")
    assert hands.words(place(lane, 1.0)) == "C. Double-click to set it (F2)"
    sought: list[float] = []
    monkeypatch.setattr(lane.session, "seek", sought.append)
    for name in ("unclear next", "unclear previous"):
        lane.view.chords.choose(None)
        run(lane, name)
        assert sought.pop() == pytest.approx(4.0)
        assert lane.view.chords.chosen == 1
    lane.view.chords.rename(1, F)
    lane.until(lambda: labels(counted(lane))[1] == "F:maj")
    again = next(a for a in chord_actions(lane.view) if a.id == "unclear next")
    lane.until(lambda: not again.enabled())


def test_what_was_heard_can_count_again(lane: Bench) -> None:
    lane.until(lambda: lane.view.chords.standing.corrected)
    head = QPointF(20.0, place(lane, 1.0).y())
    assert lane.view.fingers.words(head).startswith("The chords were heard anew: 15 chords")
    run(lane, "chord forget")
    lane.until(lambda: not lane.view.chords.standing.corrected)
    heard = lane.desk.lane.call(lambda: lane.desk.chords.heard(SONG))
    shown(lane, heard)
    assert lane.view.fingers.words(head) == "As heard"
    lane.desk.documents.undo("harmony", SONG)


def test_chords_are_painted_with_their_marks(lane: Bench, app: QApplication) -> None:
    """An unclear chord is paler than a clear one, and the ruler is marked above it."""
    lane.view.chords.choose(None)
    app.processEvents()
    picture = lane.view.canvas.grab().toImage()
    scene = lane.view.scene
    y, ratio = scene.lanes.chords_top + CHORDS - 4, picture.devicePixelRatio()

    def light(seconds: float, down: float) -> int:
        at = QPointF(scene.x(seconds), down) * ratio
        return picture.pixelColor(at.toPoint()).value()

    assert light(5.7, y) < light(9.7, y)
    assert light(5.7, 22) > light(9.7, 22)
