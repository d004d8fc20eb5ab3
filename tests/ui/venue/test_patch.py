"""The patch table: typing, sorting, searching, conflicts, a thousand rows, keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from luma.domain.ids import FixtureId
from luma.domain.roomedits import SetAddresses
from luma.domain.venue import Fixture
from luma.ui.session import Session
from luma.ui.venue.page import VenuePage
from luma.ui.venue.patchcolumns import Column, natural, widths
from luma.ui.venue.patchview import PatchView
from tests.ui.venue.conftest import NAMES, Wait, a_room, opened


def fixtures(page: VenuePage) -> tuple[Fixture, ...]:
    return page.hall.venue.fixtures


def cell(view: PatchView, row: int, column: Column) -> QPoint:
    return view.visualRect(view.table.index(row, column)).center()


def write(page: VenuePage, row: int, column: Column, words: str) -> None:
    view = page.patch.view
    view.put_cursor(view.table.index(row, column))
    view.edit_cell()
    field = view.viewport().findChild(QLineEdit)
    assert field is not None
    field.setText(words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def chosen(page: VenuePage) -> tuple[FixtureId, ...]:
    return page.hall.chosen


def test_a_name_is_typed_in_its_cell(page: VenuePage, wait: Wait) -> None:
    write(page, 1, Column.NAME, "Key light")
    wait(lambda: fixtures(page)[1].name == "Key light")
    assert fixtures(page)[0].name == "Par 1"


def test_what_is_typed_goes_to_all_chosen_and_is_one_step(page: VenuePage, wait: Wait) -> None:
    page.hall.choose(NAMES[:3])
    write(page, 0, Column.ADDRESS, "2.100")
    wait(lambda: fixtures(page)[2].universe == 2)
    assert [(f.universe, f.address) for f in fixtures(page)[:4]] == [
        (2, 100), (2, 103), (2, 106), (1, 10),
    ]  # fmt: skip
    page.hall.session.undo()
    wait(lambda: fixtures(page) == a_room().fixtures)


def test_a_number_begins_to_edit_an_address(page: VenuePage, wait: Wait) -> None:
    view = page.patch.view
    page.hall.choose(NAMES[:1])
    view.setFocus()
    view.put_cursor(view.table.index(0, Column.ADDRESS))
    QTest.keyClick(view, Qt.Key.Key_7)
    field = view.viewport().findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait(lambda: fixtures(page)[0].address == 71)


def test_a_mode_is_chosen_from_those_that_there_are(page: VenuePage, wait: Wait) -> None:
    view = page.patch.view
    view.put_cursor(view.table.index(0, Column.MODE))
    view.edit_cell()
    box = view.viewport().findChild(QComboBox)
    assert box is not None
    kind = page.hall.find_kind("generic/rgb_par")
    assert kind is not None
    assert [box.itemText(n) for n in range(box.count())] == [m.name for m in kind.modes]


def test_a_wrong_value_is_told_and_changes_nothing(
    page: VenuePage, session: Session, wait: Wait
) -> None:
    told: list[str] = []
    session.problem.connect(lambda trouble: told.append(trouble.message))
    write(page, 0, Column.ADDRESS, "soon")
    wait(lambda: told)
    assert "no address" in told[0]
    assert "no address" in page.patch.problems.words
    assert fixtures(page) == a_room().fixtures


def test_overlaps_stand_in_words_and_end_by_one_command(page: VenuePage, wait: Wait) -> None:
    bar = page.patch.conflicts
    assert not bar.isVisible()
    page.hall.edit(SetAddresses({NAMES[3]: (1, 2), NAMES[5]: (1, 512)}))
    wait(lambda: len(page.hall.sheet.conflicts) == 3)
    assert bar.isVisible()
    assert bar.words.text() == "3 problems in the patch"
    assert [bool(row.trouble) for row in page.hall.sheet.rows] == [
        True, True, False, True, False, True, False, False,
    ]  # fmt: skip
    QTest.mouseClick(bar.mend, Qt.MouseButton.LeftButton)
    wait(lambda: not page.hall.sheet.conflicts)
    assert not bar.isVisible()
    assert fixtures(page)[0] == a_room().fixtures[0]
    page.hall.session.undo()
    wait(lambda: len(page.hall.sheet.conflicts) == 3)


def test_the_head_sorts_and_restores(page: VenuePage) -> None:
    table, head = page.patch.table, page.patch.view.head
    head.turn(Column.PLACE)
    assert table.rows[0].fixture.id == NAMES[0]
    head.turn(Column.PLACE)
    assert table.rows[0].fixture.id == NAMES[7]
    head.turn(Column.PLACE)
    assert [row.fixture.id for row in table.rows] == list(NAMES)


def test_the_search_narrows_and_finds_addresses(page: VenuePage) -> None:
    table = page.patch.table
    table.search("par front")
    assert [row.fixture.id for row in table.rows] == list(NAMES[:3])
    table.search("1.10")
    assert [row.fixture.id for row in table.rows] == [NAMES[3]]
    table.search("")
    assert len(table.rows) == 8


def test_choosing_a_row_chooses_the_fixture_and_delete_takes_it_down(
    page: VenuePage, wait: Wait
) -> None:
    view = page.patch.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell(view, 2, Column.NAME))
    assert chosen(page) == (NAMES[2],)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, shift, cell(view, 4, Column.NAME)
    )
    assert set(page.hall.chosen) == set(NAMES[2:5])
    QTest.keyClick(view, Qt.Key.Key_Delete)
    wait(lambda: len(fixtures(page)) == 5)
    assert chosen(page) == ()
    assert page.hall.venue.groups[0].fixtures == NAMES[:2]


def test_a_thousand_rows_scroll_and_change_as_ten_do(session: Session, wait: Wait) -> None:
    page = opened(session, wait, a_room(1000))
    view, table = page.patch.view, page.patch.table
    assert table.rowCount() == 1000
    resets: list[object] = []
    table.modelReset.connect(lambda: resets.append(1))
    view.scrollToBottom()
    write(page, 999, Column.NAME, "Last")
    wait(lambda: fixtures(page)[999].name == "Last")
    assert resets == []
    page.hall.choose(row.fixture.id for row in table.rows)
    assert len(view.selectionModel().selectedRows()) == 1000


@pytest.mark.parametrize("width", [300, 400, 520, 600, 680, 748, 1400])
def test_columns_fill_the_table(width: int) -> None:
    found = widths(width)
    assert sum(found.values()) == width
    assert {Column.NUMBER, Column.NAME, Column.ADDRESS} <= set(found)


def test_names_sort_as_people_count() -> None:
    names = ["Spot 10", "spot 2", "Spot 1", "Bar"]
    assert sorted(names, key=natural) == ["Bar", "Spot 1", "spot 2", "Spot 10"]
