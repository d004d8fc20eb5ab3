"""The inspector under real hands."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.domain.graphedits import SetParam
from luma.domain.ids import FixtureId
from luma.domain.nodetype import Setting
from luma.domain.venue import Head
from luma.ui.controls.choices import Choice, Switch
from luma.ui.controls.number import NumberField
from luma.ui.controls.numbers import bounded, read_number, step_of
from luma.ui.controls.turned import Turned
from luma.ui.inspector.inspector import Inspector
from luma.ui.inspector.selection_field import SelectionField
from tests.ui.nodes.conftest import DOC, LIGHT, LIT, PULSE, Bench, bench, desk, luma_home

__all__ = ["bench", "desk", "luma_home"]

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def inspector(bench: Bench) -> Inspector:
    made = Inspector(bench.session)
    made.resize(320, 600)
    made.show()
    return made


def test_a_slider_turns_a_setting_live_and_is_one_step(
    bench: Bench, inspector: Inspector
) -> None:
    bench.session.select_node(PULSE)
    bench.until(lambda: "decay" in inspector.node.controls)
    turned = inspector.node.controls["decay"]
    assert isinstance(turned, Turned)
    assert turned.slider is not None
    slider = turned.slider
    seen: list[object] = []
    QTest.mousePress(slider, LEFT, NONE, QPoint(slider.width() - 4, 12))
    for share in (0.8, 0.6, 0.4):
        QTest.mouseMove(slider, QPoint(round(slider.width() * share), 12))
        bench.settle()
        seen.append(bench.doc.nodes[PULSE].settings.get("decay"))
    QTest.mouseRelease(slider, LEFT, NONE, QPoint(round(slider.width() * 0.4), 12))
    bench.settle()
    assert len({str(value) for value in seen}) > 1, "values are live while dragging"
    assert bench.doc.nodes[PULSE].settings["decay"] == pytest.approx(0.4, abs=0.03)
    bench.session.attend("graph")
    bench.session.undo()
    bench.settle()
    assert bench.doc == DOC


def test_a_double_click_on_the_name_restores_the_default(
    bench: Bench, inspector: Inspector
) -> None:
    bench.desk.documents.edit("graph", bench.graph, SetParam(PULSE, "swing", 0.5))
    bench.session.select_node(PULSE)
    bench.until(lambda: "swing" in inspector.node.controls)
    row = inspector.node._rows["swing"]
    bench.until(lambda: "•" in row.label.text())
    QTest.mouseDClick(row.label, LEFT)
    bench.until(lambda: "swing" not in bench.doc.nodes[PULSE].settings)


def test_a_wired_setting_names_its_source_and_can_be_unlinked(
    bench: Bench, inspector: Inspector
) -> None:
    bench.session.select_node(LIGHT)
    bench.until(lambda: "colour" in inspector.node.controls)
    assert "intensity" not in inspector.node.controls
    bench.session.edit_graph(SetParam(LIGHT, "colour", [1.0, 0.0, 0.0]))
    bench.settle()
    unlink = inspector.node.findChildren(type(inspector.node.head.action))
    button = next(b for b in unlink if b.accessibleName().startswith("Take the wire from"))
    QTest.mouseClick(button, LEFT)
    bench.until(lambda: LIT not in bench.doc.wires)
    bench.until(lambda: "intensity" in inspector.node.controls)


def test_all_defaults_come_back_in_one_step(bench: Bench, inspector: Inspector) -> None:
    for name, value in (("decay", 0.2), ("every", "4")):
        bench.desk.documents.edit("graph", bench.graph, SetParam(PULSE, name, value))
    bench.settle()
    before = bench.doc
    bench.session.select_node(PULSE)
    bench.until(lambda: "decay" in inspector.node.controls)
    QTest.mouseClick(inspector.node.head.action, LEFT)
    bench.until(lambda: not bench.doc.nodes[PULSE].settings)
    bench.session.attend("graph")
    bench.session.undo()
    bench.until(lambda: bench.doc == before)


def test_without_a_choice_it_says_so(bench: Bench, inspector: Inspector) -> None:
    inspector.show_tab(1)
    assert inspector.node._empty.isVisible()
    inspector.show_tab(0)
    assert inspector.clip._empty.isVisible()


def test_a_number_is_dragged_in_steps_and_typed(app: QApplication) -> None:
    field = NumberField(Setting("x", "number", 0.0, 0.0, 2.0, unit="s"))
    field.resize(80, 24)
    field.show()
    field.show_value(1.0)
    moved: list[object] = []
    ends: list[object] = []
    field.moved.connect(moved.append)
    field.finished.connect(lambda: ends.append(1))
    inner = field._field
    QTest.mousePress(inner, LEFT, NONE, QPoint(20, 10))
    QTest.mouseMove(inner, QPoint(40, 10))
    QTest.mouseRelease(inner, LEFT, NONE, QPoint(40, 10))
    assert moved[-1] == pytest.approx(1.2)
    assert len(ends) == 1
    assert field.text == "1.2\u2009s"
    QTest.mouseClick(inner, LEFT, NONE, QPoint(20, 10))
    inner.selectAll()
    QTest.keyClicks(inner, "9")
    QTest.keyClick(inner, Qt.Key.Key_Return)
    assert moved[-1] == 2.0, "it stays within its range"


def test_a_slider_steps_by_keys_and_ends_when_they_are_let_go(app: QApplication) -> None:
    turned = Turned(Setting("x", "number", 0.0, 0.0, 1.0))
    turned.show()
    moved: list[object] = []
    ends: list[object] = []
    turned.moved.connect(moved.append)
    turned.finished.connect(lambda: ends.append(1))
    assert turned.slider is not None
    QTest.keyClick(turned.slider, Qt.Key.Key_Right)
    QTest.keyClick(turned.slider, Qt.Key.Key_PageUp)
    assert moved == [0.005, 0.055]
    assert len(ends) == 2


def test_a_switch_turns_by_click_and_by_space(app: QApplication) -> None:
    switch = Switch()
    switch.show()
    moved: list[object] = []
    switch.moved.connect(moved.append)
    QTest.mouseClick(switch, LEFT)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert moved == [True, False]


def test_a_choice_shows_a_dash_where_things_differ(app: QApplication) -> None:
    choice = Choice(("a", "b"))
    choice.show_value("b")
    assert choice.box.currentText() == "b"
    choice.show_value(None)
    assert choice.box.currentIndex() == -1


def test_a_selection_counts_while_it_is_typed_and_marks_the_wrong_word(
    app: QApplication,
) -> None:
    field = SelectionField()
    field.show()
    heads = tuple(Head(FixtureId(str(n)), 0, (0, 0, 0), ("truss",)) for n in range(6))
    field.meet(heads, 0)
    field.show_value("all")
    assert field.words.text() == "6 heads"
    taken: list[object] = []
    field.moved.connect(taken.append)
    field.field.setFocus()
    field.field.selectAll()
    QTest.keyClicks(field.field, "truss and truzs")
    assert field.field.at == 10
    assert "truss" in field.words.text()
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert taken == [], "what is wrong is not taken"
    field.field.selectAll()
    QTest.keyClicks(field.field, "truss[:2]")
    assert field.words.text() == "2 heads"
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert taken == ["truss[:2]"]


@pytest.mark.parametrize(("low", "high", "step"), [(0, 1, 0.005), (-32, 32, 0.5), (0, 4, 0.02)])
def test_a_step_is_a_round_part_of_the_range(low: float, high: float, step: float) -> None:
    assert step_of(Setting("x", "number", 0.0, low, high)) == pytest.approx(step)


def test_numbers_are_read_with_units_and_other_signs() -> None:
    assert read_number("−2,5\u2009s") == -2.5
    assert read_number("85 %") == 85
    assert read_number("fast") is None
    assert read_number("nan") is None
    assert bounded(Setting("x", "whole", 0, 0, 5), 3.6) == 4
    assert np.isfinite(float(str(bounded(Setting("x", "number", 0.0), 1e9))))
