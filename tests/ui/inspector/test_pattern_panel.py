"""The arguments of a pattern under real hands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luma.app.openness import fresh_argument, kinds, left_open, of_kind
from luma.domain.argumentkinds import ARGUMENT_KINDS
from luma.domain.graphdoc import Argument, GraphDoc, Offer
from luma.domain.graphedits import SetArgument, SetOffer
from luma.graph.arguments import faults
from luma.graph.register import node_types
from luma.ui.inspector.inspector import Inspector
from luma.ui.inspector.leaving import GivenAway, LeftOpen, setting_menu
from tests.ui.nodes.conftest import DOC, PULSE, Bench, bench, desk, luma_home

__all__ = ["bench", "desk", "luma_home"]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
DECAY = next(
    s for t in node_types() if t.key == "time/beat_envelope" for s in t.settings
    if s.name == "decay"
)  # fmt: skip


@pytest.fixture
def inspector(bench: Bench) -> Inspector:
    made = Inspector(bench.session)
    made.resize(320, 700)
    made.show_tab(1)
    made.show()
    bench.until(made.node.pattern.isVisible)
    return made


def add(bench: Bench, *arguments: Argument) -> None:
    for argument in arguments:
        bench.session.edit_graph(SetArgument(argument))
    bench.settle()


def names(bench: Bench) -> list[str]:
    return [argument.name for argument in bench.doc.arguments]


def test_an_argument_is_added_renamed_reordered_and_removed(
    bench: Bench, inspector: Inspector
) -> None:
    panel = inspector.node.pattern
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Insert)
    bench.until(lambda: names(bench) == ["number"])
    bench.until(panel.form.isVisible)
    panel.form.name.field.selectAll()
    QTest.keyClicks(panel.form.name.field, "speed")
    QTest.keyClick(panel.form.name.field, Qt.Key.Key_Return)
    bench.until(lambda: names(bench) == ["speed"])
    panel.add("colour")
    bench.until(lambda: panel.list.chosen == "colour")
    QTest.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    bench.until(lambda: names(bench) == ["colour", "speed"])
    bench.until(lambda: panel.list.chosen == "colour")
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    bench.until(lambda: names(bench) == ["speed"])
    bench.session.attend("graph")
    bench.session.undo()
    bench.until(lambda: names(bench) == ["colour", "speed"])


def test_a_kind_and_a_range_are_chosen(bench: Bench, inspector: Inspector) -> None:
    add(bench, Argument("speed", "number", 0.5, 0.0, 1.0))
    form = inspector.node.pattern.form
    bench.until(form.isVisible)
    form.high.field.selectAll()
    QTest.keyClicks(form.high.field, "4")
    QTest.keyClick(form.high.field, Qt.Key.Key_Return)
    bench.until(lambda: bench.doc.arguments[0].high == 4.0)
    form.kind.box.activated.emit(form.kind.box.findData("choice"))
    bench.until(lambda: bench.doc.arguments[0].kind == "choice")
    bench.until(form.choices.isVisible)
    form.choices.field.selectAll()
    QTest.keyClicks(form.choices.field, "slow, fast, fast")
    QTest.keyClick(form.choices.field, Qt.Key.Key_Return)
    bench.until(lambda: bench.doc.arguments[0].choices == ("slow", "fast"))
    assert bench.doc.arguments[0].default == "slow"


def test_what_is_given_away_is_listed_and_kept_again(
    bench: Bench, inspector: Inspector
) -> None:
    bench.session.edit_graph(SetOffer(Offer("level", PULSE, "out")))
    bench.until(lambda: bool(inspector.node.findChildren(GivenAway)))
    (given,) = inspector.node.findChildren(GivenAway)
    QTest.mouseClick(given.button, LEFT)
    bench.until(lambda: not bench.doc.offers)


def test_what_is_wrong_with_an_argument_is_told(bench: Bench, inspector: Inspector) -> None:
    add(bench, Argument("dice", "number", 0.5))
    form = inspector.node.pattern.form
    bench.until(form.fault.isVisible)
    assert "Rename" in form.fault.text()


def test_a_setting_is_left_open_as_a_chip_and_closed_again(
    bench: Bench, inspector: Inspector
) -> None:
    bench.session.select_node(PULSE)
    bench.until(lambda: "decay" in inspector.node.controls)
    menu = setting_menu(inspector, DOC, PULSE, DECAY, bench.session.edit_graph_by)
    menu.actions()[0].trigger()
    bench.until(lambda: names(bench) == ["decay"])
    assert bench.doc.nodes[PULSE].settings["decay"] == {"argument": "decay"}
    bench.until(lambda: bool(inspector.node.findChildren(LeftOpen)))
    assert "decay" not in inspector.node.controls
    (chip,) = inspector.node.findChildren(LeftOpen)
    QTest.mouseClick(chip.button, LEFT)
    bench.until(lambda: "decay" not in bench.doc.nodes[PULSE].settings)
    bench.until(lambda: "decay" in inspector.node.controls)
    bench.session.attend("graph")
    bench.session.undo()
    bench.session.undo()
    bench.until(lambda: bench.doc == DOC)


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_gives_a_sound_argument(kind: str) -> None:
    fresh = fresh_argument(GraphDoc(), kind)
    assert not list(faults([fresh]))
    for other in kinds():
        assert not list(faults([of_kind(fresh, other)])), other


def test_every_kind_has_a_name() -> None:
    assert set(kinds()) == set(ARGUMENT_KINDS)


def test_what_is_left_open_keeps_its_value_as_the_default() -> None:
    node = DOC.nodes[PULSE]
    chosen = DOC.with_nodes({PULSE: type(node)(node.type, settings={"decay": 0.3})})
    edit = left_open(chosen, PULSE, DECAY)[0]
    assert isinstance(edit, SetArgument)
    assert edit.argument.default == 0.3
