"""Where to go is typed, and what does not read is pointed at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luma.ui.timeline.gotofield import GoToField
from luma.ui.timeline.trackactions import open_go_to
from tests.ui.timeline.conftest import Bench


def _typed(field: GoToField, words: str) -> None:
    field.field.selectAll()
    QTest.keyClicks(field.field, words)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


@pytest.mark.parametrize(("words", "seconds"), [("3.1", 4.0), ("7s", 7.0), ("0:05+2b", 6.0)])
def test_enter_goes_there(bench: Bench, words: str, seconds: float) -> None:
    bench.until(lambda: bench.session.has_sound)
    field = open_go_to(bench.view)
    _typed(field, words)
    bench.until(lambda: bench.view.play_seconds == pytest.approx(seconds, abs=0.02))


def test_a_fault_is_marked_and_told(bench: Bench) -> None:
    field = open_go_to(bench.view)
    _typed(field, "3.1+")
    assert field.isVisible()
    assert field.field.at == 4
    assert field.words.text().startswith("Character 5:")
    QTest.keyClick(field.field, Qt.Key.Key_Escape)
    assert not field.isVisible()
