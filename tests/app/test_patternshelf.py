"""Patterns and their graphs are renamed, forked, removed and put back, and each is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.events import PatternAdded, PatternChanged, PatternRemoved, ShowReady
from luma.app.exchange import document_of
from luma.app.services import Desk
from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import SetParam
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.pattern import NODE_FAMILY
from luma.domain.patterndoc import ImplementationDoc, PatternDoc
from luma.domain.scoreedits import AddClip
from tests.app.desks import (
    GLOW,
    LAMP,
    SCORE,
    Facts,
    a_clip,
    a_desk,
    a_show,
    a_track,
    furnish,
    glow,
    until,
)

PATTERN = PatternId("glow")


def whole(desk: Desk, name: PatternId = PATTERN) -> PatternDoc:
    with desk.ground.store.read() as shelf:
        return document_of(shelf, name)


def test_a_pattern_is_renamed_described_and_tagged(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id)
        facts = Facts(desk, (PatternChanged,))
        desk.pattern_shelf.rename(PATTERN, "  Soft \n glow ").result()
        fact = facts.wait(PatternChanged)
        assert (fact.before.name, fact.after.name) == ("Glow", "Soft glow")
        desk.pattern_shelf.describe(PATTERN, " Breathes. ").result()
        desk.pattern_shelf.tag(PATTERN, ("wash", " wash", "")).result()
        after = whole(desk)
        assert (after.description, after.tags) == ("Breathes.", ("wash",))
        assert after.implementations[0].graph == glow()
        for empty in ("", " \t"):
            with pytest.raises(BadValue):
                desk.pattern_shelf.rename(PATTERN, empty).result()
        with pytest.raises(BadValue):
            desk.pattern_shelf.rename(PATTERN, "x" * 201).result()


def test_a_fork_shares_nothing_but_what_it_looks_like(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id)
        facts = Facts(desk, (PatternAdded,))
        fork = desk.pattern_shelf.fork(PATTERN).result()
        assert facts.wait(PatternAdded).pattern == fork
        assert (fork.name, fork.forked_from) == ("Glow 2", PATTERN)
        assert fork.default not in {None, GLOW}
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.1))
        desk.documents.finish("graph", GLOW)
        assert whole(desk, fork.id).implementations[0].graph == glow()
        assert desk.pattern_shelf.fork(PATTERN, "Mine").result().name == "Mine"


def test_what_is_removed_is_told_and_can_be_put_back_as_it_was(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id)
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.1))
        desk.ground.keeper.flush()
        before, facts = whole(desk), Facts(desk, (PatternRemoved, PatternAdded))
        assert desk.pattern_shelf.remove(PATTERN).result() == before
        assert facts.wait(PatternRemoved).pattern == before
        assert desk.repertoire.patterns() == ()
        desk.pattern_shelf.restore(before).result()
        assert facts.wait(PatternAdded).pattern.id == PATTERN
        assert whole(desk) == before
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.2))
        desk.ground.keeper.flush()
        assert whole(desk).implementations[0].graph == glow(0.2), "its past goes on"


def test_a_pattern_that_is_played_is_counted_and_stays(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id, a_clip("a", 0, 1), a_clip("b", 1, 2))
        assert desk.repertoire.patterns()[0].plays == 2
        with pytest.raises(Refused, match="2 clips"):
            desk.pattern_shelf.remove(PATTERN).result()
        assert len(desk.repertoire.patterns()) == 1


def test_implementations_come_are_renamed_and_go(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id)
        shelf = desk.pattern_shelf
        empty = shelf.add_implementation(PATTERN).result()
        copy = shelf.add_implementation(PATTERN, like=GLOW).result()
        assert (empty.name, empty.graph) == ("Empty", GraphDoc())
        assert (copy.name, copy.graph) == ("Main 2", glow())
        assert shelf.rename_implementation(copy.id, "Soft").result().name == "Soft"
        with pytest.raises(BadValue, match="already has"):
            shelf.rename_implementation(copy.id, "Main").result()
        assert desk.repertoire.patterns()[0].implementations == (
            (empty.id, "Empty"),
            (GLOW, "Main"),
            (copy.id, "Soft"),
        )
        shelf.make_default(copy.id).result()
        assert desk.repertoire.patterns()[0].graph == copy.id
        with pytest.raises(Refused, match="default"):
            shelf.remove_implementation(copy.id).result()
        removed = shelf.remove_implementation(empty.id).result()
        assert len(whole(desk).implementations) == 2
        shelf.restore_implementation(removed).result()
        assert len(whole(desk).implementations) == 3
        with pytest.raises(NotFound):
            shelf.make_default(GraphId("lost")).result()


def test_clips_follow_the_default_of_their_pattern(tmp_path: Path) -> None:
    with a_show(tmp_path, a_clip("a", 0, 4), a_clip("b", 4, 8, implementation=GLOW)) as (
        desk,
        facts,
    ):
        copy = desk.pattern_shelf.add_implementation(PATTERN, like=GLOW).result()
        desk.documents.edit("graph", copy.id, SetParam(LAMP, "intensity", 1.0))
        desk.ground.keeper.flush()
        facts.so_far()
        desk.pattern_shelf.make_default(copy.id).result()
        facts.wait(ShowReady)
        light = desk.lane.call(lambda: dict(desk.patterns.light))
        levels = {name: float(told.light.values[..., 0].max()) for name, told in light.items()}
        assert levels == {"a": 1.0, "b": 0.5}


def test_the_book_of_patterns_follows_every_change(tmp_path: Path) -> None:
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 1.0).id)
        book, shelf = desk.pattern_book, desk.pattern_shelf
        first = book.now
        assert first[PATTERN].graph == glow()
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.1), "a gesture")
        desk.lane.call(lambda: None)
        assert book.now[PATTERN].graph == glow(0.1)
        assert first[PATTERN].graph == glow(), "a picture that was given does not move"
        desk.documents.finish("graph", GLOW)
        soft = shelf.add_implementation(PATTERN, "Soft").result()
        shelf.make_default(soft.id).result()
        fork = shelf.fork(PATTERN, "Fork").result()
        desk.lane.call(lambda: None)
        assert book.now[PATTERN].graph == GraphDoc()
        assert book.now[PATTERN].carried_out_by("Main") == glow(0.1)
        assert book.now[fork.id].name == "Fork"
        shelf.remove(fork.id).result()
        desk.lane.call(lambda: None)
        assert set(book.now) == {PATTERN}


def test_clips_follow_a_pattern_that_lies_inside_of_theirs(tmp_path: Path) -> None:
    inner = NODE_FAMILY + PATTERN
    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, facts):
        outer = GraphDoc({NodeId("inner"): NodeDoc(inner)})
        made = desk.pattern_shelf.restore(
            PatternDoc(
                PatternId("outer"),
                "Outer",
                implementations=(ImplementationDoc(GraphId("outer"), graph=outer),),
            )
        )
        made.result()
        clip = replace(a_clip("b", 4, 8), pattern=PatternId("outer"))
        desk.documents.edit("score", SCORE, AddClip(clip))
        facts.wait(ShowReady)

        def level() -> float:
            light = desk.lane.call(lambda: desk.patterns.light.get(clip.id))
            return 0.0 if light is None else float(light.light.values[..., 0].max())

        until(lambda: level() == 0.5)
        desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.75))
        until(lambda: level() == 0.75)
        bright = desk.pattern_shelf.add_implementation(PATTERN, like=GLOW).result()
        desk.documents.edit("graph", bright.id, SetParam(LAMP, "intensity", 1.0))
        desk.pattern_shelf.make_default(bright.id).result()
        until(lambda: level() == 1.0)
