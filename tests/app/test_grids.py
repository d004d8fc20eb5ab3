"""Beats that are put right, with the clips of every score of the track, as one step."""

from pathlib import Path

import numpy as np
import pytest

from luma.app.events import DocumentChanged, ProblemRaised, ShowReady
from luma.app.services import Desk
from luma.domain.errors import NotFound, Refused, StaleRevision
from luma.domain.gridedits import ForgetGrid, ScaleGrid, SetTempo, ShiftGrid, UseGrid
from luma.domain.ids import ClipId, ScoreId, TrackId
from luma.domain.light import INTENSITY
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Anchor, Clip, Score
from luma.domain.scoreedits import MoveClips, PutClips
from tests.app.desks import (
    ROOM,
    SCORE,
    Facts,
    a_clip,
    a_desk,
    a_show,
    a_track,
    furnish,
    hear,
    until,
)

A, B = ClipId("a"), ClipId("b")
OTHER = ScoreId("other")


@pytest.fixture
def track(tmp_path: Path) -> TrackId:
    """A track with two scores, whose clips lie on beats that are assumed."""
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 8.0).id
        furnish(desk, track, a_clip("a", 4, 8))
        clips = (a_clip("b", 2, 3), a_clip("c", 8, 9, anchor=Anchor.SECONDS))
        other = Score(OTHER, track, "Other", (clips[0],))
        desk.ground.keeper.save(lambda shelf: shelf.scores.save(other)).result(9)
        desk.documents.edit("score", OTHER, PutClips(clips))
        desk.documents.edit("score", SCORE, MoveClips((A,), 0.0, 1))
        return track


def clip(desk: Desk, name: ClipId, score: ScoreId = SCORE) -> Clip:
    found: Clip = desk.documents.get("score", score).clip(name)
    return found


def beats(desk: Desk, name: ClipId, score: ScoreId = SCORE) -> tuple[float, float]:
    told = clip(desk, name, score)
    return told.start_beat, told.stop_beat


def state(desk: Desk, track: TrackId) -> list[object]:
    names = (("grid", track), ("score", SCORE), ("score", OTHER))
    return [desk.documents.get(*name) for name in names]


def edit(desk: Desk, track: TrackId, change: object, gesture: str | None = None) -> BeatGrid:
    return desk.lane.call(lambda: desk.grids.edit(track, change, gesture))  # type: ignore[arg-type]


def test_clips_know_their_seconds_from_their_first_edit(track: TrackId) -> None:
    with a_desk() as desk:
        desk.documents.edit("score", SCORE, MoveClips((A,), 2.0))
        told = clip(desk, A)
        assert (told.start_beat, told.start_s, told.stop_s) == (6.0, 3.0, 5.0)
        held = clip(desk, ClipId("c"), OTHER)
        assert (held.start_s, held.stop_s) == (4.0, 4.5)
        desk.documents.edit("score", OTHER, MoveClips((held.id,), 1.0))
        held = clip(desk, held.id, OTHER)
        assert (held.start_s, held.stop_s, held.start_beat) == (4.5, 5.0, 9.0)
        before = desk.documents.undo("score", OTHER)
        assert before.clip(held.id).start_s == 4.0  # type: ignore[union-attr]


def test_a_grid_and_all_its_clips_are_one_step_of_undo(track: TrackId) -> None:
    with a_desk() as desk:
        before = state(desk, track)
        edit(desk, track, ScaleGrid(double=True))
        assert beats(desk, A) == (8.0, 16.0)
        assert beats(desk, B, OTHER) == (4.0, 6.0)
        assert desk.lane.call(lambda: desk.grids.of(track)).bpm == 240.0
        after = state(desk, track)
        for kind, name in (("grid", track), ("score", SCORE), ("score", OTHER)):
            desk.documents.undo(kind, name)
            assert state(desk, track) == before
            desk.documents.redo(kind, name)
            assert state(desk, track) == after
    with a_desk() as desk:
        assert state(desk, track) == after
        desk.documents.undo("score", OTHER)
        assert state(desk, track) == before
    with a_desk() as desk:
        desk.documents.redo("grid", track)
        assert state(desk, track) == after


def test_a_shift_takes_clips_along_but_not_those_held_by_seconds(track: TrackId) -> None:
    with a_desk() as desk:
        edit(desk, track, ShiftGrid(0.25))
        assert beats(desk, A) == (4.0, 8.0)
        assert clip(desk, A).start_s == 2.25
        held = clip(desk, ClipId("c"), OTHER)
        assert (held.start_s, held.stop_s, held.start_beat) == (4.0, 4.5, 7.5)


