"""What nodes may be given: settings that they take, and whatever may come by wire."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from luma.domain.curve import Aim, Chroma, Colour, Curve, Number, Point, Trigger
from luma.domain.nodetype import PortKind, Setting
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.selection import Selection
from luma.graph.context import NO_SECTIONS
from luma.graph.register import NodeEntry
from tests.graph.rooms import track

HEADS, FIRST, COUNT = 3, 40, 24
CURVES: Mapping[PortKind, type[Curve]] = {
    "Number": Number, "Colour": Colour, "Aim": Aim, "Point": Point, "Chroma": Chroma,
}  # fmt: skip
TEXTS = {
    "formula": ["a / b", "a ** b + c % d", "exp(a) * log(b)", "beat > 2 ? i / n : t"],
    "selection": ["all", "left else all", "random(2)", "movers", "all[::2] and not right"],
    "": ["", "left", "chorus, drop", "*"],
}
FINITE = st.sampled_from([0.0, 1.0, -1.0, 0.5, 1e-30, 3.4e38, -3.4e38]) | st.floats(
    width=32, allow_nan=False, allow_infinity=False
)


def chosen_for(setting: Setting) -> st.SearchStrategy[Any]:  # noqa: PLR0911  (a kind each)
    """Values that a setting takes, its ends among them."""
    share = st.floats(0.0, 1.0)
    rows = {"drawn": 2, "stops": 4, "colour": 3}
    match setting.kind:
        case "choice":
            return st.sampled_from(setting.choices)
        case "switch":
            return st.booleans()
        case "text":
            return st.sampled_from(TEXTS[setting.language])
        case "steps":
            return st.lists(share, min_size=1, max_size=9).map(tuple)
        case "colour":
            return st.tuples(share, share, share)
        case "drawn" | "stops":
            row_ = st.tuples(*[share] * rows[setting.kind])
            return st.lists(row_, min_size=1, max_size=5).map(lambda r: tuple(sorted(r)))
        case _:
            low, high = setting.low, setting.high
            assert low is not None
            assert high is not None
            if setting.kind == "whole":
                return st.integers(int(low), min(int(high), 64))
            return st.sampled_from([low, high, setting.default]) | st.floats(low, high)


@st.composite
def curves(draw: st.DrawFn, kind: type[Curve], heads: int) -> Curve:
    """Curves of any finite numbers, for one or all heads and one or all frames."""
    pool = np.array(draw(st.lists(FINITE, min_size=1, max_size=6)), np.float32)
    size = (draw(st.sampled_from([1, heads])), draw(st.sampled_from([1, COUNT])), kind.channels)
    dice = np.random.default_rng(draw(st.integers(0, 99)))
    return kind(pool[dice.integers(0, pool.size, size)])


@st.composite
def wires(draw: st.DrawFn, kind: PortKind, heads: int) -> object:  # noqa: PLR0911  (a kind each)
    """What a wire of some kind may carry."""
    if kind in CURVES:
        return draw(curves(CURVES[kind], heads))
    dice = np.random.default_rng(draw(st.integers(0, 99)))
    match kind:
        case "Trigger":
            hits = sorted(draw(st.lists(st.integers(FIRST - 9, FIRST + COUNT + 9), max_size=6)))
            hard = draw(st.lists(FINITE, min_size=len(hits), max_size=len(hits)))
            return Trigger(np.array(hits, np.int64), np.array(hard, np.float32))
        case "Audio":
            loud = draw(st.sampled_from([0.0, 1e-30, 0.3, 1.0, 3.4e38]))
            waves = dice.uniform(-1.0, 1.0, COUNT * SAMPLES_PER_FRAME) * loud
            return Audio(waves.astype(np.float32), FIRST)
        case "Selection":
            return Selection(
                tuple(draw(st.permutations(range(heads))))[: draw(st.integers(0, heads))]
            )
        case "Beats":
            return track().beats
        case "Chords":
            return track().chords
        case _:
            return NO_SECTIONS


@st.composite
def inputs(draw: st.DrawFn, entry: NodeEntry, heads: int = HEADS) -> dict[str, Any]:
    """What is wired to a node and chosen for it, by name."""
    found: dict[str, Any] = {}
    for port in entry.type.inputs:
        if port.many:
            found[port.name] = draw(st.lists(wires(port.kind, heads), max_size=3))
        elif port.optional and draw(st.booleans()):
            found[port.name] = None
        else:
            found[port.name] = draw(wires(port.kind, heads))
    for setting in entry.type.settings:
        found[setting.name] = draw(chosen_for(setting))
        if setting.wirable and draw(st.booleans()):
            kind: type[Curve] = Colour if setting.kind == "colour" else Number
            curve = draw(curves(kind, heads))
            held = (
                np.clip(curve.values, setting.low, setting.high)
                if setting.low is not None
                else curve.values
            )
            found[setting.name] = kind(held)
    return found
