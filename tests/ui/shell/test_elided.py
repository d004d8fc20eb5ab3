"""People's own words stay as they were written, however long or odd they are."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from luma.ui.elided import Elided, as_written
from luma.ui.panel import Panel

ODD = "<h1>Big</h1> & <b>bold</b>"


def test_markup_in_a_name_is_nothing_but_letters(app: QApplication) -> None:
    panel = Panel("Timeline", QWidget())
    plain = panel.title.sizeHint().height()
    panel.title.setText(ODD)
    assert panel.title.sizeHint().height() == plain
    assert panel.facts.textFormat() == Qt.TextFormat.PlainText


def test_a_tooltip_shows_what_was_written() -> None:
    assert as_written("Night & Day") == "Night & Day"
    assert "&lt;h1&gt;" in as_written(ODD)


@pytest.mark.parametrize("words", ["summer " * 40, "מנורות של נייר " * 20])
def test_a_line_that_is_cut_tells_all_of_itself(app: QApplication, words: str) -> None:
    line = Elided(words)
    line.resize(120, 20)
    line.show()
    assert line.fontMetrics().horizontalAdvance(line.shown) <= 120
    assert line.minimumSizeHint().width() == 1
    pointed = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), line.mapToGlobal(QPoint(5, 5)))
    app.sendEvent(line, pointed)
    assert QToolTip.text() == words
    QToolTip.hideText()
    line.close()
