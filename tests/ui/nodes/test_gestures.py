"""What hands do to the flow: nodes into wires and out of them, cuts and bends."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from luma.domain.graphdoc import NodeDoc, Wire
from luma.domain.graphedits import AddNode, BendWire, Connect, MoveNodes
from luma.domain.ids import NodeId
from tests.ui.nodes.conftest import BEATS, DOC, FED, LIGHT, LIT, PULSE, SUM, Bench
from tests.ui.nodes.hands import ALT, CTRL, LEFT, NONE, SHIFT, drag, hold, on_wire, spot

THROUGH = {FED, Wire(PULSE, "out", SUM, "a"), Wire(SUM, "out", LIGHT, "intensity")}


def spread_out(bench: Bench) -> None:
    """Let there be room between the nodes."""
    edit = MoveNodes({BEATS: (0, 0), PULSE: (300, 0), LIGHT: (900, 0), SUM: (560, 400)})
    bench.desk.documents.edit("graph", bench.graph, edit)
    bench.settle()
    bench.view.canvas.frame_all()


def splice(bench: Bench) -> None:
    """Put the sum between pulse and light, where there is room for it."""
    spread_out(bench)
    middle = bench.view.scene.wires[LIT].middle
    body = bench.view.scene.nodes[SUM].body()
    away = middle - body.center()
    start = spot(bench, SUM, 60, 14)
    zoom = bench.view.canvas.zoom
    drag(bench, start, start + QPoint(round(away.x() * zoom), round(away.y() * zoom)))


def test_a_node_let_go_on_a_wire_goes_into_it_in_one_step(bench: Bench) -> None:
    splice(bench)
    assert set(bench.doc.wires) == THROUGH
    before = bench.view.scene.nodes[SUM].pos()
    bench.session.undo()
    bench.settle()
    assert set(bench.doc.wires) == {FED, LIT}
    assert bench.doc.layout[SUM] == (560, 400)
    bench.session.redo()
    bench.settle()
    assert set(bench.doc.wires) == THROUGH
    assert bench.view.scene.nodes[SUM].pos() == before


def test_the_wire_that_would_take_the_node_shines_and_no_other_does(bench: Bench) -> None:
    spread_out(bench)
    zoom, scene = bench.view.canvas.zoom, bench.view.scene
    start = spot(bench, SUM, 60, 14)
    for wire, mark in ((LIT, "fits"), (FED, "")):
        away = scene.wires[wire].middle - QPointF(560, 400) - QPointF(70, 40)
        hold(bench, start, start + QPoint(round(away.x() * zoom), round(away.y() * zoom)))
        assert scene.wires[wire].mark == mark
        QTest.keyClick(bench.view.canvas, Qt.Key.Key_Escape)
        QTest.mouseRelease(bench.view.canvas.viewport(), LEFT, NONE, start)
        assert {item.mark for item in scene.wires.values()} == {""}
    bench.settle()
    assert bench.doc.wires == DOC.wires


def test_a_node_pulled_out_with_alt_joins_the_ends_that_it_leaves(bench: Bench) -> None:
    splice(bench)
    start = spot(bench, SUM, 60, 14)
    hold(bench, start, start + QPoint(0, 120), ALT)
    cut = {w for w, item in bench.view.scene.wires.items() if item.mark == "cut"}
    assert cut == THROUGH - {FED}
    QTest.mouseRelease(bench.view.canvas.viewport(), LEFT, ALT, start + QPoint(0, 120))
    bench.settle()
    assert set(bench.doc.wires) == {FED, LIT}
    bench.session.undo()
    bench.settle()
    assert set(bench.doc.wires) == THROUGH


def test_a_stroke_cuts_the_wires_that_it_crosses_in_one_step(bench: Bench) -> None:
    spread_out(bench)
    top = QPoint(on_wire(bench, FED).x(), 8)
    over = on_wire(bench, FED) + QPoint(0, 60)
    hold(bench, top, over, CTRL | SHIFT)
    assert bench.view.scene.wires[FED].mark == "cut"
    assert bench.view.scene.wires[LIT].mark == ""
    across = on_wire(bench, LIT) + QPoint(0, 60)
    QTest.mouseMove(bench.view.canvas.viewport(), across)
    QTest.mouseMove(bench.view.canvas.viewport(), on_wire(bench, LIT) - QPoint(0, 60))
    QTest.mouseRelease(
        bench.view.canvas.viewport(), LEFT, CTRL | SHIFT, on_wire(bench, LIT) - QPoint(0, 60)
    )
    bench.settle()
    assert bench.doc.wires == ()
    bench.session.undo()
    bench.settle()
    assert set(bench.doc.wires) == {FED, LIT}


def test_the_knife_cuts_once_and_escape_puts_it_away(bench: Bench) -> None:
    spread_out(bench)
    bench.view.take_knife()
    middle = on_wire(bench, LIT)
    hold(bench, middle - QPoint(0, 40), middle + QPoint(0, 40))
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(bench.view.canvas.viewport(), LEFT, NONE, middle + QPoint(0, 40))
    bench.settle()
    assert set(bench.doc.wires) == {FED, LIT}
    assert not bench.view.canvas.hands.has_knife
    bench.view.take_knife()
    drag(bench, middle - QPoint(0, 40), middle + QPoint(0, 40))
    assert set(bench.doc.wires) == {FED}
    drag(bench, on_wire(bench, FED) - QPoint(0, 40), on_wire(bench, FED) + QPoint(0, 40))
    assert set(bench.doc.wires) == {FED}, "the knife is put away after a cut"


def test_a_wire_is_bent_dragged_and_straightened(bench: Bench) -> None:
    spread_out(bench)
    viewport, zoom = bench.view.canvas.viewport(), bench.view.canvas.zoom
    QTest.mouseDClick(viewport, LEFT, NONE, on_wire(bench, LIT))
    bench.until(lambda: bool(bench.doc.bends))
    bench.settle()
    (bend,) = bench.doc.bends
    assert bench.view.scene.selected_bend == (LIT, 0)
    at = bench.view.canvas.mapFromScene(QPointF(*bend.by[0]))
    drag(bench, at, at + QPoint(0, round(100 * zoom)))
    (bend,) = bench.doc.bends
    x, y = bend.by[0]
    points = bench.view.scene.wires[LIT].points()
    assert abs(points - (x, y)).sum(axis=1).min() < 1e-6, "the wire is drawn through it"
    hit = bench.view.canvas.hands.hit_at(bench.view.canvas.mapFromScene(QPointF(x, y)))
    assert (hit.what, hit.wire, hit.bend) == ("bend", LIT, 0)
    bench.view.editor.remove_chosen()
    bench.until(lambda: not bench.doc.bends)
    bench.session.undo()
    bench.settle()
    assert bench.doc.bends == (bend,)


def test_bends_go_with_the_nodes_between_which_they_lie(bench: Bench) -> None:
    spread_out(bench)
    bench.desk.documents.edit("graph", bench.graph, BendWire(LIT, ((700.0, 100.0),)))
    bench.settle()
    bench.view.scene.select({PULSE, LIGHT})
    start, zoom = spot(bench, PULSE, 60, 14), bench.view.canvas.zoom
    drag(bench, start, start + QPoint(0, round(100 * zoom)))
    moved = bench.doc.layout[PULSE][1]
    assert moved > 0
    assert bench.doc.bends[0].by == ((700.0, 100.0 + moved),)
    bench.session.undo()
    bench.settle()
    assert bench.doc.bends[0].by == ((700.0, 100.0),)


def test_a_new_node_goes_into_the_wire_under_the_pointer(bench: Bench) -> None:
    spread_out(bench)
    bench.view.adding.find_node(on_wire(bench, LIT), None)
    search = bench.view.search
    assert bench.view.scene.wires[LIT].mark == "fits"
    shown = {search.rows.item(n).text() for n in range(search.rows.count())}
    assert "Arithmetic" in shown
    assert "Beats" not in shown
    QTest.keyClicks(search.field, "arith")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    bench.until(lambda: len(bench.doc.nodes) == 5)
    bench.settle()
    (new,) = bench.doc.nodes.keys() - DOC.nodes.keys()
    assert set(bench.doc.wires) == {
        FED,
        Wire(PULSE, "out", new, "a"),
        Wire(new, "out", LIGHT, "intensity"),
    }
    assert bench.view.scene.wires.keys() == set(bench.doc.wires)
    bench.session.undo()
    bench.settle()
    assert set(bench.doc.wires) == {FED, LIT}


def test_a_step_that_would_be_refused_in_part_is_not_done_at_all(bench: Bench) -> None:
    told: list[object] = []
    bench.session.problem.connect(told.append)
    back = Connect(Wire(LIGHT, "out", PULSE, "decay"))
    fresh = AddNode(NodeId("fresh"), NodeDoc("math/arithmetic"))
    assert not bench.view.editor.do([fresh, back])
    bench.settle()
    assert bench.doc == DOC
    assert len(told) == 1


def test_a_click_on_one_of_several_chosen_nodes_chooses_it_alone(bench: Bench) -> None:
    scene, target = bench.view.scene, bench.view.canvas.viewport()
    at = spot(bench, PULSE, 60, 14)
    for keys, chosen in ((NONE, {PULSE}), (SHIFT, {SUM}), (CTRL, {SUM})):
        scene.select({PULSE, SUM})
        QTest.mouseClick(target, LEFT, keys, at)
        assert scene.selected == chosen
    scene.select({PULSE, SUM})
    drag(bench, at, at + QPoint(60, 40))
    assert scene.selected == {PULSE, SUM}


def test_what_is_added_is_moved_into_sight(bench: Bench) -> None:
    canvas = bench.view.canvas
    canvas.zoom_to(1.0)
    bench.view.editor.add("in/chords", (4000.0, 4000.0))
    bench.settle()
    (added,) = bench.view.scene.selected
    whole = canvas.mapFromScene(bench.view.scene.nodes[added].body()).boundingRect()
    assert canvas.viewport().rect().contains(whole)
