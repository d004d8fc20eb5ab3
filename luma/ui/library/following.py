"""Follows the desk's facts into the track list; each touches only the rows that it concerns."""

from PySide6.QtCore import QObject, QTimer, Signal

from luma.app.events import (
    ArtifactReady,
    JobCancelled,
    JobFailed,
    JobMoved,
    JobQueued,
    TrackAdded,
    TrackAlreadyHere,
    TrackComplete,
    TracksChanged,
    TracksRemoved,
    TracksRestored,
    TransportChanged,
)
from luma.domain.ids import TrackId
from luma.domain.track import Track
from luma.ui.library.state import TICK_SECONDS, States
from luma.ui.library.table import TrackTable
from luma.ui.session import Session

GATHER_MS = 100


class Following(QObject):
    """Keeps a list of tracks true while the desk works."""

    moved = Signal()
    """Tracks came, went or may stand elsewhere."""
    told = Signal()
    """Another number of tracks is being heard."""

    def __init__(
        self, session: Session, table: TrackTable, states: States, parent: QObject
    ) -> None:
        """Follow from now on; what is already being heard is asked for."""
        super().__init__(parent)
        self._table, self._states = table, states
        self._gathering = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gathering.timeout.connect(self.moved)
        bridge = session.bridge
        for fact in (TrackAdded, TracksRemoved, TracksRestored):
            bridge.on(fact, lambda _: self._gather(), self)
        bridge.on(TracksChanged, self._hear_change, self)
        bridge.on(TrackAlreadyHere, lambda fact: self._table.forget((fact.track.id,)), self)
        bridge.on(JobQueued, lambda fact: self._queue(fact.track, fact.kind), self)
        bridge.on(JobMoved, self._move, self)
        bridge.on(ArtifactReady, self._hear_artifact, self)
        bridge.on(JobFailed, lambda fact: self._end(fact.track, fact.kind), self)
        bridge.on(JobCancelled, lambda fact: self._drop(fact.track, fact.kind), self)
        bridge.on(TrackComplete, self._complete, self)
        bridge.on(TransportChanged, lambda fact: self._play(playing=fact.playing), self)
        session.track_changed.connect(self._open)
        self._open(session.track)
        session.ask(lambda: session.desk.analyses.in_hand, self._begin)

    def _begin(self, jobs: tuple[tuple[TrackId, str], ...]) -> None:
        for track, kind in jobs:
            self._queue(track, kind)

    def _gather(self) -> None:
        if not self._gathering.isActive():
            self._gathering.start()

    def _hear_change(self, fact: TracksChanged) -> None:
        self._table.forget(fact.tracks)
        self._gather()

    def _queue(self, track: TrackId, kind: str) -> None:
        new = track not in self._states.hearing
        row = self._table.known_row(track) if new else None
        self._states.hearing.queue(track, kind, () if row is None else row.listed.kinds)
        if new:
            self._states.done.discard(track)
            self._table.touch(track)
            self.told.emit()

    def _move(self, fact: JobMoved) -> None:
        self._queue(fact.track, fact.kind)
        self._states.hearing.move(fact.track, fact.kind, fact.share, fact.stage)
        self._table.touch(fact.track)

    def _hear_artifact(self, fact: ArtifactReady) -> None:
        self._end(fact.artifact.track, fact.artifact.kind)

    def _end(self, track: TrackId, kind: str) -> None:
        self._states.hearing.finish(track, kind)
        self._table.forget((track,))

    def _drop(self, track: TrackId, kind: str) -> None:
        """Work was called off, and perhaps all of a track's."""
        if self._states.hearing.call_off(track, kind):
            self.told.emit()
        self._table.forget((track,))

    def _complete(self, fact: TrackComplete) -> None:
        if not self._states.hearing.leave(fact.track):
            return
        if not fact.failed:
            self._states.done.add(fact.track)
            QTimer.singleShot(
                round(TICK_SECONDS * 1000), self, lambda: self._untick(fact.track)
            )
        self._table.forget((fact.track,))
        self.told.emit()

    def _untick(self, track: TrackId) -> None:
        self._states.done.discard(track)
        self._table.touch(track)

    def _open(self, track: Track | None) -> None:
        before = self._states.open
        self._states.open = None if track is None else track.id
        for name in (before, self._states.open):
            if name is not None:
                self._table.touch(name)

    def _play(self, *, playing: bool) -> None:
        self._states.is_playing = playing
        if self._states.open is not None:
            self._table.touch(self._states.open)
