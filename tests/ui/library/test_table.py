from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from luma.app.shelves import Row
from luma.domain.harmony import Key
from luma.domain.ids import TrackId
from luma.domain.listing import Listed
from luma.domain.track import Source, Tags, Track
from luma.ui.library.columns import Column
from luma.ui.library.table import BLOCK, TrackTable


def a_row(number: int, tags: Tags | None = None) -> Row:
    name = f"track {number}"
    source = Source(name, name, Path(name), f"/music/file {number}.wav")
    track = Track(TrackId(name), tags or Tags(title=name), source, "2026-01-02T03:04:05Z")
    return Row(Listed(number, track, 120.0, Key(9, minor=True)), missing=False)


class Reader:
    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.tags: dict[TrackId, Tags] = {}

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        self.asked.append(tuple(numbers))
        return tuple(a_row(number) for number in numbers)

    def tag(self, tags: dict[TrackId, Tags]) -> None:
        self.tags.update(tags)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def table(app: QApplication, reader: Reader) -> TrackTable:
    made = TrackTable(reader)
    made.wanted.connect(lambda numbers: made.take(reader.rows(numbers)))
    made.reorder(tuple(range(10_000)))
    return made


def said(table: TrackTable, place: int, column: Column = Column.TITLE) -> str:
    """What a cell says after the rows that it asked for came."""
    table.index(place, column).data()
    QApplication.processEvents()
    return str(table.index(place, column).data())


def test_only_what_is_looked_at_is_read(table: TrackTable, reader: Reader) -> None:
    assert table.rowCount() == 10_000
    assert reader.asked == []
    assert said(table, 5000) == "track 5000"
    assert said(table, 5001, Column.KEY) == "8A"
    assert len(reader.asked) == 1
    assert len(reader.asked[0]) == BLOCK
    assert 5000 in reader.asked[0]


def test_a_row_that_is_not_here_is_empty_and_a_changed_one_stays_until_it_was_read(
    app: QApplication, reader: Reader
) -> None:
    table = TrackTable(reader)
    wanted: list[tuple[int, ...]] = []
    table.wanted.connect(wanted.append)
    table.reorder((1, 2))
    assert table.row(0) is None
    assert table.row(1) is None
    QApplication.processEvents()
    assert [sorted(numbers) for numbers in wanted] == [[1, 2]]
    table.take([a_row(1), a_row(2)])
    table.forget([TrackId("track 1")])
    old = table.row(0)
    assert old is not None
    QApplication.processEvents()
    assert wanted[1:] == [(1,)]
    table.forget([TrackId("track 1")])
    table.take([a_row(1, Tags("read before the change"))])
    table.row(0)
    QApplication.processEvents()
    assert wanted[2:] == [(1,)]
    table.take([a_row(1, Tags("new"))])
    table.row(0)
    QApplication.processEvents()
    assert len(wanted) == 3
    assert table.index(0, Column.TITLE).data() == "new"


def test_few_comings_and_goings_move_no_other_row(table: TrackTable, reader: Reader) -> None:
    resets = QSignalSpy(table.modelReset)
    come, gone = QSignalSpy(table.rowsInserted), QSignalSpy(table.rowsRemoved)
    assert said(table, 3) == "track 3"
    moved = table.reorder((20_000, *range(3), *range(4, 9_999), 20_001))
    assert not moved
    assert (resets.count(), come.count(), gone.count()) == (0, 2, 2)
    assert [said(table, place) for place in (0, 1, 4, 9_999)] == [
        "track 20000", "track 0", "track 4", "track 20001",
    ]  # fmt: skip


def test_another_order_resets(table: TrackTable) -> None:
    resets = QSignalSpy(table.modelReset)
    assert table.reorder(tuple(reversed(range(10_000))))
    assert resets.count() == 1
    assert said(table, 0) == "track 9999"
    assert table.place(9_999) == 0


def test_a_fact_touches_its_own_row_alone(table: TrackTable, reader: Reader) -> None:
    said(table, 0)
    assert said(table, 0) == "track 0"
    changed = QSignalSpy(table.dataChanged)
    table.touch(TrackId("track 7"))
    table.touch(TrackId("track 9000"))
    assert changed.count() == 1
    index = changed.at(0)[0]
    assert (index.row(), index.column()) == (7, Column.STATE)
    table.forget([TrackId("track 7")])
    asked = len(reader.asked)
    said(table, 8)
    assert len(reader.asked) == asked
    said(table, 7)
    assert reader.asked[-1] == (7,)


def test_a_title_is_edited_alone_and_an_artist_with_its_peers(
    app: QApplication, reader: Reader
) -> None:
    peers = [a_row(1), a_row(2)]
    table = TrackTable(reader, lambda: peers)
    table.reorder((1, 2, 3))
    table.take(peers)
    assert table.setData(table.index(0, Column.TITLE), "New\n title ")
    assert {name: tags.title for name, tags in reader.tags.items()} == {"track 1": "New title"}
    reader.tags.clear()
    assert table.setData(table.index(0, Column.ARTIST), "Somebody")
    assert {name: tags.artist for name, tags in reader.tags.items()} == {
        "track 1": "Somebody",
        "track 2": "Somebody",
    }
    assert not table.setData(table.index(0, Column.TITLE), "track 1")


def test_only_titles_and_artists_can_be_edited_and_nothing_in_the_trash(
    table: TrackTable,
) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    can = [c for c in Column if table.index(0, c).flags() & editable]
    assert can == [Column.TITLE, Column.ARTIST]
    table.may_edit = False
    assert not table.index(0, Column.TITLE).flags() & editable


def test_what_is_not_known_is_a_dash_and_breaks_become_spaces(
    app: QApplication, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = a_row(1, Tags(title="Two\nlines"))
    unknown = Row(replace(unknown.listed, bpm=None, key=None), missing=False)
    monkeypatch.setattr(reader, "rows", lambda numbers: (unknown,))
    table = TrackTable(reader)
    table.reorder((1,))
    table.take((unknown,))
    told = [said(table, 0, c) for c in (Column.TITLE, Column.BPM, Column.KEY, Column.LENGTH)]
    assert told == ["Two lines", "–", "–", "–"]
