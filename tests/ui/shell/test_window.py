"""The window shares its room out, remembers it, and listens to the keys of all."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from luma.app.events import LightsLost, ProblemRaised, StageLost, StageReady
from luma.domain.errors import Refused
from luma.ui.actions import MENUS, Action, always
from luma.ui.panel import Panel
from luma.ui.problems import ProblemBar
from luma.ui.session import Session
from luma.ui.sizes import FIRST, SMALL, Kept, Shares, class_of, read_kept, write_kept
from luma.ui.views import COLUMNS, Views
from luma.ui.window import MainWindow
from tests.ui.shell.conftest import Wait

HEAD = QPoint(60, 12)


def rooms(contents: Mapping[str, QWidget]) -> Views:
    """A panel around each of these."""
    made = {name: Panel(name, content) for name, content in contents.items()}
    return Views(
        library=made["library"],
        patterns=made["patterns"],
        timeline=made["timeline"],
        nodes=made["nodes"],
        stage=made["stage"],
        inspector=made["inspector"],
    )


def opened(session: Session, kept: Kept | None = None) -> MainWindow:
    names = [name for column in COLUMNS for name in column]
    views = rooms({name: QLabel(name) for name in names})
    window = MainWindow(session, views, kept or Kept((1280, 800)))
    window.show()
    QTest.qWaitForWindowActive(window)
    return window


@pytest.mark.parametrize(
    ("width", "height", "columns"),
    [(1280, 800, (248, 728, 292)), (1920, 1080, (376, 1084, 448))],
)
def test_panels_stand_as_designed(
    session: Session, width: int, height: int, columns: tuple[int, ...]
) -> None:
    window = opened(session, Kept((width, height)))
    widths = tuple(window.panels[members[0]].width() for members in COLUMNS)
    assert widths == pytest.approx(columns, abs=4)


def test_the_smallest_window_holds_every_panel(session: Session) -> None:
    window = opened(session, Kept((1024, 640)))
    assert (window.width(), window.height()) == (1024, 640)
    for panel in window.panels.values():
        assert panel.width() >= 220
        assert panel.height() >= 160


def test_shares_are_remembered_by_class_of_width(session: Session, tmp_path: Path) -> None:
    moved = Shares((300, 640, 328), (300, 410), (424, 286), (212, 498))
    kept = Kept((1280, 800), shares={SMALL: moved}, track="t")
    write_kept(tmp_path / "window.json", kept)
    assert read_kept(tmp_path / "window.json") == kept
    window = opened(session, kept)
    assert window.panels["library"].width() == pytest.approx(300, abs=4)
    assert window.panels["library"].height() == pytest.approx(300, abs=4)
    assert class_of(1920) not in window.kept.shares
    assert window.kept.track == "t", "what lay open last stays known until another opens"


def test_a_damaged_memory_is_no_reason_not_to_open(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"schema": "lamp"')
    assert read_kept(tmp_path / "window.json") == Kept()
    assert Kept().shares_for(1280) == FIRST[SMALL]


def test_a_double_click_on_a_header_fills_the_page_and_again_restores(
    session: Session, wait: Wait
) -> None:
    window = opened(session)
    nodes = window.panels["nodes"]
    before = nodes.geometry()
    QTest.mouseDClick(nodes, Qt.MouseButton.LeftButton, pos=HEAD)
    shown = [name for name, panel in window.panels.items() if panel.isVisible()]
    assert shown == ["nodes"]
    wait(lambda: nodes.width() > 1200)
    QTest.mouseDClick(nodes, Qt.MouseButton.LeftButton, pos=HEAD)
    assert all(panel.isVisible() for panel in window.panels.values())
    wait(lambda: nodes.geometry() == before)


def test_b_makes_all_dark_and_again_ends_it(session: Session, wait: Wait) -> None:
    window = opened(session)
    lights = session.desk.lights
    QTest.keyClick(window, Qt.Key.Key_B)
    wait(lambda: lights.overlay.blackout)
    window.top.refresh()
    QTest.keyClick(window, Qt.Key.Key_B)
    wait(lambda: not lights.overlay.blackout)


def test_escape_twice_is_panic_and_once_is_not(session: Session, wait: Wait) -> None:
    window = opened(session)
    lights = session.desk.lights
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Escape)
        QTest.qWait(600)
        session.desk.lane.call(lambda: None)
        assert not lights.overlay.blackout
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Escape)
        QTest.qWait(40)
    wait(lambda: lights.overlay.blackout)


def test_the_palette_finds_and_runs_a_command(session: Session, wait: Wait) -> None:
    window = opened(session)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.finder.isVisible()
    QTest.keyClicks(window.finder.field, "blackout")
    QTest.keyClick(window.finder.field, Qt.Key.Key_Return)
    wait(lambda: session.desk.lights.overlay.blackout)
    assert not window.finder.isVisible()


def test_escape_closes_the_palette_and_changes_nothing(session: Session) -> None:
    window = opened(session)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.finder.field, "b")
    QTest.keyClick(window.finder.field, Qt.Key.Key_Escape)
    session.desk.lane.call(lambda: None)
    assert not window.finder.isVisible()
    assert not session.desk.lights.overlay.blackout


def test_the_palette_offers_what_can_be_done_where_the_keys_were(session: Session) -> None:
    fields = {name: QLineEdit() for column in COLUMNS for name in column}
    ran: list[bool] = []

    def here() -> bool:
        return fields["nodes"].hasFocus()

    only = Action("only", "Only in the graph", "", here, lambda: ran.append(here()), "Graph")
    views = rooms(fields)
    window = MainWindow(session, views, Kept((1280, 800)), [only])
    window.show()
    QTest.qWaitForWindowActive(window)
    for name, found in (("library", 0), ("nodes", 1)):
        fields[name].setFocus()
        window.find_or_run()
        QTest.keyClicks(window.finder.field, "only in")
        assert len(window.finder.entries) == found
        QTest.keyClick(window.finder.field, Qt.Key.Key_Return)
        assert fields[name].hasFocus()
    assert ran == [True]


def test_menus_never_lie_under_the_pages(session: Session, app: QApplication) -> None:
    names = [name for column in COLUMNS for name in column]
    views = rooms({name: QLabel(name) for name in names})
    offered = [Action(menu, menu, "", always, lambda: None, menu) for menu in MENUS]
    window = MainWindow(session, views, Kept((1920, 800)), offered)
    window.show()
    counts = []
    for width in range(1920, 1020, -80):
        window.resize(width, 800)
        app.processEvents()
        buttons = window.top.findChildren(QToolButton, "menu")
        shown = [button for button in buttons if button.isVisible()]
        assert all(button.geometry().right() < window.top.pages.x() for button in shown)
        counts.append(len(shown))
    assert (counts[0], counts[-1]) == (len(MENUS), 1)


def test_f6_goes_around_the_panels_that_are_seen(session: Session) -> None:
    fields = {name: QLineEdit() for column in COLUMNS for name in column}
    views = rooms(fields)
    window = MainWindow(session, views, Kept((1280, 800)))
    window.show()
    QTest.qWaitForWindowActive(window)
    order = [name for column in COLUMNS for name in column]
    window.panels["patterns"].hide()
    order.remove("patterns")
    fields["library"].setFocus()
    for key, names in (
        (Qt.KeyboardModifier.NoModifier, [*order[1:], order[0]]),
        (Qt.KeyboardModifier.ShiftModifier, [*reversed(order)]),
    ):
        for name in names:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_F6, key)
            assert fields[name].hasFocus()


def test_what_befalls_sound_light_and_wishes_is_told(session: Session, wait: Wait) -> None:
    stage = opened(session).panels["stage"]
    assert isinstance(stage, Panel)
    bar = stage.problems
    for fact, words in (
        (StageLost("It was killed."), "Sound stopped"),
        (LightsLost("It was killed."), "lights stopped"),
        (ProblemRaised(Refused("The disk is full.")), "The disk is full."),
    ):
        session.desk.bus.announce(fact)
        wait(partial(_holds, bar, words))


def test_a_lack_warns_once_and_hides_no_fall(session: Session, wait: Wait) -> None:
    stage = opened(session).panels["stage"]
    assert isinstance(stage, Panel)
    bar, lack = stage.problems, StageReady("null", "There is no sound card.")
    session.desk.bus.announce(lack)
    wait(partial(_holds, bar, "no sound card"))
    assert bar.shade == "warn"
    session.desk.bus.announce(StageLost("It was killed."))
    wait(partial(_holds, bar, "Sound stopped"))
    passed: list[int] = []
    session.ask(lambda: session.desk.bus.announce(lack))
    session.ask(lambda: 1, passed.append)
    wait(lambda: passed)
    assert _holds(bar, "Sound stopped")
    assert bar.shade == "error"


def _holds(bar: ProblemBar, words: str) -> bool:
    return words in bar.words


def test_nothing_that_cannot_be_done_looks_as_if_it_could(session: Session) -> None:
    window = opened(session)
    enabled = {action.id for action in window.table.all if action.enabled()}
    assert "play" not in enabled
    assert "undo" not in enabled
    assert {"blackout", "find", "quit"} <= enabled


def test_every_control_says_what_it_is_and_which_key_does_it(session: Session) -> None:
    window = opened(session)
    controls = [w for w in window.findChildren(QWidget) if w.focusPolicy().value & 1]
    own = [w for w in controls if not isinstance(w, QLabel) and w.isVisible()]
    silent = [w for w in own if not w.toolTip() and not w.accessibleName()]
    assert not silent
