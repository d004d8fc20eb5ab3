"""The sound page on a real desk that is heard by nobody."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.ui.bridge import Bridge
from luma.ui.session import Session
from luma.ui.sound.page import SoundPage
from luma.ui.timeline.tools import TimelinePanel

Wait = Callable[[Callable[[], object]], None]


@pytest.fixture
def wait(app: QApplication) -> Wait:
    """Let Qt and the desk work until something holds."""

    def until(holds: Callable[[], object]) -> None:
        end = time.monotonic() + 60  # a stage may have to be compiled first
        while not holds():
            assert time.monotonic() < end, "it did not come about"
            app.processEvents()
            time.sleep(0.002)

    return until


@pytest.fixture
def session(app: QApplication) -> Iterator[Session]:
    settings = Settings(SoundSettings("null"), LightSettings())
    with open_desk(Paths.find(), settings) as desk:
        bridge = Bridge(desk.bus)
        yield Session(desk, bridge)
        for widget in app.topLevelWidgets():
            widget.close()
        bridge.close()


@pytest.fixture
def page(session: Session) -> SoundPage:
    """The page, shown."""
    timeline = TimelinePanel(session)
    page = SoundPage(session, timeline.view.stems)
    timeline.setParent(page)
    timeline.hide()
    page.resize(1276, 716)
    page.show()
    QTest.qWaitForWindowActive(page)
    return page
