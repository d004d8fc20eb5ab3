"""The application object and its one window, from the first picture to the last."""

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from luma.app.events import ProblemRaised
from luma.app.services import Desk
from luma.domain.ids import TrackId
from luma.ui.bridge import Bridge
from luma.ui.collecting import collected_here
from luma.ui.look import application
from luma.ui.mistakes import owned_up
from luma.ui.rooms import main_window
from luma.ui.session import Session
from luma.ui.sizes import read_kept, write_kept
from luma.ui.window import MainWindow


def run(desk: Desk, first: TrackId | None = None) -> int:
    """Show the window on a desk until a person closes it; `first` opens unless another did."""
    app = application(sys.argv[:1])
    with opened_window(desk, first) as window, _mistakes_told(desk), _signals_end(app):
        kept = read_kept(kept_file(desk))
        if kept.maximized:
            window.showMaximized()
        else:
            window.show()
        return app.exec()


def kept_file(desk: Desk) -> Path:
    """Where the window of a desk is remembered."""
    return desk.paths.state / "window.json"


@contextmanager
def opened_window(desk: Desk, first: TrackId | None = None) -> Iterator[MainWindow]:
    """The main window on a desk, opened on what lay open last; remembered when it goes."""
    kept = read_kept(kept_file(desk))
    bridge = Bridge(desk.bus)
    session = Session(desk, bridge)
    window = main_window(session, kept)
    last = TrackId(kept.track)
    wanted = last if desk.opening.has(last) else first
    if wanted is not None:
        session.open_track(wanted)
    gc.collect()
    gc.freeze()  # else each full collection walks all libraries, and the window stands still
    try:
        with collected_here():
            yield window
    finally:
        gc.unfreeze()
        write_kept(kept_file(desk), window.kept)
        bridge.close()
        window.close()
        session.end()
        window.deleteLater()
        session.deleteLater()  # else what listened to it would keep every view alive


@contextmanager
def _mistakes_told(desk: Desk) -> Iterator[None]:
    """Log what breaks in a slot, and tell it in the window instead of going on in silence."""

    def tell(
        _kind: type[BaseException], cause: BaseException, _trace: TracebackType | None
    ) -> None:
        desk.bus.announce(ProblemRaised(owned_up(cause)))

    before, sys.excepthook = sys.excepthook, tell
    try:
        yield
    finally:
        sys.excepthook = before


@contextmanager
def _signals_end(app: QApplication) -> Iterator[None]:
    """Let Ctrl+C in a terminal, and a polite kill, close the window as a hand does."""

    def end(_number: int, _frame: FrameType | None) -> None:
        app.quit()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    beat = QTimer()
    beat.timeout.connect(lambda: None)  # Python hears signals only between its own steps
    beat.start(200)
    try:
        yield
    finally:
        beat.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
