"""How the library's panel bears ten thousand tracks: searching, sorting, scrolling.

`python -m benchmarks.library` shelves ten thousand tracks in a library of its own and shows
them in a panel of 376 × 612. An order is one question to the database; a search is timed from
the key to the repainted list, with the 60 ms that typing is waited for; scrolling by two rows
reads a block of rows now and then, and a jump reads one each time. The bare blit of the same
size is the floor.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from luma.app.desk import open_desk
from luma.app.paths import Paths
from luma.domain.ids import TrackId
from luma.domain.listing import Order, Query
from luma.domain.track import Source, Tags, Track
from luma.domain.units import Seconds
from luma.store.store import Shelf
from luma.ui.bridge import Bridge
from luma.ui.library.view import LibraryView
from luma.ui.look import application
from luma.ui.session import Session

TRACKS, WIDTH, HEIGHT = 10_000, 376, 612
ROUNDS, STEPS = 20, 200
SYLLABLES = (
    "Night",
    "Nine",
    "Sun",
    "Signal",
    "Kiosk",
    "Kite",
    "Rain",
    "Reed",
    "Ultra",
    "Violet",
)
TYPED = ("n", "ni", "nig", "nigh", "night", "night f", "k", "ki", "120-122")


def fill(shelf: Shelf) -> None:
    """Shelve the tracks."""
    dice = random.Random(1)  # noqa: S311
    for number in range(TRACKS):
        title = " ".join(dice.choices(SYLLABLES, k=3))
        key = f"{dice.randint(1, 12)}{dice.choice('AB')}"
        tags = Tags(title, f"{title[:5]} Band", "", 90 + dice.random() * 60, key, Seconds(200))
        source = Source(f"{number}", f"{number}", Path(f"{number}.wav"), f"/{number}.wav")
        shelf.tracks.add(Track(TrackId(f"{number}"), tags, source, "2026-01-01T00:00:00+00:00"))


class Bare(QWidget):
    """A widget that is one picture."""

    def __init__(self) -> None:
        """Make the picture."""
        super().__init__()
        self._picture = QPixmap(WIDTH, HEIGHT)
        self._picture.fill("#0F1012")

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Put it on screen."""
        QPainter(self).drawPixmap(0, 0, self._picture)


def timed(step: Callable[[int], object], count: int) -> list[float]:
    """How many milliseconds each step took."""
    took = []
    for index in range(count):
        began = time.perf_counter()
        step(index)
        took.append((time.perf_counter() - began) * 1000)
    return took


@contextmanager
def shown(app: QApplication) -> Iterator[tuple[Session, LibraryView]]:
    """The panel on a desk that holds the tracks."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["LUMA_HOME"] = home
        with open_desk(Paths.find()) as desk:
            desk.ground.keeper.save(fill).result()
            bridge = Bridge(desk.bus)
            session = Session(desk, bridge)
            view = LibraryView(session)
            view.resize(WIDTH, HEIGHT)
            view.show()
            _until(app, lambda: view.view.verticalScrollBar().maximum() > 0)
            yield session, view
            bridge.close()
            view.close()


def measures(app: QApplication, session: Session, view: LibraryView) -> dict[str, list[float]]:
    """The milliseconds of everything, by what was done."""
    order, bar = session.desk.shelves.order, view.view.verticalScrollBar()
    bare = Bare()
    bare.resize(WIDTH, HEIGHT)
    bare.show()
    app.processEvents()

    answers: list[bool] = []
    view.listed.connect(lambda: answers.append(True))

    def search(index: int) -> None:
        answers.clear()
        view.search.setText(TYPED[index % len(TYPED)])
        _until(app, lambda: answers)
        view.view.viewport().repaint()

    def scroll(by: int) -> None:
        bar.setValue((bar.value() + by) % bar.maximum())
        view.view.viewport().repaint()

    rows = {"bare blit": timed(lambda _: bare.repaint(), STEPS)}
    for name, query in {
        "order: last added": Query(),
        "order: one word": Query("ni"),
        "order: by title": Query(order=Order.TITLE),
        "order: by key": Query(order=Order.KEY),
    }.items():
        rows[name] = timed(lambda _, query=query: order(query), ROUNDS)  # type: ignore[misc]
    rows["repaint, scrolled by two rows"] = timed(lambda _: scroll(52), STEPS)
    rows["repaint, after a jump"] = timed(lambda _: scroll(9973), STEPS)
    rows["search, from key to list"] = timed(search, 2 * len(TYPED))
    return rows


def _until(app: QApplication, holds: Callable[[], object]) -> None:
    while not holds():
        app.processEvents()
        time.sleep(0.0005)


def main() -> None:
    """Print the table."""
    print(f"load average before: {os.getloadavg()}")
    app = application([])
    with shown(app) as (session, view):
        rows = measures(app, session, view)
    print(f"load average after: {os.getloadavg()}")
    print("| what | p50 ms | p95 ms |")
    print("|---|--:|--:|")
    for name, took in rows.items():
        print(f"| {name} | {np.percentile(took, 50):.2f} | {np.percentile(took, 95):.2f} |")


if __name__ == "__main__":
    main()
