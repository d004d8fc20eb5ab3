"""The node editor under real hands: mouse, wheel and keys."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from luma.app.nodes import Question, examined
from luma.app.shows import Show
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, Disconnect, RemoveNode, SetParam
from luma.domain.ids import FixtureId, NodeId, ScoreId, TrackId, VenueId
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features
from luma.ui.nodes.actions import node_actions
from luma.ui.nodes.scene import GraphScene
from tests.ui.nodes.conftest import BEATS, DOC, FED, LIGHT, LIT, PULSE, SUM, Bench
from tests.ui.nodes.hands import LEFT, NONE, SHIFT, drag, port, spot


def test_a_wire_is_drawn_by_a_drag_and_one_step_takes_it_back(bench: Bench) -> None:
    drag(
        bench, port(bench, PULSE, "out", is_output=True), port(bench, SUM, "a", is_output=False)
    )
    assert Wire(PULSE, "out", SUM, "a") in bench.doc.wires
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC
    bench.session.redo()
    bench.settle()
    assert Wire(PULSE, "out", SUM, "a") in bench.doc.wires


def test_a_wire_that_does_not_fit_says_why_and_is_not_drawn(bench: Bench) -> None:
    canvas = bench.view.canvas
    start = port(bench, BEATS, "out", is_output=True)
    stop = port(bench, LIGHT, "colour", is_output=False)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, start)
    QTest.mouseMove(canvas.viewport(), stop)
    bench.app.processEvents()
    assert "beat grid" in canvas.hands.words
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, stop)
    bench.settle()
    assert bench.doc == DOC


def test_a_wire_dragged_off_its_input_goes_and_dragged_elsewhere_leads_there(
    bench: Bench,
) -> None:
    start = port(bench, LIGHT, "intensity", is_output=False)
    drag(bench, start, port(bench, SUM, "a", is_output=False))
    assert set(bench.doc.wires) == {FED, Wire(PULSE, "out", SUM, "a")}
    drag(bench, port(bench, SUM, "a", is_output=False), QPoint(20, 440))
    assert set(bench.doc.wires) == {FED}


def test_a_wire_dropped_on_nothing_offers_only_what_takes_it(bench: Bench) -> None:
    start = port(bench, PULSE, "out", is_output=True)
    drag(bench, start, QPoint(40, 420))
    search = bench.view.search
    assert search.isVisible()
    shown = {search.rows.item(n).text() for n in range(search.rows.count())}
    assert "Arithmetic" in shown
    assert "Beats" not in shown
    QTest.keyClicks(search.field, "arith")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    bench.until(lambda: len(bench.doc.nodes) == 5)
    bench.settle()
    new = (bench.doc.nodes.keys() - DOC.nodes.keys()).pop()
    assert Wire(PULSE, "out", new, "a") in bench.doc.wires
    assert bench.view.scene.selected == {new}
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC, "adding with its wire is one step"


def test_tab_searches_and_enter_adds(bench: Bench) -> None:
    bench.view.canvas.setFocus()
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Tab)
    assert bench.view.search.isVisible()
    QTest.keyClicks(bench.view.search.field, "chords")
    QTest.keyClick(bench.view.search.field, Qt.Key.Key_Down)
    QTest.keyClick(bench.view.search.field, Qt.Key.Key_Up)
    QTest.keyClick(bench.view.search.field, Qt.Key.Key_Return)
    bench.until(lambda: "in/chords" in {n.type for n in bench.doc.nodes.values()})


def test_a_double_click_on_nothing_searches_and_escape_ends_it(bench: Bench) -> None:
    QTest.mouseDClick(bench.view.canvas.viewport(), LEFT, NONE, QPoint(30, 430))
    assert bench.view.search.isVisible()
    QTest.keyClick(bench.view.search.field, Qt.Key.Key_Escape)
    assert not bench.view.search.isVisible()
    assert bench.doc == DOC


def test_a_node_lands_on_the_grid_and_one_step_puts_it_back(bench: Bench) -> None:
    zoom = bench.view.canvas.zoom
    start = spot(bench, SUM, 60, 14)
    drag(bench, start, start + QPoint(round(47 * zoom), round(-33 * zoom)))
    x, y = bench.doc.layout[SUM]
    assert (x, y) == (560.0, 200.0)
    assert bench.view.scene.selected == {SUM}
    bench.session.undo()
    bench.settle()
    assert bench.view.scene.nodes[SUM].pos() == QPointF(520, 240)


def test_escape_breaks_a_drag_off(bench: Bench) -> None:
    canvas = bench.view.canvas
    start = spot(bench, SUM, 60, 14)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(100, 0))
    bench.app.processEvents()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, start + QPoint(100, 0))
    bench.settle()
    assert bench.doc == DOC
    assert bench.view.scene.nodes[SUM].pos() == QPointF(520, 240)


def test_turning_a_number_on_a_node_is_one_step(bench: Bench) -> None:
    bench.view.canvas.zoom_to(1.0)
    bench.view.canvas.centerOn(bench.view.scene.nodes[PULSE])
    row = bench.view.scene.nodes[PULSE].look.shape.port("decay", is_output=False)
    assert row is not None
    start = spot(bench, PULSE, 40, row.y)
    drag(bench, start, start - QPoint(60, 0))
    decay = bench.doc.nodes[PULSE].settings["decay"]
    assert isinstance(decay, float)
    assert 0.5 < decay < 0.8
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC


def test_a_number_is_typed_over_its_place(bench: Bench) -> None:
    bench.view.canvas.zoom_to(1.0)
    bench.view.canvas.centerOn(bench.view.scene.nodes[SUM])
    row = bench.view.scene.nodes[SUM].look.shape.port("b", is_output=False)
    assert row is not None
    at = spot(bench, SUM, 40, row.y)
    QTest.mouseDClick(bench.view.canvas.viewport(), LEFT, NONE, at)
    field = bench.app.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "2.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.until(lambda: bench.doc.nodes[SUM].settings.get("b") == 2.5)


def test_delete_takes_nodes_with_their_wires_in_one_step(bench: Bench) -> None:
    actions = {action.id: action for action in node_actions(bench.view)}
    bench.view.canvas.setFocus()
    bench.view.scene.select({PULSE, SUM})
    assert actions["graph.delete"].enabled()
    actions["graph.delete"].run()
    bench.until(lambda: set(bench.doc.nodes) == {BEATS, LIGHT})
    assert bench.doc.wires == ()
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC
    assert set(bench.view.scene.wires) == {FED, LIT}


def test_a_chosen_wire_is_deleted_alone(bench: Bench) -> None:
    middle = bench.view.canvas.mapFromScene(bench.view.scene.wires[LIT].middle)
    QTest.mouseClick(bench.view.canvas.viewport(), LEFT, NONE, middle)
    assert bench.view.scene.selected_wires == {LIT}
    bench.view.editor.remove_chosen()
    bench.until(lambda: bench.doc.wires == (FED,))


def test_copied_nodes_are_text_and_come_back_with_their_wires(bench: Bench) -> None:
    bench.view.scene.select({BEATS, PULSE})
    bench.view.editor.copy()
    assert '"in/beats"' in QGuiApplication.clipboard().text()
    bench.view.paste()
    bench.until(lambda: len(bench.doc.nodes) == 6)
    bench.settle()
    fresh = bench.doc.nodes.keys() - DOC.nodes.keys()
    assert bench.view.scene.selected == fresh
    assert sum(w.source in fresh and w.target in fresh for w in bench.doc.wires) == 1
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC


def test_what_is_no_node_on_the_clipboard_is_not_pasted(bench: Bench) -> None:
    told: list[str] = []
    bench.session.problem.connect(lambda trouble: told.append(trouble.sentence()))
    QGuiApplication.clipboard().setText("a shopping list")
    bench.view.paste()
    bench.settle()
    assert bench.doc == DOC
    assert "holds no nodes" in told[0]


def test_duplicate_and_box_choose(bench: Bench) -> None:
    bench.view.canvas.frame_all()
    start = spot(bench, BEATS, -30, -30)
    drag(bench, start, spot(bench, BEATS, 60, 20))
    assert bench.view.scene.selected == {BEATS}
    bench.view.editor.duplicate()
    bench.until(lambda: NodeId("beats_2") in bench.doc.nodes)


def test_a_problem_is_told_on_its_node_and_darkens_what_hangs_on_it(bench: Bench) -> None:
    bench.desk.documents.edit("graph", bench.graph, SetParam(PULSE, "decay", 7.0))
    bench.until(lambda: bench.view.scene.nodes[PULSE].look.broken)
    assert bench.view.scene.nodes[LIGHT].look.dark
    assert bench.view.scene.nodes[PULSE].look.shape.foot
    bench.desk.documents.undo("graph", bench.graph)
    bench.until(lambda: not bench.view.scene.nodes[PULSE].look.broken)


def test_a_kind_that_nobody_knows_stands_in_with_its_wires(bench: Bench) -> None:
    strange = NodeId("strange")
    bench.desk.documents.edit(
        "graph", bench.graph, AddNode(strange, NodeDoc("space/warp", 1, {"depth": 3}))
    )
    bench.until(lambda: strange in bench.view.scene.nodes)
    look = bench.view.scene.nodes[strange].look
    assert not look.known
    assert "kept as it is" in " ".join(look.shape.foot)


def test_choosing_a_node_tells_the_window_and_the_window_can_choose(bench: Bench) -> None:
    told: list[object] = []
    bench.session.node_selected.connect(told.append)
    QTest.mouseClick(bench.view.canvas.viewport(), LEFT, NONE, spot(bench, BEATS, 60, 14))
    assert told == [BEATS]
    bench.session.select_node(LIGHT)
    assert bench.view.scene.selected == {LIGHT}


def test_the_wheel_zooms_about_the_pointer_within_its_bounds(bench: Bench) -> None:
    canvas = bench.view.canvas
    at = QPointF(300, 200)
    under = canvas.mapToScene(at.toPoint())
    canvas.zoom_to(canvas.zoom * 1.5, at)
    again = canvas.mapToScene(at.toPoint())
    assert abs(again.x() - under.x()) < 2
    assert abs(again.y() - under.y()) < 2
    canvas.zoom_to(100)
    assert canvas.zoom == 4.0
    canvas.zoom_to(0.0001)
    assert canvas.zoom == 0.15


def test_only_what_differs_between_two_documents_is_touched(bench: Bench) -> None:
    scene = GraphScene()
    scene.show_doc(DOC)
    items, wires = dict(scene.nodes), dict(scene.wires)
    scene.show_doc(SetParam(SUM, "b", 3.0).apply(DOC))
    assert scene.nodes == items
    assert scene.wires == wires
    scene.show_doc(RemoveNode(SUM).apply(DOC))
    assert scene.nodes.keys() == DOC.nodes.keys() - {SUM}
    scene.show_doc(Disconnect(LIT).apply(DOC))
    assert scene.nodes[PULSE] is items[PULSE]
    assert scene.wires == {FED: wires[FED]}
    scene.show_doc(GraphDoc())
    assert not scene.items()


def test_a_closed_graph_leaves_the_reason_why_it_is_empty(bench: Bench) -> None:
    bench.session.open_graph(None)
    bench.app.processEvents()
    assert not bench.view.is_open
    assert not bench.view.canvas.isVisible()
    assert not any(a.enabled() for a in node_actions(bench.view))


def test_arrows_with_shift_move_what_is_chosen_by_steps_of_the_grid(bench: Bench) -> None:
    bench.view.scene.select({SUM})
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Left, SHIFT)
    bench.until(lambda: bench.doc.layout[SUM] == (500, 240))
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Down, SHIFT)
    bench.until(lambda: bench.doc.layout[SUM] == (500, 260))


def test_a_dropped_wire_hangs_until_the_search_ends(bench: Bench) -> None:
    drag(bench, port(bench, PULSE, "out", is_output=True), QPoint(40, 420))
    hanging = [bench.view.canvas.hands.is_hanging]
    QTest.keyClick(bench.view.search.field, Qt.Key.Key_Escape)
    hanging.append(bench.view.canvas.hands.is_hanging)
    assert hanging == [True, False]
    assert bench.doc == DOC


def test_what_flows_is_written_on_wires_and_drawn_in_nodes(bench: Bench) -> None:
    heads = tuple(Head(FixtureId(str(n)), 0, (float(n), 0.0, 3.0)) for n in range(3))
    features = Features(BeatGrid.steady(120.0, count=64))
    show = Show(ScoreId("s"), VenueId("v"), TrackId("t"), heads, features, 30.0)
    view = bench.view
    bench.until(lambda: view.live.answer is not None)
    view.showing.take(examined(Question(DOC, show, None, 600), Cache()))
    view.showing.follow(615, playing=True, write=True)
    assert view.canvas.overlay.words_on(LIT) == "0.50"
    assert view.canvas.overlay.words_on(FED) == "6.1"
    assert view.scene.nodes[PULSE].picture is not None
    assert view.scene.nodes[BEATS].picture is None
    share = view.scene.nodes[PULSE].play_share
    assert share is not None
    assert 0.1 < share < 0.2
    view.showing.follow(615, playing=False, write=False)
    assert view.scene.nodes[PULSE].play_share is None, "a picture stands when the music does"
    view.toggle_costs()
    assert view.scene.nodes[PULSE].look.cost_ms is not None
    view.toggle_costs()
