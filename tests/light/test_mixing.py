"""Emitters, filters, wheels, curves and shutters: light in, the right levels out."""

import colorsys
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.light import COLOUR, INDEX
from luma.domain.profile import Mode, Profile, Purpose, Range, Slot
from luma.light.dmx import DmxEncoder
from luma.light.fixtures import Definitions
from luma.light.frames import RESTING_FOCUS, dark
from luma.light.mixing import LIGHT
from luma.light.patch import Patch, compile_patch
from tests.light.rig import fixture, venue

Light = Mapping[str, object]
ONE: Light = {"intensity": 1.0}


def patched(*slots: Slot, heads: int = 1) -> Patch:
    places = tuple((float(n), 0.0, 0.0) for n in range(heads))
    profile = Profile("x", (Mode("m", slots, places),), zoom_degrees=(10.0, 50.0))
    return compile_patch(venue(fixture("x", "x", "m")), Definitions({"generic/x": profile}))


def sent(patch: Patch, *heads: Light) -> list[int]:
    """The bytes of a lamp for what its heads are to do."""
    levels = dark(len(patch.heads))
    for row, light in zip(levels, heads, strict=True):
        for attribute, value in light.items():
            row[COLOUR if attribute == "colour" else INDEX[attribute]] = value
    return list(DmxEncoder(patch).encode(levels)[1])


def slots(*does: Purpose) -> tuple[Slot, ...]:
    return tuple(Slot(purpose) for purpose in does)


shares = st.floats(0.0, 1.0, width=32)
colours = st.tuples(shares, shares, shares)


@given(colours)
def test_what_all_emitters_give_together_is_the_colour(
    colour: tuple[float, float, float],
) -> None:
    does: tuple[Purpose, ...] = (
        "red", "green", "blue", "white", "amber", "lime", "cool_white", "warm_white", "indigo"
    )  # fmt: skip
    levels = sent(patched(*slots(*does)), {"intensity": 1.0, "colour": colour})
    light: dict[str, tuple[float, float, float]] = {
        "red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1),
        **{str(name): parts for name, parts in LIGHT.items()},
    }  # fmt: skip
    found = sum(
        (
            level / 255 * np.array(light[name])
            for name, level in zip(does, levels, strict=False)
        ),
        start=np.zeros(3),
    )
    assert found == pytest.approx(colour, abs=0.02)


def test_uv_shines_with_violet_and_never_with_white_or_green() -> None:
    lamp = patched(*slots("red", "green", "blue", "uv"))
    assert sent(lamp, {"intensity": 1.0, "colour": (0.5, 0.0, 1.0)})[3] == 255
    assert sent(lamp, {"intensity": 0.5, "colour": (0.5, 0.0, 1.0)})[3] == 128
    for colour in ((1, 1, 1), (0, 1, 0), (1, 0, 0), (0, 0, 1)):
        assert sent(lamp, {"intensity": 1.0, "colour": colour})[3] == 0


def test_lamps_without_red_green_and_blue_shine_as_they_can() -> None:
    whites = patched(*slots("warm_white", "cool_white"))
    assert sent(whites, ONE)[:2] == [255, 255]
    assert sent(whites, {"intensity": 0.5})[:2] == [128, 128]
    warm = sent(whites, {"intensity": 1.0, "colour": (1.0, 0.6, 0.25)})[:2]
    cold = sent(whites, {"intensity": 1.0, "colour": (0.25, 0.6, 1.0)})[:2]
    assert warm == [255, 64]
    assert cold == [64, 255]
    assert sent(patched(*slots("white")), ONE)[0] == 255
    assert sent(patched(*slots("uv")), {"intensity": 0.5})[0] == 128


@given(colours.filter(lambda c: max(c) > 0.05), st.floats(0.05, 1.0))
def test_filters_hold_back_what_is_not_the_colour_and_the_dimmer_does_the_rest(
    colour: tuple[float, float, float], intensity: float
) -> None:
    cyan, magenta, yellow, dimmer = sent(
        patched(*slots("cyan", "magenta", "yellow", "dimmer")),
        {"intensity": intensity, "colour": colour},
    )[:4]
    through = (1 - np.array([cyan, magenta, yellow]) / 255) * dimmer / 255
    assert through == pytest.approx(np.array(colour) * intensity, abs=0.012)


