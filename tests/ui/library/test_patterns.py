"""The panel of patterns on a real desk, by real input."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from luma.app.repertoire import first_graph
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import SetParam
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.pattern import Implementation, Pattern
from luma.store.store import Shelf
from luma.ui.library.patternmodel import MIME, colour_of
from luma.ui.library.patterns import PatternList
from luma.ui.session import Session
from luma.ui.theme import CLIP_COLOURS

Until = Callable[[Callable[[], object]], None]
GLOW = GraphId("glow")


@pytest.fixture
def panel(session: Session, until: Until) -> PatternList:
    def shelve(shelf: Shelf) -> None:
        glow = Pattern(PatternId("glow"), "Glow", "Soft light", GLOW)
        shelf.patterns.save(glow, Implementation(GLOW, glow.id, first_graph()))
        name = GraphId("dark")
        dark = Pattern(PatternId("dark"), "Dark", "", name)
        graph = GraphDoc(nodes={NodeId("beats"): NodeDoc("in/beats")})
        shelf.patterns.save(dark, Implementation(name, dark.id, graph))

    session.desk.ground.keeper.save(shelve).result()
    made = PatternList(session)
    made.resize(320, 300)
    made.show()
    until(lambda: made.model.rowCount() == 2)
    return made


def names(panel: PatternList) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def picture(panel: PatternList, row: int) -> object:
    return panel.model.picture(panel.model.index(row).data(Qt.ItemDataRole.UserRole))


def test_patterns_show_the_light_that_they_make(panel: PatternList, until: Until) -> None:
    assert names(panel) == ["Dark", "Glow"]
    until(lambda: picture(panel, 1) is not None)
    dark = panel.model.index(0).data(Qt.ItemDataRole.UserRole)
    until(lambda: panel.model.is_known(dark))


def test_an_edit_of_the_graph_is_seen_in_its_row(
    panel: PatternList, session: Session, until: Until
) -> None:
    until(lambda: picture(panel, 1) is not None)
    before = picture(panel, 1)
    edit = SetParam(NodeId("envelope"), "decay", 0.1)
    session.desk.documents.edit("graph", GLOW, edit)
    until(lambda: picture(panel, 1) not in (None, before))


def test_a_drag_carries_the_id_of_the_pattern(panel: PatternList) -> None:
    index = panel.model.index(1)
    assert index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    data = panel.model.mimeData([index])
    assert data.data(MIME).data() == b"glow"


def test_a_double_click_opens_the_graph(panel: PatternList, session: Session) -> None:
    at = panel.view.visualRect(panel.model.index(1)).center()
    QTest.mouseClick(
        panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    QTest.mouseDClick(
        panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    assert session.graph == GLOW


def test_a_new_pattern_is_made_opened_and_followed(
    panel: PatternList, session: Session, until: Until
) -> None:
    plus = next(t for t in panel.findChildren(QToolButton) if t.toolTip() == "New pattern")
    plus.click()
    until(lambda: session.graph is not None and len(names(panel)) == 3)
    until(lambda: panel.view.currentIndex().data() == "New pattern")
    graph = session.desk.documents.get("graph", session.graph or "")
    assert graph == first_graph()
    until(lambda: picture(panel, panel.view.currentIndex().row()) is not None)


def test_what_is_renamed_or_removed_elsewhere_is_seen(
    panel: PatternList, session: Session, until: Until
) -> None:
    shelf = session.desk.pattern_shelf
    shelf.rename(PatternId("dark"), "Night").result()
    until(lambda: names(panel) == ["Glow", "Night"])
    shelf.remove(PatternId("dark")).result()
    until(lambda: names(panel) == ["Glow"])


def test_a_search_chooses_by_name_family_and_description(
    panel: PatternList, until: Until
) -> None:
    panel.focus_search()
    QTest.keyClicks(panel.search, "soft")
    assert names(panel) == ["Glow"]
    assert panel.facts.text() == "1 of 2"
    panel.search.setText("time")
    assert names(panel) == ["Glow"]
    panel.search.setFocus()
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert names(panel) == ["Dark", "Glow"]


def test_the_pattern_under_the_pointer_plays(panel: PatternList, until: Until) -> None:
    until(lambda: picture(panel, 1) is not None)
    QTest.mouseMove(panel.view.viewport(), panel.view.visualRect(panel.model.index(1)).center())
    until(lambda: panel.view.delegate.phase > 0.0)
    assert panel.view.delegate.hovered == 1


def test_a_pattern_keeps_its_colour() -> None:
    assert colour_of(PatternId("glow")) == colour_of(PatternId("glow"))
    found = {colour_of(PatternId(f"pattern {number}")) for number in range(200)}
    assert found == set(CLIP_COLOURS)
