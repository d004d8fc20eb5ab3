"""Clips are placed, carried, cut and faded by hand, each as one step that can be undone."""

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from luma.domain.score import Blend, Clip, Score
from luma.domain.scoreedits import SetArguments
from luma.ui.timeline.canvas import PATTERN_MIME
from luma.ui.timeline.lanes import RULER
from luma.ui.timeline.snap import Snap
from luma.ui.timeline.tools import timeline_actions
from tests.ui.timeline.conftest import CLIPS, SCORE, SONG, A, B, Bench, C, move, pixel

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _span(clip: Clip) -> tuple[float, float, int]:
    return clip.start_beat, clip.stop_beat, clip.layer


def _undone(bench: Bench) -> bool:
    """Whether a single step back leads to where all began."""
    before = bench.desk.documents.undo("score", SCORE)
    bench.desk.documents.redo("score", SCORE)
    assert isinstance(before, Score)
    return before.clips == tuple(sorted(CLIPS, key=lambda c: (c.layer, c.start_beat)))


def test_everything_that_was_heard_is_shown(bench: Bench) -> None:
    view = bench.view
    bench.until(lambda: len(view.sources.strips) == 3)
    bench.until(lambda: view.sources.tiles.bytes > 0)
    assert view.scene.chords is not None
    assert view.scene.marks is not None
    assert bench.panel.title.text() == "A song"
    assert view.scene.label(CLIPS[0]).name == "Glow"
    lit = view.sources.strips[A].strip
    assert lit.heads == 24
    assert lit.frames == 4 * 60
    assert lit.levels[0].min() > 100


def test_a_click_selects_and_the_span_is_looped(bench: Bench) -> None:
    bench.click(bench.at(12, 0))
    assert list(bench.session.clips) == [A]
    bench.until(lambda: bench.desk.player.wanted.loop == (4.0, 8.0))
    bench.click(bench.at(28, 0), SHIFT)
    assert set(bench.session.clips) == {A, B}
    bench.click(bench.at(50, 0))
    assert not bench.session.clips


def test_a_clip_is_carried_to_the_nearest_beat_in_one_step(bench: Bench) -> None:
    bench.drag(bench.at(10, 0), bench.at(13.3, 0))
    assert _span(bench.score.clip(A)) == (11.0, 19.0, 0)
    assert _undone(bench)


def test_alt_frees_from_the_beat(bench: Bench) -> None:
    bench.drag(bench.at(10, 0), bench.at(13.3, 0), ALT)
    assert bench.score.clip(A).start_beat == pytest.approx(11.3, abs=0.1)
    assert bench.score.clip(A).start_beat != round(bench.score.clip(A).start_beat)


def test_several_clips_are_carried_together_and_to_another_layer(bench: Bench) -> None:
    bench.click(bench.at(12, 0))
    bench.click(bench.at(12, 1), SHIFT)
    bench.drag(bench.at(12, 0), bench.at(16, 1))
    assert _span(bench.score.clip(A)) == (12.0, 20.0, 1)
    assert _span(bench.score.clip(C)) == (12.0, 28.0, 2)
    assert _undone(bench)


def test_ctrl_carries_a_copy(bench: Bench) -> None:
    bench.drag(bench.at(10, 0), bench.at(40, 0), CTRL)
    assert len(bench.score.clips) == 4
    assert _span(bench.score.clip(A)) == (8.0, 16.0, 0)
    assert _span(bench.score.clip(bench.session.clips[0])) == (38.0, 46.0, 0)
    assert _undone(bench)


def test_nothing_is_carried_before_the_track_begins(bench: Bench) -> None:
    bench.drag(bench.at(10, 0), bench.at(0, 0))
    assert bench.score.clip(A).start_beat == 0.0


def test_edges_are_moved_and_rest_on_other_edges(bench: Bench) -> None:
    bench.drag(bench.at(16, 0) - QPointF(2, 0), bench.at(20.2, 0))
    assert _span(bench.score.clip(A)) == (8.0, 20.0, 0)
    assert _undone(bench)
    bench.view.snap = Snap.BAR
    bench.drag(bench.at(24, 0, 0.9) + QPointF(2, 0), bench.at(20.6, 0, 0.9))
    assert _span(bench.score.clip(B)) == (20.0, 32.0, 0)
    bench.view.snap = Snap.BEAT


def test_an_edge_stops_before_the_other(bench: Bench) -> None:
    bench.drag(bench.at(16, 0) - QPointF(2, 0), bench.at(2, 0))
    clip = bench.score.clip(A)
    assert clip.start_beat == 8.0
    assert 0 < clip.stop_beat - clip.start_beat < 0.1


def test_corners_are_fades(bench: Bench) -> None:
    bench.view.show_stretch(bench.view.scene.view.fitted(0, 20))
    place = bench.view.scene.place(CLIPS[0])
    corner = QPointF(place.left() + 4, place.top() + 25)
    bench.drag(corner, QPointF(bench.at(11, 0).x() + 4, corner.y()))
    assert bench.score.clip(A).fade_in == pytest.approx(3.0)
    assert bench.score.clip(A).fade_out == 0.0
    assert _undone(bench)


