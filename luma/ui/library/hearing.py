"""How far the hearing of each track has come, folded from the facts of its jobs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from luma.domain.ids import TrackId


@dataclass(slots=True)
class Heard:
    """What is known of one track's jobs: the share of each that goes on, and what is done."""

    before: frozenset[str]
    going: dict[str, float] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    stage: str = ""


class Hearing:
    """The tracks that are being heard now."""

    def __init__(self, kinds: Iterable[str]) -> None:
        """Expect these kinds of results of every track."""
        self._kinds = frozenset(kinds)
        self._tracks: dict[TrackId, Heard] = {}

    def __len__(self) -> int:
        """How many tracks are being heard."""
        return len(self._tracks)

    def __contains__(self, track: TrackId) -> bool:
        """Whether a track is being heard."""
        return track in self._tracks

    def queue(self, track: TrackId, kind: str, before: Iterable[str] = ()) -> None:
        """A job waits; `before` are the kinds that the track had already."""
        heard = self._tracks.setdefault(track, Heard(frozenset(before)))
        heard.going.setdefault(kind, 0.0)

    def move(self, track: TrackId, kind: str, share: float, stage: str) -> None:
        """A job has come this far."""
        self.queue(track, kind)
        heard = self._tracks[track]
        heard.going[kind], heard.stage = share, stage

    def finish(self, track: TrackId, kind: str) -> None:
        """A job ended, with a result or without."""
        heard = self._tracks.get(track)
        if heard is not None:
            heard.going.pop(kind, None)
            heard.done.add(kind)

    def call_off(self, track: TrackId, kind: str) -> bool:
        """A job was called off; gives whether it was the track's last."""
        heard = self._tracks.get(track)
        if heard is None:
            return False
        heard.going.pop(kind, None)
        return not heard.going and self.leave(track)

    def leave(self, track: TrackId) -> bool:
        """Nothing more is made for a track; gives whether something was."""
        return self._tracks.pop(track, None) is not None

    def share(self, track: TrackId) -> float | None:
        """How far a track has come, from 0 to 1; nothing while it only waits."""
        heard = self._tracks[track]
        if not heard.done and not any(heard.going.values()):
            return None
        wanted = (self._kinds - heard.before) | heard.done | set(heard.going)
        return (len(heard.done) + sum(heard.going.values())) / max(1, len(wanted))

    def words(self, track: TrackId) -> str:
        """What is being made for a track."""
        heard, share = self._tracks[track], self.share(track)
        if share is None:
            return "Waits to be heard."
        kinds = ", ".join(kind for kind, part in heard.going.items() if part > 0)
        what = heard.stage or kinds or "the next step"
        return f"Being heard: {what}, {share * 100:.0f} % of it all."
