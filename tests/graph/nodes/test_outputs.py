"""What heads are told: the attributes of a node alone, on the heads that have them."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Aim, Colour, FrameTimes, Number
from luma.domain.ids import FixtureId
from luma.domain.light import (
    AIM,
    AIM_BITS,
    COLOUR,
    COLOUR_BITS,
    DOWN,
    INDEX,
    INTENSITY,
    TINT,
    LightBuffer,
    bits,
)
from luma.domain.selection import Selection
from luma.domain.venue import Head
from luma.graph.nodes.outputs import aim, beam, hold, intensity, light, strobe, zoom
from tests.graph.rooms import row

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
Out = Callable[..., LightBuffer]
NODES: dict[str, tuple[Out, int]] = {
    "light": (light, COLOUR_BITS | bits("intensity")),
    "intensity": (intensity, bits("intensity")),
    "aim": (aim, AIM_BITS),
    "strobe": (strobe, bits("strobe")),
    "hold": (hold, bits("hold")),
    "zoom": (zoom, bits("zoom")),
    "beam": (beam, bits("gobo", "prism", "focus")),
}
WIRED = {"intensity": "intensity", "strobe": "rate", "hold": "hold", "zoom": "zoom"}
every_node = pytest.mark.parametrize("name", NODES)


def able(*abilities: str) -> Head:
    return Head(FixtureId("f"), 0, (0.0, 0.0, 3.0), (), abilities)


def movers(count: int) -> tuple[Head, ...]:
    return tuple(
        able("movers", "colour", "strobes", "zoom", "gobo", "prism", "focus")
        for _ in range(count)
    )


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


def test_light_sets_colour_and_intensity_and_nothing_else() -> None:
    shade = Colour(np.array([[[0.1, 0.2, 0.3, 0.5]]], np.float32))
    level = Number(np.array([[0.25], [0.75]], np.float32))
    buffer = light(row(2), FrameTimes(120, 3), colour=shade, intensity=level)
    assert (buffer.first_frame, buffer.heads, buffer.frames) == (120, 2, 3)
    assert np.allclose(buffer.values[:, :, COLOUR], [0.1, 0.2, 0.3])
    assert np.allclose(buffer.values[:, :, TINT], 0.5)
    assert np.allclose(buffer.values[:, :, INTENSITY], [[0.25] * 3, [0.75] * 3])
    assert np.all(buffer.set == COLOUR_BITS | bits("intensity"))
    assert np.allclose(buffer.values[:, :, AIM], DOWN)


def test_unwired_light_is_full_white() -> None:
    buffer = light(row(1), FrameTimes(0, 1))
    assert buffer.values[0, 0, :5].tolist() == [1.0, 1.0, 1.0, 1.0, 1.0]


@given(st.lists(st.floats(width=32), min_size=1, max_size=5))
def test_whatever_comes_in_light_stays_between_nothing_and_all(values: list[float]) -> None:
    level = Number(np.array(values, np.float32))
    shade = Colour(np.array([[[v, v, v, v]] for v in values], np.float32).swapaxes(0, 1))
    buffer = light(row(3), FrameTimes(0, len(values)), colour=shade, intensity=level)
    assert buffer.values[:, :, :5].min() >= 0.0
    assert buffer.values[:, :, :5].max() <= 1.0


@every_node
@pytest.mark.parametrize("heads", [1, 4, 24, 256])
@pytest.mark.parametrize("frames", [1, 7])
def test_each_node_sets_its_own_attributes(name: str, heads: int, frames: int) -> None:
    out, mask = NODES[name]
    buffer = out(movers(heads), FrameTimes(-3, frames))
    assert buffer.first_frame == -3
    assert buffer.values.shape == (heads, frames, 14)
    assert buffer.values.dtype == np.float32
    assert buffer.set.dtype == np.uint16
    assert np.all(buffer.set == mask)


@every_node
def test_only_the_selected_heads_are_set(name: str) -> None:
    out, mask = NODES[name]
    whole = out(movers(4), FrameTimes(0, 3))
    some = out(movers(4), FrameTimes(0, 3), among=Selection((2, 0, 99, -1)))
    assert some.set.tolist() == [[mask] * 3, [0] * 3, [mask] * 3, [0] * 3]
    assert np.array_equal(some.values[[0, 2]], whole.values[[0, 2]])
    dark = LightBuffer.dark(2, 0, 3).values
    assert np.array_equal(some.values[[1, 3]], dark)
    nobody = out(movers(4), FrameTimes(0, 3), among=Selection(()))
    assert not nobody.set.any()


@pytest.mark.parametrize(
    ("name", "abilities", "sets"),
    [
        ("aim", (), ()),
        ("aim", ("colour",), ()),
        ("aim", ("movers",), ("aim_x", "aim_y", "aim_z")),
        ("strobe", ("colour", "movers"), ()),
        ("strobe", ("strobes",), ("strobe",)),
        ("zoom", ("colour", "strobes", "movers"), ()),
        ("zoom", ("zoom",), ("zoom",)),
        ("beam", ("colour",), ()),
        ("beam", ("gobo", "focus"), ("gobo", "focus")),
        ("beam", ("prism",), ("prism",)),
        ("hold", (), ("hold",)),
        ("intensity", (), ("intensity",)),
    ],
)
def test_a_head_is_told_only_what_it_can_do(
    name: str, abilities: tuple[str, ...], sets: tuple[str, ...]
) -> None:
    out, _ = NODES[name]
    buffer = out((able(*abilities), *movers(1)), FrameTimes(0, 2))
    assert buffer.set[0].tolist() == [bits(*sets)] * 2
    assert buffer.set[1].all()


@pytest.mark.parametrize("sets", ["gobo", "prism", "focus"])
def test_a_beam_can_be_told_one_thing_alone(sets: str) -> None:
    found = beam(movers(2), FrameTimes(0, 1), sets=sets, gobo=3.0, prism=1.0, focus=0.25)  # type: ignore[arg-type]
    assert np.all(found.set == bits(sets))
    wanted = {"gobo": 3.0, "prism": 1.0, "focus": 0.25}[sets]
    assert found.values[0, 0, INDEX[sets]] == wanted


def test_values_are_those_that_come_in_within_their_limits() -> None:
    at = FrameTimes(0, 4)
    given_: dict[str, list[float]] = {
        "strobe": [-5.0, 0.0, 12.5, 99.0],
        "zoom": [-5.0, 0.0, 12.5, 999.0],
        "intensity": [-1.0, 0.25, 1.0, 7.0],
        "hold": [0.0, 0.49, 0.5, 1.0],
    }
    wanted: dict[str, list[float]] = {
        "strobe": [0.0, 0.0, 12.5, 30.0],
        "zoom": [0.0, 0.0, 12.5, 180.0],
        "intensity": [0.0, 0.25, 1.0, 1.0],
        "hold": [0.0, 0.0, 1.0, 1.0],
    }
    for name, port in WIRED.items():
        found = NODES[name][0](movers(2), at, **{port: number(*given_[name])})
        assert found.values[1, :, INDEX[name]].tolist() == wanted[name]
    slots = beam(movers(1), at, gobo=number(-1.0, 1.4, 1.6, 500.0))
    assert slots.values[0, :, INDEX["gobo"]].tolist() == [0.0, 1.0, 2.0, 64.0]


def test_an_aim_is_of_unit_length_whatever_comes_in() -> None:
    given_ = Aim(np.array([[[0, 3, 4], [0, 0, 0], [1e30, 0, 0], [0, 0, 1]]], np.float32))
    found = aim(movers(2), FrameTimes(0, 4), given_).values[1, :, AIM]
    assert found == pytest.approx(
        np.array([[0, 0.6, 0.8], DOWN, [1, 0, 0], [0, 0, 1]], np.float32), abs=1e-6
    )
    plain = aim(movers(1), FrameTimes(0, 1), pan=0.0, tilt=90.0).values[0, 0, AIM]
    assert plain == pytest.approx((0.0, -1.0, 0.0), abs=1e-6)


@given(finite, finite, finite)
def test_any_number_gives_finite_light(first: float, second: float, third: float) -> None:
    at, heads = FrameTimes(0, 1), movers(1)
    found = [NODES[name][0](heads, at, **{port: number(first)}) for name, port in WIRED.items()]
    found.append(aim(heads, at, Aim(np.array([[[first, second, third]]], np.float32))))
    found.append(aim(heads, at, pan=number(first), tilt=number(second)))
    found.append(beam(heads, at, gobo=number(first), prism=number(second), focus=number(third)))
    for buffer in found:
        assert np.isfinite(buffer.values).all()
        assert np.linalg.norm(buffer.values[..., AIM]) == pytest.approx(1.0, abs=1e-5)


@every_node
@given(shape=st.sampled_from([(1, 1), (1, 5), (3, 1), (3, 5)]))
def test_sizes_of_one_stand_for_all(name: str, shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(7)
    out, _ = NODES[name]
    size = 3 if name == "aim" else 1
    small = rng.random((*shape, size)).astype(np.float32)
    large = np.broadcast_to(small, (3, 5, size)).copy()
    port = WIRED.get(name, {"light": "intensity", "beam": "prism"}.get(name, "aim"))
    kind = Aim if name == "aim" else Number
    found = [out(movers(3), FrameTimes(0, 5), **{port: kind(v)}) for v in (small, large)]
    assert np.array_equal(found[0].values, found[1].values)
    assert found[0].values.flags.writeable
