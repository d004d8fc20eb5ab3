"""The light of clips follows the latest edit, whatever else is still being made."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luma.app import patterns
from luma.app.events import PatternFailed, PatternNear, PatternReady, ShowReady
from luma.app.patterns import Patterns
from luma.app.services import Desk
from luma.domain.curve import FrameTimes, Number
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect, SetParam
from luma.domain.ids import ClipId, NodeId
from luma.domain.light import INTENSITY
from luma.domain.register import Register
from luma.graph.plan import Plan, compile_plan
from luma.graph.register import NodeEntry, all_nodes, node
from luma.graph.run import Result, Stopped, run
from tests.app.desks import GLOW, LAMP, Facts, a_clip, a_show, until

A = ClipId("a")
LONG = 60.0
HOUSE = Register[NodeEntry]("node")
for entry in all_nodes():
    HOUSE.add(entry)


@node("test/sour", into=HOUSE)
def sour(at: FrameTimes) -> Number:
    """Makes a mistake."""
    raise KeyError(at.first * 0)


def turn(desk: Desk, level: float) -> None:
    desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", level), "turn")


def level(made: Patterns) -> float:
    return float(made.newest[A].light.values[0, 0, INTENSITY])


def levels_told(desk: Desk) -> list[float]:
    """The level of the clip's newest light at every word of it, from now on."""
    told: list[float] = []
    for kind in (PatternNear, PatternReady):
        desk.bus.on(kind, lambda _: told.append(level(desk.patterns)))
    return told


def test_an_older_edit_never_comes_after_a_newer(tmp_path: Path) -> None:
    steps = [round(0.02 * n, 2) for n in range(1, 41)]
    with a_show(tmp_path, a_clip("a", 0, 2 * LONG)) as (desk, facts):
        told = levels_told(desk)
        turn(desk, 0.0)
        facts.wait(ShowReady)
        for step in steps:
            turn(desk, step)
        until(lambda: desk.lane.call(lambda: desk.shows.is_settled))
        assert told == sorted(told)
        assert told[-1] == pytest.approx(steps[-1])


def test_a_run_that_nobody_wants_any_more_ends_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, go, ended = threading.Event(), threading.Event(), list[type[BaseException]]()

    def slow(plan: Plan, context: Any, cache: Any, is_unwanted: Callable[[], bool]) -> Result:
        if plan.steps[0].settings["intensity"] != 0.25:
            return run(plan, context, cache, is_unwanted)
        held.set()
        assert go.wait(30)
        try:
            return run(plan, context, cache, is_unwanted)
        except Stopped as end:
            ended.append(type(end))
            raise

    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, facts):
        failures = Facts(desk, (PatternFailed,))
        monkeypatch.setattr(patterns, "run", slow)
        turn(desk, 0.25)
        assert held.wait(30)
        turn(desk, 0.75)
        facts.wait(ShowReady)
        told = levels_told(desk)
        go.set()
        until(lambda: ended)
        assert ended == [Stopped]
        assert desk.lane.call(lambda: level(desk.patterns)) == 0.75
        assert (told, failures.so_far()) == ([], [])


def test_the_part_around_the_play_head_comes_first_though_nodes_remember(
    tmp_path: Path,
) -> None:
    with a_show(tmp_path, a_clip("a", 0, 2 * LONG)) as (desk, facts):
        desk.patterns.head = lambda: 2400
        near, failures = (
            Facts(desk, kinds) for kinds in ((PatternNear, PatternReady), (PatternFailed,))
        )
        late = NodeId("late")
        desk.documents.edit("graph", GLOW, AddNode(late, NodeDoc("time/counter")))
        near.wait(PatternReady)
        desk.documents.edit("graph", GLOW, Connect(Wire(late, "share", LAMP, "intensity")))
        part = near.wait(PatternNear)
        assert part.span.start <= 2400 < part.span.stop < 3600
        assert desk.lane.call(lambda: desk.patterns.newest[A].light.frames) < 300
        near.wait(PatternReady)
        assert desk.lane.call(lambda: desk.patterns.newest[A].light.frames) == 3600
        facts.wait(ShowReady)
        # at the clip's end that would be no less work than all of it
        desk.patterns.head = lambda: 3500
        near.so_far()
        desk.documents.edit("graph", GLOW, SetParam(late, "modulo", 3))
        assert isinstance(near.heard.get(timeout=30), PatternReady)
        assert failures.so_far() == []


def test_a_mistake_of_a_node_is_logged_once_and_told_with_the_clip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def with_sour(doc: GraphDoc, **_: object) -> Plan:
        nodes = {
            **doc.nodes,
            NodeId("sour"): NodeDoc("test/sour"),
            NodeId("x"): NodeDoc("out/light"),
        }
        wires = (*doc.wires, Wire(NodeId("sour"), "out", NodeId("x"), "intensity"))
        return compile_plan(doc.with_nodes(nodes).with_wires(wires), HOUSE)

    with a_show(tmp_path, a_clip("a", 0, 4)) as (desk, facts):
        failures = Facts(desk, (PatternFailed,))
        monkeypatch.setattr(patterns, "compile_plan", with_sour)
        with caplog.at_level(logging.ERROR):
            for step in (0.25, 0.75):
                turn(desk, step)
                facts.wait(ShowReady)
        assert "Luma made a mistake in this node: KeyError" in str(failures.wait(PatternFailed))
        assert desk.lane.call(lambda: level(desk.patterns)) == 0.75
    assert [record.getMessage() for record in caplog.records] == [
        "Luma made a mistake in the node sour"
    ]
