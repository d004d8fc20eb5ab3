"""The node editor without a mouse: every key goes through the table of commands."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from luma.domain.graphdoc import Wire
from luma.domain.graphedits import Connect
from luma.domain.ids import NodeId
from tests.ui.nodes.conftest import BEATS, DOC, FED, LIGHT, LIT, PULSE, SUM, Bench
from tests.ui.nodes.hands import CTRL, NONE, SHIFT, Keyboard

Key = Qt.Key


@pytest.fixture
def keys(bench: Bench) -> Keyboard:
    return Keyboard(bench)


def undone(bench: Bench) -> bool:
    bench.session.undo()
    bench.settle()
    return bench.doc == DOC


def test_arrows_go_along_the_wires(bench: Bench, keys: Keyboard) -> None:
    way = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Left):
        keys.press(key)
        way.append(set(bench.view.scene.selected))
    assert way == [{BEATS}, {PULSE}, {LIGHT}, {SUM}, {PULSE}]
    assert bench.session.node == PULSE, "the inspector follows"


def test_muting_and_bypassing_are_a_key_each_and_one_step(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({PULSE, SUM})
    keys.press(Key.Key_M)
    assert {bench.doc.nodes[n].use for n in (PULSE, SUM)} == {"muted"}
    assert bench.view.scene.nodes[PULSE].look.use == "muted"
    assert bench.view.scene.wires[LIT].dark, "nothing comes out of it"
    hit = bench.view.canvas.hands.hit_at(bench.view.canvas.head_of(PULSE).center())
    assert "Muted" in bench.view.canvas.overlay.words_for(hit)
    keys.press(Key.Key_B, SHIFT)
    assert {bench.doc.nodes[n].use for n in (PULSE, SUM)} == {"bypassed"}
    keys.press(Key.Key_B, SHIFT)
    assert bench.doc == DOC
    keys.press(Key.Key_M)
    assert undone(bench)


def test_a_node_is_connected_by_names(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({SUM})
    keys.press(Key.Key_C)
    ports = bench.view.adding.ports
    assert ports.isVisible()
    keys.type("light colour")
    keys.press(Key.Key_Return)
    assert Wire(SUM, "out", LIGHT, "colour") in bench.doc.wires
    assert bench.app.focusWidget() is bench.view.canvas
    assert undone(bench)
    keys.press(Key.Key_C)
    shown = [ports.rows.item(n).text() for n in range(ports.rows.count())]
    assert not any("Beats" in row for row in shown), "what does not fit is not offered"
    keys.press(Key.Key_Escape)
    assert bench.doc == DOC


def test_a_node_goes_into_the_chosen_wire_by_keys(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({PULSE})
    keys.press(Key.Key_W)
    keys.press(Key.Key_W)
    assert bench.view.scene.selected_wires == {LIT}
    keys.press(Key.Key_Tab)
    keys.type("arith")
    keys.press(Key.Key_Return)
    bench.until(lambda: len(bench.doc.nodes) == 5)
    assert LIT not in bench.doc.wires
    assert len(bench.doc.wires) == 3
    assert undone(bench)


def test_a_wire_is_cut_and_bent_by_keys(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({BEATS})
    keys.press(Key.Key_W)
    assert bench.view.scene.selected_wires == {FED}
    keys.press(Key.Key_R)
    bench.until(lambda: bench.view.scene.selected_bend == (FED, 0))
    (before,) = bench.doc.bends[0].by
    keys.press(Key.Key_Down, SHIFT)
    (after,) = bench.doc.bends[0].by
    assert after == (before[0], before[1] + 20)
    keys.press(Key.Key_Delete)
    assert bench.doc.bends == ()
    assert FED in bench.doc.wires
    bench.view.scene.select((), {FED})
    keys.press(Key.Key_Delete)
    assert bench.doc.wires == (LIT,)


def test_deleting_can_keep_the_flow(bench: Bench, keys: Keyboard) -> None:
    for edit in (
        Connect(Wire(PULSE, "out", SUM, "a")),
        Connect(Wire(SUM, "out", LIGHT, "intensity")),
    ):
        bench.desk.documents.edit("graph", bench.graph, edit)
    bench.settle()
    bench.view.scene.select({SUM})
    keys.press(Key.Key_Delete, CTRL)
    assert SUM not in bench.doc.nodes
    assert set(bench.doc.wires) == {FED, LIT}


def test_a_node_is_renamed_over_its_head(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({PULSE})
    keys.press(Key.Key_F2)
    keys.type("thump")
    keys.press(Key.Key_Return)
    thump = NodeId("thump")
    bench.until(lambda: thump in bench.doc.nodes)
    bench.settle()
    assert Wire(BEATS, "out", thump, "beats") in bench.doc.wires
    assert bench.view.scene.selected == {thump}


def test_copies_keep_what_feeds_them(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({PULSE})
    keys.press(Key.Key_D, CTRL)
    two = NodeId("beat_envelope")
    bench.until(lambda: two in bench.doc.nodes)
    assert bench.doc.feeds(two) == (Wire(BEATS, "out", two, "beats"),)
    assert undone(bench)
    bench.view.scene.select({PULSE})
    keys.press(Key.Key_C, CTRL)
    assert json.loads(QGuiApplication.clipboard().text())["nodes"].keys() == {"pulse"}
    keys.press(Key.Key_V, CTRL)
    bench.until(lambda: two in bench.doc.nodes)
    assert bench.doc.feeds(two) == ()
    assert undone(bench)
    keys.press(Key.Key_V, CTRL | SHIFT)
    bench.until(lambda: two in bench.doc.nodes)
    assert bench.doc.feeds(two) == (Wire(BEATS, "out", two, "beats"),)
    assert undone(bench)


def test_all_before_and_after_are_chosen_and_framed(bench: Bench, keys: Keyboard) -> None:
    bench.view.scene.select({PULSE})
    keys.press(Key.Key_U, SHIFT)
    assert bench.view.scene.selected == {BEATS, PULSE}
    keys.press(Key.Key_D, SHIFT)
    assert bench.view.scene.selected == {BEATS, PULSE, LIGHT}
    bench.view.canvas.zoom_to(0.3)
    bench.view.scene.select({LIGHT})
    before = bench.view.canvas.zoom
    keys.press(Key.Key_F)
    assert bench.view.canvas.zoom > before
    seen = bench.view.canvas.viewport().rect()
    assert seen.contains(bench.view.canvas.head_of(LIGHT))


def test_the_graph_is_laid_out_and_lined_up_in_one_step(bench: Bench, keys: Keyboard) -> None:
    keys.press(Key.Key_L, SHIFT)
    bench.until(lambda: bench.doc.layout != DOC.layout)
    boxes = bench.view.scene.boxes()
    for wire in bench.doc.wires:
        assert boxes[wire.target][0] > sum(boxes[wire.source][0::2])
    assert undone(bench)
    bench.view.scene.select({LIGHT, SUM, PULSE})
    keys.press(Key.Key_Up, CTRL | SHIFT)
    bench.until(lambda: bench.doc.layout[SUM][1] == 0)
    assert undone(bench)


def test_heat_is_switched_by_a_key_and_tells_its_range(bench: Bench, keys: Keyboard) -> None:
    bench.until(lambda: bench.view.live.answer is not None)
    bench.view.showing.note_costs({PULSE: 0.004, BEATS: 0.001, LIGHT: 0.0})
    keys.press(Key.Key_H)
    looks = {name: item.look for name, item in bench.view.scene.nodes.items()}
    assert looks[PULSE].heat == 1.0
    assert looks[BEATS].heat == 0.25
    assert looks[PULSE].cost_ms == 4.0
    assert bench.view.canvas.legend.isVisible()
    assert bench.view.canvas.legend.words == "0–4.0\u2009ms"
    keys.press(Key.Key_H)
    assert bench.view.scene.nodes[PULSE].look.heat is None
    assert not bench.view.canvas.legend.isVisible()


def test_keys_do_nothing_where_there_is_nothing_for_them(bench: Bench, keys: Keyboard) -> None:
    plain = (Key.Key_M, Key.Key_B, Key.Key_C, Key.Key_R, Key.Key_F2, Key.Key_Delete)
    for key in (*plain, Key.Key_W):
        keys.press(key, NONE)
    assert bench.doc == DOC
    assert not bench.view.adding.ports.isVisible()


def test_nodes_that_keys_add_lie_on_no_other(bench: Bench, keys: Keyboard) -> None:
    for _ in range(3):
        keys.press(Qt.Key.Key_Tab)
        keys.type("arithmetic")
        keys.press(Qt.Key.Key_Return)
    bodies = [item.body() for item in bench.view.scene.nodes.values()]
    assert len(bodies) == len(DOC.nodes) + 3
    apart = [not a.intersects(b) for n, a in enumerate(bodies) for b in bodies[:n]]
    assert all(apart)
