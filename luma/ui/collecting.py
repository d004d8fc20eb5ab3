"""Garbage is collected on Qt's thread alone.

Widgets lie in cycles, and Python collects those on whichever thread happens to make too many
objects. A widget that ends on another thread than Qt's leaves its timers behind, and the next
of them takes the program down.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from PySide6.QtCore import QTimer

PERIOD_MS = 200
MIDDLE_EVERY, ALL_EVERY = 10, 300


@contextmanager
def collected_here() -> Iterator[None]:
    """Let only this thread, which is Qt's, collect garbage, a little at a time."""
    was_on = gc.isenabled()
    gc.disable()
    turns = count(1)
    beat = QTimer()
    beat.timeout.connect(lambda: gc.collect(_generation(next(turns))))
    beat.start(PERIOD_MS)
    try:
        yield
    finally:
        beat.stop()
        if was_on:
            gc.enable()


def _generation(turn: int) -> int:
    """How old the objects may be that are looked at in a turn: mostly the youngest."""
    if turn % ALL_EVERY == 0:
        return 2
    return 1 if turn % MIDDLE_EVERY == 0 else 0
