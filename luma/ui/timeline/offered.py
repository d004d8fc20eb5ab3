"""What lies on the timeline beside the score: a clip that is only offered, and words."""

from luma.domain.score import Clip, Score
from luma.ui.session import Session
from luma.ui.timeline.paint import Said

NO_TRACK = Said(
    "", "No track open", "Choose one from the library, or drop music there.", "music"
)
NO_CLIPS = "Drag a pattern here, or press P to place one at the play head."


class Offered:
    """The score with what is only offered; the same value while neither changes."""

    def __init__(self) -> None:
        """Hold no score."""
        self.score: Score | None = None
        self._made_from: tuple[Score, Clip] | None = None

    def with_offer(self, score: Score | None, offer: Clip | None) -> Score | None:
        """The score with a clip that is offered, if one is."""
        if score is None or offer is None:
            self.score = score
        elif self.score is None or (score, offer) != self._made_from:
            self.score = score.with_clips((*score.clips, offer))
            self._made_from = (score, offer)
        return self.score


def said_of(session: Session, words: str) -> Said:
    """What is said where the waveform or the clips are missing."""
    if session.track is None:
        return NO_TRACK
    has_clips = session.score is None or bool(session.score.clips)
    return Said(words) if has_clips else Said(words, "No clips yet", NO_CLIPS)
