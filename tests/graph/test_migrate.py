"""Nodes of older versions and names are read as they are written today; others are kept."""

from collections.abc import Mapping
from typing import Annotated

import numpy as np
import pytest

from luma.domain.curve import Number
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.domain.register import Register
from luma.graph.catalogue import Catalogue
from luma.graph.check import check
from luma.graph.migrate import changes, upgraded
from luma.graph.plan import compile_plan
from luma.graph.register import NodeEntry, Range, node

HOUSE = Register[NodeEntry]("node")
A = NodeId("a")


def _in_percent(settings: Mapping[str, Json]) -> Mapping[str, Json]:
    share = settings["share"]
    if not isinstance(share, float):
        raise TypeError(share)
    return {"percent": share * 100.0}


def _renamed(settings: Mapping[str, Json]) -> Mapping[str, Json]:
    return {"level" if key == "percent" else key: value for key, value in settings.items()}


@node(
    "test/level",
    version=4,
    was=("test/share",),
    steps={1: _in_percent, 3: _renamed},
    into=HOUSE,
)
def level(*, level: Annotated[float, Range(0, 100)] = 0.0) -> Number:
    """A level in percent."""
    return Number(np.full(1, level, np.float32))


def one(node: NodeDoc) -> GraphDoc:
    return GraphDoc({A: node})


@pytest.mark.parametrize(
    ("written", "today"),
    [
        (NodeDoc("test/share", 1, {"share": 0.5}), {"level": 50.0}),
        (NodeDoc("test/level", 2, {"percent": 7.0}), {"level": 7.0}),
        (NodeDoc("test/level", 3, {"percent": 7.0, "other": 1}), {"level": 7.0, "other": 1}),
    ],
)
def test_settings_climb_step_by_step(written: NodeDoc, today: dict[str, Json]) -> None:
    doc = upgraded(one(written), Catalogue(HOUSE))
    assert doc.node(A) == NodeDoc("test/level", 4, today)
    assert upgraded(doc, Catalogue(HOUSE)) is doc


def test_an_older_graph_runs_and_is_looked_at_as_if_it_were_written_today() -> None:
    doc = one(NodeDoc("test/share", 1, {"share": 0.5}))
    assert not [p for p in check(doc, HOUSE) if p.blocks]
    (step,) = compile_plan(doc, HOUSE, only=frozenset({A})).steps
    assert step.settings == {"level": 50.0}


@pytest.mark.parametrize(
    "kept",
    [
        NodeDoc("test/level", 5, {"glow": [1, {}]}, {"of": "tomorrow"}),
        NodeDoc("of/tomorrow", 1, {"x": None}),
        NodeDoc("test/share", 1, {"share": "half"}),
        NodeDoc("test/share", 1, {}),
    ],
)
def test_what_cannot_be_read_is_kept_and_told(kept: NodeDoc) -> None:
    doc = one(kept)
    assert changes(doc, Catalogue(HOUSE)) == {}
    (problem,) = [p for p in check(doc, HOUSE) if p.blocks]
    assert problem.node == A
    assert "ersion" in problem.words or "no node called" in problem.words


def test_a_step_from_a_version_that_never_leads_up_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"steps from versions \[3\]"):

        @node("test/odd", version=3, steps={3: _renamed}, into=Register[NodeEntry]("node"))
        def odd() -> Number:
            """Is odd."""
            return Number(np.ones(1, np.float32))
