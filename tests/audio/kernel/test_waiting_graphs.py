"""Graphs that wait for a fade to end, and settings that wait for room in the ring."""

import numpy as np
import pytest

from luma.audio.kernel import graphs as graphs_module
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.render import render
from luma.audio.kernel.slots import CHANNELS, FADE_FRAMES
from luma.domain.audiograph import PLAIN
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId
from luma.domain.rackedits import inserted

SOFT, HARD = NodeId("soft"), NodeId("hard")


def gain(name: NodeId, level: float) -> GraphDoc:
    doc = PLAIN
    for edit in inserted(doc, name, NodeDoc("gain", settings={"level": level})):
        doc = edit.apply(doc)
    return doc


@pytest.fixture
def engine() -> Engine:
    made = Engine()
    made.use_source(np.ones((48_000, 2), np.float32), 1)
    made.play()
    made.render(2 * FADE_FRAMES)
    return made


def test_a_graph_that_waited_in_vain_is_told_and_the_one_before_runs_on(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    runs = gain(SOFT, -20.0)
    engine.graphs.use(runs)
    engine.graphs.use(gain(HARD, -60.0))
    monkeypatch.setattr(graphs_module, "compile_swap", full)
    out = np.concatenate([engine.render(2000) for _ in range(3)])[-2000:]
    trouble = engine.graphs.take_trouble()
    assert trouble is not None
    assert "memory" in trouble.sentence()
    assert engine.graphs.take_trouble() is None
    assert engine.graphs.doc == runs
    assert engine.graphs.go_on()
    assert np.allclose(out, 0.1)


def test_what_was_set_meanwhile_stays_with_the_graph_that_runs_on(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    engine.graphs.use(gain(SOFT, -20.0))
    engine.graphs.use(gain(SOFT, -40.0))
    engine.graphs.set_setting(SOFT, "level", -6.0)
    monkeypatch.setattr(graphs_module, "compile_swap", full)
    for _ in range(3):
        engine.render(2000)
    assert engine.graphs.doc == gain(SOFT, -6.0)


def test_settings_of_a_node_that_was_removed_move_no_other(engine: Engine) -> None:
    engine.graphs.use(gain(SOFT, -20.0))
    engine.render(4000)
    engine.graphs.go_on()
    for n in range(200):
        engine.graphs.set_setting(SOFT, "level", -100.0 + n / 4)
    engine.graphs.use(PLAIN)
    render(np.empty((4000, CHANNELS), np.float32), engine.memory)
    engine.graphs.use(gain(HARD, 0.0))
    out = np.concatenate([engine.render(2000) for _ in range(3)])[-2000:]
    assert np.all(out == 1.0)
