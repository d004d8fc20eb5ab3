"""Keys reach layers, clips and beats through the table of commands, as in the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from luma.domain.score import Blend
from luma.ui.actions import ActionTable
from luma.ui.timeline.headers import Knob, places_in
from luma.ui.timeline.tools import timeline_actions
from tests.ui.timeline.conftest import A, Bench, C

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def table(shared: Bench) -> Iterator[ActionTable]:
    """The timeline's commands on the keys of its panel."""
    panel = shared.panel
    made = ActionTable(panel, timeline_actions(shared.view), {"Clip": panel})
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    yield made
    shared.app.removeEventFilter(made)
    made.deleteLater()


@pytest.fixture
def keyed(bench: Bench, table: ActionTable) -> Bench:
    """The bench with the keys on the canvas."""
    assert table.all
    bench.view.canvas.setFocus()
    return bench


def _press(bench: Bench, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(bench.view.canvas, key, keys)
    bench.settle()


def test_m_and_k_mean_the_chosen_clip(keyed: Bench) -> None:
    keyed.click(keyed.at(12, 0))
    _press(keyed, Qt.Key.Key_M)
    assert keyed.score.clip(A).muted
    _press(keyed, Qt.Key.Key_K)
    assert keyed.score.clip(A).locked
    assert not keyed.score.layers


def test_m_and_k_mean_the_layer_while_no_clip_is_chosen(keyed: Bench) -> None:
    keyed.click(places_in(keyed.view.scene, 1)[Knob.NAME].center())
    _press(keyed, Qt.Key.Key_M)
    _press(keyed, Qt.Key.Key_K)
    assert keyed.score.layer(1).muted
    assert keyed.score.layer(1).locked
    assert not keyed.score.clip(C).muted


def test_shift_means_the_layer_of_the_clip(keyed: Bench) -> None:
    keyed.click(keyed.at(12, 1))
    _press(keyed, Qt.Key.Key_S, SHIFT)
    assert keyed.score.layer(1).solo
    assert keyed.view.scene.states.dark


def test_alt_and_a_number_is_a_blend_mode(keyed: Bench) -> None:
    keyed.click(keyed.at(12, 0))
    _press(keyed, Qt.Key.Key_3, ALT)
    assert keyed.score.clip(A).blend is Blend.MULTIPLY


def test_a_layer_is_added_and_named_by_keys_alone(keyed: Bench) -> None:
    _press(keyed, Qt.Key.Key_A, SHIFT)
    keyed.until(lambda: keyed.view.layers.current == 2)
    _press(keyed, Qt.Key.Key_F2)
    field = keyed.view.canvas.findChildren(QLineEdit)[-1]
    QTest.keyClicks(field, "Mike")
    QTest.keyClick(field, Qt.Key.Key_Return)
    keyed.settle()
    assert keyed.score.layer(2).name == "Mike"


def test_g_lets_beats_be_taken_hold_of(keyed: Bench) -> None:
    _press(keyed, Qt.Key.Key_G)
    assert keyed.view.scene.corrects
    _press(keyed, Qt.Key.Key_G)
    assert not keyed.view.scene.corrects
