"""The window goes without a trace."""

import gc
import weakref

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.settings import LightSettings, Settings, SoundSettings
from luma.ui.main import opened_window

VIEWS = ("library", "patterns", "timeline", "nodes", "inspector")


def test_a_closed_window_leaves_no_view_behind(app: QApplication) -> None:
    settings = Settings(SoundSettings("null"), LightSettings())
    with open_desk(Paths.find(), settings) as desk:
        with opened_window(desk) as window:
            window.show()
            app.processEvents()
            views = [weakref.ref(window.panels[name]) for name in VIEWS]
        del window
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()
        gc.collect()
        assert [type(view()).__name__ for view in views if view() is not None] == []
