"""Edits are saved at once, can be taken back in another life, and never overwrite others'."""

from pathlib import Path

import pytest

from luma.app.events import DocumentChanged, DocumentSaved, ProblemRaised
from luma.domain.documents import SCORE as SCORE_SCHEMA
from luma.domain.errors import CycleError, StaleRevision
from luma.domain.graphdoc import NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect, SetParam
from luma.domain.ids import ClipId, NodeId
from luma.domain.score import Blend
from luma.domain.scoreedits import MoveClips, RemoveClips, SetBlend
from luma.store.store import Shelf
from tests.app.desks import GLOW, LAMP, SCORE, Facts, a_clip, a_desk, a_track, furnish

A = ClipId("a")


@pytest.fixture
def furnished(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id, a_clip("a", 0, 1), a_clip("b", 1, 2))


pytestmark = pytest.mark.usefixtures("furnished")


def test_undo_and_redo_outlive_the_program() -> None:
    with a_desk() as desk:
        first = desk.documents.get("score", SCORE)
        moved = desk.documents.edit("score", SCORE, MoveClips((A,), 4.0))
        gone = desk.documents.edit("score", SCORE, RemoveClips((A,)))
    with a_desk() as desk:
        assert desk.documents.get("score", SCORE) == gone
        assert desk.documents.undo("score", SCORE) == moved
    with a_desk() as desk:
        assert desk.documents.undo("score", SCORE) == first
        assert desk.documents.undo("score", SCORE) == first, "there is nothing before it"
        assert desk.documents.redo("score", SCORE) == moved
    with a_desk() as desk:
        assert desk.documents.redo("score", SCORE) == gone
        assert desk.documents.redo("score", SCORE) == gone


def test_a_gesture_is_one_step_and_is_saved_at_its_end() -> None:
    with a_desk() as desk:
        facts = Facts(desk, (DocumentChanged, DocumentSaved))
        before = desk.documents.get("score", SCORE)
        for _ in range(5):
            desk.documents.edit("score", SCORE, MoveClips((A,), 1.0), gesture="drag")
        changes = facts.so_far()
        assert [type(fact) for fact in changes] == [DocumentChanged] * 5
        with desk.ground.store.read() as shelf:
            assert shelf.scores.load(SCORE) == before
        desk.documents.finish("score", SCORE)
        facts.wait(DocumentSaved)
        with desk.ground.store.read() as shelf:
            assert shelf.scores.load(SCORE).clip(A).start_beat == 5.0
        assert desk.documents.undo("score", SCORE) == before


def test_two_gestures_of_one_name_are_two_steps_here_and_after_opening_again() -> None:
    with a_desk() as desk:
        for _ in range(2):
            desk.documents.edit("score", SCORE, MoveClips((A,), 1.0), gesture="drag")
            desk.documents.finish("score", SCORE)
        assert desk.documents.undo("score", SCORE).clip(A).start_beat == 1.0  # type: ignore[union-attr]
        assert desk.documents.redo("score", SCORE).clip(A).start_beat == 2.0  # type: ignore[union-attr]
    with a_desk() as desk:
        assert desk.documents.undo("score", SCORE).clip(A).start_beat == 1.0  # type: ignore[union-attr]


def test_an_open_gesture_is_saved_by_another_edit_and_by_closing() -> None:
    with a_desk() as desk:
        desk.documents.edit("score", SCORE, MoveClips((A,), 1.0), gesture="drag")
        desk.documents.edit("score", SCORE, SetBlend(A, Blend.ADD, 0.5))
        desk.documents.edit("score", SCORE, MoveClips((A,), 1.0), gesture="drag")
    with a_desk() as desk:
        clip = desk.documents.get("score", SCORE).clip(A)
        assert (clip.start_beat, clip.blend, clip.opacity) == (2.0, Blend.ADD, 0.5)
        assert desk.documents.undo("score", SCORE).clip(A).start_beat == 1.0  # type: ignore[union-attr]
        assert desk.documents.undo("score", SCORE).clip(A).blend is Blend.REPLACE  # type: ignore[union-attr]


def test_ending_a_gesture_that_never_began_is_nothing() -> None:
    with a_desk() as desk:
        desk.documents.finish("score", "never looked at")


