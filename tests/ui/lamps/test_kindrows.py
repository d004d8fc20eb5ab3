"""A list of kinds becomes another by the rows that differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtWidgets import QApplication

from luma.app.kinds import Kind, ModeChoice
from luma.ui.venue.hall import Hall
from luma.ui.venue.kindlist import KindList
from luma.ui.venue.kindrows import MOST_STEPS, KindRows, runs
from luma.ui.venue.page import VenuePage


def kind(number: int, name: str = "") -> Kind:
    modes = (ModeChoice("RGB", 3, 1),)
    return Kind(f"maker/{number:04}", name or f"Lamp {number:04}", "Maker", modes)


def shown(kinds: tuple[Kind, ...]) -> tuple[KindRows, list[str]]:
    rows, told = KindRows(None, str), list[str]()
    rows.show(kinds)
    rows.modelReset.connect(lambda: told.append("reset"))
    rows.rowsRemoved.connect(lambda _, a, b: told.append(f"gone {a} to {b}"))
    rows.rowsInserted.connect(lambda _, a, b: told.append(f"come {a} to {b}"))
    rows.dataChanged.connect(lambda a, b: told.append(f"other {a.row()} to {b.row()}"))
    return rows, told


ALL = tuple(kind(number) for number in range(1700))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (ALL, []),
        ((*ALL[:9], kind(9, "Other"), *ALL[10:]), ["other 9 to 9"]),
        (ALL[:9] + ALL[12:], ["gone 9 to 11"]),
        ((*ALL, kind(2000)), ["come 1700 to 1700"]),
        ((*ALL[:3], kind(3, "X"), *ALL[5:], kind(1800)),
         ["gone 4 to 4", "come 1699 to 1699", "other 3 to 3"]),
        ((ALL[1], ALL[0], *ALL[2:]), ["reset"]),
        (ALL[:: len(ALL) // (2 * MOST_STEPS)], ["reset"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("app")
def test_only_rows_that_differ_are_touched(after: tuple[Kind, ...], words: list[str]) -> None:
    rows, told = shown(ALL)
    rows.show(after)
    assert told == words
    assert rows.kinds == after
    assert [rows.place(each.key) for each in after] == list(range(len(after)))


@given(
    before=st.sets(st.integers(0, 30)),
    after=st.sets(st.integers(0, 30)),
    other=st.sets(st.integers(0, 30)),
)
def test_what_stays_keeps_its_row(before: set[int], after: set[int], other: set[int]) -> None:
    old = tuple(kind(number) for number in sorted(before))
    new = tuple(kind(number, "Z" * (number in other)) for number in sorted(after))
    rows, told = shown(old)
    marks = {each.key: QPersistentModelIndex(rows.index(n)) for n, each in enumerate(old)}
    rows.show(new)
    assert rows.kinds == new
    if "reset" not in told:
        for key, mark in marks.items():
            assert (mark.row() if mark.isValid() else -1) == rows.place(key)


def test_runs_are_neighbours() -> None:
    assert list(runs(iter([1, 2, 3, 7, 9, 10]))) == [(1, 3), (7, 7), (9, 10)]
    assert list(runs(iter([]))) == []


def test_the_list_stays_where_it_was_while_a_kind_is_described(
    page: VenuePage, app: QApplication
) -> None:
    kinds = list(ALL)
    made = KindList(Hall(page.hall.session), lambda: tuple(kinds))
    made.resize(300, 500)
    made.show()
    made.look()
    told: list[object] = []
    made.chosen.connect(told.append)
    made.choose(ALL[900].key)
    app.processEvents()
    at = made.list.verticalScrollBar().value()
    kinds[900] = kind(900, "Renamed")
    made.look()
    app.processEvents()
    assert at > 0
    assert made.list.verticalScrollBar().value() == at
    assert made.kind == kinds[900]
    assert told == [ALL[900]]
    made.search.setText("lamp 0012")
    assert made.kind == ALL[12]
    assert told == [ALL[900], ALL[12]]
    made.search.setText("nothing like it")
    assert made.list.model().rowCount() == 0
    assert told[-1] is None
