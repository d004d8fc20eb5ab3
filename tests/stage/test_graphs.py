"""The stage runs the audio graph that it is told of, and says why it cannot run one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from luma.audio.graphfile import read_graph
from luma.domain.audiograph import AUDIO, PLAIN
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId
from luma.domain.lines import line_of
from luma.domain.rackedits import inserted
from luma.domain.units import Seconds
from luma.stage.graphmessages import (
    GraphKept,
    GraphTaken,
    KeepGraph,
    SetBeat,
    SetSetting,
    UseGraph,
    UseNode,
)
from luma.stage.inline import InlineStage
from luma.stage.messages import Failed, Loaded, LoadSource, Options, Play, told_of, wish_of
from tests.stage.player import Heard, pcm_file, tone, wait_until

ECHO, SOFT = NodeId("echo"), NodeId("soft")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def stage(tmp_path: Path, heard: Heard) -> Iterator[InlineStage]:
    made = InlineStage(tmp_path, heard.told.append, Options(sink="null"))
    made.send(LoadSource(pcm_file(tmp_path, tone(1000, 60)), 1))
    wait_until(lambda: made.snapshot() is not None and heard.find(Loaded) is not None, "sound")
    made.send(Play())
    yield made
    made.close()


def with_node(name: NodeId, node: NodeDoc, doc: GraphDoc = PLAIN) -> GraphDoc:
    for edit in inserted(doc, name, node):
        doc = edit.apply(doc)
    return doc


def graph_file(folder: Path, doc: GraphDoc) -> Path:
    path = folder / "graph.json"
    path.write_text(AUDIO.write(doc))
    return path


def wait_for_peak(stage: InlineStage, low: float, high: float) -> None:
    wait_until(lambda: low < stage.position().peak[0, 0] < high, f"a peak of {low} to {high}")


def test_a_graph_is_taken_and_its_settings_move(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    wait_for_peak(stage, 0.49, 0.51)
    doc = with_node(SOFT, NodeDoc("gain", settings={"level": -20.0}))
    stage.send(UseGraph(graph_file(tmp_path, doc), 4))
    assert heard.wait(GraphTaken) == GraphTaken(4)
    wait_for_peak(stage, 0.049, 0.051)
    stage.send(SetSetting(SOFT, "level", -6.0))
    wait_for_peak(stage, 0.24, 0.26)
    stage.send(UseNode(SOFT, "bypassed"))
    wait_for_peak(stage, 0.49, 0.51)
    stage.send(SetBeat(Seconds(0.4)))
    assert heard.find(Failed) is None


def test_a_graph_that_cannot_run_is_told_and_the_old_one_plays_on(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    doc = with_node(SOFT, NodeDoc("gain", settings={"level": -20.0}))
    stage.send(UseGraph(graph_file(tmp_path, doc), 1))
    wait_for_peak(stage, 0.049, 0.051)
    stage.send(UseGraph(graph_file(tmp_path, replace(PLAIN, nodes={}, wires=())), 2))
    assert "no output" in heard.wait(Failed).sentence
    stage.send(UseGraph(tmp_path / "nowhere.json", 3))
    wait_until(lambda: "nowhere.json" in heard.wait(Failed).sentence, "the second sentence")
    stage.send(SetSetting(SOFT, "level", 90.0))
    wait_until(lambda: "90" in heard.wait(Failed).sentence, "the third sentence")
    assert [told.number for told in heard.told if isinstance(told, GraphTaken)] == [1]
    wait_for_peak(stage, 0.049, 0.051)


def test_a_graph_is_written_with_what_its_nodes_remember(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    doc = with_node(ECHO, NodeDoc("delay", settings={"feedback": 0.8}))
    stage.send(UseGraph(graph_file(tmp_path, doc), 1))
    begun = stage.position().callbacks
    wait_until(lambda: stage.position().callbacks > begun + 80, "an echo")
    kept = tmp_path / "kept.json"
    stage.send(KeepGraph(kept))
    assert heard.wait(GraphKept) == GraphKept(kept)
    bare, memoirs = read_graph(kept)
    assert bare == doc
    assert np.abs(memoirs[ECHO].room).max() > 0.1
    stage.send(UseGraph(kept, 2))
    wait_until(lambda: heard.wait(GraphTaken).number == 2, "the graph")


@pytest.mark.parametrize(
    "wish",
    [
        UseGraph(Path("a b/c.json"), 3),
        SetSetting(SOFT, "level", -3.5),
        SetSetting(SOFT, "kind", "low-pass"),
        SetSetting(SOFT, "sync", True),
        UseNode(SOFT, "muted"),
        SetBeat(Seconds(0.5)),
        KeepGraph(Path("x")),
    ],
)
def test_wishes_arrive_as_they_were(wish: object) -> None:
    arrived = wish_of(line_of(wish))
    assert arrived == wish
    if isinstance(wish, SetSetting):
        assert isinstance(arrived, SetSetting)
        assert type(arrived.value) is type(wish.value)


@pytest.mark.parametrize("told", [GraphTaken(3), GraphKept(Path("x"))])
def test_what_is_told_arrives_as_it_was(told: object) -> None:
    assert told_of(line_of(told)) == told
