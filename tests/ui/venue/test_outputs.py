"""Outputs are added by a form, told how they fare, tried out and removed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luma.app.events import OutputFailed, OutputSends
from luma.app.settings import read_settings
from luma.domain.errors import OutputError
from luma.light.messages import OutputChoice
from luma.ui.fields import LiveState
from luma.ui.venue.page import VenuePage
from tests.ui.venue.conftest import Wait


def test_there_is_none_until_a_form_says_where(page: VenuePage, wait: Wait) -> None:
    panel = page.outputs
    wait(lambda: panel.facts.text() == "None")
    live = LiveState(page.hall.session)
    assert live.words == "No output"
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    form = panel.form
    assert form.isVisible()
    form.name.setText("Stage")
    form.universes.setText("0")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert '"0" is no run of universes' in form.words.text()
    form.universes.setText("1-2")
    form.latency.setValue(15)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    wait(lambda: len(panel.rows.rows) == 1)
    wait(lambda: not form.isVisible())
    expected = OutputChoice("Stage", "artnet", {}, (1, 2), 15.0)
    assert panel.rows.rows[0].choice == expected
    assert read_settings(page.hall.session.desk.paths.settings).light.outputs == (expected,)
    wait(lambda: live.words == "Live · Stage")


def test_what_cannot_be_is_told_in_the_form_and_kept_out(page: VenuePage, wait: Wait) -> None:
    form = page.outputs.form
    form.open_at(page.outputs.add)
    form.kind.setCurrentIndex(form.kind.findData("sacn"))
    form.kind.activated.emit(form.kind.currentIndex())
    assert {"host", "multicast", "priority"} <= set(form.own)
    wait(form.own["source_name"].isVisible)
    high = form.height()
    form.kind.setCurrentIndex(form.kind.findData("null"))
    form.kind.activated.emit(form.kind.currentIndex())
    wait(lambda: form.height() < high - 100)  # no hole where other settings were
    form.kind.setCurrentIndex(form.kind.findData("sacn"))
    form.kind.activated.emit(form.kind.currentIndex())
    form.own["host"].setText("not an address")  # type: ignore[attr-defined]
    form.keep()
    wait(form.words.text)
    assert form.isVisible()
    assert page.outputs.rows.rows == ()


def test_a_widget_of_one_universe_asks_for_no_others_and_needs_no_name(
    page: VenuePage, wait: Wait
) -> None:
    panel, form = page.outputs, page.outputs.form
    form.open_at(panel.add)
    assert form.universes.isVisible()
    form.kind.setCurrentIndex(form.kind.findData("enttec_pro"))
    form.kind.activated.emit(form.kind.currentIndex())
    assert not form.universes.isVisible()
    form.own["universe"].setValue(2)  # type: ignore[attr-defined]
    form.keep()
    wait(lambda: len(panel.rows.rows) == 1)
    assert panel.rows.rows[0].choice.universes == (2,)
    for address in ("127.0.0.1", "127.0.0.2"):
        form.open_at(panel.add)
        form.own["host"].setText(address)  # type: ignore[attr-defined]
        form.keep()
        wait(lambda: not form.isVisible())
    wait(lambda: len(panel.rows.rows) == 3)
    names = [row.choice.name for row in panel.rows.rows]
    assert names == ["enttec_pro", "artnet", "artnet 2"]


def test_how_they_fare_is_told_and_one_is_changed_and_removed(
    page: VenuePage, wait: Wait
) -> None:
    session, panel = page.hall.session, page.outputs
    desk = session.desk
    for choice in (OutputChoice("a", "null"), OutputChoice("b", "artnet", {}, (1,))):
        desk.lane.call(lambda choice=choice: desk.outputs.put(choice))  # type: ignore[misc]
    desk.bus.announce(OutputSends("a"))
    desk.bus.announce(OutputFailed(OutputError('Output "b": Nobody is there.'), "b"))
    wait(lambda: [row.state for row in panel.rows.rows] == ["sending", "failed"])
    assert panel.rows.rows[1].words == "Nobody is there."
    assert panel.facts.text() == "1 out of reach"
    assert panel.view.grab().toImage().width() > 0
    panel.view.setCurrentIndex(panel.rows.index(1))
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.form.isVisible()
    assert panel.form.universes.text() == "1"
    panel.form.name.setText("c")
    panel.form.keep()
    wait(lambda: [row.choice.name for row in panel.rows.rows] == ["a", "c"])
    panel.view.setCurrentIndex(panel.rows.index(0))
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    wait(lambda: [row.choice.name for row in panel.rows.rows] == ["c"])


def test_a_test_is_begun_for_the_chosen_one(page: VenuePage, wait: Wait) -> None:
    desk, panel = page.hall.session.desk, page.outputs
    desk.lane.call(lambda: desk.outputs.put(OutputChoice("nowhere", "null")))
    wait(lambda: panel.chosen is not None)
    QTest.mouseClick(panel.test, Qt.MouseButton.LeftButton)
    wait(lambda: panel.test.text() == "Testing")
    assert not panel.test.isEnabled()
    wait(panel.test.isEnabled)
