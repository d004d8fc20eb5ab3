"""The work that goes on, in one line: what, for which track, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from luma.app.events import (
    ArtifactReady,
    JobCancelled,
    JobFailed,
    JobMoved,
    JobQueued,
    TrackAdded,
    TrackComplete,
)
from luma.domain.ids import TrackId
from luma.ui.elided import as_written
from luma.ui.jobs.job import Job, doing
from luma.ui.jobs.list import JobList
from luma.ui.session import Session
from luma.ui.theme import colour, font

RING, WORDS, HEIGHT, CALM_MS = 14, 250, 24, 150


class JobLine(QWidget):
    """Shows the work that has come farthest, and how much waits behind it."""

    def __init__(self, session: Session) -> None:
        """Show nothing while nothing is done."""
        super().__init__()
        self._session = session
        self._jobs: dict[tuple[TrackId, str], Job] = {}
        self._titles: dict[TrackId, str] = {}
        self._words = ""
        self._was_there = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM_MS)
        self._soon.timeout.connect(self._refresh)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(0)
        self.setAccessibleName("Work in the background")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list = JobList(self, self._stop)
        bridge = session.bridge
        bridge.on(TrackAdded, lambda f: self._name(f.track.id, f.track.title), self)
        bridge.on(JobQueued, lambda f: self._move(Job(f.track, f.kind)), self)
        bridge.on(
            JobMoved, lambda f: self._move(Job(f.track, f.kind, f.share, f.seconds_left)), self
        )
        bridge.on(JobCancelled, lambda f: self._end(f.track, f.kind), self)
        bridge.on(JobFailed, lambda f: self._end(f.track, f.kind), self)
        bridge.on(ArtifactReady, lambda f: self._end(f.artifact.track, f.artifact.kind), self)
        bridge.on(TrackComplete, lambda f: self._complete(f.track), self)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def open(self) -> None:
        """Show all the work, and let it be stopped."""
        self.list.show_jobs(tuple(self._jobs.values()), self._titles)
        self.list.open_over(self.mapToGlobal(QPoint(self.width(), -4)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show all the work."""
        if self._jobs:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all the work."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        else:
            super().keyPressEvent(event)

    def _stop(self, tracks: Sequence[TrackId]) -> None:
        """End all work on some tracks."""

        def stop() -> None:
            for track in tracks:
                self._session.desk.analyses.cancel(track)

        self._session.ask(stop)

    def sizeHint(self) -> QSize:
        """Room for a sentence while there is work."""
        return QSize(WORDS if self._jobs else 0, HEIGHT)

    def _name(self, track: TrackId, title: str) -> None:
        self._titles[track] = title

    def _move(self, job: Job) -> None:
        self._jobs[job.track, job.kind] = job
        if job.track not in self._titles:
            self._titles[job.track] = ""
            self._session.ask_aside(
                lambda: self._session.desk.library.track(job.track).title,
                lambda title: self._titled(job.track, title),
            )
        self._tell_soon()

    def _titled(self, track: TrackId, title: str) -> None:
        self._name(track, title)
        self._tell_soon()

    def _end(self, track: TrackId, kind: str) -> None:
        self._jobs.pop((track, kind), None)
        self._tell_soon()

    def _complete(self, track: TrackId) -> None:
        self._jobs = {key: job for key, job in self._jobs.items() if job.track != track}
        self._tell_soon()

    def _tell_soon(self) -> None:
        """Show the newest state soon; facts may come by the hundred."""
        if not self._soon.isActive():
            self._soon.start()

    def _refresh(self) -> None:
        job = self._shown()
        if job is None:
            self._words = ""
        else:
            self._words = doing(job, self._titles.get(job.track, ""))
        others = len(self._jobs) - 1
        more = f"{others} more waiting or at work." if others > 0 else ""
        told = f"{self._words}. {more} Click to see all of it, or to stop it."
        self.setToolTip(as_written(told) if job else "")
        if self.list.isVisible():
            self.list.show_jobs(tuple(self._jobs.values()), self._titles)
        if bool(job) != self._was_there:
            self._was_there = bool(job)
            self.updateGeometry()
        self.update()

    def _shown(self) -> Job | None:
        return max(self._jobs.values(), key=lambda job: job.share, default=None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, the words and the share."""
        job = self._shown()
        if job is None:
            return
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(2, (self.height() - RING) / 2, RING, RING)
        painter.setPen(QPen(colour("line_strong"), 2))
        painter.drawEllipse(ring)
        painter.setPen(QPen(colour("accent"), 2))
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * job.share))
        share = job.so_far
        painter.setFont(font(12, 600))
        painter.setPen(colour("text"))
        line = QRectF(self.rect()).adjusted(RING + 9, 0, -2, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, share)
        room = painter.fontMetrics().horizontalAdvance(share) + 10
        painter.setFont(font(12))
        painter.setPen(colour("text_2"))
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, int(line.width() - room)
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.adjusted(0, 0, -room, 0), left, words)
