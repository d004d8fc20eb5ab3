"""Groups are made, renamed and put in order; a selection that is tried out is marked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from luma.domain.venue import Group
from luma.ui.venue.carrying import carried
from luma.ui.venue.page import VenuePage
from tests.ui.venue.conftest import NAMES, Wait

COPY = Qt.DropAction.CopyAction


def groups(page: VenuePage) -> tuple[Group, ...]:
    return page.hall.venue.groups


def test_the_chosen_become_a_group_in_the_order_of_choosing(
    page: VenuePage, wait: Wait
) -> None:
    assert not page.groups.new.isEnabled()
    page.hall.choose((NAMES[6], NAMES[4]))
    QTest.mouseClick(page.groups.new, Qt.MouseButton.LeftButton)
    wait(lambda: len(groups(page)) == 2)
    assert groups(page)[1] == Group("group 1", (NAMES[6], NAMES[4]))
    assert page.groups.members.names == (NAMES[6], NAMES[4])


def test_a_group_is_renamed_where_it_stands(page: VenuePage, wait: Wait) -> None:
    page.groups.list.setFocus()
    QTest.keyClick(page.groups.list, Qt.Key.Key_F2)
    field = page.groups.list.viewport().findChild(QLineEdit)
    assert field is not None
    field.setText("truss")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait(lambda: groups(page)[0].name == "truss")


def test_members_walk_by_keys_and_heads_follow(page: VenuePage, wait: Wait) -> None:
    row = page.groups.row
    row.setCurrentIndex(page.groups.members.index(2))
    QTest.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    wait(lambda: groups(page)[0].fixtures == (NAMES[0], NAMES[2], NAMES[1]))
    page.groups.try_out.field.setText("front[1]")
    assert page.hall.meant == {2}


@pytest.mark.parametrize(
    ("dragged", "to", "expected"),
    [
        ((2,), 0, (2, 0, 1)),
        ((0,), 3, (1, 2, 0)),
        ((0, 1), 3, (2, 0, 1)),
        ((5,), 1, (0, 5, 1, 2)),
    ],
)
def test_members_are_dropped_between_others(
    page: VenuePage, wait: Wait, dragged: tuple[int, ...], to: int, expected: tuple[int, ...]
) -> None:
    members = page.groups.members
    nowhere = members.index(-1)
    members.dropMimeData(carried(NAMES[n] for n in dragged), COPY, to, 0, nowhere)
    wait(lambda: groups(page)[0].fixtures == tuple(NAMES[n] for n in expected))


def test_fixtures_are_dropped_on_a_group(page: VenuePage, wait: Wait) -> None:
    dropped = page.patch.table.mimeData([page.patch.table.index(n, 1) for n in (5, 1)])
    model = page.groups.groups
    assert model.dropMimeData(dropped, COPY, -1, -1, model.index(0))
    wait(lambda: len(groups(page)[0].fixtures) == 4)
    assert groups(page)[0].fixtures == (*NAMES[:3], NAMES[5])


def test_a_selection_is_counted_and_chosen(page: VenuePage) -> None:
    field = page.groups.try_out.field
    field.setText("front[::2] or all[6:]")
    assert page.groups.try_out.count.text() == "4 heads"
    assert page.hall.meant == {0, 2, 6, 7}
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.hall.chosen == (NAMES[0], NAMES[2], NAMES[6], NAMES[7])


def test_an_error_points_at_its_character(page: VenuePage) -> None:
    tried = page.groups.try_out
    tried.field.setText("front or frnt")
    assert tried.field.at == 9
    assert 'did you mean "front"' in tried.words.text()
    assert page.hall.meant == frozenset()
    tried.field.setFocus()
    QTest.keyClick(tried.field, Qt.Key.Key_Escape)
    assert tried.field.at is None


def test_delete_forgets_the_group_and_leaves_its_fixtures(page: VenuePage, wait: Wait) -> None:
    page.groups.list.setFocus()
    QTest.keyClick(page.groups.list, Qt.Key.Key_Delete)
    wait(lambda: groups(page) == ())
    assert len(page.hall.venue.fixtures) == 8
    assert page.groups.list.isHidden() or not page.groups.list.isVisible()


def test_the_lamp_of_a_group_lets_all_of_it_shine_and_ends_that(
    page: VenuePage, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[frozenset[str]] = []
    monkeypatch.setattr(
        "luma.ui.venue.hall.identify", lambda _lights, _shows, names: shown.append(names)
    )
    view, hall = page.groups.list, page.hall
    row = view.visualRect(page.groups.groups.index(0))
    lamp = row.center()
    lamp.setX(row.right() - 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=lamp)
    wait(lambda: hall.identified == frozenset(NAMES[:3]))
    page.groups.show_group()
    wait(lambda: not hall.identified)
    assert shown == [frozenset(NAMES[:3]), frozenset()]
    assert not page.groups.shows.isEnabled()
    assert "open a track first" in page.groups.shows.toolTip()
