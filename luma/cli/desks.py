"""How a verb opens the desk, and waits for what happens on it."""

import queue
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from luma.app.bundled import bundled
from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.app.presets import PRESETS, shelve_presets
from luma.app.services import Desk
from luma.app.settings import Settings


@contextmanager
def desk_for(args: Namespace, settings: Settings | None = None) -> Iterator[Desk]:
    """The desk of the library that the command names, with the presets on its shelf."""
    with open_desk(Paths.find(args.library), settings) as desk:
        shelve_presets(desk.ground, bundled("assets") / PRESETS)
        yield desk


@contextmanager
def facts_of(desk: Desk, *kinds: type) -> Iterator[queue.SimpleQueue[Any]]:
    """The facts of some kinds, as they are announced while the block lasts."""
    heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
    leaving = [desk.bus.on(kind, heard.put) for kind in kinds]
    try:
        yield heard
    finally:
        for leave in leaving:
            leave()
