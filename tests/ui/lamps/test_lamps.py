"""Kinds of lamps are listed, described, kept among one's own, and the room follows."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from luma.domain.profile import Mode, Range, Slot
from luma.ui.lamps.actions import lamp_actions
from luma.ui.lamps.page import LampsPage
from luma.ui.lamps.ranges import Column
from luma.ui.lamps.tables import LEVEL, TROUBLE
from luma.ui.venue.page import VenuePage
from tests.ui.lamps.conftest import PAR
from tests.ui.venue.conftest import Wait


def shown(lamps: LampsPage) -> Mode:
    assert lamps.bench.mode is not None
    return lamps.bench.mode


def slots(lamps: LampsPage) -> tuple[Slot, ...]:
    return shown(lamps).slots


def named(lamps: LampsPage) -> str:
    return lamps.bench.profile.name if lamps.bench.profile else ""


def test_no_field_lies_on_another_in_the_narrowest_window(
    page: VenuePage, lamps: LampsPage, wait: Wait
) -> None:
    page.resize(1024, 560)
    wait(lambda: lamps.width() <= 1024)
    form = lamps.kind.form
    wait(lambda: form.width() < 400)
    rows = ((form.pan, form.tilt), (form.narrow, form.wide))
    for left, right in rows:
        assert left.geometry().right() < right.geometry().left()
        words = next(
            label for label in form.findChildren(QLabel)
            if label.text() in {"tilt", "to"} and label.y() // 30 == left.y() // 30
        )  # fmt: skip
        assert words.width() >= words.sizeHint().width()
        assert left.geometry().right() < words.x()
        assert words.geometry().right() < right.x()


def test_the_button_and_escape_lead_to_the_kinds_and_back(page: VenuePage) -> None:
    QTest.mouseClick(page.patch.lamps, Qt.MouseButton.LeftButton)
    assert page.lamps.isVisible()
    QTest.keyClick(page.lamps, Qt.Key.Key_Escape)
    assert page.patch.isVisible()
    assert not page.lamps.isVisible()


def test_a_kind_is_shown_with_its_modes_and_channels(lamps: LampsPage) -> None:
    assert lamps.kind.form.name.field.text() == "RGB par"
    table = lamps.kind.table.channels
    assert [table.index(n, 1).data() for n in range(3)] == ["Red", "Green", "Blue"]
    assert lamps.kind.count.text() == "3 channels, 1 head"
    assert not lamps.kind.save.isEnabled()
    assert not lamps.remove.isEnabled()


def test_what_is_saved_becomes_ones_own_and_the_lamps_of_the_room_follow(
    page: VenuePage, lamps: LampsPage, wait: Wait
) -> None:
    lamps.kind.table.setFocus()
    QTest.keyClick(lamps.kind.table, Qt.Key.Key_Down)
    assert lamps.channel.facts.text() == "2 of 3"
    lamps.kind.add_channel()
    assert lamps.bench.at == 2
    lamps.channel.does.setCurrentText("White")
    lamps.channel.does.activated.emit(lamps.channel.does.currentIndex())
    assert [slot.does for slot in slots(lamps)] == ["red", "green", "white", "blue"]
    assert lamps.bench.mark(PAR) == "Changed"
    QTest.mouseClick(lamps.kind.save, Qt.MouseButton.LeftButton)
    wait(lambda: lamps.bench.mark(PAR) == "Own")
    wait(lambda: page.hall.sheet.rows[0].channels == ("Red", "Green", "White", "Blue"))
    assert page.hall.sheet.conflicts
    assert not lamps.kind.save.isEnabled()
    assert lamps.remove.isEnabled()
    QTest.mouseClick(lamps.remove, Qt.MouseButton.LeftButton)
    wait(lambda: len(page.hall.sheet.rows[0].channels) == 3)
    wait(lambda: lamps.bench.profile and len(lamps.bench.profile.modes[0].slots) == 3)


def test_a_fault_is_told_at_its_row_and_keeps_the_kind_from_being_saved(
    lamps: LampsPage,
) -> None:
    lamps.channel.rest.setValue(300)
    table = lamps.kind.table.channels
    told = table.index(0, 5)
    assert told.data() == "Rests at 300; a slot takes 0 to 255."
    assert (told.data(LEVEL), told.data(TROUBLE)) == ("error", True)
    assert not table.index(1, 5).data(TROUBLE)
    assert lamps.channel.trouble.text() == told.data()
    assert not lamps.kind.save.isEnabled()
    assert lamps.kind.facts.text() == "1 thing is wrong with it"
    lamps.bench.save()
    assert "is not kept yet" in lamps.kind.problems.words
    lamps.channel.rest.setValue(30)
    assert lamps.kind.save.isEnabled()


def test_steps_are_undone_and_changes_forgotten(lamps: LampsPage) -> None:
    field = lamps.kind.form.name.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Old par")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert named(lamps) == "Old par"
    QTest.mouseClick(lamps.channel.bits, Qt.MouseButton.LeftButton,
                     pos=lamps.channel.bits.cell(1).center())  # fmt: skip
    assert slots(lamps)[1] == Slot("red", fine=True)
    QTest.mouseClick(lamps.kind.undo, Qt.MouseButton.LeftButton)
    assert len(slots(lamps)) == 3
    QTest.mouseClick(lamps.kind.redo, Qt.MouseButton.LeftButton)
    assert len(slots(lamps)) == 4
    QTest.mouseClick(lamps.kind.discard, Qt.MouseButton.LeftButton)
    assert named(lamps) == "RGB par"
    assert not lamps.kind.discard.isEnabled()


def test_changes_stay_while_another_kind_is_looked_at(lamps: LampsPage, wait: Wait) -> None:
    lamps.channel.rest.setValue(7)
    lamps.list.choose("generic/dimmer")
    wait(lambda: lamps.bench.key == "generic/dimmer")
    assert lamps.bench.mark(PAR) == "Changed"
    lamps.list.choose(PAR)
    wait(lambda: lamps.bench.key == PAR)
    assert lamps.bench.slot == Slot("red", default=7)


def test_new_kinds_and_copies_are_kept_under_names_of_their_own(
    page: VenuePage, lamps: LampsPage, wait: Wait
) -> None:
    lamps.bench.copy()
    assert named(lamps) == "RGB par 2"
    QTest.mouseClick(lamps.new, Qt.MouseButton.LeftButton)
    assert lamps.list.kind is not None
    assert lamps.list.kind.name == "New lamp"
    assert lamps.bench.mark(lamps.bench.key) == "New"
    QTest.mouseClick(lamps.kind.save, Qt.MouseButton.LeftButton)
    wait(lambda: page.hall.find_kind("own/new_lamp") is not None)
    lamps.bench.copy()
    assert named(lamps) == "New lamp 2"


def test_modes_and_heads_come_and_go(lamps: LampsPage) -> None:
    bar = lamps.kind.bar
    bar.add_mode()
    assert shown(lamps).name == "New mode"
    bar.heads.setValue(4)
    bar.apart.setValue(0.2)
    assert [head[0] for head in shown(lamps).heads] == pytest.approx([-0.3, -0.1, 0.1, 0.3])
    bar.name.moved.emit("RGB")
    assert bar.modes.currentText() == "RGB  (1)"
    bar.copy_mode()
    assert shown(lamps).name == "RGB 2"
    bar.name.moved.emit("RGB")
    assert 'already has a mode "RGB"' in lamps.kind.problems.words
    bar.remove_mode()
    assert bar.modes.count() == 3


def test_ranges_are_added_typed_and_told_where_they_meet(lamps: LampsPage) -> None:
    lamps.bench.set_slot(Slot("shutter"))
    panel, table = lamps.channel, lamps.channel.ranges.ranges
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert table.ranges == (Range(0, 256, "open"),)
    assert not panel.add.isEnabled()
    table.setData(table.index(0, Column.TO), "9")
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    table.setData(table.index(1, Column.MEANS), "Strobe")
    table.setData(table.index(1, Column.VALUE), "2 to 18 Hz")
    assert table.ranges[-1] == Range(10, 256, "strobe", 2.0, 18.0)
    table.setData(table.index(1, Column.FROM), "5")
    assert panel.trouble.text().startswith("Has two meanings from 5 to 9")
    assert table.index(1, 0).data(TROUBLE)
    table.setData(table.index(1, Column.VALUE), "fast")
    assert '"fast" is no number.' in lamps.kind.problems.words
    panel.ranges.setFocus()
    panel.ranges.setCurrentIndex(table.index(1, 0))
    QTest.keyClick(panel.ranges, Qt.Key.Key_Delete)
    assert table.ranges == (Range(0, 10, "open"),)


def test_channels_are_moved_and_taken_out_by_keys(lamps: LampsPage) -> None:
    table = lamps.kind.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [slot.does for slot in slots(lamps)] == ["green", "red", "blue"]
    assert lamps.bench.at == 1
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [slot.does for slot in slots(lamps)] == ["green", "blue"]


def test_files_are_dropped_and_what_brings_no_lamp_is_told(
    lamps: LampsPage, wait: Wait, tmp_path: Path
) -> None:
    fixtures = lamps.bench.session.desk.fixtures
    fixtures.write("generic/dimmer", tmp_path / "brought.gdtf")
    (tmp_path / "bad.qxf").write_text("<no", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    copy = Qt.DropAction.CopyAction
    none = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    lamps.dropEvent(QDropEvent(QPointF(9, 9), copy, data, *none))
    wait(lambda: lamps.bench.mark(lamps.bench.key) == "Own")
    assert lamps.kind.form.name.field.text() == "Dimmer"
    assert '"bad.qxf" brings no lamp.' in lamps.kind.problems.words


def test_saving_tells_of_the_rooms_whose_lamps_follow(lamps: LampsPage, wait: Wait) -> None:
    told: list[str] = []
    lamps.bench.told.connect(told.append)
    lamps.bench.rename_mode("Three")
    lamps.bench.save()
    wait(lambda: told)
    assert "The lamps of 1 room follow; undo there" in told[0]
    lamps.channel.rest.setValue(7)
    lamps.bench.save()
    wait(lambda: len(told) == 2)
    assert "follow" not in told[1]


def test_changes_outlast_a_file_that_brings_the_same_kind(
    lamps: LampsPage, wait: Wait, tmp_path: Path
) -> None:
    bench, file = lamps.bench, tmp_path / "brought.gdtf"
    bench.session.desk.fixtures.write(PAR, file)
    bench.bring([file])
    wait(lambda: bench.is_own)
    key = bench.key
    lamps.channel.rest.setValue(7)
    told: list[str] = []
    bench.told.connect(told.append)
    bench.bring([file])
    wait(lambda: told)
    assert bench.key == key
    assert bench.slot is not None
    assert bench.slot.default == 7
    assert bench.mark(key) == "Changed"
    assert "still to be saved" in told[0]
    bench.discard()
    assert bench.slot.default == 0
    assert bench.mark(key) == "Own"


def test_commands_are_there_while_the_page_is_seen(page: VenuePage, lamps: LampsPage) -> None:
    actions = {action.id: action for action in lamp_actions(lamps)}
    assert actions["lamp channel"].enabled()
    assert not actions["lamp save"].enabled()
    actions["lamp channel"].run()
    assert actions["lamp save"].enabled()
    actions["lamp undo"].run()
    assert not actions["lamp save"].enabled()
    page.show_room()
    assert not actions["lamp channel"].enabled()
