"""Sketching a score from the timeline, and what a clip tells of why it is there."""

import textwrap
from functools import partial

from luma.domain.score import Clip
from luma.ui.actions import Action
from luma.ui.session import Session

TITLE, SIGN = "Sketch a score", "wand-sparkles"
HINT = "Sketching a score from what is heard of the track …"
WIDTH = 64


def sketch_actions(session: Session) -> tuple[Action, ...]:
    """The command that sketches a score for the open track."""
    run = partial(sketch_score, session)
    return (Action("score sketch", TITLE, "", partial(can_sketch, session), run, "Clip", SIGN),)


def can_sketch(session: Session) -> bool:
    """Whether a score lies open that a sketch could go into."""
    return session.show is not None and session.score is not None


def sketch_score(session: Session) -> None:
    """Sketch the open score anew beside the lane; what it had comes back with one undo."""
    show, scores = session.show, session.desk.auto_scores
    if show is None:
        return
    session.attend("score")
    session.hinted.emit(HINT)

    def ended() -> None:
        session.later(lambda: session.hinted.emit(""))

    session.ask(lambda: scores.sketch_into(show.score, show.venue, ended))


def clip_words(name: str, clip: Clip) -> str:
    """What a clip is called, and why it was placed, where a program placed it."""
    if not clip.reason:
        return name
    return "\n".join([name, *textwrap.wrap(clip.reason, WIDTH)])
