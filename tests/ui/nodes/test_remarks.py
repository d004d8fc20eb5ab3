"""Comments, frames and what is given away, under real hands."""

import gc

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from luma.domain.graphdoc import GraphDoc, Remark
from luma.domain.graphedits import PutRemark
from luma.ui.nodes.remarkhands import RemarkField
from tests.ui.nodes.conftest import BEATS, DOC, LIGHT, PULSE, SUM, Bench
from tests.ui.nodes.hands import SHIFT, Keyboard, drag

LEFT = Qt.MouseButton.LeftButton
FRAME = Remark("Rhythm", (-40.0, -60.0), (480.0, 300.0), frames=True)


def at(bench: Bench, x: float, y: float) -> QPoint:
    return bench.view.canvas.mapFromScene(QPointF(x, y))


def put(bench: Bench, name: str, remark: Remark) -> None:
    bench.session.edit_graph(PutRemark(name, remark))
    bench.until(lambda: name in bench.view.furnishing.remarks.items)
    bench.view.canvas.zoom_to(1.0)
    bench.view.canvas.centerOn(200, 120)


def undone(bench: Bench) -> GraphDoc:
    bench.session.attend("graph")
    bench.session.undo()
    bench.settle()
    return bench.doc


def test_a_frame_is_laid_around_what_is_chosen_and_written(bench: Bench) -> None:
    keyboard = Keyboard(bench)
    bench.view.scene.select({BEATS, PULSE})
    keyboard.press(Qt.Key.Key_F, SHIFT)
    bench.until(lambda: bench.view.furnishing.remark_hands.field is not None)
    keyboard.type("My rhythm")
    keyboard.press(Qt.Key.Key_Return)
    bench.until(lambda: [r.text for r in bench.doc.remarks.values()] == ["My rhythm"])
    (item,) = bench.view.furnishing.remarks.items.values()
    assert item.remark.frames
    for node in (BEATS, PULSE):
        assert item.body().contains(bench.view.scene.nodes[node].body())


def test_a_comment_of_no_words_goes(bench: Bench) -> None:
    keyboard = Keyboard(bench)
    keyboard.press(Qt.Key.Key_C, SHIFT)
    bench.until(lambda: bench.view.furnishing.remark_hands.field is not None)
    keyboard.type("x")
    keyboard.press(Qt.Key.Key_Return)
    bench.until(lambda: [r.text for r in bench.doc.remarks.values()] == ["x"])
    keyboard.press(Qt.Key.Key_F2)
    field = bench.view.canvas.viewport().findChildren(RemarkField)[-1]
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.until(lambda: not bench.doc.remarks)


def test_a_frame_carries_what_lies_in_it_as_one_step(bench: Bench) -> None:
    put(bench, "f", FRAME)
    before = bench.doc
    drag(bench, at(bench, 60, -50), at(bench, 120, -10))
    bench.until(lambda: bench.doc.remarks["f"].at == (20.0, -20.0))
    assert bench.doc.layout[BEATS] == (60.0, 40.0)
    assert bench.doc.layout[PULSE] == (300.0, 40.0)
    assert bench.doc.layout[LIGHT] == DOC.layout[LIGHT]
    assert bench.doc.layout[SUM] == DOC.layout[SUM]
    assert undone(bench) == before


def test_the_inside_of_a_frame_is_not_held(bench: Bench) -> None:
    put(bench, "f", FRAME)
    before = bench.doc
    drag(bench, at(bench, 20, 200), at(bench, 80, 230))
    assert bench.doc == before


