"""A track has several scores: chosen, added, renamed, exchanged and removed at the timeline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from luma.ui.timeline.scores import ScoreChooser
from luma.ui.timeline.trackactions import score_actions
from tests.ui.timeline.conftest import SCORE, SONG, Bench


@pytest.fixture
def chooser(bench: Bench) -> Iterator[ScoreChooser]:
    """The chooser on the first score, alone; whatever was added is gone afterwards."""
    yield bench.view.scores
    bench.session.open_score(SCORE)
    _until_open(bench, "Main")
    shelf = bench.desk.score_shelf
    for score in shelf.scores(SONG):
        if score.id != SCORE:
            shelf.remove(score.id).result()
    bench.until(lambda: len(bench.view.scores.scores) == 1)


def _until_open(bench: Bench, name: str) -> None:
    bench.until(lambda: bench.session.score is not None and bench.session.score.name == name)


def _entry(chooser: ScoreChooser, words: str) -> QAction:
    chooser.menu.aboutToShow.emit()
    return next(a for a in chooser.menu.actions() if a.text().startswith(words))


def _told(chooser: ScoreChooser) -> list[str]:
    chooser.menu.aboutToShow.emit()
    return [a.text() for a in chooser.menu.actions()[: len(chooser.scores)]]


def test_a_new_score_is_empty_and_lies_open(bench: Bench, chooser: ScoreChooser) -> None:
    _entry(chooser, "New score").trigger()
    _until_open(bench, "Score")
    assert not bench.session.score.clips  # type: ignore[union-attr]
    bench.until(lambda: "Score" in chooser.button.text())
    bench.until(lambda: len(chooser.scores) == 2)
    assert _entry(chooser, "Score").isChecked()
    _entry(chooser, "Main").trigger()
    _until_open(bench, "Main")
    bench.until(lambda: len(bench.view.scene.times) == 3)


def test_a_copy_is_another_score(bench: Bench, chooser: ScoreChooser) -> None:
    _entry(chooser, "Duplicate").trigger()
    _until_open(bench, "Main 2")
    bench.until(lambda: len(bench.view.sources.strips) == 3)
    first = bench.score
    assert len(first.clips) == 3
    assert {c.id for c in first.clips}.isdisjoint(c.id for c in bench.session.score.clips)  # type: ignore[union-attr]


def test_the_name_is_typed_over_the_button(bench: Bench, chooser: ScoreChooser) -> None:
    chooser.rename()
    field = next(f for f in bench.panel.findChildren(QLineEdit) if f.text() == "Main")
    field.selectAll()
    QTest.keyClicks(field, "Club")
    QTest.keyClick(field, Qt.Key.Key_Return)
    _until_open(bench, "Club")
    bench.until(lambda: "Club" in chooser.button.text())
    bench.session.undo()
    _until_open(bench, "Main")


def test_another_score_is_made_the_one_that_opens_with_the_track(
    bench: Bench, chooser: ScoreChooser
) -> None:
    assert not _entry(chooser, "Open this score").isEnabled()
    chooser.copy()
    _until_open(bench, "Main 2")
    bench.until(lambda: len(chooser.scores) == 2)
    assert _told(chooser) == ["Main\tOpens with the track", "Main 2"]
    _entry(chooser, "Open this score").trigger()
    bench.until(lambda: chooser.is_default)
    assert _told(chooser) == ["Main 2\tOpens with the track", "Main"]
    assert not _entry(chooser, "Open this score").isEnabled()
    command = next(a for a in score_actions(bench.view) if a.id == "score default")
    assert not command.enabled()
    opened: list[str] = []
    desk = bench.desk
    desk.lane.call(lambda: desk.opening.open(SONG, lambda told: opened.append(told.score)))
    assert opened == [chooser.scores[0].id]


def test_the_last_score_stays_and_others_go_with_a_way_back(
    bench: Bench, chooser: ScoreChooser
) -> None:
    assert not _entry(chooser, "Remove").isEnabled()
    chooser.copy()
    _until_open(bench, "Main 2")
    bench.until(lambda: len(chooser.scores) == 2)
    _entry(chooser, "Remove").trigger()
    _until_open(bench, "Main")
    bench.until(lambda: len(chooser.scores) == 1)


def test_a_score_goes_into_a_file_and_back(
    bench: Bench, chooser: ScoreChooser, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    chooser.write_to(file)
    bench.until(file.exists)
    bench.until(lambda: file.read_text(encoding="utf-8"))
    chooser.bring_from(file)
    _until_open(bench, "Main 2")
    assert len(bench.session.score.clips) == 3  # type: ignore[union-attr]
