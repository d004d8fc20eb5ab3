"""Lets the workshop finish tracks, and tells what comes of each piece of work."""

from collections.abc import Collection

from luma.app.analyses import Wish
from luma.app.events import ArtifactReady, JobFailed, JobMoved, TrackComplete
from luma.app.services import Desk
from luma.cli.answers import Answers, say
from luma.cli.desks import facts_of
from luma.domain.ids import TrackId


def finish_tracks(
    desk: Desk, tracks: Collection[TrackId], wish: Wish, answers: Answers
) -> bool:
    """Make what the tracks lack, each finished job as an answer; whether all went well."""
    left, went_well = set(tracks), True
    with facts_of(desk, ArtifactReady, JobFailed, JobMoved, TrackComplete) as facts:
        for track in tuple(left):
            desk.lane.call(lambda track=track: desk.analyses.complete(track, wish))  # type: ignore[misc]  # the default binds
        while left:
            fact = facts.get()
            match fact:
                case ArtifactReady(artifact=artifact, seconds=seconds):
                    record = {
                        "track": artifact.track,
                        "kind": artifact.kind,
                        "engine": artifact.engine,
                        "status": "done",
                        "seconds": round(seconds, 3),
                    }
                    words = f"  {artifact.kind:<10} {seconds:6.1f} s  ({artifact.engine})"
                    answers.tell(record, words)
                case JobFailed(track=track, kind=kind, trouble=trouble):
                    went_well = False
                    sentence = trouble.sentence()
                    record = {
                        "track": track,
                        "kind": kind,
                        "status": "failed",
                        "error": sentence,
                    }
                    answers.tell(record)
                    say(f"luma: {sentence}")
                case TrackComplete(track=track):
                    left.discard(track)
                case _:
                    pass
    return went_well
