"""Many files on their way in: read side by side, shelved in their order, told one by one."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from luma.app.events import ImportMoved
from luma.app.ground import Ground
from luma.app.intake import Coming, Intake, Known, Outcome, trouble_with
from luma.app.paths import Paths
from luma.app.shelving import Marker, Ready, let_go, shelve
from luma.app.walking import Met, files_of

THREADS = 4
AHEAD = 24
"""How many files may be read before the first of them is told."""
LOOKED_UP = 200
TOLD_SECONDS = 0.2
Told = Callable[[Outcome], object]
Head = Coming | Known | Outcome


class Adding(Future[tuple[Outcome, ...]]):
    """An import under way: its answer is what became of every file that it came to."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        super().__init__()
        self.done_files = 0
        self.found_files = 0
        self._stop = threading.Event()

    def stop(self) -> None:
        """Take in no further file; what is in stays, and the answer comes soon."""
        self._stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether no further file is taken in."""
        return self._stop.is_set()


class Importing:
    """Carries out one import, on a thread that is its own for as long."""

    def __init__(self, ground: Ground, paths: Paths, intake: Intake, adding: Adding) -> None:
        """Bring files in by this intake, for that answer."""
        self._bus, self._keeper = ground.bus, ground.keeper
        self._paths, self._intake, self._adding = paths, intake, adding
        self._told = -TOLD_SECONDS

    def run(self, wanted: Iterable[Path], tell: Told) -> tuple[Outcome, ...]:
        """Bring in what is meant by some paths; every outcome is told in its turn."""
        marker = Marker(self._paths)
        outcomes: list[Outcome] = []
        try:
            for some in self._groups(wanted, marker):
                for outcome in some:
                    tell(outcome)
                    outcomes.append(outcome)
                    self._adding.done_files = len(outcomes)
                    self._move(is_over=False)
        finally:
            marker.take_down()
            self._move(is_over=True)
        return tuple(outcomes)

    def _groups(self, wanted: Iterable[Path], marker: Marker) -> Iterator[tuple[Outcome, ...]]:
        coming = self._looked_up(wanted)
        reading: deque[Future[Head | None]] = deque()
        with ThreadPoolExecutor(THREADS, thread_name_prefix="import") as pool:
            try:
                while True:
                    for met, known in islice(coming, AHEAD - len(reading)):
                        reading.append(_told(known) if known else pool.submit(self._read, met))
                    if not reading:
                        return
                    yield self._shelved(_heads(reading), marker)
            finally:
                _let_go(reading)

    def _looked_up(self, wanted: Iterable[Path]) -> Iterator[tuple[Met, Head | None]]:
        """What is met on the way, each with what is known of it; nothing after a stop."""
        all_met = [*files_of(wanted, self._paths.files)]
        self._adding.found_files = len(all_met)
        for start in range(0, len(all_met), LOOKED_UP):
            some = all_met[start : start + LOOKED_UP]
            known = self._intake.known(some)
            for met in some:
                if self._adding.is_stopping:
                    return
                yield met, known.get(met.path)

    def _read(self, met: Met) -> Head | None:
        return self._intake.take(met, lambda: self._adding.is_stopping)

    def _shelved(self, heads: list[Head], marker: Marker) -> tuple[Outcome, ...]:
        """What became of some files, in their order."""
        ready = [head for head in heads if isinstance(head, Coming | Known)]
        done = iter(self._settled(ready, marker) if ready else ())
        return tuple(head if isinstance(head, Outcome) else next(done) for head in heads)

    def _settled(self, ready: list[Ready], marker: Marker) -> tuple[Outcome, ...]:
        try:
            return self._keeper.save(lambda shelf: shelve(shelf, ready, marker)).result()
        except Exception as cause:  # noqa: BLE001  (every file is told what stood against it)
            let_go(ready)
            with contextlib.suppress(Exception):
                self._keeper.save(marker.clear).result()
            return tuple(
                Outcome(one.path, "failed", trouble=trouble_with(one.path, cause))
                for one in ready
            )

    def _move(self, *, is_over: bool) -> None:
        now = time.monotonic()
        if is_over or now - self._told >= TOLD_SECONDS:
            self._told = now
            done, found = self._adding.done_files, self._adding.found_files
            self._bus.announce(ImportMoved(done, found, is_over))


def _told(head: Head) -> Future[Head | None]:
    """What needs no reading, in the place of what does."""
    future: Future[Head | None] = Future()
    future.set_result(head)
    return future


def _heads(reading: deque[Future[Head | None]]) -> list[Head]:
    """The first file that was read, and those behind it that are read too."""
    heads = [reading.popleft().result()]
    while reading and reading[0].done():
        heads.append(reading.popleft().result())
    return [head for head in heads if head is not None]


def _let_go(reading: Iterable[Future[Head | None]]) -> None:
    """Clear away what was read for nobody."""
    for each in reading:
        head = None if each.cancel() else each.result()
        if isinstance(head, Coming):
            let_go([head])
