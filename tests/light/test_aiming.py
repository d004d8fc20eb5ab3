"""Heads look where they are told by a calm way, however they hang and are trimmed."""

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadValue
from luma.domain.light import AIM, AIM_BITS, HOLD, INTENSITY, bits
from luma.domain.venue import Fixture, Trim
from luma.light.aiming import nearest_look
from luma.light.dmx import DmxEncoder
from luma.light.frames import dark, plain
from luma.light.patch import compile_patch, rotation_matrix
from tests.light.rig import definitions, fixture, frame, venue

Reals = npt.NDArray[np.float64]
REACH = np.radians([[540.0, 270.0]])
NO_TURN = np.eye(3)[None]
PAN, TILT = 540.0, 270.0


def aimed(pan: float, tilt: float) -> Reals:
    """Where a hanging head looks, by the words of the design: plain trigonometry."""
    return np.array(
        [math.sin(pan) * math.sin(tilt), -math.cos(pan) * math.sin(tilt), -math.cos(tilt)]
    )


def smooth_path(seed: int, steps: int = 240) -> Reals:
    """A smooth walk over the lower half of the sphere, often near straight down."""
    rng = np.random.default_rng(seed)
    at = np.linspace(0.0, 1.0, steps)
    waves = [
        sum(rng.normal() / k * np.sin(math.tau * (k * at + rng.random())) for k in (1, 2, 3))
        for _ in range(2)
    ]
    x, y = (0.6 * wave for wave in waves)
    aims = np.stack([x, y, -np.ones(steps)], axis=1)
    return np.asarray(aims / np.linalg.norm(aims, axis=1, keepdims=True))


def followed(aims: Reals, reach: Reals = REACH) -> Reals:
    looks, now = [], np.zeros((1, 2))
    for aim in aims:
        now = nearest_look(aim[None], NO_TURN, reach, now)
        looks.append(now[0])
    return np.array(looks)


@given(st.integers(0, 10_000))
def test_on_smooth_ways_heads_always_look_there_and_never_flip(seed: int) -> None:
    aims = smooth_path(seed)
    looks = followed(aims)
    assert np.allclose([aimed(*look) for look in looks], aims, atol=2e-4)
    steps = np.abs(np.diff(looks, axis=0))
    # beside straight down tilt may run through it, by no more than the beam on both sides
    beam = np.arccos(np.clip((aims[1:] * aims[:-1]).sum(axis=1), -1.0, 1.0))
    near = np.minimum(np.abs(np.sin(looks[1:, 1])), np.abs(np.sin(looks[:-1, 1])))
    # so far from the end of its arc that pan has no need to unwind
    if np.abs(looks[:, 0]).max() < REACH[0, 0] / 2 - 1.8:
        assert (steps[:, 1] <= 2.0 * beam + 1e-3).all()
        assert (steps[:, 0] <= math.pi / 2 + 1e-6).all()
        away = near > 0.05
        assert (steps[away, 0] * near[away] <= beam[away] * math.pi / 2 + 1e-3).all()


@pytest.mark.parametrize("bearing", [0.0, 0.4, 1.9, -2.7])
def test_a_way_straight_through_the_pole_keeps_pan_and_runs_tilt_through(
    bearing: float,
) -> None:
    """Over the head to the other side, without a turn of the yoke."""
    lean = np.linspace(-1.0, 1.0, 81)
    aims = np.array([aimed(bearing, tilt) for tilt in lean])
    looks = followed(aims)
    assert np.abs(np.diff(looks[:, 0])).max() < 1e-3
    assert np.abs(np.diff(looks[:, 1])).max() < 0.03
    assert np.allclose([aimed(*look) for look in looks], aims, atol=2e-4)


@given(st.floats(-4.0, 4.0), st.floats(-1.4, 1.4), st.floats(-90, 90), st.floats(-40, 40))
def test_offsets_move_the_arcs_and_not_the_beam(
    pan: float, tilt: float, off_pan: float, off_tilt: float
) -> None:
    offset = np.radians([[off_pan, off_tilt]])
    now = np.zeros((1, 2))
    look = nearest_look(aimed(pan, tilt)[None], NO_TURN, REACH, now, offset)
    assert np.allclose(aimed(*look[0]), aimed(pan, tilt), atol=1e-6)
    assert (np.abs(look + offset) <= REACH / 2 + 1e-9).all()


