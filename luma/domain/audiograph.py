"""The audio graph: the same document as a pattern's graph, with kinds of nodes of its own."""

from collections.abc import Iterable
from typing import Final

from luma.domain.codec import Schema
from luma.domain.errors import BadValue
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import GraphId, NodeId
from luma.domain.nodetype import Json, NodeType, Port, Setting

AUDIO = Schema(GraphDoc, "audio", 1)
"""How an audio graph is written down."""

MASTER: Final = GraphId("master")
"""The graph through which everything is heard."""

DECK, OUTPUT, LIVE, METER = "deck", "output", "live", "meter"
IN, SIDE, OUT = "in", "side", "out"
OWN: Final = "master/"
"""What the names of the engine's own nodes begin with."""

_OUT = (Port(OUT, "Audio"),)
ENDS: Final = (
    NodeType(DECK, 1, "Deck", "What plays: the song, its voices and the clicks.", (), _OUT, ()),
    NodeType(
        LIVE,
        1,
        "Live input",
        "What comes in at the sound device; silence without.",
        (),
        _OUT,
        (),
    ),
    NodeType(
        OUTPUT,
        1,
        "Output",
        "What is heard: the sum of all that is led here.",
        (Port(IN, "Audio", optional=True, many=True),),
        (),
        (),
    ),
)
"""The kinds of nodes that are no effects."""

PLAIN: Final = GraphDoc(
    {NodeId(DECK): NodeDoc(DECK), NodeId(OUTPUT): NodeDoc(OUTPUT)},
    (Wire(NodeId(DECK), OUT, NodeId(OUTPUT), IN),),
    layout={NodeId(DECK): (0.0, 0.0), NodeId(OUTPUT): (240.0, 0.0)},
)
"""The graph that every stage begins with: the deck, heard as it is."""


def number_of(settings: Iterable[Setting], title: str, name: str, value: Json) -> float:
    """The number by which an effect knows a value of a setting, or in words why it does not."""
    has = tuple(settings)
    found = next((setting for setting in has if setting.name == name), None)
    if found is None:
        names = ", ".join(setting.name for setting in has) or "none"
        raise BadValue(f'{title} has no setting "{name}".', hint=f"Its settings: {names}.")
    if found.kind == "choice":
        return float(_chosen(found, title, value))
    return _within(found, title, value)


def _chosen(setting: Setting, title: str, value: Json) -> int:
    if isinstance(value, str) and value in setting.choices:
        return setting.choices.index(value)
    raise BadValue(
        f'"{setting.name}" of {title} is "{value}".'[:200],
        hint=f"It takes {', '.join(setting.choices)}.",
    )


def _within(setting: Setting, title: str, value: Json) -> float:
    low, high = setting.low or 0.0, setting.high or 0.0
    is_switch = setting.kind == "switch"
    is_number = isinstance(value, bool) == is_switch and isinstance(value, bool | int | float)
    if is_number and isinstance(value, bool | int | float) and low <= value <= high:
        return float(value)
    unit = f" {setting.unit}" if setting.unit else ""
    said = f"{value:g}{unit}" if type(value) in {int, float} else f"{value}"
    takes = "true or false" if is_switch else f"{low:g} to {high:g}{unit}"
    raise BadValue(f'"{setting.name}" of {title} is {said:.80}.', hint=f"It takes {takes}.")


def meter_numbers(doc: GraphDoc, most: int) -> dict[NodeId, int]:
    """Which meter of the position block each metering node has; the master's is the first."""
    names = sorted(name for name, node in doc.nodes.items() if node.type == METER)
    return {name: number for number, name in enumerate(names, start=1) if number < most}
