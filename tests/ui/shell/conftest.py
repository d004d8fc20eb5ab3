"""A window's session on a real desk with an empty library, and no sound card."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.ui.bridge import Bridge
from luma.ui.session import Session

Wait = Callable[[Callable[[], object]], None]


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
def wait(app: QApplication) -> Wait:
    """Lets Qt run until something is true."""

    def until(is_true: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not is_true():
            assert time.monotonic() < end, "it did not come about"
            app.processEvents()
            time.sleep(0.005)

    return until