def test_an_offset_may_make_the_other_way_round_the_only_one() -> None:
    aim = aimed(0.0, math.radians(110.0))[None]
    offset = np.radians([[0.0, 40.0]])
    straight = nearest_look(aim, NO_TURN, REACH, np.zeros((1, 2)))
    turned = nearest_look(aim, NO_TURN, REACH, np.zeros((1, 2)), offset)
    assert np.degrees(straight[0]) == pytest.approx((0.0, 110.0))
    assert np.degrees(turned[0, 1]) == pytest.approx(-110.0)
    assert np.allclose(aimed(*turned[0]), aim[0], atol=1e-6)


def test_a_bar_that_only_tilts_tilts_to_where_it_comes_nearest() -> None:
    reach = np.radians([[0.0, 180.0]])
    for tilt in (-1.0, 0.3, 1.2):
        look = nearest_look(aimed(0.0, tilt)[None], NO_TURN, reach, np.zeros((1, 2)))
        assert look[0] == pytest.approx((0.0, tilt), abs=1e-6)
    aside = np.array([[0.7, -0.3, -0.6]])
    look = nearest_look(aside, NO_TURN, reach, np.zeros((1, 2)))
    assert look[0, 1] == pytest.approx(math.atan2(0.3, 0.6))


def test_a_short_arc_is_approached_and_never_left() -> None:
    reach = np.radians([[180.0, 90.0]])
    looks = followed(smooth_path(3), reach)
    assert (np.abs(looks) <= reach[0] / 2 + 1e-9).all()


def lamp(trim: Trim, rotation: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Fixture:
    bare = fixture("m", "moving_head", "11 channels")
    return replace(bare, trim=trim, rotation=rotation)


def told(one: Fixture, aim: Reals) -> tuple[float, float]:
    """The shares of the channels of pan and tilt."""
    encoder = DmxEncoder(compile_patch(venue(one), definitions()))
    values, mask = frame([(1.0, (1.0, 1.0, 1.0))])
    mask[:] |= AIM_BITS
    values[0, AIM] = aim
    data = encoder.encode(plain(values, mask, dark(1)[:, AIM]))[1]
    return (data[0] * 256 + data[1]) / 65535, (data[2] * 256 + data[3]) / 65535


def test_trims_invert_swap_and_move() -> None:
    pan, tilt = math.radians(30.0), math.radians(45.0)
    aim = aimed(pan, tilt)
    p, t = 0.5 + 30 / PAN, 0.5 + 45 / TILT
    assert told(lamp(Trim()), aim) == pytest.approx((p, t), abs=1e-4)
    assert told(lamp(Trim(invert_pan=True)), aim) == pytest.approx((1 - p, t), abs=1e-4)
    assert told(lamp(Trim(invert_tilt=True)), aim) == pytest.approx((p, 1 - t), abs=1e-4)
    assert told(lamp(Trim(swap=True)), aim) == pytest.approx((t, p), abs=1e-4)
    moved = told(lamp(Trim(pan_offset=20.0, tilt_offset=-5.0)), aim)
    assert moved == pytest.approx((0.5 + 50 / PAN, 0.5 + 40 / TILT), abs=1e-4)
    with pytest.raises(BadValue, match="more than a whole turn"):
        Trim(pan_offset=400.0)


@given(
    st.tuples(*(st.floats(-180, 180),) * 3), st.floats(-3, 3), st.floats(0.1, 1.2)
)  # fmt: skip
def test_a_lamp_that_is_turned_looks_to_the_same_place(
    rotation: tuple[float, float, float], pan: float, tilt: float
) -> None:
    aim = rotation_matrix(rotation) @ aimed(pan, tilt)
    p, t = told(lamp(Trim(), rotation), aim)
    look = math.radians((p - 0.5) * PAN), math.radians((t - 0.5) * TILT)
    assert np.allclose(aimed(*look), aimed(pan, tilt), atol=1e-3)


def test_a_dark_head_that_holds_stays_and_a_lit_one_goes() -> None:
    encoder = DmxEncoder(compile_patch(venue(lamp(Trim())), definitions()))
    values, mask = frame([(0.0, (1.0, 1.0, 1.0))])
    mask[:] |= AIM_BITS | bits("hold")
    values[0, AIM], values[0, HOLD] = aimed(0.5, 0.8), 1.0

    def sent() -> bytes:
        return encoder.encode(plain(values, mask, dark(1)[:, AIM]))[1][:4]

    middle = sent()
    assert middle == bytes([128, 0, 128, 0])
    values[0, INTENSITY] = 0.5
    lit = sent()
    assert lit != middle
    values[0, INTENSITY], values[0, AIM] = 0.0, aimed(-0.5, 0.8)
    assert sent() == lit
    values[0, HOLD] = 0.0
    assert sent() not in {lit, middle}
