"""A session on a real desk, without the workshop."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.ui.bridge import Bridge
from luma.ui.session import Session

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def session(app: QApplication) -> Iterator[Session]:
    with open_desk(Paths.find()) as desk:
        bridge = Bridge(desk.bus)
        yield Session(desk, bridge)
        bridge.close()


@pytest.fixture
def until(app: QApplication) -> Until:
    """Let Qt and the desk work until something holds."""

    def wait(holds: Callable[[], object]) -> None:
        last = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < last, "it never came to hold"
            app.processEvents()
            time.sleep(0.002)

    return wait
