"""Patterns inside of a graph: into them, and out again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import AddNode
from luma.domain.ids import GraphId, NodeId, PatternId, new_id
from luma.domain.pattern import Implementation, Pattern
from tests.ui.nodes.conftest import BEATS, DOC, LIGHT, PULSE, SUM, Bench
from tests.ui.nodes.hands import ALT, CTRL, LEFT, NONE, SHIFT, Keyboard

INNER = NodeId("inner")


def put_pattern(bench: Bench) -> GraphId:
    """A pattern of the library as a node of the graph, and the graph behind it."""
    name = new_id()
    pattern, graph = PatternId(name), GraphId(name)
    doc = GraphDoc({BEATS: NodeDoc("in/beats")})
    bench.desk.ground.keeper.save(
        lambda shelf: shelf.patterns.save(
            Pattern(pattern, "Blink", "Blinks.", graph), Implementation(graph, pattern, doc)
        )
    ).result()
    bench.desk.pattern_book.look_again(pattern)
    bench.view.housing.ask()
    edit = AddNode(INNER, NodeDoc(f"pattern/{pattern}"), (0, 300))
    bench.desk.documents.edit("graph", bench.graph, edit)
    bench.until(lambda: INNER in bench.view.scene.nodes)
    bench.until(lambda: bench.view.scene.nodes[INNER].look.known)
    bench.view.canvas.frame_all()
    return graph


def arrived(bench: Bench, graph: GraphId) -> None:
    bench.until(lambda: bench.session.graph == graph)
    doc = bench.desk.documents.get("graph", graph)
    bench.until(lambda: bench.view.scene.doc == doc)


def test_a_pattern_is_called_by_its_name_and_found_in_the_search(bench: Bench) -> None:
    put_pattern(bench)
    assert bench.view.scene.nodes[INNER].look.title == "Blink"
    bench.view.search_here()
    QTest.keyClicks(bench.view.search.field, "blink")
    assert bench.view.search.rows.item(0).text() == "Blink"
    QTest.keyClicks(bench.view.search.field, "\b" * 5 + "pulse")
    shown = {
        bench.view.search.rows.item(n).text() for n in range(bench.view.search.rows.count())
    }
    assert "Pulse" not in shown, "a pattern cannot play itself"


def test_enter_goes_into_a_pattern_and_backspace_comes_back(bench: Bench) -> None:
    keys, inside = Keyboard(bench), put_pattern(bench)
    bench.view.scene.select({INNER})
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Return)
    arrived(bench, inside)
    assert [step.name for step in bench.view.descent.way] == ["Pulse"]
    for key, modifier in ((Qt.Key.Key_Backspace, NONE), (Qt.Key.Key_Left, ALT)):
        bench.view.canvas.setFocus()
        QTest.keyClick(bench.view.canvas, key, modifier)
        arrived(bench, bench.graph)
        assert bench.view.scene.selected == {INNER}, "one stands where one went in"
        assert bench.view.descent.way == ()
        bench.until(lambda: bench.view.headline.pattern is not None)
        QTest.keyClick(bench.view.canvas, Qt.Key.Key_Return)
        arrived(bench, inside)
    assert keys.table.get("graph.leave").enabled()


def test_a_double_click_goes_in_and_the_trail_leads_back(bench: Bench) -> None:
    inside = put_pattern(bench)
    at = bench.view.canvas.head_of(INNER).center()
    QTest.mouseDClick(bench.view.canvas.viewport(), LEFT, NONE, at)
    arrived(bench, inside)
    bench.view.descent.back_to(0)
    arrived(bench, bench.graph)


def test_the_way_is_forgotten_where_another_leads_to_a_graph(bench: Bench) -> None:
    inside = put_pattern(bench)
    bench.view.descent.enter(INNER)
    arrived(bench, inside)
    bench.session.open_graph(None)
    assert bench.view.descent.way == ()
    bench.session.open_graph(bench.graph)
    arrived(bench, bench.graph)


def test_nodes_are_gathered_by_a_name_and_dissolved_without_loss(bench: Bench) -> None:
    keys = Keyboard(bench)
    bench.view.scene.select({PULSE, SUM})
    keys.press(Qt.Key.Key_G, CTRL)
    keys.type("Thump")
    keys.press(Qt.Key.Key_Return)
    bench.until(lambda: set(bench.doc.nodes) > {BEATS, LIGHT} and PULSE not in bench.doc.nodes)
    (node,) = bench.doc.nodes.keys() - {BEATS, LIGHT}
    bench.until(lambda: bench.view.scene.nodes[node].look.title == "Thump")
    assert {(w.source, w.target) for w in bench.doc.wires} == {(BEATS, node), (node, LIGHT)}
    assert bench.view.scene.selected == {node}
    bench.until(lambda: all(i.isVisible() for i in bench.view.scene.wires.values()))
    keys.press(Qt.Key.Key_G, CTRL | SHIFT)
    bench.until(lambda: node not in bench.doc.nodes)
    kinds = sorted(node.type for node in bench.doc.nodes.values())
    assert kinds == sorted(node.type for node in DOC.nodes.values())
    assert len(bench.doc.wires) == len(DOC.wires)
    bench.session.undo()
    bench.settle()
    assert node in bench.doc.nodes
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC, "each is one step"


def test_a_name_that_is_left_gathers_nothing(bench: Bench) -> None:
    keys = Keyboard(bench)
    bench.view.scene.select({PULSE, SUM})
    for escape in (True, False):
        keys.press(Qt.Key.Key_G, CTRL)
        assert bench.app.focusWidget() is not bench.view.canvas
        if escape:
            keys.press(Qt.Key.Key_Escape)
        bench.view.canvas.setFocus()
        bench.settle()
        assert bench.doc == DOC


def test_what_cannot_be_gathered_says_why(bench: Bench) -> None:
    told: list[str] = []
    bench.session.problem.connect(lambda trouble: told.append(trouble.sentence()))
    bench.view.gatherer.gather({BEATS, LIGHT}, "Ends")
    bench.view.gatherer.gather({BEATS}, "   ")
    bench.settle()
    assert "lies between" in told[0]
    assert "letters" in told[1]
    assert bench.doc == DOC
