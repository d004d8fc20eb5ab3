"""Graphs as hypothesis draws them: sound ones that light lamps, and ones that mean harm."""

from hypothesis import strategies as st

from luma.domain.graphdoc import (
    ARGUMENTS_NODE,
    Argument,
    Bend,
    GraphDoc,
    NodeDoc,
    Offer,
    Remark,
    Use,
    Wire,
)
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.domain.settingvalue import left_to
from tests.domain import drawn

NUMBERS = (
    "in/energy", "math/arithmetic", "time/beat_envelope", "space/attribute", "time/noise",
    "math/switch",
)  # fmt: skip
LEVEL = Argument("level", "number", 0.5, 0.0, 1.0)
SHADE = Argument("shade", "colour", [0.2, 0.4, 0.8])


@st.composite
def sound_graphs(draw: st.DrawFn, most: int = 7) -> GraphDoc:
    """A graph without a mistake, whose lamps take what nodes of several kinds give."""
    outputs: list[tuple[NodeId, str]] = []
    nodes: dict[NodeId, NodeDoc] = {NodeId("open"): NodeDoc(ARGUMENTS_NODE)}
    wires: list[Wire] = []
    outputs.append((NodeId("open"), "level"))
    names = draw(st.permutations([NodeId(name) for name in "abcdefgh"]))
    for name in names[: draw(st.integers(1, most))]:
        kind = draw(st.sampled_from(NUMBERS))
        settings: dict[str, Json] = {}
        inputs = {"math/arithmetic": ["a", "b"], "time/beat_envelope": ["offset"]}.get(kind, [])
        if kind == "math/arithmetic":
            settings["operation"] = draw(
                st.sampled_from(["add", "multiply", "min", "circular"])
            )
            settings["b"] = draw(st.sampled_from([0.25, left_to("level")]))
        wires += [
            Wire(*draw(st.sampled_from(outputs)), name, port)
            for port in inputs
            if port == "a" or draw(st.booleans())
        ]
        if kind == "math/switch":
            ways = draw(st.lists(st.sampled_from(outputs), max_size=4, unique=True))
            wires += [Wire(*way, name, "choices") for way in ways]
            settings["choice"] = float(draw(st.integers(0, 3)))
        nodes[name] = NodeDoc(kind, settings=settings)
        outputs.append((name, "onset" if kind == "in/energy" else "out"))
    for name in (NodeId("lamp"), NodeId("aura")):
        nodes[name] = NodeDoc("out/light", settings={"colour": left_to("shade")})
        wires.append(Wire(*draw(st.sampled_from(outputs)), name, "intensity"))
        if draw(st.booleans()):
            wires.append(Wire(*draw(st.sampled_from(outputs)), name, "colour"))
    layout = {name: (index * 200.0, 0.0) for index, name in enumerate(sorted(nodes))}
    return GraphDoc(nodes, tuple(wires), (LEVEL, SHADE), layout)


HARM: st.SearchStrategy[Json] = st.sampled_from(
    [
        float("nan"),
        float("inf"),
        -1e300,
        10**400,
        "",
        "x" * 5000,
        "9**9**9",
        "((((",
        [],
        [[[]]],
        {"argument": "level"},
        {"argument": ""},
        {"argument": ["level"]},
        {"argument": None},
    ]
)
values = HARM | drawn.json_values
names = st.sampled_from([NodeId(name) for name in ["a", "b", "c", "a/b", "", "lamp", "open"]])
kinds = st.sampled_from(
    [
        *NUMBERS,
        ARGUMENTS_NODE,
        "out/light",
        "in/beats",
        "pattern/one",
        "pattern/two",
        "pattern/gone",
        "pattern/",
        "",
        "/",
        "math/arithmetik",
        "x" * 400,
    ]
)
ports = st.sampled_from(
    ["a", "b", "out", "onset", "intensity", "colour", "level", "beats", "dice", ""]
)
settings = st.dictionaries(
    ports | st.sampled_from(["operation", "every", "swing", "implementation"]),
    values,
    max_size=3,
)
nodes = st.builds(
    NodeDoc,
    kinds,
    st.sampled_from([1, 1, 1, 0, -5, 2, 10**30]),
    settings,
    st.just({}),
    st.sampled_from(Use.__args__),  # type: ignore[attr-defined]
)
wires = st.builds(Wire, names, ports, names, ports)
limits = st.none() | st.sampled_from([0.0, 1.0, -1.0, float("nan"), float("inf")])
arguments = st.builds(
    Argument,
    ports,
    st.sampled_from(
        ["number", "colour", "selection", "Beats", "Number", "Light", "choice", "x"]
    ),
    values,
    limits,
    limits,
    st.sampled_from([(), ("a",), ("", "a")]),
)
hostile_graphs = st.builds(
    GraphDoc,
    st.dictionaries(names, nodes, max_size=6),
    st.lists(wires, max_size=8).map(tuple),
    st.lists(arguments, max_size=3).map(tuple),
    st.just({}),
    st.just({}),
    st.lists(st.builds(Offer, ports, names, ports), max_size=3).map(tuple),
    st.lists(st.builds(Bend, wires, st.just(((0.0, 0.0),))), max_size=1).map(tuple),
    st.dictionaries(ports, st.builds(Remark, ports, st.just((0.0, 0.0))), max_size=1),
)