def test_a_box_selects_what_it_touches(bench: Bench) -> None:
    bench.drag(bench.at(34, 0, 0.95), bench.at(23, 0))
    assert set(bench.session.clips) == {B}
    bench.drag(bench.at(34, 0, 0.95), bench.at(10, 1))
    assert set(bench.session.clips) == {A, B, C}


def test_escape_calls_a_drag_off(bench: Bench) -> None:
    canvas, start = bench.view.canvas, bench.at(10, 0)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, none, pixel(start))
    for beat in (12, 20):
        move(bench, bench.at(beat, 0), none, left)
    bench.settle()
    assert bench.score.clip(A).start_beat == 18.0
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas, left, none, pixel(bench.at(20, 0)))
    bench.settle()
    assert bench.score.clip(A).start_beat == 8.0


def test_keys_walk_carry_and_delete(bench: Bench) -> None:
    canvas = bench.view.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert bench.session.clips == (C,)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert bench.session.clips == (A,)
    QTest.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    bench.settle()
    assert _span(bench.score.clip(A)) == (9.0, 17.0, 1)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    bench.settle()
    assert {clip.id for clip in bench.score.clips} == {B, C}


def test_commands_on_what_is_chosen(bench: Bench) -> None:
    commands = bench.view.commands
    bench.session.select_clips((A, B))
    commands.duplicate()
    bench.settle()
    copies = [_span(bench.score.clip(name)) for name in bench.session.clips]
    assert copies == [(32.0, 40.0, 0), (48.0, 56.0, 0)]
    assert _undone(bench)
    bench.session.select_clips((A, B))
    commands.set_blend(Blend.ADD)
    bench.settle()
    commands.set_opacity(0.5)
    bench.settle()
    changed = [bench.score.clip(name) for name in (A, B)]
    assert {(clip.blend, clip.opacity) for clip in changed} == {(Blend.ADD, 0.5)}
    assert bench.score.clip(C).blend is Blend.REPLACE


def test_cut_and_paste_keep_the_distances(bench: Bench) -> None:
    bench.session.select_clips((A, C))
    bench.view.commands.cut()
    bench.settle()
    bench.view.commands.paste(40.0)
    bench.settle()
    pasted = sorted(_span(bench.score.clip(name)) for name in bench.session.clips)
    assert pasted == [(40.0, 48.0, 0), (40.0, 56.0, 1)]


def test_a_split_cuts_only_what_lies_there(bench: Bench) -> None:
    assert not bench.view.commands.can_split(40.0)
    bench.view.commands.split(12.0)
    bench.settle()
    spans = sorted(_span(clip) for clip in bench.score.clips)
    assert spans == [(8, 12, 0), (8, 12, 1), (12, 16, 0), (12, 24, 1), (24, 32, 0)]
    assert _undone(bench)


def test_a_pattern_is_dropped_where_it_was_shown(bench: Bench) -> None:
    data, canvas, at = QMimeData(), bench.view.canvas, bench.at(41.7, 1)
    data.setData(PATTERN_MIME, QByteArray(b"glow"))
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    entered = QDragEnterEvent(at.toPoint(), *how, Qt.KeyboardModifier.NoModifier)
    bench.app.sendEvent(canvas, entered)
    assert entered.isAccepted()
    offered = bench.view.scene.drag.offer
    assert offered is not None
    assert _span(offered) == (41.0, 57.0, 1)
    assert len(bench.score.clips) == 3
    bench.app.sendEvent(canvas, QDropEvent(at, *how, Qt.KeyboardModifier.NoModifier))
    bench.settle()
    placed = bench.score.clip(bench.session.clips[0])
    assert _span(placed) == (41.0, 57.0, 1)
    assert _undone(bench)


def test_a_pattern_is_placed_at_the_play_head_on_a_free_layer(bench: Bench) -> None:
    bench.session.unloop()
    bench.session.seek(4.3)
    bench.until(lambda: abs(bench.view.play_seconds - 4.3) < 0.1)
    bench.view.place_pattern(CLIPS[0].pattern)
    bench.settle()
    assert _span(bench.score.clip(bench.session.clips[0])) == (8.0, 24.0, 2)


def test_the_wheel_scrolls_and_zooms_at_the_pointer(bench: Bench) -> None:
    view, at = bench.view, QPointF(600, 80)
    held = view.scene.seconds(600)
    _turn(bench, at, 480, CTRL)
    assert view.scene.view.scale == pytest.approx(view.scene.view.widest * 2, rel=0.01)
    assert view.scene.seconds(600) == pytest.approx(held, abs=0.01)
    start = view.scene.view.start
    _turn(bench, at, -120, Qt.KeyboardModifier.NoModifier)
    assert view.scene.view.start == pytest.approx(start + 60 / view.scene.view.scale, abs=0.01)
    view.fit()
    assert view.scene.view.start == 0.0


