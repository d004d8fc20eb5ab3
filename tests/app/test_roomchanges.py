"""A clip that cannot tell a room from what it was gives the same light there."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.app.roomchanges import RoomChange, texts_in, texts_of
from luma.domain.curve import FrameTimes
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import ClipId, FixtureId, NodeId, PatternId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip
from luma.domain.selection import parse, resolve
from luma.domain.venue import Head
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run

FEATURES = Features(BeatGrid.steady(120.0, count=16))
GROUPS = ("front", "back", "floor")


def heads_in(groups: dict[str, tuple[int, ...]], places: tuple[float, ...]) -> tuple[Head, ...]:
    """A row of heads at some places, in groups that name them in order."""
    return tuple(
        Head(
            FixtureId(f"lamp{number}"),
            0,
            (x, 0.0, 3.0),
            tuple(name for name, some in groups.items() if number in some),
            ("movers",) if number % 2 else (),
            tuple(some.index(number) for some in groups.values() if number in some),
        )
        for number, x in enumerate(places)
    )


Groups = dict[str, tuple[int, ...]]
SOME = st.lists(st.integers(0, 3), unique=True, max_size=3).map(tuple)
PLACES = st.tuples(*[st.sampled_from([0.0, 1.0])] * 4)


@st.composite
def changes(draw: st.DrawFn) -> RoomChange:
    """A room, and another that often differs in no more than names, places or an order."""
    groups: Groups = draw(st.dictionaries(st.sampled_from(GROUPS), SOME))
    names = draw(st.permutations(GROUPS))
    renamed = {dict(zip(GROUPS, names, strict=True))[name]: h for name, h in groups.items()}
    turned = {name: some[::-1] for name, some in groups.items()}
    drawn = st.dictionaries(st.sampled_from(GROUPS), SOME)
    after: Groups = draw(st.sampled_from([groups, renamed, turned]) | drawn)
    places = draw(PLACES)
    return RoomChange(heads_in(groups, places), heads_in(after, draw(st.just(places) | PLACES)))


ENDS = {
    "select": NodeDoc("space/select", 1, {"expression": "front else all[::2]"}),
    "tag": NodeDoc("space/having", 1, {"what": "tag", "tag": "back"}),
    "group": NodeDoc("space/attribute", 1, {"which": "group"}),
    "place": NodeDoc("space/attribute", 1, {"which": "x"}),
}


def lit_by(kind: str) -> GraphDoc:
    space, light = NodeId("space"), NodeId("light")
    output = "mask" if kind in {"select", "tag"} else "out"
    wires = (Wire(space, output, light, "intensity"),)
    return GraphDoc(nodes={space: ENDS[kind], light: NodeDoc("out/light")}, wires=wires)


def light_in(doc: GraphDoc, clip: Clip, heads: tuple[Head, ...]) -> object:
    """What a clip does in a room: which heads it has, and how bright they are."""
    try:
        chosen = resolve(parse(clip.selection), heads, clip.seed)
    except LumaError as trouble:
        return trouble.code
    own = tuple(heads[index] for index in chosen)
    found = run(compile_plan(doc), RunContext(FrameTimes(0, 2), own, FEATURES))
    return chosen, found.light.values.tolist(), found.light.set.tolist()


@settings(max_examples=300, deadline=None)
@given(
    changes(),
    st.sampled_from(sorted(ENDS)),
    st.sampled_from(["all", "front", "movers", "floor else all", "not back", "all[:2]"]),
)
def test_who_cannot_tell_does_the_same(change: RoomChange, kind: str, chosen: str) -> None:
    clip = Clip(ClipId("c"), PatternId("p"), 0.0, 4.0, arguments={"selection": chosen})
    doc = lit_by(kind)
    assert not change.has_other_heads
    said = (*texts_of(doc), *texts_in(dict(clip.arguments)))
    if not change.is_told_by(clip, said):
        assert light_in(doc, clip, change.before) == light_in(doc, clip, change.after)


ROOM = heads_in({"front": (0, 1), "back": (2, 3)}, (0.0, 1.0, 2.0, 3.0))
NAMED = heads_in({"stage": (0, 1), "back": (2, 3)}, (0.0, 1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("after", "selection", "said", "told"),
    [
        (NAMED, "all", (), False),
        (NAMED, "back", (), False),
        (NAMED, "front", (), True),
        (NAMED, "all", ("all and front",), True),
        (NAMED, "all", ("stage",), True),
        (NAMED, "all", ("back[::2]",), False),
        (heads_in({"front": (1, 0), "back": (2, 3)}, (0, 1, 2, 3)), "front", (), True),
        (heads_in({"front": (1, 0), "back": (2, 3)}, (0, 1, 2, 3)), "back", (), False),
        (heads_in({"front": (0, 1), "back": (2, 3)}, (0, 1, 2, 9)), "front", (), False),
        (heads_in({"front": (0, 1), "back": (2, 3)}, (0, 1, 2, 9)), "all", (), True),
        (heads_in({"front": (0,), "back": (2, 3)}, (0, 1, 2, 3)), "all", (), True),
        (tuple(replace(h, abilities=("zoom",)) for h in ROOM), "back", (), True),
    ],
)
def test_a_clip_tells_by_its_heads_and_by_names(
    after: tuple[Head, ...], selection: str, said: tuple[str, ...], told: bool
) -> None:
    clip = Clip(ClipId("c"), PatternId("p"), 0.0, 4.0, arguments={"selection": selection})
    assert RoomChange(ROOM, after).is_told_by(clip, said) is told


def test_heads_that_come_go_or_are_numbered_otherwise_are_others() -> None:
    for others in (ROOM[:3], (*ROOM, replace(ROOM[0], index=1)), ROOM[::-1]):
        assert RoomChange(ROOM, others).has_other_heads
    assert not RoomChange(ROOM, NAMED).has_other_heads


def test_all_texts_of_a_graph_are_found() -> None:
    node = NodeDoc(
        "space/select", 1, {"a": "one", "b": ["two", {"c": "three"}], "d": 4.0, "e": None}
    )
    doc = GraphDoc(nodes={NodeId("n"): node})
    assert sorted(texts_of(doc)) == ["one", "three", "two"]
    assert not list(texts_of(GraphDoc()))
