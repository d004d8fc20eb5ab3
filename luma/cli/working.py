"""Lets the workshop finish tracks, and tells what comes of each piece of work."""

from collections.abc import Collection

from luma.app.analyses import Wish
from luma.app.events import ArtifactReady, JobFailed, JobMoved, TrackComplete
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import facts_of
from luma.domain.errors import LumaError, WorkFailed
from luma.domain.ids import TrackId


def finish_tracks(
    desk: Desk, tracks: Collection[TrackId], wish: Wish, answers: Answers | None = None
) -> bool:
    """Make what the tracks lack; whether all went well.

    Each finished job is an answer, where these are what was asked for; of several tracks it
    says in words which one it was.
    """
    titles = {t.id: t.title for t in desk.library.tracks()} if len(tracks) > 1 else {}
    left, told = set(tracks), set[tuple[TrackId, str]]()
    with facts_of(desk, ArtifactReady, JobFailed, JobMoved, TrackComplete) as facts:
        for track in tuple(left):
            desk.lane.call(lambda track=track: desk.analyses.complete(track, wish))  # type: ignore[misc]  # the default binds
        while left:
            fact = facts.get()
            match fact:
                case ArtifactReady():
                    _tell_remark(desk, fact)
                    _tell_made(answers, fact, titles.get(fact.artifact.track, ""))
                case JobFailed(track=track, kind=kind, trouble=trouble):
                    told.add((track, kind))
                    _tell_failure(answers, track, kind, trouble)
                case TrackComplete(track=track, failed=failed) if track in left:
                    left.discard(track)
                    for kind in failed:
                        if (track, kind) not in told:
                            told.add((track, kind))
                            _tell_failure(answers, track, kind, _earlier(desk, track, kind))
                case _:
                    pass
    return not told


def _tell_remark(desk: Desk, fact: ArtifactReady) -> None:
    if fact.remark:
        track = desk.library.track(fact.artifact.track)
        say(f'luma: "{on_one_line(track.title)}": {fact.remark}.')


def _tell_made(answers: Answers | None, fact: ArtifactReady, title: str) -> None:
    if answers is None:
        return
    made = fact.artifact
    record = {
        "track": made.track,
        "kind": made.kind,
        "engine": made.engine,
        "status": "done",
        "seconds": round(fact.seconds, 3),
    }
    words = f"  {made.kind:<10} {fact.seconds:6.1f} s  ({made.engine})  {on_one_line(title)}"
    answers.tell(record, words.rstrip())


def _tell_failure(
    answers: Answers | None, track: TrackId, kind: str, trouble: LumaError
) -> None:
    sentence = trouble.sentence()
    if answers is not None:
        answers.tell({"track": track, "kind": kind, "status": "failed", "error": sentence})
    say(f"luma: {sentence}")


def _earlier(desk: Desk, track: TrackId, kind: str) -> LumaError:
    said = desk.analyses.known_failure(track, kind)
    title = desk.library.track(track).title
    return WorkFailed(kind, title, said, hint="`luma analyse --force` tries it again.")