def _turn(bench: Bench, at: QPointF, angle: int, keys: Qt.KeyboardModifier) -> None:
    none = QPointF().toPoint()
    turned = QPointF(0, angle).toPoint()
    event = QWheelEvent(
        at, at, none, turned, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    bench.app.sendEvent(bench.view.canvas, event)


def test_the_ruler_seeks_and_its_brace_loops(bench: Bench) -> None:
    x = bench.view.scene.x_of_beat
    bench.drag(QPointF(x(16), 4), QPointF(x(31.8), 4))
    bench.until(lambda: bench.desk.player.wanted.loop == (8.0, 16.0))
    assert bench.score.clips == bench.session.score.clips  # type: ignore[union-attr]
    bench.session.unloop()
    bench.click(QPointF(x(50) + 2, RULER - 4))
    bench.until(lambda: bench.desk.player.snapshot() is not None)
    bench.until(lambda: abs(bench.view.play_seconds - 25.0) < 0.3)
    assert bench.view.play_beat == 50.0


def test_the_middle_button_moves_the_view(bench: Bench) -> None:
    bench.view.show_stretch(bench.view.scene.view.fitted(20, 40))
    start, scale = bench.view.scene.view.start, bench.view.scene.view.scale
    bench.drag(QPointF(500, 90), QPointF(400, 90), button=Qt.MouseButton.MiddleButton)
    assert bench.view.scene.view.start == pytest.approx(start + 100 / scale)


def _open_menu(bench: Bench, at: QPointF) -> QMenu:
    canvas, place = bench.view.canvas, pixel(at)
    why = QContextMenuEvent.Reason.Mouse
    bench.app.sendEvent(canvas, QContextMenuEvent(why, place, canvas.mapToGlobal(place)))
    menu = bench.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _entry(menu: QMenu, words: str) -> QAction:
    return next(entry for entry in menu.actions() if entry.text().startswith(words))


def test_the_menu_acts_on_the_clip_under_it(bench: Bench) -> None:
    menu = _open_menu(bench, bench.at(28, 0))
    assert bench.session.clips == (B,)
    opacities = _entry(menu, "Opacity").menu()
    assert isinstance(opacities, QMenu)
    assert [entry.text() for entry in opacities.actions() if entry.isChecked()] == ["100 %"]
    _entry(opacities, "50").trigger()
    menu.close()
    bench.settle()
    assert bench.score.clip(B).opacity == 0.5
    assert bench.score.clip(A).opacity == 1.0


def test_the_menu_beside_clips_places_a_pattern_there(bench: Bench) -> None:
    menu = _open_menu(bench, bench.at(41.6, 0))
    patterns = _entry(menu, "Place").menu()
    assert isinstance(patterns, QMenu)
    _entry(patterns, "Glow").trigger()
    menu.close()
    bench.settle()
    assert _span(bench.score.clip(bench.session.clips[0])) == (41.0, 57.0, 0)


def test_a_pattern_is_refused_beside_the_lanes(bench: Bench) -> None:
    assert not bench.view.fingers.offer("glow", QPointF(20, 300), free=False)
    assert bench.view.scene.drag.offer is None


def test_what_is_wrong_with_a_clip_is_said_on_it(bench: Bench) -> None:
    bench.session.edit_score(SetArguments(A, {"selection": "nobody at all"}))
    bench.until(lambda: A in bench.view.sources.troubles)
    assert bench.view.scene.troubles[A]
    bench.session.edit_score(SetArguments(A, {"selection": "movers"}))
    bench.until(lambda: A not in bench.view.sources.troubles)
    bench.until(lambda: bench.view.sources.strips[A].strip.heads == 8)


def test_every_command_has_one_name_and_says_when_it_can_be_run(bench: Bench) -> None:
    actions = timeline_actions(bench.view)
    assert len({action.id for action in actions}) == len(actions)
    by_id = {action.id: action for action in actions}
    assert not by_id["clip delete"].enabled()
    bench.session.select_clips((A,))
    assert by_id["clip delete"].enabled()
    by_id["snap quarter"].run()
    assert bench.view.snap is Snap.QUARTER
    by_id["snap beat"].run()
    assert bench.session.track is not None
    assert bench.session.track.id == SONG


def test_a_drag_on_the_ruler_with_alt_is_heard_in_grains(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[float] = []
    player = bench.desk.player
    monkeypatch.setattr(player, "scrub", heard.append)
    monkeypatch.setattr(player, "release", lambda: heard.append(-1.0))
    x, y = bench.view.scene.x_of_beat, RULER - 4
    alt = Qt.KeyboardModifier.AltModifier
    bench.drag(QPointF(x(20) + 2, y), QPointF(x(40) + 2, y), alt)
    assert heard[-1] == -1.0
    assert heard[-2] == pytest.approx(20.0, abs=0.3)
    assert len(heard) >= 3
