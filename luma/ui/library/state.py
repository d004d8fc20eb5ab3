"""What the state column of a track shows, and says when it is pointed at."""

import enum
from dataclasses import dataclass

from luma.app.shelves import Row
from luma.domain.ids import TrackId
from luma.ui.library.hearing import Hearing

TICK_SECONDS = 2.0


class Sign(enum.Enum):
    """What a track's state looks like."""

    NOTHING = enum.auto()
    PLAYING = enum.auto()
    PAUSED = enum.auto()
    HEARING = enum.auto()
    FAILED = enum.auto()
    MISSING = enum.auto()
    DONE = enum.auto()


@dataclass(frozen=True, slots=True)
class State:
    """A sign, with how far it has come where that is known, and what it means in words."""

    sign: Sign
    share: float | None = None
    words: str = ""


class States:
    """Knows the state of every track from what is open, heard and just done."""

    def __init__(self, hearing: Hearing) -> None:
        """Have nothing open and nothing done."""
        self.hearing = hearing
        self.open: TrackId | None = None
        self.is_playing = False
        self.done: set[TrackId] = set()

    def of(self, row: Row) -> State:
        """The state of a row's track; the most urgent one where there are several."""
        track = row.listed.track
        if row.missing:
            words = (
                "Its file is gone. Drop the song here again, "
                "or let its menu look for it in a folder."
            )
            return State(Sign.MISSING, words=words)
        if track.id in self.hearing:
            share, words = self.hearing.share(track.id), self.hearing.words(track.id)
            return State(Sign.HEARING, share, words)
        if row.listed.failures:
            told = "\n".join(f"{kind}: {words}" for kind, words in row.listed.failures)
            words = f"Not everything could be heard; a click tries again.\n{told}"
            return State(Sign.FAILED, words=words)
        return self._calm(track.id)

    def _calm(self, track: TrackId) -> State:
        if track == self.open:
            if self.is_playing:
                return State(Sign.PLAYING, words="Plays now.")
            return State(Sign.PAUSED, words="Lies open, paused.")
        if track in self.done:
            return State(Sign.DONE, words="Heard just now.")
        return State(Sign.NOTHING)
