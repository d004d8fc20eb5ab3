"""Watched folders: their new files come into the library while the desk is open."""

import logging
import os
import threading
import time
from pathlib import Path

from luma.app.events import ProblemRaised
from luma.app.ground import Ground
from luma.app.intake import Intake, Outcome
from luma.app.library import Adding, Library
from luma.app.paths import Paths
from luma.app.walking import Met, sound_below
from luma.domain.errors import LumaError, NotFound, Refused, Unavailable
from luma.store.watched import WatchedFolder

POLL_SECONDS = 5.0
SETTLE_SECONDS = 3.0
_SHARE = 20.0
State = tuple[int, int]
log = logging.getLogger(__name__)


class Watching:
    """Looks into the watched folders now and then; what left them stays in the library."""

    def __init__(
        self,
        ground: Ground,
        paths: Paths,
        library: Library,
        *,
        poll: float = POLL_SECONDS,
        settle: float = SETTLE_SECONDS,
    ) -> None:
        """Bring in what settled; nothing is looked at before the start."""
        self._bus, self._keeper, self._store = ground.bus, ground.keeper, ground.store
        self._paths, self._library = paths, library
        self._intake = Intake(ground, paths)
        self._poll, self._settle = poll, settle
        self._met: dict[Path, tuple[State, float]] = {}
        self._taken: dict[Path, State] = {}
        self._away: set[Path] = set()
        self._closing = threading.Event()
        self._adding: Adding | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look from now on, until the desk closes."""
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._closing.set()
        if self._adding is not None:
            self._adding.stop()
        if self._thread is not None:
            self._thread.join()

    def folders(self) -> tuple[WatchedFolder, ...]:
        """The folders that are watched."""
        with self._store.read() as shelf:
            return shelf.watched.list()

    def add(self, folder: Path) -> bool:
        """Watch a folder from now on; no where it is watched already. Not for the lane."""
        folder = folder.absolute()
        if not folder.is_dir():
            raise NotFound(f'There is no folder "{folder}".', hint="Check its name.")
        if folder.is_relative_to(self._paths.data) or self._paths.files.is_relative_to(folder):
            raise Refused(
                f'The folder "{folder}" holds the library itself.',
                hint="Watch the folder that your music lies in.",
            )
        try:
            str(folder).encode("utf-8")
        except UnicodeEncodeError as cause:
            raise Refused(f'The name of the folder "{folder}" is no UTF-8.') from cause
        return self._keeper.save(lambda shelf: shelf.watched.add(folder)).result()

    def remove(self, folder: Path) -> bool:
        """Watch a folder no longer; its tracks stay. Not for the lane."""
        folder = folder.absolute()
        return self._keeper.save(lambda shelf: shelf.watched.remove(folder)).result()

    def look(self) -> tuple[Outcome, ...]:
        """Bring in now what is new in the watched folders; not for the lane."""
        fresh = self._fresh()
        return self._take(tuple(fresh), fresh)

    def _run(self) -> None:
        pause = 0.0
        while not self._closing.wait(pause):
            began = time.monotonic()
            try:
                fresh = self._fresh()
                self._take(self._settled(fresh), fresh)
            except LumaError as trouble:
                log.warning("watched folders: %s", trouble.sentence())
            except Exception:
                log.exception("Luma made a mistake with the watched folders")
            pause = max(self._poll, _SHARE * (time.monotonic() - began))

    def _fresh(self) -> dict[Path, State]:
        """The files that the library does not know as they lie, and how they lie."""
        found: dict[Path, State] = {}
        for watched in self.folders():
            if self._is_there(watched.folder):
                for path in sound_below(watched.folder, self._paths.files):
                    state = _state_of(path)
                    if state is not None and self._taken.get(path) != state:
                        found[path] = state
        known = self._intake.known([Met(path) for path in found])
        return {path: state for path, state in found.items() if path not in known}

    def _is_there(self, folder: Path) -> bool:
        is_there = os.path.isdir(folder)  # noqa: PTH112  (where nobody may look: no, and no error)
        if is_there:
            self._away.discard(folder)
        elif folder not in self._away:
            self._away.add(folder)
            trouble = Unavailable(
                f'The watched folder "{folder}" is away.',
                hint="Its tracks stay, and Luma goes on when it is back.",
            )
            self._bus.announce(ProblemRaised(trouble))
        return is_there

    def _settled(self, fresh: dict[Path, State]) -> tuple[Path, ...]:
        """Those that have lain still for a while, as this machine counts, not the clock."""
        now = time.monotonic()
        before, self._met = self._met, {}
        for path, state in fresh.items():
            old = before.get(path)
            self._met[path] = old if old is not None and old[0] == state else (state, now)
        return tuple(p for p, (_, since) in self._met.items() if now - since >= self._settle)

    def _take(self, paths: tuple[Path, ...], states: dict[Path, State]) -> tuple[Outcome, ...]:
        """Bring files in; each state of a file is tried once."""
        if not paths or self._closing.is_set():
            return ()
        self._adding = self._library.add(paths)
        outcomes = self._adding.result()
        self._adding = None
        self._taken.update((one.path, states[one.path]) for one in outcomes)
        return outcomes


def _state_of(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns)
