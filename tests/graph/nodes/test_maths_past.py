"""Gates, ranges and sums over the past against slow loops written from the words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number
from luma.graph.nodes.maths_past import normalise, over_past, reduce, threshold
from tests.graph.rooms import row

WHOLE = FrameTimes(100, 400)
AGAINST = ["clip", "running", "percentile"]
HOW = ["min", "max", "mean", "sum"]
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)


def signal(heads: int = 3, frames: int = WHOLE.count, seed: int = 1) -> Number:
    rng = np.random.default_rng(seed)
    steps = rng.normal(0.0, 0.1, (heads, frames)).cumsum(axis=1)
    return Number(steps.astype(np.float32))


def test_a_gate_opens_at_its_level_and_closes_below_the_slack() -> None:
    a = Number(np.array([0.1, 0.5, 0.46, 0.44, 0.49, 0.5, 0.9, 0.0, 0.5], np.float32))
    found = threshold(a, FrameTimes(10, 9), level=0.5, hysteresis=0.05)
    assert found.gate.values.ravel().tolist() == [0, 1, 1, 0, 0, 1, 1, 0, 1]
    assert found.trigger.frames.tolist() == [11, 15, 18]
    assert found.trigger.strength.tolist() == [1, 1, 1]


def test_a_gate_stays_open_just_at_the_slack() -> None:
    a = Number(np.array([0.5, 0.25, 0.2499], np.float32))
    found = threshold(a, FrameTimes(0, 3), level=0.5, hysteresis=0.25)
    assert found.gate.values.ravel().tolist() == [1, 1, 0]


@given(st.integers(0, 50), st.floats(-1, 1), st.floats(0, 1))
def test_gates_against_a_loop(seed: int, level: float, slack: float) -> None:
    a = signal(seed=seed)
    found = threshold(a, WHOLE, level=level, hysteresis=slack)
    opened = np.zeros(WHOLE.count)
    for head in range(3):
        state = False
        for frame in range(WHOLE.count):
            value = a.values[head, frame, 0]
            if not state and value >= np.float32(level):
                state = True
                opened[frame] += 1
            elif state and value < np.float32(level) - np.float32(slack):
                state = False
            assert found.gate.values[head, frame, 0] == state
    assert found.trigger.frames.tolist() == [100 + f for f in np.flatnonzero(opened)]
    assert found.trigger.strength == pytest.approx(opened[opened > 0] / 3)


def test_a_gate_may_have_a_level_of_its_own_for_every_head() -> None:
    a = Number(np.array([0.0, 0.4, 0.8], np.float32))
    level = Number(np.array([[0.3], [0.6]], np.float32))
    found = threshold(a, FrameTimes(0, 3), level=level)
    assert found.gate.values[:, :, 0].tolist() == [[0, 1, 1], [0, 0, 1]]
    assert found.trigger.strength.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("against", AGAINST)
@pytest.mark.parametrize("together", [False, True])
def test_ranges_against_a_loop(against: str, *, together: bool) -> None:
    a = signal()
    found = normalise(
        a,
        against=against,  # type: ignore[arg-type]
        window=0.5,
        low=0.1,
        high=0.8,
        least_range=0.2,
        together=together,
    )
    rows = a.values[:, :, 0].astype(np.float64)
    shares = {"percentile": (10, 80)}.get(against, (0, 100))
    for frame in range(0, WHOLE.count, 7):
        begin = 0 if against == "clip" else max(0, frame - 29)
        low, high = np.percentile(rows[:, begin : frame + 1], shares, axis=1)
        if together:
            low, high = low.min(), high.max()
        wide = np.maximum(high - low, 0.2)
        expected = np.clip((rows[:, frame] - low) / wide, 0.0, 1.0)
        assert found.values[:, frame, 0] == pytest.approx(expected, abs=1e-4)


def test_what_never_changes_stays_dark() -> None:
    for against in AGAINST:
        for least in (0.0, 0.05):
            found = normalise(
                Number(np.full((1, 9), 3.0, np.float32)),
                against=against,  # type: ignore[arg-type]
                least_range=least,
            )
            assert not found.values.any()


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("frames", [1, 2, 7, 30, 64, 399, 1800])
def test_the_last_seconds_against_a_loop(how: str, frames: int) -> None:
    a = signal()
    found = reduce(a, row(3), WHOLE, over="time", how=how, window=frames / 60)  # type: ignore[arg-type]
    for frame in range(0, WHOLE.count, 13):
        seen = a.values[:, max(0, frame - frames + 1) : frame + 1, 0].astype(np.float64)
        expected = seen.sum(axis=1) / 60 if how == "sum" else getattr(seen, how)(axis=1)
        assert found.values[:, frame, 0] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("how", HOW)
def test_all_heads_against_python(how: str) -> None:
    a = signal()
    found = reduce(a, row(3), WHOLE, how=how)  # type: ignore[arg-type]
    assert found.values.shape == (1, WHOLE.count, 1)
    expected = getattr(a.values.astype(np.float64), how)(axis=0)
    assert found.values[0] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("over", ["heads", "time"])
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("size", [(1, 1), (1, 400), (3, 1), (3, 400)])
def test_sizes_of_one_stand_for_all(over: str, how: str, size: tuple[int, int]) -> None:
    a = signal(*size)
    whole = Number(np.broadcast_to(a.values, (3, 400, 1)).copy())
    small = reduce(a, row(3), WHOLE, over=over, how=how)  # type: ignore[arg-type]
    large = reduce(whole, row(3), WHOLE, over=over, how=how)  # type: ignore[arg-type]
    shape = (3, 400, 1)
    np.testing.assert_allclose(
        np.broadcast_to(small.values, shape), np.broadcast_to(large.values, shape), atol=1e-5
    )
    for against in AGAINST:
        few = normalise(a, against=against)  # type: ignore[arg-type]
        many = normalise(whole, against=against)  # type: ignore[arg-type]
        assert np.array_equal(np.broadcast_to(few.values, shape), many.values)
    one, all_ = threshold(a, WHOLE, level=0.1), threshold(whole, WHOLE, level=0.1)
    assert np.array_equal(np.broadcast_to(one.gate.values, shape), all_.gate.values)
    assert one.trigger.frames.tolist() == all_.trigger.frames.tolist()
    assert one.trigger.strength == pytest.approx(all_.trigger.strength)


@pytest.mark.parametrize("frames", [1, 2, 150])
def test_the_beginning_of_a_clip_does_not_know_its_end(frames: int) -> None:
    a = signal()
    begun, part = Number(a.values[:, :frames].copy()), FrameTimes(WHOLE.first, frames)
    for against in AGAINST:
        early = normalise(begun, against=against, window=1.0)  # type: ignore[arg-type]
        late = normalise(a, against=against, window=1.0)  # type: ignore[arg-type]
        assert np.array_equal(early.values, late.values[:, :frames])
    early_gate, late_gate = threshold(begun, part), threshold(a, WHOLE)
    assert np.array_equal(early_gate.gate.values, late_gate.gate.values[:, :frames])
    before = late_gate.trigger.frames < part.first + frames
    assert early_gate.trigger.frames.tolist() == late_gate.trigger.frames[before].tolist()
    for how in HOW:
        early = reduce(begun, row(3), part, over="time", how=how)  # type: ignore[arg-type]
        late = reduce(a, row(3), WHOLE, over="time", how=how)  # type: ignore[arg-type]
        np.testing.assert_allclose(early.values, late.values[:, :frames], rtol=1e-6)


@pytest.mark.parametrize("fold", [np.minimum, np.maximum, np.add])
def test_a_window_known_whole_is_the_same_wherever_the_run_began(fold: np.ufunc) -> None:
    values = signal().values
    whole, part = over_past(values, 45, fold), over_past(values[:, 50:], 45, fold)
    assert np.array_equal(whole[:, 95:], part[:, 45:])


@given(st.lists(finite, min_size=1, max_size=12), st.sampled_from(HOW), finite)
def test_finite_numbers_give_finite_numbers(
    values: list[float], how: str, level: float
) -> None:
    a = Number(np.array([values, values[::-1]], np.float32))
    at, heads = FrameTimes(0, len(values)), row(2)
    for over in ("heads", "time"):
        found = reduce(a, heads, at, over=over, how=how, window=0.1)  # type: ignore[arg-type]
        assert np.isfinite(found.values).all()
    for against in AGAINST:
        for least in (0.0, 1e9):
            found = normalise(a, against=against, least_range=least)  # type: ignore[arg-type]
            assert ((found.values >= 0.0) & (found.values <= 1.0)).all()
    edge = Number(np.full((1, 1), level, np.float32))
    assert set(threshold(a, at, level=edge, hysteresis=edge).gate.values.ravel()) <= {0.0, 1.0}
