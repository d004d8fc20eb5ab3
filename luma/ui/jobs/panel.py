"""The work that goes on, in one line: what, for which track, and how far it is."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
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
from luma.ui.session import Session
from luma.ui.theme import colour, font

RING, WORDS, HEIGHT, CALM_MS = 14, 250, 24, 150
MINUTE = 60
DOING = {
    "pcm": "Decoding",
    "peaks": "Drawing the waveform of",
    "loudness": "Measuring",
    "mel": "Painting the tones of",
    "beats": "Finding beats in",
    "tones": "Hearing tones in",
    "chroma": "Colouring the tones of",
    "chords": "Naming chords in",
    "key": "Finding the key of",
    "energy": "Feeling the energy of",
    "stems": "Separating stems of",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work, and how far it is."""

    track: TrackId
    kind: str
    share: float = 0.0
    seconds_left: float | None = None

    @property
    def so_far(self) -> str:
        """Its share, and how long it may still take where that is known."""
        share = f"{round(self.share * 100)} %"
        if self.seconds_left is None:
            return share
        return f"{share} · {in_time(self.seconds_left)}"


def in_time(seconds: float) -> str:
    """A stretch of time in a word: seconds below a minute, minutes above."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / MINUTE)} min"


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
            doing = DOING.get(job.kind, "Hearing")
            self._words = f"{doing} {self._titles.get(job.track, '')}".strip()
        others = len(self._jobs) - 1
        more = f"{others} more waiting or at work." if others > 0 else ""
        self.setToolTip(as_written(f"{self._words}. {more}".strip()) if job else "")
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
