"""A page on a real desk whose room has eight fixtures, and no show."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Group, Venue
from luma.ui.bridge import Bridge
from luma.ui.session import Session
from luma.ui.venue.page import VenuePage

Wait = Callable[[Callable[[], object]], None]
NAMES = tuple(FixtureId(f"f{n}") for n in range(8))


def a_room(count: int = 8) -> Venue:
    """Pars in a row, three channels each, one metre apart; the first three are a group."""
    fixtures = tuple(
        Fixture(
            FixtureId(f"f{n}"), f"Par {n + 1}", "generic/rgb_par", "3 channels",
            1 + n // 170, 1 + 3 * (n % 170), (float(n % 8) - 3.5, 2.0, 3.0),
        )
        for n in range(count)
    )  # fmt: skip
    groups = (Group("front", tuple(f.id for f in fixtures[:3])),) if count else ()
    return Venue(VenueId("room"), "Hall", fixtures, groups)


@pytest.fixture
def wait(app: QApplication) -> Wait:
    """Let Qt and the desk work until something holds."""

    def until(holds: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end, "it did not come about"
            app.processEvents()
            time.sleep(0.002)

    return until


@pytest.fixture
def session(app: QApplication) -> Iterator[Session]:
    """A session on a desk that is heard and seen by nobody."""
    settings = Settings(SoundSettings("null"), LightSettings())
    with open_desk(Paths.find(), settings) as desk:
        bridge = Bridge(desk.bus)
        yield Session(desk, bridge)
        for widget in app.topLevelWidgets():
            widget.close()
        bridge.close()


@pytest.fixture
def page(session: Session, wait: Wait) -> VenuePage:
    """The page, shown, once the room is there."""
    return opened(session, wait, a_room())


def opened(session: Session, wait: Wait, venue: Venue) -> VenuePage:
    """A page on a room."""
    session.desk.ground.keeper.save(lambda shelf: shelf.venues.save(venue)).result()
    page = VenuePage(session)
    page.resize(1200, 700)
    page.show()
    QTest.qWaitForWindowActive(page)
    wait(lambda: page.hall.is_there and page.hall.kinds)
    return page