def test_a_corner_resizes_and_escape_puts_back(bench: Bench) -> None:
    put(bench, "f", FRAME)
    before = bench.doc
    drag(bench, at(bench, 436, 236), at(bench, 476, 276))
    bench.until(lambda: bench.doc.remarks["f"].size == (520.0, 340.0))
    assert undone(bench) == before
    QTest.mousePress(bench.view.canvas.viewport(), LEFT, pos=at(bench, 60, -50))
    QTest.mouseMove(bench.view.canvas.viewport(), at(bench, 160, -50))
    QTest.keyClick(bench.view.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(bench.view.canvas.viewport(), LEFT, pos=at(bench, 160, -50))
    bench.settle()
    assert bench.doc == before
    assert bench.view.scene.nodes[BEATS].x() == 0


def test_a_frame_is_chosen_moved_tinted_and_deleted_by_keys(bench: Bench) -> None:
    put(bench, "f", FRAME)
    keyboard = Keyboard(bench)
    keyboard.press(Qt.Key.Key_N, SHIFT)
    assert bench.view.furnishing.remarks.chosen == "f"
    keyboard.press(Qt.Key.Key_Right, SHIFT)
    bench.until(lambda: bench.doc.layout[BEATS] == (20.0, 0.0))
    bench.view.furnishing.remarks.tint("#DA8184")
    bench.until(lambda: bench.doc.remarks["f"].tint == "#DA8184")
    keyboard.press(Qt.Key.Key_Delete)
    bench.until(lambda: not bench.doc.remarks)
    assert BEATS in bench.doc.nodes


def test_a_node_over_a_frame_is_met_first(bench: Bench) -> None:
    put(bench, "f", Remark("x", (-20.0, -10.0), (400.0, 100.0), frames=True))
    drag(bench, at(bench, 60, 10), at(bench, 60, 50))
    bench.until(lambda: bench.doc.layout[BEATS] == (0.0, 40.0))
    assert bench.doc.remarks["f"].at == (-20.0, -10.0)


def test_an_output_is_given_away_and_no_longer(bench: Bench) -> None:
    keyboard = Keyboard(bench)
    bench.view.scene.select({PULSE})
    keyboard.press(Qt.Key.Key_O)
    bench.until(lambda: [o.name for o in bench.doc.offers] == ["pulse"])
    assert set(bench.view.furnishing.offers.badges) == {"pulse"}
    bench.view.scene.select({PULSE})
    keyboard.press(Qt.Key.Key_O)
    bench.until(lambda: not bench.doc.offers)
    bench.until(lambda: not bench.view.furnishing.offers.badges)
    assert undone(bench).offers


def test_a_node_that_goes_takes_its_badge_along(bench: Bench) -> None:
    offers = bench.view.furnishing.offers
    offers.turn(PULSE, "out")
    bench.until(lambda: set(offers.badges) == {"pulse"})
    bench.view.scene.select({PULSE})
    bench.view.editor.remove_chosen()
    bench.until(lambda: not offers.badges)
    gc.collect()
    assert undone(bench).offers
    bench.until(lambda: set(offers.badges) == {"pulse"})


def test_what_is_given_away_is_renamed_at_its_badge(bench: Bench) -> None:
    offers = bench.view.furnishing.offers
    offers.turn(PULSE, "out")
    bench.until(lambda: set(offers.badges) == {"pulse"})
    offers.rename(bench.doc.offers[0])
    field = bench.view.canvas.viewport().findChildren(QLineEdit)[-1]
    field.setText("beat level")
    field.editingFinished.emit()
    bench.until(lambda: [o.name for o in bench.doc.offers] == ["beat level"])
    bench.until(lambda: set(offers.badges) == {"beat level"})


def test_every_place_has_a_menu(bench: Bench) -> None:
    put(bench, "f", FRAME)
    menus = bench.view.furnishing.menus
    ground = menus.menu_at(at(bench, 0, 420))
    assert ground.actions()[0].text().startswith("Add a node")
    frame = menus.menu_at(at(bench, 60, -50))
    assert "Write\tF2" in [a.text() for a in frame.actions()]
    node = bench.view.scene.nodes[PULSE]
    head = menus.menu_at(bench.view.canvas.mapFromScene(node.pos() + QPointF(40, 10)))
    assert any(a.text().startswith("Mute") for a in head.actions())
    param = node.look.shape.params[0]
    place = node.pos() + QPointF(30, param.y + 8)
    setting = menus.menu_at(bench.view.canvas.mapFromScene(place))
    assert setting.actions()[0].text() == "Leave open as an argument"