def test_in_the_dark_filters_stay_where_the_colour_wants_them() -> None:
    lamp = patched(*slots("cyan", "magenta", "yellow", "dimmer"))
    assert sent(lamp, {"intensity": 0.0, "colour": (1.0, 0.0, 0.0)})[:4] == [0, 255, 255, 0]
    assert sent(lamp, {"intensity": 1.0, "colour": (0.0, 0.0, 0.0)})[:4] == [0, 0, 0, 0]


@given(colours.filter(lambda c: max(c) > 0.05))
def test_hue_and_saturation_are_those_of_colorsys(colour: tuple[float, float, float]) -> None:
    found = sent(
        patched(*slots("hue", "saturation", "dimmer")), {"intensity": 1.0, "colour": colour}
    )[:3]
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    assert found[1] == pytest.approx(saturation * 255, abs=1)
    assert found[2] == pytest.approx(value * 255, abs=1)
    if saturation > 0.02:
        assert abs((found[0] / 255 - hue + 0.5) % 1.0 - 0.5) < 0.01


WHEEL = Slot("colour_wheel", ranges=(
    Range(0, 10, "open"), Range(10, 20, "colour", colour="ff0000"),
    Range(20, 30, "colour", colour="00ff00"), Range(30, 40, "colour", colour="0000ff"),
    Range(40, 50, "colour", colour="ffff00"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("colour", "level"),
    [
        ((1, 1, 1), 0), ((1, 0, 0), 10), ((0.2, 0, 0), 10), ((0, 0.7, 0.1), 20),
        ((0.02, 0.0, 0.4), 30), ((1, 0.9, 0.1), 40), ((0.9, 1, 1), 0), ((1, 0.15, 0.1), 10),
    ],
)  # fmt: skip
def test_a_colour_wheel_turns_to_the_nearest_colour(
    colour: tuple[float, float, float], level: int
) -> None:
    lamp = patched(WHEEL, Slot("dimmer"))
    found = sent(lamp, {"intensity": 1.0, "colour": colour})
    assert found[0] == level
    assert found[1] == round(max(colour) * 255)


def test_gobos_and_prisms_turn_to_the_nearest_place() -> None:
    gobo = Slot("gobo", default=3, ranges=(Range(20, 30, "gobo", number=1),
                                           Range(30, 40, "gobo", number=2)))  # fmt: skip
    prism = Slot("prism", ranges=(Range(0, 50, "open"), Range(50, 90, "prism")))
    lamp = patched(gobo, prism)
    assert [sent(lamp, {"gobo": n})[0] for n in (0, 1, 2, 9)] == [3, 20, 30, 30]
    assert [sent(lamp, {"prism": p})[1] for p in (0.0, 0.4, 0.6, 1.0)] == [0, 0, 50, 50]


def test_zoom_is_in_degrees_and_focus_from_near_to_far() -> None:
    lamp = patched(Slot("zoom", default=77), Slot("focus", default=99))
    wanted = {0.0: 77, 10.0: 0, 30.0: 128, 50.0: 255, 90.0: 255, 5.0: 0}
    assert {z: sent(lamp, {"zoom": z})[0] for z in wanted} == wanted
    given_focus = {RESTING_FOCUS: 99, 0.0: 0, 0.5: 128, 1.0: 255}
    assert {f: sent(lamp, {"focus": f})[1] for f in given_focus} == given_focus
    backwards = patched(Slot("zoom", ranges=(Range(0, 101, "level", 50.0, 10.0),)))
    assert [sent(backwards, {"zoom": z})[0] for z in (50.0, 30.0, 10.0)] == [0, 50, 100]


@pytest.mark.parametrize(
    ("answers", "light"),
    [
        ("square", lambda level: level**2),
        ("root", lambda level: level**0.5),
        ("s", lambda level: level * level * (3 - 2 * level)),
        ("linear", lambda level: level),
    ],
)
def test_a_lamp_that_answers_with_a_curve_gives_the_light_that_is_meant(
    answers: str, light: object
) -> None:
    assert callable(light)
    lamp = patched(Slot("dimmer", answers=answers), Slot("dimmer", fine=True))  # type: ignore[arg-type]  # given above
    for wanted in np.linspace(0.0, 1.0, 21):
        high, low = sent(lamp, {"intensity": wanted})[:2]
        assert light((high * 256 + low) / 65535) == pytest.approx(wanted, abs=1e-3)


def test_a_dimmer_that_strobes_and_shuts_on_one_channel() -> None:
    lamp = patched(Slot("dimmer", ranges=(
        Range(0, 8, "closed"), Range(8, 135, "level"), Range(135, 240, "strobe", 2.0, 12.0),
    )))  # fmt: skip
    assert [sent(lamp, {"intensity": i})[0] for i in (0.0, 0.5, 1.0)] == [0, 71, 134]
    rates = {1.0: 135, 7.0: 187, 12.0: 239, 30.0: 239}
    found = {r: sent(lamp, {"intensity": 0.5, "strobe": r})[0] for r in rates}
    assert found == rates
    assert sent(lamp, {"intensity": 0.0, "strobe": 7.0})[0] == 0


def test_a_dimmer_that_runs_backwards_is_dark_at_its_end() -> None:
    lamp = patched(Slot("dimmer", ranges=(Range(0, 256, "level", 1.0, 0.0),)))
    assert [sent(lamp, {"intensity": i})[0] for i in (0.0, 0.5, 1.0)] == [255, 128, 0]


def test_a_lamp_that_only_has_a_shutter_shuts_in_the_dark() -> None:
    shutter = Slot("shutter", ranges=(
        Range(0, 10, "closed"), Range(10, 20, "open"), Range(20, 100, "strobe", 20.0, 1.0),
    ))  # fmt: skip
    scanner = patched(shutter, Slot("pan"), Slot("tilt"))
    assert [sent(scanner, {"intensity": i})[0] for i in (0.0, 0.3, 1.0)] == [0, 10, 10]
    assert sent(scanner, {"intensity": 1.0, "strobe": 20.0})[0] == 20
    assert sent(scanner, {"intensity": 1.0, "strobe": 1.0})[0] == 99
    assert sent(scanner, {"intensity": 0.0, "strobe": 9.0})[0] == 0
    dimmed = patched(shutter, Slot("dimmer"))
    assert sent(dimmed, {"intensity": 0.0})[0] == 10
    on_the_wheel = Slot("gobo", ranges=(
        Range(0, 9, "open"), Range(9, 20, "gobo", number=1), Range(90, 99, "closed")
    ))  # fmt: skip
    dark_by_gobo = patched(on_the_wheel)
    assert [sent(dark_by_gobo, {"intensity": i, "gobo": 1.0})[0] for i in (0.0, 1.0)] == [90, 9]


def test_what_heads_share_follows_the_brightest_of_them() -> None:
    lamp = patched(
        Slot("dimmer", head=0), Slot("dimmer", head=1), *slots("red", "green", "blue"), heads=2
    )
    red, blue = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    one = {"intensity": 0.25, "colour": red}
    assert sent(lamp, one, {"intensity": 0.5, "colour": blue})[:5] == [64, 128, 0, 0, 255]
    assert sent(lamp, one, {"intensity": 0.25, "colour": blue})[:5] == [64, 64, 255, 0, 0]
    assert sent(lamp, {"intensity": 0.0}, {"intensity": 0.0})[:5] == [0, 0, 0, 0, 0]


def test_a_colour_macro_beside_emitters_rests_where_it_does_nothing() -> None:
    macro = Slot("colour_wheel", default=0, ranges=(
        Range(0, 10, "colour", colour="ff0000"), Range(10, 20, "open")
    ))  # fmt: skip
    lamp = patched(*slots("red", "green", "blue"), macro)
    assert sent(lamp, {"intensity": 1.0, "colour": (0.0, 1.0, 0.0)})[:4] == [0, 255, 0, 10]
    assert lamp.wheels == ()


def test_levels_that_strike_a_lamp_are_known_by_their_place() -> None:
    lamp = patched(Slot("dimmer"), Slot("fixed", default=5, lamp_on=200))
    assert lamp.striking == ((1, 200),)
    assert sent(lamp, ONE)[:2] == [255, 5]


def test_lamps_are_struck_only_where_it_is_asked_for() -> None:
    encoder = DmxEncoder(patched(Slot("dimmer"), Slot("fixed", default=5, lamp_on=200)))
    assert encoder.encode(dark(1), strikes=True)[1][:3] == bytes([0, 200, 0])
    assert encoder.encode(dark(1))[1][:3] == bytes([0, 5, 0])
