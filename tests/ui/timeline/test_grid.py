"""Beats are put right by hand; the clips follow, and all of it is one step."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from luma.domain.gridedits import ShiftGrid
from luma.domain.rhythm import BeatGrid
from luma.ui.timeline.gridbar import GridBar
from luma.ui.timeline.tools import timeline_actions
from tests.ui.timeline.conftest import SCORE, SONG, A, Bench, move


@pytest.fixture
def tool(bench: Bench) -> Iterator[Bench]:
    """The bench with beats that can be taken hold of; afterwards they are as heard."""
    bench.until(lambda: not bench.view.grid.standing.corrected)
    bench.view.show_stretch(bench.view.scene.view.fitted(0, 20))
    bench.view.grid.toggle()
    yield bench
    bench.view.grid.toggle()
    while bench.desk.lane.call(lambda: bench.desk.grids.is_own(SONG)):
        bench.desk.documents.undo("grid", SONG)


def _grid(bench: Bench) -> BeatGrid:
    bench.desk.lane.call(lambda: None)
    return bench.desk.lane.call(lambda: bench.desk.grids.of(SONG))


def _shown(bench: Bench) -> None:
    """Wait until the view shows the beats that count."""
    wanted = _grid(bench)
    bench.until(
        lambda: bench.view.scene.marks is not None and bench.view.scene.marks.grid == wanted
    )
    bench.settle()


def _button(bench: Bench, words: str) -> QToolButton:
    (bar,) = bench.view.findChildren(GridBar)
    assert bar.isVisible()
    return next(b for b in bar.findChildren(QToolButton) if b.text().startswith(words))


def _press(bench: Bench, words: str) -> None:
    QTest.mouseClick(_button(bench, words), Qt.MouseButton.LeftButton)
    _shown(bench)


def test_the_second_grid_is_one_press_away(tool: Bench) -> None:
    heard, slow = _grid(tool), BeatGrid.steady(60.0, count=61)
    grids = tool.desk.grids
    known = BeatGrid(heard.beats, heard.downbeats, second=slow)
    tool.desk.lane.call(lambda: grids._heard.update({SONG: known}))
    tool.session.edit_grid(ShiftGrid(0.0))
    tool.until(lambda: tool.view.grid.standing.second_bpm == 60.0)
    button = _button(tool, "Or 60.0")
    assert "60.00 bpm" in button.toolTip()
    _press(tool, "Or 60.0")
    assert _grid(tool).has_beats_of(slow)
    assert tool.score.clip(A).start_beat == 4.0, "its seconds stay"
    tool.until(lambda: tool.view.grid.standing.second_bpm is None)
    assert not button.isVisible()
    tool.session.undo()
    _shown(tool)
    assert _grid(tool).bpm == pytest.approx(120.0)
    tool.desk.lane.call(lambda: grids._heard.update({SONG: heard}))


def test_a_beat_is_dragged_and_the_clip_on_it_follows(tool: Bench) -> None:
    scene = tool.view.scene
    x = scene.x_of_beat(8)
    y = scene.lanes.mix_top + 40
    tool.drag(QPointF(x, y), QPointF(x + 0.1 * scene.view.scale, y))
    _shown(tool)
    assert float(_grid(tool).seconds(8)) == pytest.approx(4.1, abs=0.02)
    assert float(_grid(tool).seconds(9)) == pytest.approx(4.5)
    assert tool.score.clip(A).start_beat == 8.0
    assert tool.score.clip(A).start_s == pytest.approx(4.1, abs=0.02)
    tool.until(lambda: tool.view.grid.standing.corrected)
    tool.session.undo()
    tool.until(lambda: _grid(tool) == BeatGrid.steady(120.0, count=121))
    assert tool.score.clip(A).start_s != pytest.approx(4.1, abs=0.02)


def test_escape_leaves_the_beat_where_it_was(tool: Bench) -> None:
    scene, canvas = tool.view.scene, tool.view.canvas
    at = QPointF(scene.x_of_beat(8), scene.lanes.mix_top + 40)
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, button, pos=at.toPoint())
    for on in (10.0, 20.0):
        move(tool, at + QPointF(on, 0), keys, button)
    assert tool.view.scene.drag.beat is not None
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas, button, pos=at.toPoint())
    assert float(_grid(tool).seconds(8)) == 4.0


def test_a_beat_stays_between_its_neighbours(tool: Bench) -> None:
    scene = tool.view.scene
    y = scene.lanes.mix_top + 40
    tool.drag(QPointF(scene.x_of_beat(8), y), QPointF(scene.x_of_beat(12), y))
    _shown(tool)
    assert 4.4 < float(_grid(tool).seconds(8)) < 4.5
    assert np.all(np.diff(_grid(tool).beats) > 0)


def test_all_beats_move_by_frames_and_half_beats(tool: Bench) -> None:
    _press(tool, "+1 f")
    assert float(_grid(tool).seconds(0)) == pytest.approx(1 / 60)
    _press(tool, "+½")
    assert float(_grid(tool).seconds(0)) == pytest.approx(1 / 60 + 0.25)
    tool.desk.documents.undo("score", SCORE)
    assert float(_grid(tool).seconds(0)) == pytest.approx(1 / 60)


def test_twice_as_many_beats_leave_the_light_where_it_is(tool: Bench) -> None:
    _press(tool, "×2")
    assert _grid(tool).bpm == pytest.approx(240.0)
    assert tool.score.clip(A).start_s == pytest.approx(4.0)
    assert tool.score.clip(A).start_beat == 16.0
    _press(tool, "÷2")
    assert tool.score.clip(A).start_beat == 8.0


def test_one_tempo_is_typed(tool: Bench) -> None:
    (bar,) = tool.view.findChildren(GridBar)
    bar.field.setFocus()
    bar.field.selectAll()
    QTest.keyClicks(bar.field, "100")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    _shown(tool)
    assert _grid(tool).bpm == pytest.approx(100.0)
    assert tool.score.clip(A).start_s == pytest.approx(8 * 0.6)


def test_bars_begin_where_a_person_says(tool: Bench) -> None:
    tool.view.grid.set_one(2.2)
    _shown(tool)
    assert float(_grid(tool).seconds(0)) == pytest.approx(1.0)
    assert tool.score.clip(A).start_s == pytest.approx(4.0)


def test_taps_make_a_tempo(tool: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([10.0, 10.5, 11.0, 11.5])
    monkeypatch.setattr("luma.ui.timeline.gridtool.time.monotonic", lambda: next(moments))
    run = next(a.run for a in timeline_actions(tool.view) if a.id == "grid tap")
    for _ in range(4):
        run()
    assert tool.view.grid.tapped_bpm == pytest.approx(120.0)
    monkeypatch.undo()
    tool.until(lambda: not tool.view.grid.taps)
    tool.until(lambda: tool.view.grid.standing.corrected)
    assert _grid(tool).bpm == pytest.approx(120.0)


def test_the_analysed_beats_come_back(tool: Bench) -> None:
    _press(tool, "×2")
    tool.until(lambda: tool.view.grid.standing.corrected)
    assert "120.00" in _button(tool, "Use analysed").toolTip()
    _press(tool, "Use analysed")
    assert _grid(tool) == BeatGrid.steady(120.0, count=121)
    tool.until(lambda: not tool.view.grid.standing.corrected)
    assert tool.score.clip(A).start_beat == 8.0
