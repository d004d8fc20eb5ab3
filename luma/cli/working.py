"""Lets the workshop finish tracks, and tells what comes of each piece of work."""

from collections.abc import Collection

from luma.app.analyses import Wish
from luma.app.events import ArtifactReady, JobFailed, JobMoved, TrackComplete
from luma.app.services import Desk
from luma.cli.answers import Answers, on_one_line, say
from luma.cli.desks import facts_of
from luma.cli.meter import Meter, so_far
from luma.domain.errors import LumaError, WorkFailed
from luma.domain.ids import TrackId


def finish_tracks(
    desk: Desk, tracks: Collection[TrackId], wish: Wish, answers: Answers | None = None
) -> bool:
    """Make what the tracks lack; whether all went well.

    Each finished job is an answer, where these are what was asked for; of several tracks it
    says in words which one it was.
    """
    told = _Told(desk, set(tracks), answers)
    with facts_of(desk, ArtifactReady, JobFailed, JobMoved, TrackComplete) as facts:
        for track in tuple(tracks):
            desk.lane.call(lambda track=track: desk.analyses.complete(track, wish))  # type: ignore[misc]  # the default binds
        while told.left:
            told.hear(facts.get())
    return not told.failed


class _Told:
    """Says what comes of work, and keeps what is left of it."""

    def __init__(self, desk: Desk, tracks: set[TrackId], answers: Answers | None) -> None:
        """Wait for all of these tracks."""
        self.left, self.failed = set(tracks), set[tuple[TrackId, str]]()
        self._desk, self._answers, self._meter = desk, answers, Meter()
        self._titles: dict[TrackId, str] = {}
        if len(tracks) > 1:
            self._titles = {t.id: t.title for t in desk.library.tracks()}

    def hear(self, fact: object) -> None:
        """Say what a fact means."""
        if isinstance(fact, JobMoved):
            words = f"  {fact.kind:<10} {self._titles.get(fact.track, '')}".rstrip()
            self._meter.show(so_far(words, fact.share, fact.seconds_left))
            return
        self._meter.clear()
        match fact:
            case ArtifactReady():
                _tell_remark(self._desk, fact)
                title = self._titles.get(fact.artifact.track, "")
                _tell_made(self._answers, fact, title)
            case JobFailed(track=track, kind=kind, trouble=trouble):
                self._fail(track, kind, trouble)
            case TrackComplete(track=track, failed=failed) if track in self.left:
                self.left.discard(track)
                for kind in failed:
                    if (track, kind) not in self.failed:
                        self._fail(track, kind, _earlier(self._desk, track, kind))

    def _fail(self, track: TrackId, kind: str, trouble: LumaError) -> None:
        self.failed.add((track, kind))
        _tell_failure(self._answers, track, kind, trouble)


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
    return WorkFailed(kind, title, said, hint="`luma analyse --retry` tries it again.")