def test_the_second_of_two_desks_is_told_and_goes_on_from_what_the_first_saved() -> None:
    with a_desk() as one, a_desk() as other:
        for desk in (one, other):
            desk.documents.get("score", SCORE)
        ours = one.documents.edit("score", SCORE, MoveClips((A,), 1.0))
        one.ground.keeper.flush()
        facts = Facts(other, (ProblemRaised, DocumentChanged))
        theirs = other.documents.edit("score", SCORE, MoveClips((A,), 7.0))
        assert facts.wait(DocumentChanged).after == theirs
        assert isinstance(facts.wait(ProblemRaised).trouble, StaleRevision)
        assert facts.wait(DocumentChanged).after == ours
        assert other.documents.get("score", SCORE) == ours
        both = other.documents.edit("score", SCORE, MoveClips((A,), 7.0))
        other.ground.keeper.flush()
        with one.ground.store.read() as shelf:
            assert shelf.scores.load(SCORE) == both


def test_edits_behind_a_lost_one_are_lost_with_it_and_later_ones_stand() -> None:
    with a_desk() as one, a_desk() as other:
        other.documents.get("score", SCORE)
        one.documents.edit("score", SCORE, MoveClips((A,), 1.0))
        one.ground.keeper.flush()
        facts = Facts(other, (ProblemRaised,))

        def three() -> None:
            for _ in range(3):
                other.documents.edit("score", SCORE, MoveClips((A,), 10.0))

        other.lane.call(three)
        for _ in range(3):
            facts.wait(ProblemRaised)
        other.documents.edit("score", SCORE, MoveClips((A,), 2.0))
        other.ground.keeper.flush()
        assert other.documents.get("score", SCORE).clip(A).start_beat == 3.0
        assert facts.so_far() == []
        with one.ground.store.read() as shelf:
            assert shelf.scores.load(SCORE).clip(A).start_beat == 3.0


def test_a_save_that_breaks_leaves_the_desk_with_what_the_library_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with a_desk() as desk:
        before = desk.documents.get("score", SCORE)
        facts = Facts(desk, (DocumentChanged,))

        def broken(*_: object) -> int:
            raise RuntimeError("no pen")

        with monkeypatch.context() as patch:
            patch.setattr("luma.store.scores.Scores.save", broken)
            desk.documents.edit("score", SCORE, MoveClips((A,), 1.0))
            facts.wait(DocumentChanged)
            assert facts.wait(DocumentChanged).after == before
        assert desk.documents.edit("score", SCORE, MoveClips((A,), 1.0)) != before
        desk.ground.keeper.flush()


def test_a_refused_edit_changes_nothing() -> None:
    with a_desk() as desk:
        add = AddNode(NodeId("sum"), NodeDoc("math/arithmetic", 1, {}))
        desk.documents.edit("graph", GLOW, add)
        before = desk.documents.edit(
            "graph", GLOW, Connect(Wire(NodeId("sum"), "out", LAMP, "intensity"))
        )
        with pytest.raises(CycleError, match="back into itself"):
            desk.documents.edit("graph", GLOW, Connect(Wire(LAMP, "out", NodeId("sum"), "a")))
        assert desk.documents.get("graph", GLOW) == before
    with a_desk() as desk:
        assert desk.documents.get("graph", GLOW) == before


def test_a_document_written_over_by_others_opens_without_a_past_that_leads_elsewhere() -> None:
    with a_desk() as desk:
        edited = desk.documents.edit("score", SCORE, MoveClips((A,), 1.0))
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.9))
    with a_desk() as desk:

        def overwrite(shelf: Shelf) -> None:
            text = SCORE_SCHEMA.write(RemoveClips((A,)).apply(edited))  # type: ignore[arg-type]
            shelf.scores.save(SCORE_SCHEMA.read(text))

        desk.ground.keeper.save(overwrite).result()
    with a_desk() as desk:
        now = desk.documents.get("score", SCORE)
        assert desk.documents.undo("score", SCORE) == now
        assert desk.documents.undo("graph", GLOW).node(LAMP).settings["intensity"] == 0.5  # type: ignore[union-attr]
