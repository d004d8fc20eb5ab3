"""The controls of steps, drawn lines, stops and formulas under real hands."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.domain.nodetype import Setting, SettingKind
from luma.ui.controls.control import Control
from luma.ui.controls.drawn import DrawnLine
from luma.ui.controls.making import control_for
from luma.ui.controls.steps import Steps
from luma.ui.controls.stops import Stops
from luma.ui.controls.written import Written

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def open_control(control: Control) -> tuple[list[object], list[object]]:
    moved: list[object] = []
    ends: list[object] = []
    control.moved.connect(moved.append)
    control.finished.connect(lambda: ends.append(1))
    control.resize(240, control.height())
    control.show()
    return moved, ends


@pytest.mark.parametrize(
    ("kind", "made"), [("steps", Steps), ("drawn", DrawnLine), ("stops", Stops)]
)
def test_each_kind_has_its_control(
    app: QApplication, kind: SettingKind, made: type[Control]
) -> None:
    assert isinstance(control_for(Setting("x", kind, None)), made)


def test_a_stroke_over_bars_is_one_gesture(app: QApplication) -> None:
    steps = Steps()
    moved, ends = open_control(steps)
    steps.show_value([0.0] * 8)
    box = steps.box().toRect()
    QTest.mousePress(steps, LEFT, NONE, QPoint(box.left() + 2, box.bottom()))
    for share in (0.3, 0.6, 0.99):
        away = QPoint(round(share * box.width()), -round(share * box.height()))
        QTest.mouseMove(steps, box.bottomLeft() + away)
    QTest.mouseRelease(steps, LEFT, NONE, box.topRight())
    assert len(moved) >= 3
    assert len(ends) == 1
    assert list(steps.levels) == sorted(steps.levels)
    assert steps.levels[-1] > 0.9


def test_bars_are_set_by_keys(app: QApplication) -> None:
    steps = Steps()
    moved, _ = open_control(steps)
    steps.show_value([0.0, 0.0])
    QTest.keyClick(steps, Qt.Key.Key_Right)
    QTest.keyClick(steps, Qt.Key.Key_Up)
    assert moved == [[0.0, 0.05]]
    QTest.keyClick(steps, Qt.Key.Key_Plus)
    assert moved[-1] == [0.0, 0.05, 0.0]
    QTest.keyClick(steps, Qt.Key.Key_Minus)
    QTest.keyClick(steps, Qt.Key.Key_Minus)
    QTest.keyClick(steps, Qt.Key.Key_Minus)
    assert moved[-1] == [0.0], "one step is always left"


def test_points_are_added_dragged_and_taken_away(app: QApplication) -> None:
    drawn = DrawnLine()
    moved, ends = open_control(drawn)
    drawn.show_value([[0.0, 0.0], [1.0, 1.0]])
    box = drawn.box().toRect()
    middle = QPoint(box.center().x(), box.top())
    QTest.mouseClick(drawn, LEFT, NONE, middle)
    assert len(drawn.spots) == 3
    assert drawn.spots[1][1] == pytest.approx(1.0, abs=0.03)
    QTest.mousePress(drawn, LEFT, NONE, middle)
    QTest.mouseMove(drawn, QPoint(box.right() + 50, box.bottom() + 40))
    QTest.mouseRelease(drawn, LEFT, NONE, QPoint(box.right() + 50, box.bottom() + 40))
    assert drawn.spots[1] == (1.0, 0.0), "it goes as far as its neighbour"
    QTest.keyClick(drawn, Qt.Key.Key_Delete)
    assert moved[-1] == [[0.0, 0.0], [1.0, 1.0]]
    assert len(ends) == 3


def test_the_last_point_stays(app: QApplication) -> None:
    drawn = DrawnLine()
    open_control(drawn)
    drawn.show_value([[0.5, 0.5]])
    QTest.keyClick(drawn, Qt.Key.Key_Delete)
    assert drawn.spots == ((0.5, 0.5),)


def test_stops_are_added_painted_and_moved(app: QApplication) -> None:
    stops = Stops()
    moved, _ = open_control(stops)
    stops.show_value([[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
    bar = stops.box().toRect()
    QTest.mouseClick(stops, LEFT, NONE, QPoint(bar.center().x(), bar.top() + 8))
    assert stops.count() == 3
    assert stops.stops[1][1:] == pytest.approx((0.5, 0.5, 0.5), abs=0.02)
    stops.tint(QColor(255, 0, 0))
    assert stops.stops[1][1:] == (1.0, 0.0, 0.0)
    QTest.keyClick(stops, Qt.Key.Key_Right)
    assert stops.stops[1][0] == pytest.approx(0.55, abs=0.02)
    QTest.keyClick(stops, Qt.Key.Key_Delete)
    assert moved[-1] == [[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]


def test_a_formula_says_what_is_wrong_and_is_only_taken_when_it_reads(
    app: QApplication,
) -> None:
    written = control_for(Setting("f", "text", "a", language="formula"))
    assert isinstance(written, Written)
    moved, _ = open_control(written)
    written.show_value("a")
    written.field.setFocus()
    written.field.selectAll()
    QTest.keyClicks(written.field, "a * (b")
    assert written.field.at == 6
    assert written.words.text()
    QTest.keyClick(written.field, Qt.Key.Key_Return)
    assert moved == []
    QTest.keyClicks(written.field, ")")
    assert written.words.isHidden()
    QTest.keyClick(written.field, Qt.Key.Key_Return)
    assert moved == ["a * (b)"]
