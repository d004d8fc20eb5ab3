"""From a graph through the compositor to the levels of lamps: what is set arrives."""

import numpy as np
import pytest

from luma.domain.curve import FrameTimes
from luma.domain.ids import ClipId
from luma.domain.light import AIM
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run
from luma.light.dmx import DmxEncoder
from luma.light.frames import dark, plain
from luma.light.patch import compile_patch, heads_of
from luma.score.compositor import ClipLight, compose
from tests.graph.rooms import graph
from tests.light.rig import definitions, fixture, venue
from tests.score.lights import clip, score

GRID = BeatGrid.steady(120, count=16)
ROOM = venue(
    fixture("mover", "moving_head", "11 channels", 1),
    fixture("par", "rgb_par", "5 channels", 21),
    fixture("spot", "moving_spot", "16 channels", 41),
)
PAN, TILT, DIMMER, SHUTTER, RED = 0, 2, 5, 6, 7
Nodes = dict[str, tuple[str, dict[str, Json]]]


def levels(nodes: Nodes, *wires: str, frame: int = 0) -> list[int]:
    """The levels of the universe at one frame of a clip that plays those nodes."""
    heads = heads_of(ROOM, definitions())
    span = FrameTimes(0, 120)
    result = run(compile_plan(graph(nodes, wires)), RunContext(span, heads, Features(GRID)))
    assert not [problem for problem in result.problems if problem.blocks]
    told = {ClipId("c"): ClipLight(result.light, tuple(range(len(heads))))}
    whole = compose(score(clip("c", 0.0, 4.0)), told, len(heads), GRID, span)
    encoder = DmxEncoder(compile_patch(ROOM, definitions()))
    rest = dark(len(heads))[:, AIM]
    sent = b""
    for at in range(frame + 1):
        sent = encoder.encode(plain(whole.values[:, at], whole.set[:, at], rest))[1]
    return list(sent)


LIT: Nodes = {"lamp": ("out/light", {"colour": [1.0, 0.5, 0.0], "intensity": 0.5})}


def word(sent: list[int], at: int) -> float:
    """A level of two bytes as a share of the whole."""
    return (sent[at] * 256 + sent[at + 1]) / 65535.0


def test_light_and_intensity_reach_dimmer_and_emitters() -> None:
    sent = levels(LIT)
    assert sent[DIMMER : DIMMER + 6] == [128, 248, 255, 128, 0, 0]
    assert sent[20:25] == [128, 255, 128, 0, 248]
    dim = levels({**LIT, "level": ("out/intensity", {"intensity": 0.25})})
    assert dim[DIMMER : DIMMER + 4] == [64, 248, 255, 128]
    alone = levels({"level": ("out/intensity", {"intensity": 0.25})})
    assert (alone[DIMMER], alone[20]) == (64, 64)


@pytest.mark.parametrize(
    ("pan", "tilt"), [(0.0, 0.0), (0.0, 90.0), (90.0, 45.0), (-45.0, 30.0)]
)
def test_an_aim_reaches_pan_and_tilt(pan: float, tilt: float) -> None:
    sent = levels({**LIT, "look": ("out/aim", {"pan": pan, "tilt": tilt})})
    up = (word(sent, TILT) - 0.5) * 270.0
    turned = (word(sent, PAN) - 0.5) * 540.0
    # The lamp may take the other of the two solutions; both look the same way.
    side = np.array([np.sin(np.radians(turned)), -np.cos(np.radians(turned))])
    found = side * np.sin(np.radians(up))
    wanted = np.array([np.sin(np.radians(pan)), -np.cos(np.radians(pan))])
    assert found == pytest.approx(wanted * np.sin(np.radians(tilt)), abs=2e-3)
    assert np.cos(np.radians(up)) == pytest.approx(np.cos(np.radians(tilt)), abs=2e-3)


def test_a_circle_turns_the_lamp_evenly_and_leaves_the_par_alone() -> None:
    nodes: Nodes = {
        **LIT,
        "round": ("motion/circle", {"every": "4", "size": 40.0, "tilt": 0.0}),
        "look": ("out/aim", {}),
    }
    tilts, pans, par = [], [], set()
    for frame in (1, 31, 61, 91):
        sent = levels(nodes, "round.out > look.aim", frame=frame)
        tilts.append(abs(word(sent, TILT) - 0.5) * 270.0)
        pans.append((word(sent, PAN) - 0.5) * 540.0)
        par.add(tuple(sent[20:25]))
    assert tilts == pytest.approx([20.0] * 4, abs=0.05)
    assert np.abs(np.diff(pans)) == pytest.approx([90.0] * 3, abs=0.2)
    assert len(par) == 1


@pytest.mark.parametrize(("rate", "level"), [(0.0, 248), (1.0, 8), (13.0, 128), (25.0, 247)])
def test_a_strobe_reaches_the_shutter(rate: float, level: int) -> None:
    sent = levels({**LIT, "flash": ("out/strobe", {"rate": rate})})
    assert sent[SHUTTER] == level


OPTICS: Nodes = {
    **LIT,
    "wide": ("out/zoom", {"zoom": 23.0}),
    "shape": ("out/beam", {"gobo": 2.0, "prism": 1.0, "focus": 0.25}),
}
GOBO, PRISM, ZOOM, FOCUS, WHEEL = 49, 50, 51, 53, 48


def test_zoom_focus_gobo_and_prism_reach_the_lamp_that_has_them() -> None:
    sent = levels(OPTICS)
    assert word(sent, ZOOM) == pytest.approx((23.0 - 8.0) / 30.0, abs=1e-4)
    assert sent[FOCUS] == 64
    assert (sent[GOBO], sent[PRISM]) == (32, 128)
    red: Nodes = {"lamp": ("out/light", {"colour": [1.0, 0.01, 0.0]})}
    assert levels(red)[WHEEL] == 14
    rest = levels(LIT)
    assert (rest[GOBO], rest[PRISM], rest[ZOOM], rest[FOCUS]) == (0, 0, 128, 128)


def test_lamps_without_optics_hear_nothing_of_them() -> None:
    assert levels(OPTICS)[:40] == levels(LIT)[:40]


def test_hold_keeps_a_dark_lamp_where_it_looks() -> None:
    nodes: Nodes = {
        "level": ("out/intensity", {"intensity": 0.0}),
        "round": ("motion/circle", {"every": "4", "size": 40.0, "tilt": 30.0}),
        "look": ("out/aim", {}),
    }
    moved = levels(nodes, "round.out > look.aim", frame=40)[:4]
    held = levels({**nodes, "stay": ("out/hold", {})}, "round.out > look.aim", frame=40)[:4]
    assert held == [128, 0, 128, 0]
    assert moved != held


def test_a_wired_selection_leaves_the_other_lamps_dark() -> None:
    nodes: Nodes = {**LIT, "those": ("space/select", {"expression": "not movers"})}
    sent = levels(nodes, "those.heads > lamp.among")
    assert sent[DIMMER] == 0
    assert sent[20:24] == [128, 255, 128, 0]
