"""What is not yet true is made true, whatever dies; what cannot be is not tried for ever."""

import os
import signal
from pathlib import Path

import pytest

from luma.app.analyses import Wish
from luma.app.events import (
    ArtifactReady,
    DeskOpened,
    JobFailed,
    JobQueued,
    ProblemRaised,
    TrackComplete,
)
from luma.audio.pcm import Pcm
from luma.domain.errors import UnknownType, WorkFailed
from luma.store.store import Shelf
from tests.app.desks import Facts, a_desk, a_track, hear, until
from tests.library import a_track as a_plain_track

FACTS = (ArtifactReady, JobFailed, TrackComplete)
SOUND = Wish(("pcm",))


def test_what_is_wished_is_made_with_what_it_needs_and_only_once(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.0).id
        facts = Facts(desk, FACTS)
        hear(desk, track, "peaks")
        made = [f.artifact.kind for f in facts.so_far() if isinstance(f, ArtifactReady)]
        assert made == ["pcm", "peaks"]
        pcm = desk.analyses.load(track, Pcm)
        assert pcm is not None
        assert pcm.seconds == 1.0
        hear(desk, track, "pcm", "peaks")
        assert [type(fact) for fact in facts.so_far()] == [TrackComplete]
    with a_desk() as desk:
        facts = Facts(desk, FACTS)
        hear(desk, track, "pcm", "peaks")
        assert [type(fact) for fact in facts.so_far()] == [TrackComplete]


def test_a_result_that_was_deleted_by_hand_is_made_again(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 1.0).id
        hear(desk, track, "pcm")
        file = desk.analyses.find_file(track, "pcm")
        assert file is not None
        content = file.read_bytes()
        file.unlink()
        assert desk.analyses.find_file(track, "pcm") is None
        hear(desk, track, "pcm")
        assert file.read_bytes() == content


def test_the_workshop_works_by_itself_where_the_desk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "luma.app.analyses.Analyses.kinds", property(lambda _: ("pcm", "peaks"))
    )
    with a_desk() as desk:
        old = a_track(desk, tmp_path, 0.5).id
    with a_desk(analyse=True) as desk:
        facts = Facts(desk, (TrackComplete,))
        new = a_track(desk, tmp_path, 0.6).id
        heard = {old, new}
        with desk.ground.store.read() as shelf:
            done = shelf.artifacts.kinds().get(old, ())
        if "peaks" in done:
            heard.discard(old)
        while heard:
            heard.discard(facts.wait(TrackComplete).track)
        with desk.ground.store.read() as shelf:
            kinds = shelf.artifacts.kinds()
    assert kinds == {old: ("pcm", "peaks"), new: ("pcm", "peaks")}


def test_a_killed_slot_costs_nobody_their_result(tmp_path: Path) -> None:
    with a_desk() as desk:
        first, second = (a_track(desk, tmp_path, s).id for s in (0.5, 0.6))
        hear(desk, first, "pcm")
        (slot,) = desk.analyses.processes
        os.kill(slot, signal.SIGSTOP)  # it takes the next job and does nothing with it
        facts = Facts(desk, (JobQueued, *FACTS))
        desk.lane.call(lambda: desk.analyses.complete(second, SOUND))
        facts.wait(JobQueued)
        os.kill(slot, signal.SIGKILL)
        facts.wait(TrackComplete)
        assert desk.analyses.load(second, Pcm) is not None
        assert slot not in desk.analyses.processes


def test_what_failed_is_not_tried_again_until_somebody_insists(tmp_path: Path) -> None:
    with a_desk() as desk:
        good, bad = (a_track(desk, tmp_path, s) for s in (0.5, 0.6))
        content = bad.source.path.read_bytes()
        bad.source.path.write_bytes(b"no sound")
        facts = Facts(desk, FACTS)
        for track in (bad, good):
            desk.lane.call(lambda name=track.id: desk.analyses.complete(name, SOUND))  # type: ignore[misc]  # default binds
        told = [facts.wait(TrackComplete), facts.wait(TrackComplete)]
        assert TrackComplete(bad.id, ("pcm",)) in told
        assert TrackComplete(good.id) in told, "the rest goes on"
        bad.source.path.write_bytes(content)
    with a_desk() as desk:
        facts = Facts(desk, (JobQueued, *FACTS))
        assert hear(desk, bad.id, "pcm", "peaks").failed == ("pcm",)
        assert [type(fact) for fact in facts.so_far()] == [TrackComplete]
        assert desk.analyses.known_failure(bad.id, "pcm")
        desk.analyses.forget(bad.id, SOUND)
        assert hear(desk, bad.id, "pcm").failed == ()
        assert desk.analyses.load(bad.id, Pcm) is not None


def test_a_result_that_the_library_does_not_take_is_a_failure_and_no_endless_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 0.5).id
        facts = Facts(desk, FACTS)

        def broken(*_: object) -> None:
            raise RuntimeError("no shelf")

        with monkeypatch.context() as patch:
            patch.setattr("luma.store.artifacts.Artifacts.add", broken)
            desk.lane.call(lambda: desk.analyses.complete(track, SOUND))
            assert isinstance(facts.wait(JobFailed).trouble, WorkFailed)
            facts.wait(TrackComplete)
        desk.analyses.forget(track, SOUND)
        assert hear(desk, track, "pcm") == TrackComplete(track)


def test_a_wish_does_not_take_away_another(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 0.5).id
        facts = Facts(desk, FACTS)

        def both() -> None:
            desk.analyses.complete(track, Wish(("peaks",)))
            desk.analyses.complete(track, Wish(("pcm",)))

        desk.lane.call(both)
        facts.wait(TrackComplete)
        assert desk.analyses.find_file(track, "peaks") is not None


def test_what_is_called_off_does_not_begin_again(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 20.0).id
        facts = Facts(desk, (JobQueued, *FACTS))

        def begin_and_call_off() -> None:
            desk.analyses.complete(track, Wish(("pcm", "peaks")))
            desk.analyses.cancel(track)

        desk.lane.call(begin_and_call_off)
        facts.wait(JobQueued)
        assert hear(desk, track, "pcm") == TrackComplete(track)
        assert desk.analyses.find_file(track, "peaks") is None


def test_an_unknown_kind_is_refused_and_leaves_no_wish(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 0.5).id
        with pytest.raises(UnknownType):
            desk.lane.call(lambda: desk.analyses.complete(track, Wish(("colour of mood",))))
        assert hear(desk, track, "pcm") == TrackComplete(track)


def test_a_large_library_is_looked_through_while_others_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def shelve(shelf: Shelf) -> None:
        for number in range(200):
            shelf.tracks.add(a_plain_track(f"track {number}"))

    monkeypatch.setattr("luma.app.analyses.Analyses.kinds", property(lambda _: ("pcm",)))
    monkeypatch.setattr("luma.analysis.pool.Pool.submit", lambda *_: None)
    with a_desk() as desk:
        desk.ground.keeper.save(shelve).result()
        queued = Facts(desk, (JobQueued,))
        desk.lane.call(desk.analyses.complete_all)
        between = desk.lane.call(queued.heard.qsize)
        assert between < 200, "others have their turn in between"
        until(lambda: queued.heard.qsize() == 200)


def test_nothing_begins_after_closing(tmp_path: Path) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 0.5).id
        desk.analyses.close()
        facts = Facts(desk, (JobQueued, DeskOpened, ProblemRaised))
        desk.lane.call(lambda: desk.analyses.complete(track, SOUND))
        assert facts.so_far() == []
        assert desk.analyses.processes == ()
