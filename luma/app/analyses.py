"""Keeps every track's artifacts complete: makes true what is not yet true."""

import logging
import os
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from luma.analysis import formats
from luma.analysis.catalogue import Catalogue
from luma.analysis.child import Folders
from luma.analysis.contract import Cancelled, Failure, Moved, Receipt, Report, Started
from luma.analysis.order import Work, missing, startable
from luma.analysis.pool import Pool
from luma.analysis.runner import Runner
from luma.app.events import (
    ArtifactReady,
    JobCancelled,
    JobFailed,
    JobMoved,
    JobQueued,
    ProblemRaised,
    TrackComplete,
)
from luma.app.ground import Ground
from luma.app.paths import Paths
from luma.app.standing import Standing, Stocktaking, Wish
from luma.domain.errors import LumaError, Unavailable, WorkFailed
from luma.domain.ids import Recipe, TrackId
from luma.domain.track import Artifact, Track
from luma.store.failures import KnownFailure
from luma.store.store import Shelf

__all__ = ["Analyses", "Wish", "slots_that_fit"]

T = TypeVar("T")
MEMORY_PER_SLOT = 3 << 30
SEEN_FIRST = "peaks"
log = logging.getLogger(__name__)


class Analyses:
    """Asks the workshop for what is missing, and shelves what it makes."""

    def __init__(
        self,
        ground: Ground,
        paths: Paths,
        catalogue: Catalogue,
        slots: int = 0,
        *,
        scheduler: str = "",
    ) -> None:
        """Work on these; no process starts before there is work."""
        self._lane, self._bus = ground.lane, ground.bus
        self._keeper, self._store = ground.keeper, ground.store
        self._paths, self._catalogue = paths, catalogue
        self._stock = Stocktaking(ground.store, paths, catalogue)
        self._slots = slots or slots_that_fit()
        self._scheduler = scheduler
        self._pool: Runner | None = None
        self._wishes: dict[TrackId, Wish] = {}
        self._jobs: dict[str, tuple[TrackId, Work]] = {}
        self._given_up: set[Recipe] = set()
        self._complained: set[str] = set()
        self._attended: TrackId | None = None
        self._closed = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that can be made here and now: those whose weights are there."""
        return self._stock.kinds

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the workshop's processes."""
        return () if self._pool is None else self._pool.processes

    @property
    def in_hand(self) -> tuple[tuple[TrackId, str], ...]:
        """Which kinds of which tracks are being made or wait for a slot; called on the lane."""
        return tuple((track, work.kind) for track, work in self._jobs.values())

    def complete_all(self) -> None:
        """Make whatever any track lacks; called on the lane."""
        with self._store.read() as shelf:
            names = deque(track.id for track in shelf.tracks.list())
        self._complete_next(names)

    def complete(self, name: TrackId, wish: Wish | None = None) -> None:
        """Make what a track lacks of what is wished of it; called on the lane."""
        wished = (wish or Wish()).joined(self._wishes.get(name))
        standing = self._stock.of(name, self._filled(wished))
        if self._closed:
            return
        self._wishes[name] = wished
        works, barred = standing.works, {*standing.barred, *self._given_up}
        waiting = {work.recipe for _, work in self._jobs.values()}
        left = missing(works, standing.have, barred, wished.kinds)
        for work in sorted(startable(left, standing.have), key=_is_seen_later):
            if work.recipe not in waiting:
                self._start(standing.track, work)
        if not left and not any(owner == name for owner, _ in self._jobs.values()):
            del self._wishes[name]
            asked = wished.kinds or self.kinds
            failed = (k for k in asked if k in works and works[k].recipe in barred)
            self._end(standing, wished, TrackComplete(name, tuple(failed)))

    def _filled(self, wish: Wish) -> Wish:
        """The same wish, with all kinds named where all are meant."""
        return replace(wish, kinds=wish.kinds or self.kinds)

    def _end(self, standing: Standing, wish: Wish, done: TrackComplete) -> None:
        """Let what somebody chose count before other results of its kind, and say the end."""
        works = (standing.works.get(kind) for kind in wish.choices)
        chosen = [work.recipe for work in works if work and work.recipe in standing.have]
        if not chosen:
            self._bus.announce(done)
            return
        self._keeper.save(lambda shelf: shelf.artifacts.touch(chosen)).then(
            lambda _: self._bus.announce(done), lambda _: self._bus.announce(done)
        )

    def open_runner(self) -> Runner:
        """What runs jobs, started if need be; raises what stands against the chosen cluster.

        Called on the lane.
        """
        if self._pool is None:
            paths, workers = self._paths, self._catalogue.folder
            claims = paths.runtime / "claims"
            folders = Folders(paths.blobs, claims, paths.models, paths.compiled)
            if self._scheduler:
                self._pool = _cluster(self._scheduler, workers, folders, self._on_report)
            else:
                self._pool = Pool(self._slots, workers, folders, self._on_report)
        return self._pool

    def go_on(self, name: TrackId) -> None:
        """Make what a track lacks now, if anybody waits for it; called on the lane."""
        if name in self._wishes:
            self.complete(name, self._wishes[name])

    def improve(self, made: Artifact) -> None:
        """Make again what is heard better with a result that just came; called on the lane."""
        kinds = tuple(kind for kind in self._stock.improved_by(made) if kind in self.kinds)
        if kinds:
            self.complete(made.track, Wish(kinds))

    def attend(self, name: TrackId | None) -> None:
        """Let the work on one track go before all other that waits; called on the lane."""
        self._attended = name
        if self._pool is not None:
            jobs = self._jobs.items()
            self._pool.rank({job: self._priority(*owned) for job, owned in jobs})

    def known_failure(self, name: TrackId, kind: str) -> str:
        """What was said when some work on a track failed; nothing if it did not."""
        with self._store.read() as shelf:
            known = shelf.failures.known(name)
        said = (fail.words for fail in known if fail.analyzer.partition("/")[0] == kind)
        return next(said, "")

    def pardon(self, name: TrackId, wish: Wish) -> None:
        """Forget what failed of a wish, so that it is tried again. Not for the lane."""
        with self._store.read() as shelf:
            works = self._stock.plan(shelf.tracks.get(name), self._filled(wish))

        def clear(shelf: Shelf) -> None:
            for kind in works:
                shelf.failures.clear(name, kind)

        self._keeper.save(clear).result()
        recipes = {work.recipe for work in works.values()}

        def forgive() -> None:
            self._given_up.difference_update(recipes)
            self._complained.clear()

        self._lane.call(forgive)

    def forget(self, name: TrackId, wish: Wish) -> None:
        """Throw away what was made for a wish, failures too, so that it is made again.

        Not for the lane.
        """
        with self._store.read() as shelf:
            works = self._stock.plan(shelf.tracks.get(name), self._filled(wish))
        gone = [work for kind, work in works.items() if not wish.kinds or kind in wish.kinds]
        for work in gone:
            _remove(self._paths.blobs / work.file)
        recipes = [work.recipe for work in gone]
        self._keeper.save(lambda shelf: shelf.artifacts.drop(recipes)).result()
        self.pardon(name, wish)

    def load(self, name: TrackId, kind: type[T]) -> T | None:
        """A track's result of that type, if it has one; the last used where there are more.

        Of a type that nothing here makes there is none.
        """
        if not self._catalogue.makes(kind):
            return None
        with self._store.read() as shelf:
            found = shelf.artifacts.of(name, self._catalogue.kind_of(kind))
        for artifact in found:
            file = self._paths.blobs / artifact.file
            if file.exists():
                return formats.load(kind, file)
        return None

    def find_file(self, name: TrackId, kind: str) -> Path | None:
        """Where a track's result of a kind lies, if it has one."""
        with self._store.read() as shelf:
            files = [self._paths.blobs / a.file for a in shelf.artifacts.of(name, kind)]
        return next((file for file in files if file.exists()), None)

    def cancel(self, name: TrackId) -> None:
        """Call off everything that is being made for a track; called on the lane."""
        self._wishes.pop(name, None)
        for job, (owner, _) in list(self._jobs.items()):
            if owner == name and self._pool is not None:
                self._pool.cancel(job)

    def close(self) -> None:
        """Stop the workshop; nothing begins after that. Not for the lane."""
        pool = self._lane.call(self._begin_to_close)
        if pool is not None:
            pool.close()

    def _begin_to_close(self) -> Runner | None:
        self._closed = True
        return self._pool

    def _complete_next(self, names: deque[TrackId]) -> None:
        """Look at one track, and let others have the lane before the next."""
        if names and not self._closed:
            self._lane.post(lambda: self._complete_next(names))
            self.complete(names.popleft())

    def _start(self, track: Track, work: Work) -> None:
        runner = self._pool or self._begin()
        job = work.job(track.source.path, track.title)
        self._jobs[job.id] = (track.id, work)
        self._bus.announce(JobQueued(track.id, work.kind, work.recipe))
        runner.submit(job, self._priority(track.id, work))

    def _begin(self) -> Runner:
        """The runner that was asked for; this machine alone where the cluster refuses."""
        try:
            return self.open_runner()
        except LumaError as trouble:
            self._scheduler = ""
            self._bus.announce(ProblemRaised(trouble))
            return self.open_runner()

    def _priority(self, track: TrackId, work: Work) -> int:
        """What lies open goes first, and what fills the machine for minutes goes last."""
        return 2 * (track == self._attended) + (work.cost == "cpu")

    def _on_report(self, report: Report) -> None:
        self._lane.post(lambda: self._hear(report))

    def _hear(self, report: Report) -> None:
        track, work = self._jobs[report.job]
        match report:
            case Moved(share=share, stage=stage, seconds_left=left):
                self._bus.announce(JobMoved(track, work.kind, share, stage, left))
            case Receipt():
                self._shelve(report, track, work)
            case Failure():
                self._note(report, track, work)
            case Cancelled():
                del self._jobs[report.job]
                self._bus.announce(JobCancelled(track, work.kind))
                self.go_on(track)
            case Started():
                log.info("%s began for %s", work.kind, track)

    def _shelve(self, receipt: Receipt, track: TrackId, work: Work) -> None:
        settings: dict[str, object] = dict(work.settings)
        artifact = Artifact(
            receipt.recipe,
            track,
            work.kind,
            work.engine,
            work.version,
            receipt.file,
            receipt.bytes,
            settings,
        )

        def ready(_: object) -> None:
            del self._jobs[receipt.job]
            self._bus.announce(ArtifactReady(artifact, receipt.seconds, receipt.remark))

        self._keeper.save(lambda shelf: shelf.artifacts.add(artifact)).then(
            ready, lambda trouble: self._give_up(receipt.job, trouble)
        )

    def _note(self, failure: Failure, track: TrackId, work: Work) -> None:
        if failure.is_passing:
            self._complain(failure)
            self._give_up(failure.job, failure.trouble)
            return
        known = KnownFailure(track, work.key, work.version, failure.code, failure.said)

        def noted(_: object) -> None:
            del self._jobs[failure.job]
            self._bus.announce(JobFailed(track, work.kind, failure.trouble))

        self._keeper.save(lambda shelf: shelf.failures.note(known)).then(
            noted, lambda trouble: self._give_up(failure.job, trouble)
        )

    def _complain(self, failure: Failure) -> None:
        """Say once that the machine is full; no list of tracks will remember it."""
        if failure.code not in self._complained:
            self._complained.add(failure.code)
            self._bus.announce(ProblemRaised(failure.trouble))

    def _give_up(self, job: str, trouble: Exception) -> None:
        """What had no room or memory is not made again before Luma is opened anew."""
        track, work = self._jobs.pop(job)
        self._given_up.add(work.recipe)
        if not isinstance(trouble, LumaError):
            trouble = WorkFailed(work.kind, str(track), f"luma made a mistake: {trouble!r}")
        self._bus.announce(JobFailed(track, work.kind, trouble))


def _cluster(
    scheduler: str, workers: Path, folders: Folders, on_report: Callable[[Report], None]
) -> Runner:
    try:
        from luma.analysis.cluster import Cluster
    except ImportError as error:
        raise Unavailable(
            "Work on more machines needs dask.distributed, which is not installed.",
            hint='Install it with: pip install "luma-workstation[cluster]"',
        ) from error
    return Cluster(scheduler, workers, folders, on_report)


def slots_that_fit() -> int:
    """How many slots the machine's cores and memory carry."""
    cores = os.cpu_count() or 1
    if not hasattr(os, "sysconf"):
        return cores
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(cores, memory // MEMORY_PER_SLOT))


def _is_seen_later(work: Work) -> bool:
    """Whether people do not wait for it before all else, as they do for the waveform."""
    return work.kind != SEEN_FIRST


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
