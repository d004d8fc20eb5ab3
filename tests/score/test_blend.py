"""The golden tables of blending, one for each mode, and the laws that hold for all."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from luma.domain.light import (
    AIM,
    ATTRIBUTES,
    GOBO,
    HOLD,
    INDEX,
    LightBuffer,
    Mask,
    SparseLight,
    is_set,
)
from luma.domain.score import Blend
from luma.score.blend import lay
from luma.score.turning import turned
from tests.score.lights import light

# base b, top t, opacity o, then what each mode makes of them, reckoned by hand:
# replace b+(t−b)o, add min(1, b+ot), multiply b(1−o+ot), screen 1−(1−b)(1−ot), max max(b, ot),
# min b+(min(b,t)−b)o, value as replace where t ≥ b and b elsewhere
TABLE = [
    (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.2, 0.8, 0.0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2),
    (0.2, 0.8, 0.25, 0.35, 0.4, 0.19, 0.36, 0.2, 0.2, 0.35),
    (0.2, 0.8, 0.5, 0.5, 0.6, 0.18, 0.52, 0.4, 0.2, 0.5),
    (0.2, 0.8, 1.0, 0.8, 1.0, 0.16, 0.84, 0.8, 0.2, 0.8),
    (0.8, 0.2, 0.5, 0.5, 0.9, 0.48, 0.82, 0.8, 0.5, 0.8),
    (0.8, 0.2, 1.0, 0.2, 1.0, 0.16, 0.84, 0.8, 0.2, 0.8),
    (1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    (1.0, 0.0, 0.75, 0.25, 1.0, 0.25, 1.0, 1.0, 0.25, 1.0),
    (0.5, 0.1, 0.1, 0.46, 0.51, 0.455, 0.505, 0.5, 0.46, 0.5),
    (0.5, 0.5, 0.4, 0.5, 0.7, 0.4, 0.6, 0.5, 0.5, 0.5),
    (0.0, 0.6, 0.5, 0.3, 0.3, 0.0, 0.3, 0.3, 0.0, 0.3),
]
# base and top colour and tint, opacity, the tint of both, then the colour by each mode where
# the top is the brighter one: it reaches as far as opacity times its tint
COLOURS = [
    (0.2, 1.0, 0.8, 1.0, 0.5, 1.0, 0.5, 0.6, 0.18, 0.52, 0.4, 0.2, 0.5),
    (0.2, 0.5, 0.8, 0.5, 1.0, 0.75, 0.5, 0.6, 0.18, 0.52, 0.4, 0.2, 0.5),
    (0.2, 0.5, 0.8, 0.5, 0.5, 0.625, 0.35, 0.4, 0.19, 0.36, 0.2, 0.2, 0.35),
    (0.2, 0.5, 0.8, 0.0, 1.0, 0.5, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2),
    (0.9, 0.0, 0.8, 1.0, 0.25, 0.25, 0.875, 1.0, 0.855, 0.92, 0.9, 0.875, 0.875),
    (0.8, 0.5, 0.2, 1.0, 1.0, 1.0, 0.2, 1.0, 0.16, 0.84, 0.8, 0.2, 0.2),
]
ORDER = tuple(Blend)
LEVELS = range(5)
MODES = pytest.mark.parametrize("mode", list(Blend))


def laid(base: LightBuffer, top: LightBuffer, mode: Blend, opacity: float) -> LightBuffer:
    return lay(base, top, mode, np.full(base.frames, opacity, np.float32))


def value(buffer: LightBuffer, name: str) -> float:
    return float(buffer.values[0, 0, INDEX[name]])


def column(buffer: LightBuffer) -> list[float]:
    return [round(float(x), 6) for x in buffer.values[0, 0, LEVELS]]


def test_every_mode_has_its_column() -> None:
    assert [mode.value for mode in ORDER] == [
        "replace", "add", "multiply", "screen", "max", "min", "value",
    ]  # fmt: skip
    assert {len(line) for line in TABLE} == {3 + len(ORDER)}
    assert {len(line) for line in COLOURS} == {6 + len(ORDER)}


@pytest.mark.parametrize("line", TABLE)
@MODES
def test_intensity(mode: Blend, line: tuple[float, ...]) -> None:
    b, t, o = line[:3]
    result = laid(light(1, 0, 1, intensity=b), light(1, 0, 1, intensity=t), mode, o)
    assert value(result, "intensity") == pytest.approx(line[3 + ORDER.index(mode)])


@pytest.mark.parametrize("line", TABLE)
@MODES
def test_prism(mode: Blend, line: tuple[float, ...]) -> None:
    b, t, o = line[:3]
    base = light(1, 0, 1, prism=b, intensity=b)
    result = laid(base, light(1, 0, 1, prism=t, intensity=t), mode, o)
    assert value(result, "prism") == pytest.approx(line[3 + ORDER.index(mode)])


@pytest.mark.parametrize("line", COLOURS)
@MODES
def test_colours_reach_as_far_as_their_tint(mode: Blend, line: tuple[float, ...]) -> None:
    b, bt, t, tt, o, tint = line[:6]
    base = light(1, 0, 1, red=b, green=b, blue=b, tint=bt)
    top = light(1, 0, 1, red=t, green=t, blue=t, tint=tt)
    result = laid(base, top, mode, o)
    for name in ("red", "green", "blue"):
        assert value(result, name) == pytest.approx(line[6 + ORDER.index(mode)])
    assert value(result, "tint") == pytest.approx(tint)


def test_by_value_a_darker_top_gives_its_colour_to_nobody() -> None:
    base = light(1, 0, 1, intensity=0.6, red=0.9, green=0.1, blue=0.0, tint=0.3)
    top = light(1, 0, 1, intensity=0.5, red=0.0, green=0.8, blue=1.0, tint=1.0)
    assert column(laid(base, top, Blend.VALUE, 1.0)) == column(base)
    top.values[:, :, INDEX["intensity"]] = 0.6
    assert column(laid(base, top, Blend.VALUE, 1.0)) == column(top)


@pytest.mark.parametrize("line", TABLE)
@pytest.mark.parametrize("name", ["strobe", "zoom", "focus"])
@MODES
def test_strobe_zoom_and_focus_are_replaced_in_every_mode(
    mode: Blend, name: str, line: tuple[float, ...]
) -> None:
    b, t, o, replaced = line[:4]
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
    up, down = (np.array([[0], [0], [z]], np.float32) for z in (1, -1))
    shares = [np.array([share], np.float32) for share in (0, 0.25, 0.5, 1)]
    way = [turned(up, down, share)[:, 0] for share in shares]
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
    dark = mode in {Blend.MULTIPLY, Blend.MIN}
    assert value(result, "intensity") == pytest.approx(0.0 if dark else 0.4)
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


ANY_LEVEL = st.floats(0, 1, width=32)


def buffers(
    elements: st.SearchStrategy[float] = ANY_LEVEL,
) -> st.SearchStrategy[LightBuffer]:
    shape = (2, 3)
    values = arrays.arrays(np.float32, (*shape, len(ATTRIBUTES)), elements=elements)
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


RECKONED = {
    Blend.REPLACE: lambda b, t, o: b + (t - b) * o,
    Blend.ADD: lambda b, t, o: min(1.0, b + o * t),
    Blend.MULTIPLY: lambda b, t, o: b * (1 - o + o * t),
    Blend.SCREEN: lambda b, t, o: 1 - (1 - b) * (1 - o * t),
    Blend.MAX: lambda b, t, o: max(b, o * t),
    Blend.MIN: lambda b, t, o: b + (min(b, t) - b) * o,
    Blend.VALUE: lambda b, t, o: b + (t - b) * o,
}


def one_value(
    mode: Blend, index: int, b: float | None, t: float, shares: tuple[float, float]
) -> float | None:
    """One attribute, slowly and by the words, where the top may show; nothing is not set."""
    o, reach = shares
    if index in {GOBO, HOLD}:
        return t if o >= 0.5 else b
    if index in {0, INDEX["prism"]}:
        return float(RECKONED[mode](b or 0.0, t, o))
    if b is None or (index in LEVELS and reach == 0.0):
        return b if index in LEVELS and reach == 0.0 else t
    if index == INDEX["tint"]:
        return 1 - (1 - b) * (1 - o * t)
    return float(RECKONED[mode](b, t, reach)) if index in LEVELS else b + (t - b) * o


def one_head(
    mode: Blend, base: list[float | None], top: list[float | None], o: float
) -> list[float | None]:
    """A whole head but for its aim, slowly and by the words."""
    loses = mode is Blend.VALUE and (top[0] or 0.0) < (base[0] or 0.0)
    reach = o * (1.0 if top[4] is None else top[4])
    found = list(base)
    for index, (b, t) in enumerate(zip(base, top, strict=True)):
        kept = loses and b is not None and index in {*LEVELS, INDEX["prism"]}
        kept = kept or (loses and index == INDEX["prism"])
        if o > 0.0 and t is not None and not kept:
            found[index] = one_value(mode, index, b, t, (o, reach))
    return found


sixteenths = st.integers(0, 16).map(lambda number: number / 16)


@MODES
@settings(max_examples=40)
@given(buffers(sixteenths), buffers(sixteenths), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
def test_every_attribute_is_as_reckoned_head_by_head(
    mode: Blend, base: LightBuffer, top: LightBuffer, opacity: float
) -> None:
    result = laid(base, top, mode, opacity)

    def told(buffer: LightBuffer, head: int, frame: int) -> list[float | None]:
        mask = int(buffer.set[head, frame])
        values = buffer.values[head, frame]
        return [float(v) if mask >> i & 1 else None for i, v in enumerate(values)]

    for head, frame in np.ndindex(base.set.shape):
        mine = told(result, head, frame)
        wanted = one_head(mode, told(base, head, frame), told(top, head, frame), opacity)
        for index in set(range(len(ATTRIBUTES))) - set(range(5, 8)):
            if wanted[index] is None:
                assert mine[index] is None
            else:
                assert mine[index] == pytest.approx(wanted[index], abs=1e-5)


@pytest.mark.parametrize(
    "mode", [Blend.ADD, Blend.MULTIPLY, Blend.SCREEN, Blend.MAX, Blend.MIN]
)
@settings(max_examples=30)
@given(base=buffers(), tops=st.lists(buffers(), min_size=3, max_size=3))
def test_layers_of_such_a_mode_may_lie_in_any_order(
    mode: Blend, base: LightBuffer, tops: list[LightBuffer]
) -> None:
    """Where all of them set the same, their order is of no account."""
    base.set[:] = 0b11111
    for top, opacity in zip(tops, (0.25, 0.75, 1.0), strict=True):
        top.set[:] = 0b11111
        top.values[:] *= np.float32(opacity)
        if mode is Blend.MIN:  # a least value that comes half-way stands still half-way
            top.values[:, :, INDEX["tint"]] = 1.0
    results = []
    for order in permutations(tops):
        under = base
        for top in order:
            under = laid(under, top, mode, 1.0)
        results.append(under.values[:, :, LEVELS])
    for other in results[1:]:
        assert np.allclose(results[0], other, atol=1e-5)


@given(base=buffers(), one=buffers(), two=buffers())
def test_the_order_of_replacing_layers_matters(
    base: LightBuffer, one: LightBuffer, two: LightBuffer
) -> None:
    for top, level in ((one, 0.25), (two, 0.75)):
        top.values[:, :, 0], top.set[:] = level, 1
    forth = laid(laid(base, one, Blend.REPLACE, 1.0), two, Blend.REPLACE, 1.0)
    back = laid(laid(base, two, Blend.REPLACE, 1.0), one, Blend.REPLACE, 1.0)
    assert (forth.values[:, :, 0] == 0.75).all()
    assert (back.values[:, :, 0] == 0.25).all()


@MODES
@settings(max_examples=30)
@given(base=buffers(), top=buffers())
def test_thin_light_lies_as_the_same_light_written_out(
    mode: Blend, base: LightBuffer, top: LightBuffer
) -> None:
    mask, planes = top.set[:1], {i: top.values[:, :1, i] for i in range(len(ATTRIBUTES))}
    thin = SparseLight(0, (top.heads, top.frames), planes, mask)
    cover = np.array([0.0, 0.6, 1.0], np.float32)
    written = LightBuffer(0, thin.values, np.array(thin.set))
    one, other = lay(base, thin, mode, cover), lay(base, written, mode, cover)
    assert np.array_equal(one.set, other.set)
    for index in range(len(ATTRIBUTES)):
        told = is_set(one.set, index)
        assert np.allclose(one.values[told, index], other.values[told, index], atol=1e-6)
