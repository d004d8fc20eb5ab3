"""Undo is remembering: exact, however long the past, with gestures as one step."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import LumaError
from luma.domain.history import MOST_STEPS, Edit, History, Tie
from tests.domain import drawn

EDITS: list[tuple[st.SearchStrategy[Any], dict[type, st.SearchStrategy[Any]]]] = [
    (drawn.graphs, drawn.graph_edits),
    (drawn.scores, drawn.score_edits),
    (drawn.venues, drawn.venue_edits),
    (drawn.grid_docs, drawn.grid_edits),
    (drawn.chord_docs, drawn.chord_edits),
]


@dataclass(frozen=True)
class Put:
    """Make a number another."""

    value: int

    def apply(self, doc: int) -> int:
        """Give the number."""
        return self.value


def _recorded(history: History[Any], edit: Edit[Any]) -> History[Any]:
    with suppress(LumaError):
        return history.record(edit)
    return history


@pytest.mark.parametrize(("documents", "edits"), EDITS)
@given(data=st.data())
def test_undo_and_redo_are_exact(
    documents: st.SearchStrategy[Any],
    edits: dict[type, st.SearchStrategy[Any]],
    data: st.DataObject,
) -> None:
    history: History[Any] = History(data.draw(documents))
    known = [history.now]
    for edit in data.draw(st.lists(st.one_of(*edits.values()), max_size=8)):
        history = _recorded(history, edit)
        if history.now is not known[-1]:
            known.append(history.now)
    top = history
    for document in reversed(known[:-1]):
        history = history.undo()
        assert history.now is document
    assert history.undo() is history
    for document in known[1:]:
        history = history.redo()
        assert history.now is document
    assert history.redo() is history
    assert history == top


@given(st.lists(st.sampled_from(["undo", "redo", 1, 2, 3, 4]), max_size=30))
def test_it_behaves_as_a_list_with_a_place_in_it(acts: list[str | int]) -> None:
    history, model, place = History(0), [0], 0
    for act in acts:
        if act == "undo":
            history, place = history.undo(), max(place - 1, 0)
        elif act == "redo":
            history, place = history.redo(), min(place + 1, len(model) - 1)
        elif act != model[place]:
            history = history.record(Put(int(act)))
            model, place = [*model[: place + 1], int(act)], place + 1
        assert [*history.past, history.now, *history.future] == model
        assert history.now == model[place]


def test_a_gesture_is_one_step() -> None:
    history = History(0).record(Put(1))
    for value in range(2, 9):
        history = history.record(Put(value), "drag")
    assert (history.past, history.now) == ((0, 1), 8)
    history = history.record(Put(9), "other drag")
    assert history.undo().now == 8


def test_a_gesture_that_begins_with_nothing_swallows_no_earlier_step() -> None:
    history = History(0).record(Put(1)).record(Put(1), "drag").record(Put(2), "drag")
    assert history.undo().now == 1
    assert history.undo().undo().now == 0


def test_a_gesture_that_comes_back_leaves_no_step() -> None:
    history = History(0).record(Put(1)).record(Put(2), "drag").record(Put(1), "drag")
    assert (history.past, history.now) == ((0,), 1)
    assert history.record(Put(3), "drag").past == (0, 1)


def test_a_gesture_does_not_go_on_after_undo() -> None:
    history = History(0).record(Put(1), "drag").record(Put(2)).undo().record(Put(3), "drag")
    assert history.past == (0, 1)


def test_an_edit_that_changes_nothing_forgets_nothing() -> None:
    history = History(0).record(Put(1)).undo()
    assert history.record(Put(0)) is history
    assert history.redo().now == 1


def test_an_edit_forgets_what_was_undone() -> None:
    assert History(0).record(Put(1)).undo().record(Put(2)).future == ()


def test_the_past_is_bounded() -> None:
    history = History(0)
    for value in range(1, MOST_STEPS + 51):
        history = history.record(Put(value))
    assert len(history.past) == MOST_STEPS
    assert history.past[0] == 50


@given(st.lists(st.sampled_from(["undo", "redo", "alone", "tied"]), max_size=30))
def test_ties_go_with_their_steps(acts: list[str]) -> None:
    history = History(0)
    told: dict[tuple[int, int], str | None] = {}
    for number, act in enumerate(acts, 1):
        before = history
        tie = Tie(str(number), (("score", "a"), ("grid", "t"))) if act == "tied" else None
        match act:
            case "undo":
                history = history.undo()
                known = told.get((history.now, before.now))
                ahead = history.tie_ahead
                assert before.past == () or (ahead.name if ahead else None) == known
            case "redo":
                history = history.redo()
            case _:
                history = history.record(Put(number), tie=tie)
                told[before.now, number] = tie.name if tie else None
        step = (history.past[-1], history.now) if history.past else None
        last = history.tie.name if history.tie else None
        assert last == (told[step] if step else None)


def test_a_gesture_keeps_the_tie_of_its_first_edit() -> None:
    first, second = (Tie(name, (("grid", "t"),)) for name in "ab")
    history = History(0).record(Put(1), "drag", first).record(Put(2), "drag", second)
    assert history.tie == first
    assert history.record(Put(0), "drag", second).ties == ()
    assert history.undo().tie is None
    assert history.undo().redo().tie == first


def test_ties_are_bounded_with_the_past() -> None:
    history = History(0)
    for value in range(1, MOST_STEPS + 11):
        history = history.record(Put(value), tie=Tie(str(value), ()))
    assert len(history.ties) == len(history.past) == MOST_STEPS
    assert history.ties[0] == Tie("11", ())
