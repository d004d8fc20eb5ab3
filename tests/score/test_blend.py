"""The golden tables of blending, one for each mode, and the laws that hold for all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from luma.domain.light import AIM, ATTRIBUTES, GOBO, HOLD, INDEX, LightBuffer, Mask, is_set
from luma.domain.score import Blend
from luma.score.blend import lay, turned
from tests.score.lights import light

# base b, top t, opacity o, replace b+(t−b)o, add min(1, b+ot)
TABLE = [
    (0.0, 0.0, 1.0, 0.0, 0.0),
    (0.2, 0.8, 0.0, 0.2, 0.2),
    (0.2, 0.8, 0.25, 0.35, 0.4),
    (0.2, 0.8, 0.5, 0.5, 0.6),
    (0.2, 0.8, 1.0, 0.8, 1.0),
    (0.8, 0.2, 0.5, 0.5, 0.9),
    (0.8, 0.2, 1.0, 0.2, 1.0),
    (1.0, 1.0, 0.5, 1.0, 1.0),
    (1.0, 0.0, 0.75, 0.25, 1.0),
    (0.5, 0.1, 0.1, 0.46, 0.51),
]
# base and top colour and tint, opacity, then colour by replace, by add, and the tint of both
COLOURS = [
    (0.2, 1.0, 0.8, 1.0, 0.5, 0.5, 0.6, 1.0),
    (0.2, 0.5, 0.8, 0.5, 1.0, 0.5, 0.6, 0.75),
    (0.2, 0.5, 0.8, 0.5, 0.5, 0.35, 0.4, 0.625),
    (0.2, 0.5, 0.8, 0.0, 1.0, 0.2, 0.2, 0.5),
    (0.9, 0.0, 0.8, 1.0, 0.25, 0.875, 1.0, 0.25),
]
MODES = pytest.mark.parametrize("mode", list(Blend))


def laid(base: LightBuffer, top: LightBuffer, mode: Blend, opacity: float) -> LightBuffer:
    return lay(base, top, mode, np.full(base.frames, opacity, np.float32))


def value(buffer: LightBuffer, name: str) -> float:
    return float(buffer.values[0, 0, INDEX[name]])


@pytest.mark.parametrize("line", TABLE)
@pytest.mark.parametrize("name", ["intensity", "prism"])
def test_levels(name: str, line: tuple[float, float, float, float, float]) -> None:
    b, t, o, replaced, added = line
    base, top = light(1, 0, 1, **{name: b}), light(1, 0, 1, **{name: t})
    assert value(laid(base, top, Blend.REPLACE, o), name) == pytest.approx(replaced)
    assert value(laid(base, top, Blend.ADD, o), name) == pytest.approx(added)


@pytest.mark.parametrize("line", COLOURS)
def test_colours_reach_as_far_as_their_tint(line: tuple[float, ...]) -> None:
    b, bt, t, tt, o, replaced, added, tint = line
    base = light(1, 0, 1, red=b, green=b, blue=b, tint=bt)
    top = light(1, 0, 1, red=t, green=t, blue=t, tint=tt)
    for mode, expected in ((Blend.REPLACE, replaced), (Blend.ADD, added)):
        result = laid(base, top, mode, o)
        for name in ("red", "green", "blue"):
            assert value(result, name) == pytest.approx(expected)
        assert value(result, "tint") == pytest.approx(tint)


@pytest.mark.parametrize("line", TABLE)
@pytest.mark.parametrize("name", ["strobe", "zoom", "focus"])
@MODES
def test_strobe_zoom_and_focus_are_replaced_in_every_mode(
    mode: Blend, name: str, line: tuple[float, float, float, float, float]
) -> None:
    b, t, o, replaced, _ = line
    base, top = light(1, 0, 1, **{name: 20 * b}), light(1, 0, 1, **{name: 20 * t})
    assert value(laid(base, top, mode, o), name) == pytest.approx(20 * replaced)


@pytest.mark.parametrize(("o", "gobo"), [(0.0, 2.0), (0.49, 2.0), (0.5, 5.0), (1.0, 5.0)])
@MODES
def test_gobo_and_hold_switch_at_half(mode: Blend, o: float, gobo: float) -> None:
    result = laid(light(1, 0, 1, gobo=2, hold=1), light(1, 0, 1, gobo=5, hold=0), mode, o)
    assert value(result, "gobo") == gobo
    assert value(result, "hold") == (1.0 if gobo == 2.0 else 0.0)
    unset = laid(light(1, 0, 1), light(1, 0, 1, gobo=5, hold=1), mode, o)
    assert bool(is_set(unset.set, GOBO)[0, 0]) == (o >= 0.5)
    assert bool(is_set(unset.set, HOLD)[0, 0]) == (o >= 0.5)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
@MODES
def test_aim_turns_evenly_on_the_great_circle(mode: Blend, share: float) -> None:
    base = light(1, 0, 1, aim_x=1, aim_y=0, aim_z=0)
    top = light(1, 0, 1, aim_x=0, aim_y=0.6, aim_z=-0.8)
    aim = laid(base, top, mode, share).values[0, 0, AIM]
    angle = share * math.pi / 2
    wanted = [math.cos(angle), 0.6 * math.sin(angle), -0.8 * math.sin(angle)]
    assert aim == pytest.approx(wanted, abs=1e-6)


def test_opposite_aims_turn_over_the_side_and_stay_of_unit_length() -> None:
    up, down = (np.array([[0, 0, z]], np.float32) for z in (1, -1))
    way = [turned(up, down, np.array([share], np.float32))[0] for share in (0, 0.25, 0.5, 1)]
    assert np.allclose([np.linalg.norm(aim) for aim in way], 1.0, atol=1e-6)
    assert way[0] == pytest.approx([0, 0, 1], abs=1e-6)
    assert way[2][2] == pytest.approx(0, abs=1e-6)
    assert way[3] == pytest.approx([0, 0, -1], abs=1e-6)


@MODES
def test_what_only_the_top_has_set_is_the_tops(mode: Blend) -> None:
    top = light(
        1, 0, 1, intensity=0.8, red=0.9, green=0.1, blue=0.2, tint=1, zoom=30, strobe=8,
        aim_x=1, aim_y=0, aim_z=0,
    )  # fmt: skip
    result = laid(light(1, 0, 1), top, mode, 0.5)
    assert value(result, "intensity") == pytest.approx(0.4)
    for name, expected in {"red": 0.9, "green": 0.1, "tint": 1, "zoom": 30, "aim_x": 1}.items():
        assert value(result, name) == pytest.approx(expected)
    assert result.set[0, 0] == top.set[0, 0]


@MODES
def test_what_the_top_has_not_set_passes_through(mode: Blend) -> None:
    base = light(1, 0, 1, intensity=0.8, red=0.9, green=0.1, blue=0.2, tint=0.5, gobo=3)
    result = laid(base, light(1, 0, 1, zoom=10), mode, 1.0)
    assert value(result, "intensity") == pytest.approx(0.8)
    assert value(result, "gobo") == 3
    assert result.set[0, 0] == base.set[0, 0] | (1 << INDEX["zoom"])


def buffers() -> st.SearchStrategy[LightBuffer]:
    shape = (2, 3)
    values = arrays.arrays(
        np.float32, (*shape, len(ATTRIBUTES)), elements=st.floats(0, 1, width=32)
    )
    masks = arrays.arrays(np.uint16, shape, elements=st.integers(0, (1 << len(ATTRIBUTES)) - 1))
    return st.builds(LightBuffer, st.just(0), values, masks.map(whole_aims))


def whole_aims(mask: Mask) -> Mask:
    aims = np.uint16(0b11100000)
    return np.asarray(np.where(mask & aims, mask | aims, mask), np.uint16)


@MODES
@given(base=buffers(), top=buffers())
def test_no_opacity_changes_nothing(mode: Blend, base: LightBuffer, top: LightBuffer) -> None:
    result = laid(base, top, mode, 0.0)
    assert np.array_equal(result.values, base.values)
    assert np.array_equal(result.set, base.set)


@given(base=buffers(), top=buffers())
def test_replace_in_full_is_the_top(base: LightBuffer, top: LightBuffer) -> None:
    top.values[:, :, INDEX["tint"]] = 1.0
    length = np.linalg.norm(top.values[:, :, AIM], axis=2, keepdims=True)
    aims = top.values[:, :, AIM] / np.maximum(length, 1e-3)
    top.values[:, :, AIM] = np.where(length > 1e-3, aims, (0.0, 0.0, -1.0))
    result = laid(base, top, Blend.REPLACE, 1.0)
    assert np.array_equal(result.set, base.set | top.set)
    for index in range(len(ATTRIBUTES)):
        told = is_set(top.set, index)
        assert np.allclose(result.values[told, index], top.values[told, index], atol=1e-6)
        assert np.array_equal(result.values[~told, index], base.values[~told, index])


@MODES
@given(base=buffers(), top=buffers(), opacity=st.floats(0, 1, width=32))
def test_light_stays_light(
    mode: Blend, base: LightBuffer, top: LightBuffer, opacity: float
) -> None:
    before = base.values.copy()
    result = laid(base, top, mode, opacity)
    assert np.isfinite(result.values).all()
    levels = result.values[:, :, :5]
    assert levels.min() >= 0.0
    assert levels.max() <= 1.0
    assert np.array_equal(base.values, before)
