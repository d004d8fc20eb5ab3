"""Layers are named, locked, muted, carried and blended by hand, each as one step."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from luma.domain.score import Blend, Score
from luma.ui.timeline.headers import Knob, foot_of, places_in
from luma.ui.timeline.tools import timeline_actions
from tests.ui.timeline.conftest import CLIPS, SCORE, A, B, Bench, C, pixel

if TYPE_CHECKING:
    from luma.domain.errors import LumaError

FIRST = tuple(sorted(CLIPS, key=lambda c: (c.layer, c.start_beat)))


def _knob(bench: Bench, layer: int, knob: Knob) -> QPointF:
    return places_in(bench.view.scene, layer)[knob].center()


def _press(bench: Bench, layer: int, knob: Knob) -> None:
    bench.click(_knob(bench, layer, knob))
    bench.settle()


def _undone(bench: Bench) -> bool:
    before: Score = bench.desk.documents.undo("score", SCORE)  # type: ignore[assignment]
    bench.desk.documents.redo("score", SCORE)
    return before.clips == FIRST and not before.layers


def _run(bench: Bench, name: str) -> None:
    action = next(a for a in timeline_actions(bench.view) if a.id == name)
    assert action.enabled()
    action.run()
    bench.settle()


def _entry(menu: QMenu, words: str) -> QAction:
    return next(a for a in menu.actions() if a.text().startswith(words))


def test_a_layer_is_muted_and_its_clips_are_dark(bench: Bench) -> None:
    _press(bench, 0, Knob.EYE)
    assert bench.score.layer(0).muted
    assert bench.view.scene.states.dark == {A, B}
    assert _undone(bench)
    _press(bench, 0, Knob.EYE)
    assert not bench.view.scene.states.dark


def test_solo_leaves_the_other_layers_dark(bench: Bench) -> None:
    _press(bench, 1, Knob.SOLO)
    assert bench.view.scene.states.dark == {A, B}
    assert _undone(bench)


def test_a_locked_layer_refuses_in_words(bench: Bench) -> None:
    hints: list[str] = []
    bench.session.hinted.connect(hints.append)
    _press(bench, 0, Knob.LOCK)
    bench.drag(bench.at(10, 0), bench.at(14, 0))
    assert bench.score.clip(A).start_beat == 8.0
    assert any("Layer 1 is locked" in words for words in hints)
    assert hints[-1] == ""
    bench.drag(bench.at(16, 0) - QPointF(2, 0), bench.at(20, 0))
    assert bench.score.clip(A).stop_beat == 16.0
    hints.clear()
    bench.drag(bench.at(12, 1), bench.at(12, 0))
    assert bench.score.clip(C).layer == 1
    assert any("locked" in words for words in hints)
    told: list[LumaError] = []
    bench.session.problem.connect(told.append)
    bench.click(bench.at(10, 0))
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Delete)
    bench.until(lambda: told)
    assert "locked" in told[0].sentence()
    assert len(bench.score.clips) == 3


def test_a_layer_is_renamed_in_place(bench: Bench) -> None:
    at = pixel(_knob(bench, 1, Knob.NAME))
    QTest.mouseDClick(bench.view.canvas, Qt.MouseButton.LeftButton, pos=at)
    (field,) = bench.view.canvas.findChildren(QLineEdit)
    assert field.text() == "Layer 2"
    field.clear()
    QTest.keyClicks(field, "Movers")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.settle()
    bench.app.processEvents()
    assert bench.score.layer(1).name == "Movers"
    assert _undone(bench)


def test_escape_leaves_the_name(bench: Bench) -> None:
    bench.click(_knob(bench, 1, Knob.NAME))
    bench.view.fingers.heads.rename()
    field = bench.view.canvas.findChildren(QLineEdit)[-1]
    QTest.keyClicks(field, "Nothing")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    bench.settle()
    assert not bench.score.layers


def test_a_layer_is_added_carried_and_removed(bench: Bench) -> None:
    bench.click(foot_of(bench.view.scene).center())
    bench.settle()
    assert bench.score.layer(2).name == "Layer 3"
    assert bench.view.layers.current == 2
    bench.drag(_knob(bench, 2, Knob.NAME), _knob(bench, 0, Knob.NAME))
    assert bench.score.layer(0).name == "Layer 3"
    assert bench.score.clip(A).layer == 1
    assert bench.score.clip(C).layer == 2
    bench.desk.documents.undo("score", SCORE)
    bench.settle()
    assert bench.score.clip(C).layer == 1
    bench.view.layers.attend(1)
    _run(bench, "layer remove")
    assert {clip.id for clip in bench.score.clips} == {A, B}


def test_keys_move_the_layer_of_the_clip(bench: Bench) -> None:
    bench.click(bench.at(12, 1))
    _run(bench, "layer down")
    assert bench.score.clip(C).layer == 0
    assert bench.score.clip(A).layer == 1
    assert _undone(bench)


def test_a_layer_gives_its_clips_a_blend_mode_and_an_opacity(bench: Bench) -> None:
    bench.view.fingers.heads.open_blends(0)
    menu = bench.view.findChildren(QMenu)[-1]
    assert len(menu.actions()) == len(Blend)
    _entry(menu, "MUL").trigger()
    menu.close()
    bench.settle()
    assert {bench.score.clip(name).blend for name in (A, B)} == {Blend.MULTIPLY}
    assert bench.score.clip(C).blend is Blend.REPLACE
    line = places_in(bench.view.scene, 0)[Knob.OPACITY]
    bench.drag(QPointF(line.right(), line.center().y()), line.center())
    assert bench.score.clip(A).opacity == pytest.approx(0.5, abs=0.03)
    assert bench.score.clip(B).opacity == bench.score.clip(A).opacity
    bench.desk.documents.undo("score", SCORE)
    assert bench.score.clip(A).opacity == 1.0
    assert bench.score.clip(A).blend is Blend.MULTIPLY


def test_m_mutes_and_k_locks_what_is_chosen(bench: Bench) -> None:
    bench.click(bench.at(12, 0))
    _run(bench, "clip mute")
    assert bench.score.clip(A).muted
    assert bench.view.scene.states.dark == {A}
    _run(bench, "clip lock")
    assert bench.score.clip(A).locked
    bench.drag(bench.at(10, 0), bench.at(14, 0))
    assert bench.score.clip(A).start_beat == 8.0
    _run(bench, "clip lock")
    _run(bench, "clip mute")
    assert not (bench.score.clip(A).muted)
    assert not (bench.score.clip(A).locked)


@pytest.mark.parametrize("blend", list(Blend))
def test_every_blend_mode_has_a_key(bench: Bench, blend: Blend) -> None:
    bench.click(bench.at(12, 0))
    _run(bench, f"blend {blend.value}")
    assert bench.score.clip(A).blend is blend


def test_the_menu_of_a_head_says_what_is_so(bench: Bench) -> None:
    _press(bench, 0, Knob.EYE)
    at = pixel(_knob(bench, 0, Knob.NAME))
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, bench.view.canvas.mapToGlobal(QPoint(at)))
    bench.app.sendEvent(bench.view.canvas, event)
    menu = bench.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert _entry(menu, "Mute").isChecked()
    assert not _entry(menu, "Lock").isChecked()
    assert _entry(menu, "Remove the layer with 2 clips").isEnabled()
    assert not _entry(menu, "Move down").isEnabled()
    menu.close()


def test_a_copy_of_a_locked_clip_is_carried(bench: Bench) -> None:
    bench.click(bench.at(12, 0))
    _run(bench, "clip lock")
    ctrl = Qt.KeyboardModifier.ControlModifier
    bench.drag(bench.at(10, 0), bench.at(40, 0), ctrl)
    assert len(bench.score.clips) == 4
    assert bench.score.clip(bench.session.clips[0]).start_beat == 38.0
    assert bench.score.clip(A).start_beat == 8.0


def test_nothing_is_dropped_on_a_locked_layer(bench: Bench) -> None:
    hints: list[str] = []
    bench.session.hinted.connect(hints.append)
    _press(bench, 1, Knob.LOCK)
    assert not bench.view.fingers.offer("glow", bench.at(40, 1), free=False)
    assert "Layer 2 is locked" in hints[-1]
    assert bench.view.fingers.offer("glow", bench.at(40, 0), free=False)
    bench.view.fingers.drop_offer()
