"""Light frames become the right bytes, whatever they hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from luma.domain.light import AIM, AIM_BITS, ATTRIBUTES, INTENSITY, STROBE, TINT, bits
from luma.domain.venue import Fixture
from luma.light.aiming import nearest_look
from luma.light.dmx import DmxEncoder
from luma.light.frames import dark, plain
from luma.light.overlay import Overlay, laid_over
from luma.light.patch import SOURCE, SOURCES, compile_patch
from tests.light.rig import definitions, fixture, frame, venue

EVERYTHING = venue(
    fixture("d8", "dimmer", "8 bit", 1),
    fixture("d16", "dimmer", "16 bit", 2),
    fixture("rgb", "rgb_par", "3 channels", 10),
    fixture("rgbd", "rgb_par", "5 channels", 20),
    fixture("rgbw", "rgbw_par", "4 channels", 30),
    fixture("rgbwd", "rgbw_par", "7 channels", 40),
    fixture("mover", "moving_head", "11 channels", 50),
    fixture("bar", "rgb_bar", "12 channels", 70),
    fixture("bard", "rgb_bar", "26 channels", 100, universe=2),
)
EVERY_WIRE = compile_patch(EVERYTHING, definitions())
LIGHT = {"shared_dimmer", "dimmer", "red", "green", "blue", "white"}
WHITE = (1.0, 1.0, 1.0)


def encode(one: Fixture, *rows: tuple[float, tuple[float, float, float]]) -> list[int]:
    encoder = DmxEncoder(compile_patch(venue(one), definitions()))
    values, mask = frame(rows)
    levels = plain(values, mask, dark(len(rows))[:, AIM])
    return list(encoder.encode(levels)[1][:40])


def test_a_lamp_without_a_dimmer_gets_intensity_times_colour() -> None:
    par = fixture("p", "rgb_par", "3 channels")
    assert encode(par, (0.5, (1.0, 0.5, 0.0)))[:4] == [128, 64, 0, 0]
    assert encode(par, (1.0, WHITE))[:3] == [255, 255, 255]


def test_a_dimmer_takes_the_intensity_and_the_emitters_the_colour() -> None:
    par = fixture("p", "rgb_par", "5 channels")
    assert encode(par, (0.5, (1.0, 0.5, 0.0)))[:5] == [128, 255, 128, 0, 248]
    assert encode(par, (0.0, (1.0, 0.5, 0.0)))[:5] == [0, 0, 0, 0, 248]


def test_white_is_taken_out_of_the_colour_and_a_wide_dimmer_is_fine() -> None:
    assert encode(fixture("p", "rgbw_par", "4 channels"), (1.0, (1.0, 0.6, 0.2)))[:4] == [
        204, 102, 0, 51,
    ]  # fmt: skip
    wide = encode(fixture("p", "rgbw_par", "7 channels"), (0.25, (1.0, 0.6, 0.2)))
    assert wide[0] * 256 + wide[1] == round(0.25 * 65535)
    assert wide[2:6] == [204, 102, 0, 51]


def test_heads_share_a_dimmer_at_the_brightest_and_keep_their_proportions() -> None:
    rows = [(0.25, WHITE), (0.5, (1.0, 0.0, 0.0))] + [(0.0, WHITE)] * 6
    levels = encode(fixture("b", "rgb_bar", "26 channels"), *rows)
    assert levels[0] == 128
    assert levels[2:8] == [128, 128, 128, 255, 0, 0]
    assert levels[8:26] == [0] * 18


def test_strobe_lies_in_its_range_and_the_shutter_is_open_without() -> None:
    encoder = DmxEncoder(
        compile_patch(venue(fixture("p", "rgb_par", "5 channels")), definitions())
    )
    levels = dark(1)
    found = []
    for rate in (0.0, 0.5, 1.0, 13.0, 25.0, 99.0):
        levels[:, STROBE] = rate
        found.append(encoder.encode(levels)[1][4])
    assert found == [248, 8, 8, 128, 247, 247]


def test_a_head_that_nobody_set_is_dark_and_an_uncovered_one_is_white() -> None:
    values, mask = frame([(1.0, (1.0, 0.0, 0.0))] * 3)
    mask[0] = 0
    mask[1] = bits("intensity")
    values[2, TINT] = 0.25
    levels = plain(values, mask, dark(3)[:, AIM])
    assert levels[0, INTENSITY] == 0
    assert levels[1, 1:4].tolist() == [1, 1, 1]
    assert levels[2, 1:4].tolist() == [1, 0.75, 0.75]


@given(
    arrays.arrays(np.float32, (len(EVERY_WIRE.heads), 14),
                  elements=st.floats(width=32)),
    st.integers(0, (1 << 14) - 1),
    st.floats(allow_nan=True),
    st.booleans(),
)  # fmt: skip
def test_any_frame_gives_bytes_and_blackout_gives_no_light(
    values: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    mask: int,
    master: float,
    blackout: bool,
) -> None:
    patch, encoder = EVERY_WIRE, DmxEncoder(EVERY_WIRE)
    levels = plain(values, np.full(len(values), mask, np.uint16), dark(len(values))[:, AIM])
    assert np.isfinite(levels).all()
    covered = laid_over(levels, Overlay(master, blackout))
    universes = encoder.encode(covered)
    assert {n: len(data) for n, data in universes.items()} == {1: 512, 2: 512}
    joined = b"".join(universes[n] for n in patch.universes)
    if blackout or not master > 0:
        for wire in patch.wires:
            if SOURCES[wire.source] in LIGHT:
                assert joined[wire.level] == 0
                assert wire.fine < 0 or joined[wire.fine] == 0


def test_the_master_scales_what_the_lamp_gives() -> None:
    values, mask = frame([(0.8, WHITE)])
    levels = plain(values, mask, dark(1)[:, AIM])
    assert laid_over(levels, Overlay(0.5))[0, INTENSITY] == pytest.approx(0.4)
    assert laid_over(levels, Overlay(7.0))[0, INTENSITY] == pytest.approx(0.8)
    assert levels[0, INTENSITY] == pytest.approx(0.8)


def test_a_lamp_that_is_shown_is_full_and_white_over_all_but_blackout() -> None:
    values, mask = frame([(0.2, (1.0, 0.0, 0.0))] * 3)
    levels = plain(values, mask, dark(3)[:, AIM])
    levels[:, STROBE] = 9.0
    shown = laid_over(levels, Overlay(0.5, shown=((1, 2),)))
    assert shown[:, INTENSITY].tolist() == pytest.approx([0.1, 1.0, 0.1])
    assert shown[1, 1:5].tolist() == [1, 1, 1, 1]
    assert shown[:, STROBE].tolist() == [9, 0, 9]
    assert not laid_over(levels, Overlay(0.5, blackout=True, shown=((1, 2),)))[
        :, INTENSITY
    ].any()
    assert laid_over(levels, Overlay(shown=((7, 9),)))[:, INTENSITY].max() < 0.3


def aimed(pan: float, tilt: float) -> tuple[float, float, float]:
    """Where a hanging head looks: turned about its vertical after leaning to the audience."""
    return (math.sin(pan) * math.sin(tilt), -math.cos(pan) * math.sin(tilt), -math.cos(tilt))


REACH = np.radians([[540.0, 270.0]])
NO_TURN = np.eye(3)[None]


@given(
    st.floats(-math.pi, math.pi), st.floats(0.01, 2.3),
    st.floats(-4.7, 4.7), st.floats(-2.3, 2.3),
)  # fmt: skip
def test_a_head_looks_where_it_should_by_the_shortest_way(
    pan: float, tilt: float, now_pan: float, now_tilt: float
) -> None:
    now = np.array([[now_pan, now_tilt]])
    look = nearest_look(np.array([aimed(pan, tilt)]), NO_TURN, REACH, now)
    assert np.allclose(aimed(*look[0]), aimed(pan, tilt), atol=1e-6)
    assert (np.abs(look) <= REACH / 2 + 1e-9).all()
    way = np.abs(look - now).sum()
    for turn in range(-2, 3):
        for other in ((pan + turn * math.tau, tilt), (pan + math.pi + turn * math.tau, -tilt)):
            if (np.abs(other) <= REACH[0] / 2).all():
                assert way <= np.abs(np.array(other) - now).sum() + 1e-5


def test_a_head_that_circles_never_flips() -> None:
    look = np.zeros((1, 2))
    for step in range(1, 200):
        before = look
        around = math.sin(step / 30) * 4.0
        look = nearest_look(np.array([aimed(around, 0.7)]), NO_TURN, REACH, look)
        if step > 1:
            assert np.abs(look - before).max() < 0.3


def test_straight_down_keeps_pan_and_out_of_reach_goes_as_far_as_it_can() -> None:
    now = np.array([[1.5, 0.4]])
    down = nearest_look(np.array([[0.0, 0.0, -1.0]]), NO_TURN, REACH, now)
    assert down.tolist() == [[1.5, 0.0]]
    up = nearest_look(np.array([aimed(0.0, 3.1)]), NO_TURN, REACH, now)
    assert abs(up[0, 1]) == pytest.approx(REACH[0, 1] / 2)


def test_pan_and_tilt_reach_the_wire_in_sixteen_bits_and_mind_how_the_lamp_hangs() -> None:
    mover = Fixture(fixture("m", "moving_head", "11 channels").id, "m", "generic/moving_head",
                    "11 channels", rotation=(0.0, 0.0, 90.0))  # fmt: skip
    patch = compile_patch(venue(mover), definitions())
    encoder = DmxEncoder(patch)
    values, mask = frame([(1.0, WHITE)])
    mask[:] |= AIM_BITS
    values[0, AIM] = (1.0, 0.0, -1.0)
    data = encoder.encode(plain(values, mask, dark(1)[:, AIM]))[1]
    pan, tilt = data[0] * 256 + data[1], data[2] * 256 + data[3]
    assert pan == round(0.5 * 65535)
    assert tilt == round((0.5 + 45 / 270) * 65535)
    assert len(ATTRIBUTES) == values.shape[1]
    assert SOURCE["tilt"] == SOURCE["pan"] + 1