def test_a_step_together_is_not_undone_where_one_went_on_alone(track: TrackId) -> None:
    with a_desk() as desk:
        edit(desk, track, ShiftGrid(0.25))
        desk.documents.edit("score", OTHER, MoveClips((B,), 1.0))
        whole = state(desk, track)
        with pytest.raises(Refused, match="which was changed since"):
            desk.documents.undo("score", SCORE)
        assert state(desk, track) == whole
        desk.documents.undo("score", OTHER)
        desk.documents.undo("score", SCORE)
        assert desk.lane.call(lambda: desk.grids.is_own(track)) is False
        desk.documents.edit("score", OTHER, MoveClips((B,), 1.0))
        with pytest.raises(Refused, match="which was changed since"):
            desk.documents.redo("grid", track)


def test_a_drag_of_the_grid_is_one_step(track: TrackId) -> None:
    with a_desk() as desk:
        before = state(desk, track)
        for _ in range(5):
            edit(desk, track, ShiftGrid(0.01), "drag")
        desk.lane.call(lambda: desk.grids.finish(track))
        assert clip(desk, A).start_s == pytest.approx(2.05)
        desk.ground.keeper.flush()
        with desk.ground.store.read() as shelf:
            assert shelf.scores.load(SCORE).clip(A).start_s == pytest.approx(2.05)
            assert shelf.corrections.grid(track).grid is not None
        desk.documents.undo("score", SCORE)
        assert state(desk, track) == before


def test_what_is_refused_changes_nothing_of_any_document(track: TrackId) -> None:
    with a_desk() as desk:
        before = state(desk, track)
        facts = Facts(desk, (DocumentChanged,))
        with pytest.raises(Refused):
            edit(desk, track, SetTempo(1e9))
        assert state(desk, track) == before
        assert facts.so_far() == []


def test_of_two_programs_the_second_loses_its_whole_step(track: TrackId) -> None:
    with a_desk() as one, a_desk() as other:
        state(other, track)
        one.documents.edit("score", OTHER, MoveClips((B,), 1.0))
        one.ground.keeper.flush()
        facts = Facts(other, (ProblemRaised,))
        edit(other, track, ShiftGrid(0.25))
        assert isinstance(facts.wait(ProblemRaised).trouble, StaleRevision)
        until(lambda: state(other, track) == state(one, track))
        assert not other.lane.call(lambda: other.grids.is_own(track))


def test_heard_beats_take_clips_by_their_seconds_and_own_ones_stay(track: TrackId) -> None:
    with a_desk() as desk:
        assumed = desk.lane.call(lambda: desk.grids.of(track))
        assert assumed.assumed
        hear(desk, track, "beats")
        heard = desk.lane.call(lambda: desk.grids.of(track))
        assert not heard.assumed
        told = clip(desk, A)
        assert np.allclose(heard.seconds([told.start_beat]), [told.start_s], atol=1e-6)
        assert told.start_s == pytest.approx(2.0, abs=0.041)
        assert desk.lane.call(lambda: desk.grids.find_offer(track)) is None


def test_a_newer_detection_is_offered_beside_an_own_grid(track: TrackId) -> None:
    with a_desk() as desk:
        edit(desk, track, ShiftGrid(0.3))
        before = state(desk, track)
        hear(desk, track, "beats")
        assert state(desk, track) == before
        offer = desk.lane.call(lambda: desk.grids.find_offer(track))
        assert offer is not None
        assert "heard anew" in offer.words
        desk.lane.call(lambda: desk.grids.take_offer(track))
        assert desk.lane.call(lambda: desk.grids.of(track)) == offer.heard
        assert clip(desk, A).start_s == pytest.approx(2.3, abs=0.041)
        desk.documents.undo("grid", track)
        assert state(desk, track) == before


def test_an_own_grid_outlives_the_program(track: TrackId) -> None:
    mine = BeatGrid(np.array([0.5, 1.0, 1.75]), np.array([1]))
    with a_desk() as desk:
        edit(desk, track, UseGrid(mine))
    with a_desk() as desk:
        assert desk.lane.call(lambda: desk.grids.of(track)) == mine
        edit(desk, track, ForgetGrid())
        assert desk.lane.call(lambda: desk.grids.of(track)).assumed
        with pytest.raises(NotFound):
            desk.lane.call(lambda: desk.grids.of(TrackId("nobody")))


def test_the_open_show_goes_with_its_beats(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 4, 8)) as (desk, facts):

        def lit() -> list[bool]:
            plan = desk.lights.plan
            return [bool(plan.frame(f)[0][:, INTENSITY].any()) for f in (118, 125, 235, 245)]

        assert lit() == [False, True, True, False]
        track = desk.documents.get("score", SCORE).track
        facts.so_far()
        edit(desk, track, ShiftGrid(0.1))
        facts.wait(ShowReady)
        until(lambda: lit() == [False, False, True, True])
        assert desk.lane.call(lambda: desk.shows.show.venue) == ROOM  # type: ignore[union-attr]
