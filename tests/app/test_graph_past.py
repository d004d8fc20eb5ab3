"""The past of graphs over a real library: exact after reopening, and after a sudden death."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from graphlib import TopologicalSorter

import pytest

from luma.app.documentkinds import KINDS
from luma.app.services import Desk
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import PutNodes, SetParam
from luma.domain.history import History
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.pattern import Implementation, Pattern
from luma.store.store import Shelf
from tests.app.desks import GLOW, LAMP, PATIENCE, ROOT, a_desk, glow
from tests.app.scribbling import gesture_of, states

PATTERN = PatternId("scribbled")


def shelve(names: list[GraphId]) -> None:
    def write(shelf: Shelf) -> None:
        graphs = [Implementation(name, PATTERN, GraphDoc(), name=name) for name in names]
        shelf.patterns.save(Pattern(PATTERN, "Scribbled", default=names[0]), *graphs)
        shelf.patterns.save(
            Pattern(PatternId("glow"), "Glow", default=GLOW),
            Implementation(GLOW, PatternId("glow"), glow()),
        )

    with a_desk() as desk:
        desk.ground.keeper.save(write).result(PATIENCE)


def past_of(seed: int, count: int, start: GraphDoc) -> list[GraphDoc]:
    """The states that undo leads back through, the latest last."""
    history = History(start)
    for number, (edit, _) in enumerate(states(seed, count, start)):
        history = history.record(edit, gesture_of(number))
    return [*history.past, history.now]


def is_acyclic(doc: GraphDoc) -> bool:
    sorter: TopologicalSorter[NodeId] = TopologicalSorter()
    for wire in doc.wires:
        sorter.add(wire.target, wire.source)
    sorter.prepare()
    return True


def scribble(desk: Desk, name: GraphId, dice: random.Random) -> tuple[list[GraphDoc], int]:
    """Edit a graph at random, with steps back and forth: its states, and which one is now."""
    past, here = [GraphDoc()], 0
    for edit, _ in states(dice.randrange(10**9), 12, GraphDoc()):
        try:
            after = edit.apply(past[here])
        except LumaError:
            continue
        desk.documents.edit("graph", name, edit)
        if after != past[here]:
            past, here = [*past[: here + 1], after], here + 1
        for _ in range(dice.choice([0, 0, 1, 2])):
            way = dice.choice([-1, 1])
            act = desk.documents.undo if way < 0 else desk.documents.redo
            here = min(max(here + way, 0), len(past) - 1)
            assert act("graph", name) == past[here]
    return past, here


def scribble_and_return(count: int) -> None:
    """Edit graphs at random, undo and redo, and find all of it again in another life."""
    names = [GraphId(f"g{number}") for number in range(count)]
    shelve(names)
    dice = random.Random(count)
    with a_desk() as desk:
        pasts = {name: scribble(desk, name, dice) for name in names}
    with a_desk() as desk:
        for name in names:
            past, here = pasts[name]
            assert all(is_acyclic(doc) for doc in past)
            assert desk.documents.get("graph", name) == past[here]
            for doc in past[here + 1 :]:
                assert desk.documents.redo("graph", name) == doc
            for doc in reversed(past[:-1]):
                assert desk.documents.undo("graph", name) == doc


def die_and_return(seed: int, edits: int) -> None:
    """Let another process edit, kill it at once, and find what it had said was safe."""
    shelve([GraphId("other")])
    start = glow()
    command = [sys.executable, "-m", "tests.app.scribbling", str(seed)]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(edits)]
        child.send_signal(signal.SIGKILL)
        told += [int(line) for line in child.stdout.read().split()]
    safe = told[-1] + 1
    with a_desk() as desk:
        found: GraphDoc = desk.documents.get("graph", GLOW)
        pasts = {count: past_of(seed, count, start) for count in range(safe - 5, safe + 3)}
        ends = {count: past[-1] for count, past in pasts.items()}
        reached = [count for count, end in ends.items() if end == found]
        assert reached, "it is a state that was never there"
        count = max(reached)
        assert count >= safe or gesture_of(count) is not None, "more than a gesture is lost"
        for doc in reversed(pasts[count][:-1]):
            assert desk.documents.undo("graph", GLOW) == doc


def test_random_edits_undone_redone_and_reopened_are_exact() -> None:
    scribble_and_return(12)


@pytest.mark.soak
def test_three_hundred_random_sequences_are_exact() -> None:
    scribble_and_return(300)


@pytest.mark.parametrize("edits", [9, 14])
def test_a_sudden_death_loses_at_most_the_open_gesture(edits: int) -> None:
    die_and_return(7, edits)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_many_sudden_deaths_lose_at_most_the_open_gesture(seed: int) -> None:
    die_and_return(seed, 30 + 13 * seed)


def test_an_older_graph_is_brought_up_to_today_by_the_first_edit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def renewals(doc: GraphDoc) -> tuple[PutNodes, ...]:
        node = doc.nodes.get(LAMP)
        if node is None or "glow" not in node.settings:
            return ()
        return (
            PutNodes({LAMP: NodeDoc("out/light", 1, {"intensity": node.settings["glow"]})}),
        )

    old = GraphDoc({LAMP: NodeDoc("out/light", 1, {"glow": 0.25})})
    shelve([GraphId("other")])
    with a_desk() as desk:
        desk.ground.keeper.save(lambda shelf: shelf.patterns.save_graph(GLOW, old)).result(
            PATIENCE
        )
    today = KINDS["graph"]
    monkeypatch.setitem(KINDS, "graph", replace(today, renewals=renewals))
    with a_desk() as desk:
        assert desk.documents.look("graph", GLOW) == glow(0.25)
        assert desk.documents.get("graph", GLOW) == glow(0.25)
        assert desk.documents.edit("graph", GLOW, SetParam(LAMP, "intensity", 0.5)) == glow(0.5)
    with a_desk() as desk:
        assert desk.documents.get("graph", GLOW) == glow(0.5)
        assert desk.documents.undo("graph", GLOW) == glow(0.25)
        assert desk.documents.redo("graph", GLOW) == glow(0.5)
        desk.documents.undo("graph", GLOW)
    with a_desk() as desk, desk.ground.store.read() as shelf:
        assert shelf.patterns.get_graph(GLOW).graph == old
