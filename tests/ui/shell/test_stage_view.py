"""The stage view shows the frame last sent, from wherever somebody looks."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.app.room import RoomFrame
from luma.domain.ids import FixtureId
from luma.domain.light import COLOUR, INTENSITY, TINT, mask_of
from luma.domain.venue import Head
from luma.ui.preview.stage_view import StageView
from luma.ui.segment import Segment
from luma.ui.session import Session
from tests.ui.shell.conftest import Wait

HEADS = tuple(Head(FixtureId(f"lamp{i}"), 0, (-3.0 + 2.0 * i, 3.0, 4.0)) for i in range(4))
MASK = np.full(4, mask_of((INTENSITY, TINT, *range(COLOUR.start, COLOUR.stop))), np.uint16)


@dataclass
class Lamps:
    """What the lamps were sent, settable."""

    number: int = 0
    red: float = 0.0

    def frame(self, _lights: object) -> RoomFrame:
        levels = np.zeros((4, 14), np.float32)
        levels[:, [INTENSITY, COLOUR.start, TINT]] = (self.red, 1.0, 1.0)
        return RoomFrame(self.number, levels, MASK)


@dataclass(frozen=True)
class Shown:
    """As much of a show as a picture needs."""

    heads: tuple[Head, ...] = HEADS
    venue: str = "room"


@pytest.fixture
def lamps(monkeypatch: pytest.MonkeyPatch) -> Lamps:
    lamps = Lamps()
    monkeypatch.setattr("luma.ui.preview.stage_view.sent_now", lamps.frame)
    return lamps


@pytest.fixture
def view(session: Session, lamps: Lamps) -> StageView:
    view = StageView(session)
    view.resize(320, 200)
    view.show()
    session.show_changed.emit(Shown())
    QTest.qWaitForWindowActive(view)
    return view


def pixels(view: StageView) -> npt.NDArray[np.float64]:
    picture = view.grab().toImage()
    rows = np.frombuffer(picture.constBits(), np.uint8)
    shape = (picture.height(), picture.width(), 4)
    return rows.reshape(shape)[:160, :, 2::-1].astype(np.float64)


def test_the_room_follows_what_is_sent(view: StageView, lamps: Lamps, wait: Wait) -> None:
    dark = pixels(view).sum()
    lamps.number, lamps.red = 1, 1.0
    wait(lambda: view.frame is not None and view.frame.number == 1)
    lit = pixels(view)
    assert lit.sum() > dark * 1.5
    assert lit[..., 0].sum() > 2 * lit[..., 2].sum(), "it is red"


def test_a_frame_like_the_last_is_not_drawn_again(
    view: StageView, lamps: Lamps, wait: Wait, app: QApplication
) -> None:
    lamps.number = 1
    wait(lambda: view.frame is not None and view.frame.number == 1)
    app.processEvents()
    drawn = view.fps
    for number in range(2, 30):
        lamps.number = number
        wait(lambda: view.frame is not None and view.frame.number == lamps.number)
    assert view.fps <= drawn


def test_a_drag_turns_and_a_double_click_goes_back(view: StageView) -> None:
    first = pixels(view)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 80))
    QTest.mouseMove(view, QPoint(210, 90))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(210, 90))
    assert not np.array_equal(pixels(view), first)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 80))
    assert np.array_equal(pixels(view), first)


def test_the_wheel_comes_nearer_and_keys_turn(view: StageView, app: QApplication) -> None:
    first = pixels(view)
    middle, none = QPointF(160, 90), Qt.KeyboardModifier.NoModifier
    still = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, none, still, False
    )
    app.sendEvent(view, wheel)
    nearer = pixels(view)
    assert not np.array_equal(nearer, first)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert not np.array_equal(pixels(view), nearer)


def test_each_place_is_another_picture(view: StageView) -> None:
    seen = []
    for place in ("Room", "Front", "Top"):
        view.look_from(place)
        seen.append(pixels(view))
    assert not np.array_equal(seen[0], seen[1])
    assert not np.array_equal(seen[1], seen[2])


def test_a_changed_room_is_looked_at_from_where_somebody_stood(
    view: StageView, session: Session
) -> None:
    view.look_from("Top")
    segment = view.findChild(Segment)
    assert segment is not None
    session.show_changed.emit(Shown(HEADS[:3]))
    assert segment.word == "Top"
    session.show_changed.emit(Shown(HEADS, "another room"))
    assert segment.word == "Room"
