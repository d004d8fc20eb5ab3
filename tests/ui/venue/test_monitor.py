"""The monitor shows the levels that are sent, whose they are, and where they clash."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from luma.app.bundled import bundled
from luma.app.monitor import Monitor
from luma.domain.light import COLOUR, INTENSITY, TINT
from luma.domain.roomedits import SetAddresses
from luma.light.fixtures import read_definitions
from luma.light.patch import Patch, compile_patch
from luma.light.sent import SentFrame
from luma.ui.venue.cells import SIDE, TOP, Cells
from luma.ui.venue.page import VenuePage
from tests.ui.venue.conftest import NAMES, Wait, a_room


class Lamps:
    """As much of the lights as the monitor asks."""

    def __init__(self) -> None:
        self.patch: Patch | None = compile_patch(
            a_room(), read_definitions(bundled("assets") / "fixtures")
        )
        self.sent: SentFrame | None = None

    def frame(self) -> SentFrame | None:
        return self.sent

    def send(self, count: int, level: float) -> None:
        levels = np.zeros((8, 14), np.float32)
        levels[1, INTENSITY], levels[:, TINT] = level, 1.0
        levels[:, COLOUR] = (1.0, 0.5, 0.0)
        self.sent = SentFrame(count, 0.0, levels)


def test_levels_are_those_of_the_frame_last_sent() -> None:
    lamps = Lamps()
    monitor = Monitor(lamps)  # type: ignore[arg-type]
    assert monitor.levels() == {}
    lamps.send(1, 1.0)
    first = monitor.levels()
    assert set(first) == {1}
    assert first[1][3] == 255
    assert first[1][:3] == bytes(3)
    assert monitor.levels() is first
    lamps.send(2, 0.0)
    assert monitor.levels()[1] == bytes(512)


def test_cells_follow_and_tell_whose_they_are(
    page: VenuePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells, lamps = page.monitor.cells, Lamps()
    monkeypatch.setattr(cells, "_monitor", Monitor(lamps))  # type: ignore[arg-type]
    lamps.send(1, 1.0)
    cells.refresh()
    assert cells.is_sent
    assert cells.levels[3] == 255
    told = cells.words_at(4)
    assert told.startswith("Par 2, channel 1: Red")
    assert "Address 004, value 255, 100 %" in told
    assert "Nobody listens here" in cells.words_at(100)


def test_shared_cells_are_marked_and_a_click_chooses(page: VenuePage, wait: Wait) -> None:
    cells = page.monitor.cells
    page.hall.edit(SetAddresses({NAMES[7]: (1, 2)}))
    wait(lambda: page.hall.sheet.conflicts)
    marked = [n for n in range(1, 40) if (owner := cells.owner(n)) and owner.is_shared]
    assert marked == [2, 3, 4]
    grid = Cells.fitting(cells.width())
    left, top, width, height = grid.box(13)
    at = QPoint(left + width // 2, top + height // 2)
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=at)
    assert page.hall.chosen == (NAMES[4],)


def test_it_follows_to_the_universe_of_what_is_chosen(page: VenuePage, wait: Wait) -> None:
    page.hall.edit(SetAddresses({NAMES[7]: (3, 1)}))
    wait(lambda: page.monitor.universe.count() == 2)
    page.hall.choose((NAMES[7],))
    assert page.monitor.cells.universe == 3
    assert page.monitor.universe.currentText() == "Art-Net 2 · sACN 3"


@pytest.mark.parametrize("width", [400, 656, 752, 1164, 1900])
def test_every_address_has_a_cell_of_its_own(width: int) -> None:
    cells = Cells.fitting(width, 398)
    boxes = [QRect(*cells.box(address)) for address in range(1, 513)]
    assert len({(box.x(), box.y()) for box in boxes}) == 512
    assert all(box.left() >= SIDE and box.top() >= TOP for box in boxes)
    assert max(box.right() for box in boxes) < width
    for address in (1, 32, 33, 512):
        box = boxes[address - 1]
        assert cells.address(box.center().x(), box.center().y()) == address
    assert cells.address(2, 2) is None
