"""The one application object of all tests of the interface."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from luma.ui.look import application


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The application, dressed as a person sees it."""
    return application(["luma"])


@pytest.fixture(autouse=True, scope="package")
def garbage_stays() -> Iterator[None]:
    """Let no other thread collect what Qt's thread has made: its timers would outlive it."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.unfreeze()
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def no_widget_stays() -> Iterator[None]:
    """Close and delete what a test has opened."""
    yield
    there = QApplication.instance()
    if isinstance(there, QApplication):
        for widget in there.topLevelWidgets():
            widget.close()
            widget.deleteLater()
        there.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
