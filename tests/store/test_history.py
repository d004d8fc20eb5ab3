import dataclasses
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.documents import GRAPH, SCORE
from luma.domain.errors import StaleRevision
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import AddNode, GraphEdit
from luma.domain.history import MOST_STEPS, History
from luma.domain.ids import ClipId, NodeId
from luma.domain.score import Score
from luma.domain.scoreedits import AddClip, MoveClips, RemoveClips, ScoreEdit
from luma.store.history import SNAPSHOT_EVERY, Change, Past, Redo, Undo
from luma.store.store import Store
from tests.library import a_clip, a_score

UNION = ScoreEdit
FIRST = AddClip(a_clip("a"))


class Editor:
    """A person at a score: each step is journalled as it is made."""

    def __init__(self, past: Past, document: Score | None = None) -> None:
        self.past = past
        self.history = History(document or a_score())
        self.revision = 0

    def do(self, *edits: object) -> None:
        before = self.history
        match edits:
            case (Undo(),):
                self.history = before.undo()
            case (Redo(),):
                self.history = before.redo()
            case _:
                now = before.now
                for edit in edits:
                    now = edit.apply(now)  # type: ignore[attr-defined]  # edits of a score
                self.history = History(now, (*before.past, before.now)[-MOST_STEPS:])
        self.revision += 1
        change = Change(SCORE, "score", self.revision, before.now, self.history.now, edits)
        self.past.append(change, origin="test")

    def reloaded(self) -> History[Score]:
        return self.past.load(SCORE, "score", UNION, self.history.now)


def move(beats: float = 1.0) -> MoveClips:
    return MoveClips((ClipId("a"),), beats)


def test_undo_outlives_the_program(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history)
        editor.do(FIRST)
        editor.do(move(2.0))
    with store.read() as shelf:
        told = shelf.history.load(SCORE, "score", UNION, editor.history.now)
    assert told == editor.history
    assert told.undo().now == a_score(a_clip("a"))
    assert told.undo().undo().now == a_score()


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=25))
def test_the_past_is_told_exactly(shared: Store, walk: list[str]) -> None:
    words = {"undo": Undo(), "redo": Redo()}
    with suppress(TakeBack), shared.begin() as shelf:
        editor = Editor(shelf.history, a_score(a_clip("a")))
        for step, word in enumerate(walk):
            editor.do(words.get(word, move(step + 1.0)))
        assert editor.reloaded() == editor.history
        raise TakeBack


class TakeBack(Exception):
    pass


def test_several_edits_of_one_step_are_undone_together(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history)
        editor.do(FIRST)
        editor.do(move(1.0), move(2.0))
        assert editor.reloaded().past == (a_score(), a_score(a_clip("a")))


def test_a_step_may_be_of_several_documents(store: Store) -> None:
    graph = GraphDoc()
    added = AddNode(NodeId("a"), NodeDoc("in/beats"))
    with store.begin() as shelf:
        score = Change(SCORE, "score", 1, a_score(), FIRST.apply(a_score()), (FIRST,))
        pattern = Change(GRAPH, "graph", 1, graph, added.apply(graph), (added,))
        first = shelf.history.append(score, pattern, origin="window")
        second = shelf.history.append(
            Change(GRAPH, "graph", 2, pattern.after, graph, (Undo(),)), origin="web"
        )
        assert second > first
        assert shelf.history.steps(SCORE, "score") == ((first, 1, "window"),)
        assert shelf.history.steps(GRAPH, "graph") == ((first, 1, "window"), (second, 2, "web"))
        told = shelf.history.load(GRAPH, "graph", GraphEdit, graph)
        assert told.redo().now == pattern.after


def test_snapshots_stand_each_hundred_and_undo_reaches_a_thousand(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history, a_score(a_clip("a")))
        for _ in range(MOST_STEPS + 250):
            editor.do(move())
        told = editor.reloaded()
        assert told == editor.history
        assert len(told.past) == MOST_STEPS
        snapshots = shelf._session.connection().exec_driver_sql(
            "SELECT revision FROM snapshots"
        )
        assert set(snapshots.scalars()) == set(range(0, editor.revision, SNAPSHOT_EVERY))


def test_what_undo_cannot_reach_is_forgotten_after_a_season(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history, a_score(a_clip("a")))
        for _ in range(250):
            editor.do(move())
        run = shelf._session.connection().exec_driver_sql
        run("UPDATE journal SET at = '2020-01-01T00:00:00+00:00'")
        for _ in range(MOST_STEPS - 50):
            editor.do(move())
        first = shelf.history.steps(SCORE, "score")[0][1]
        assert first == 201
        assert run("SELECT min(revision) FROM snapshots").scalar() == 200
        assert editor.reloaded() == editor.history


def test_a_past_that_leads_elsewhere_is_not_believed(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history)
        editor.do(FIRST)
        present = a_score(a_clip("b"))
        assert shelf.history.load(SCORE, "score", UNION, present) == History(present)


def test_the_past_begins_anew_after_a_change_that_nobody_wrote_down(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history)
        editor.do(FIRST)
        renamed = dataclasses.replace(editor.history.now, name="Other")
        editor.history = History(renamed)
        editor.revision += 1
        editor.do(move())
        assert editor.reloaded() == editor.history
        assert editor.reloaded().past == (renamed,)


def test_the_past_begins_after_an_edit_that_is_not_known_any_more(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history, a_score(a_clip("a")))
        for _ in range(SNAPSHOT_EVERY + 2):
            editor.do(move())
        run = shelf._session.connection().exec_driver_sql
        run("""UPDATE journal SET edit = '[{"is": "Polish"}]' WHERE revision = 7""")
        assert len(editor.reloaded().past) == 2
        assert editor.reloaded().now == editor.history.now


def test_two_programs_cannot_write_the_same_revision(store: Store) -> None:
    with store.begin() as shelf:
        editor = Editor(shelf.history)
        editor.do(FIRST)
        late = Change(SCORE, "score", 1, a_score(), a_score(), (RemoveClips((ClipId("a"),)),))
        with pytest.raises(StaleRevision, match="revision 1"):
            shelf.history.append(late)
