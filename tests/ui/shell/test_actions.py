"""A key runs the first enabled command on it, and reaches the widget where none takes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu, QVBoxLayout, QWidget

from luma.ui.actions import Action, ActionTable
from luma.ui.controls.choices import TextField


class Room:
    """A window with a list and a field, and commands that note what ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.off: set[str] = set()
        self.window, self.home = QWidget(), QWidget()
        self.field, self.rows = QLineEdit(), QListWidget()
        self.rows.addItems(["one", "two", "three"])
        self.rows.setCurrentRow(0)
        inner = QVBoxLayout(self.home)
        inner.addWidget(self.rows)
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.home)
        self.table = ActionTable(
            self.window,
            [
                self.action("first", "S", "Edit"),
                self.action("second", "S", "Clip"),
                self.action("delete", "Del", "Clip"),
                self.action("down", "Down", "Edit"),
                self.action("undo", "Ctrl+Z", "Edit"),
            ],
            {"Clip": self.home},
        )
        self.window.show()
        QTest.qWaitForWindowActive(self.window)

    def action(self, name: str, keys: str, menu: str) -> Action:
        return Action(
            name, name, keys, lambda: name not in self.off, lambda: self.ran.append(name), menu
        )


@pytest.fixture
def room(app: QApplication) -> Room:
    return Room()


def test_the_first_enabled_command_on_a_key_runs(room: Room) -> None:
    room.window.setFocus()
    QTest.keyClick(room.window, Qt.Key.Key_S)
    room.off = {"first"}
    QTest.keyClick(room.window, Qt.Key.Key_S)
    assert room.ran == ["first", "second"]


def test_the_panel_in_focus_takes_a_shared_key_first(room: Room) -> None:
    room.rows.setFocus()
    QTest.keyClick(room.rows, Qt.Key.Key_S)
    assert room.ran == ["second"]


def test_delete_means_what_lies_in_the_panel_in_focus(room: Room) -> None:
    room.window.setFocus()
    QTest.keyClick(room.window, Qt.Key.Key_Delete)
    assert room.ran == []
    room.rows.setFocus()
    QTest.keyClick(room.rows, Qt.Key.Key_Delete)
    assert room.ran == ["delete"]


def test_letters_go_into_a_field_and_commands_stay_away(room: Room) -> None:
    room.field.setFocus()
    QTest.keyClicks(room.field, "ss")
    assert (room.field.text(), room.ran) == ("ss", [])


def test_a_list_keeps_its_arrows(room: Room) -> None:
    room.rows.setFocus()
    QTest.keyClick(room.rows, Qt.Key.Key_Down)
    assert (room.rows.currentRow(), room.ran) == (1, [])


def test_a_menu_shows_titles_keys_and_what_can_be_done_now(room: Room) -> None:
    menu = QMenu(room.window)
    room.table.fill(menu, "Edit")
    room.off = {"undo"}
    menu.aboutToShow.emit()
    entries = {entry.text(): entry.isEnabled() for entry in menu.actions()}
    assert entries == {"first\tS": True, "down\tDown": True, "undo\tCtrl+Z": False}
    menu.actions()[0].trigger()
    assert room.ran == ["first"]


def test_a_control_without_steps_of_its_own_leaves_undo_to_the_window(room: Room) -> None:
    control = TextField()
    control.setParent(room.home)
    control.show()
    field = control.field
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), room.ran) == ("", [])
    control.show_value("as it is")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), room.ran) == ("as it is", ["undo"])
