"""One piece of work as it is told of: what is done for which track, and how far it is."""

from dataclasses import dataclass

from luma.domain.ids import TrackId

MINUTE = 60
DOING = {
    "pcm": "Decoding",
    "peaks": "Drawing the waveform of",
    "loudness": "Measuring",
    "mel": "Painting the tones of",
    "beats": "Finding beats in",
    "chroma": "Hearing tones in",
    "tones": "Hearing tones in",
    "chords": "Naming chords in",
    "key": "Finding the key of",
    "energy": "Feeling the energy of",
    "stems": "Separating stems of",
    "stempeaks": "Drawing the stems of",
    "drums": "Hearing the drums of",
    "sections": "Finding the parts of",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work, and how far it is."""

    track: TrackId
    kind: str
    share: float = 0.0
    seconds_left: float | None = None

    @property
    def name(self) -> tuple[TrackId, str]:
        """Which piece of work it is."""
        return self.track, self.kind

    @property
    def so_far(self) -> str:
        """Its share, and how long it may still take where that is known."""
        share = f"{round(self.share * 100)} %"
        if self.seconds_left is None:
            return share
        return f"{share} · {in_time(self.seconds_left)}"


def doing(job: Job, title: str) -> str:
    """What is being done, in words."""
    return f"{DOING.get(job.kind, 'Hearing')} {title}".strip()


def in_time(seconds: float) -> str:
    """A stretch of time in a word: seconds below a minute, minutes above."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / MINUTE)} min"
