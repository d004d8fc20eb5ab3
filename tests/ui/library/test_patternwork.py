"""Tags, names and descriptions of patterns under real hands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from luma.app.repertoire import ListedPattern, first_graph
from luma.domain.ids import GraphId, PatternId
from luma.domain.pattern import Implementation, Pattern
from luma.store.store import Shelf
from luma.ui.library.chips import Chips
from luma.ui.library.patterncard import PatternCard
from luma.ui.library.patternmodel import PatternModel
from luma.ui.library.patterns import PatternList
from luma.ui.session import Session

Until = Callable[[Callable[[], object]], None]
LEFT = Qt.MouseButton.LeftButton
LISTED = (("glow", "Glow", "Soft light", ("wash", "slow")),
          ("beam", "Beam", "Sharp light", ("mover",)),
          ("tide", "Tide", "Comes and goes", ("wash",)))  # fmt: skip


@pytest.fixture
def panel(session: Session, until: Until) -> PatternList:
    def shelve(shelf: Shelf) -> None:
        for name, title, words, tags in LISTED:
            graph = GraphId(f"g-{name}")
            pattern = Pattern(PatternId(name), title, words, graph, tags)
            shelf.patterns.save(pattern, Implementation(graph, pattern.id, first_graph()))

    session.desk.ground.keeper.save(shelve).result()
    made = PatternList(session)
    made.resize(320, 300)
    made.show()
    made.activateWindow()
    until(lambda: made.model.rowCount() == 3)
    return made


def names(panel: PatternList) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def choose(panel: PatternList, name: str) -> None:
    panel.view.setCurrentIndex(panel.model.index(names(panel).index(name)))
    panel.view.setFocus()


def test_chips_narrow_the_list_by_mouse_and_keys(panel: PatternList, until: Until) -> None:
    assert [tag for tag, _ in panel.chips.tags] == ["wash", "mover", "slow"]
    QTest.mouseClick(panel.chips, LEFT, pos=panel.chips.box(0).center().toPoint())
    assert names(panel) == ["Glow", "Tide"]
    assert panel.facts.text() == "2 of 3"
    panel.chips.setFocus()
    QTest.keyClick(panel.chips, Qt.Key.Key_Right)
    QTest.keyClick(panel.chips, Qt.Key.Key_Right)
    QTest.keyClick(panel.chips, Qt.Key.Key_Space)
    assert names(panel) == ["Glow"], "every tag that is on must be there"
    QTest.keyClick(panel.chips, Qt.Key.Key_Escape)
    assert len(names(panel)) == 3


def test_words_are_found_in_tags_and_descriptions(panel: PatternList) -> None:
    panel.focus_search()
    QTest.keyClicks(panel.search, "mover")
    assert names(panel) == ["Beam"]
    panel.search.setText("soft wash")
    assert names(panel) == ["Glow"]
    panel.search.setText("nothing is so")
    assert panel._none.isVisible()
    panel._show_all()
    assert len(names(panel)) == 3


def test_a_pattern_is_renamed_in_its_row(panel: PatternList, until: Until) -> None:
    choose(panel, "Beam")
    panel.doing.rename()
    field = panel.view.viewport().findChildren(QLineEdit)[-1]
    field.selectAll()
    QTest.keyClicks(field, "Ray")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: "Ray" in names(panel))


def test_a_card_describes_and_tags(panel: PatternList, until: Until) -> None:
    choose(panel, "Tide")
    panel.doing.describe()
    (card,) = panel.view.findChildren(PatternCard)
    card.tags.setText("slow, sea ,")
    QTest.keyClick(card.tags, Qt.Key.Key_Return)
    until(lambda: dict(panel.chips.tags).get("sea") == 1)
    pattern = next(
        panel.model.index(n).data(Qt.ItemDataRole.UserRole) for n, name in
        enumerate(names(panel)) if name == "Tide"
    )  # fmt: skip
    assert pattern.tags == ("slow", "sea")
    assert pattern.description == "Comes and goes"


def test_a_pattern_is_copied_and_removed_with_a_way_back(
    panel: PatternList, session: Session, until: Until
) -> None:
    choose(panel, "Beam")
    assert panel.doing.can_work()
    panel.doing.fork()
    until(lambda: names(panel) == ["Beam", "Beam 2", "Glow", "Tide"])
    until(lambda: session.graph not in {None, GraphId("g-beam")})
    choose(panel, "Glow")
    panel.doing.remove()
    until(lambda: "Glow" not in names(panel))
    toast = panel.doing._toast
    until(lambda: toast is not None or panel.doing._toast is not None)
    assert panel.doing._toast is not None
    panel.doing._toast.action.click()
    until(lambda: "Glow" in names(panel))


def test_the_menu_says_why_a_pattern_cannot_go(app: QApplication, panel: PatternList) -> None:
    choose(panel, "Glow")
    entries = {a.text().split("\t")[0]: a for a in panel.doing.menu().actions()}
    assert entries["Remove"].isEnabled()
    assert entries["Rename"].isEnabled()


def test_a_thousand_patterns_are_searched_without_their_strips(app: QApplication) -> None:
    asked: list[GraphId] = []
    model = PatternModel(asked.append)
    model.show(
        ListedPattern(
            PatternId(str(n)), f"Pattern {n}", "", GraphId(str(n)), (), (f"tag{n % 7}",)
        )
        for n in range(1000)
    )
    model.search("pattern 99")
    named = [n for n in range(1000) if "99" in str(n)]
    assert model.rowCount() == len(named)
    model.narrow(frozenset({"tag0"}))
    assert model.rowCount() == sum(n % 7 == 0 for n in named)
    assert asked == [], "strips are asked for when rows are seen"


def test_chips_that_go_off_the_edge_can_be_reached(app: QApplication) -> None:
    chips = Chips()
    chips.resize(120, 32)
    chips.show_tags((f"tag number {n}", 1) for n in range(9))
    chips.show()
    for _ in range(8):
        QTest.keyClick(chips, Qt.Key.Key_Right)
    assert chips.box(8).right() <= 120
    chips.turn(8)
    assert chips.on == {"tag number 8"}
    chips.show_tags([("tag number 1", 1)])
    assert not chips.on, "a tag that is gone narrows nothing"
