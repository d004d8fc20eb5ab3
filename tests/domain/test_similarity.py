"""Which tracks go well with one: the nearest in tempo, key and energy."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.similarity import Traits, distance

NAN = float("nan")
ROWS = st.lists(
    st.tuples(
        st.sampled_from([NAN, 60.0, 90.0, 120.0, 128.0, 174.0]),
        st.sampled_from([NAN, *map(float, range(2, 26))]),
        st.sampled_from([NAN, 0.0, 0.3, 1.0]),
    ),
    min_size=1,
    max_size=20,
)


def traits(rows: list[tuple[float, float, float]]) -> Traits:
    return Traits(*np.array(rows, float).T)


def apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return float(distance(one, traits([other]))[0])


def test_nearer_in_each_trait_is_nearer() -> None:
    one = (120.0, 16.0, 0.5)
    assert apart(one, one) == 0.0
    assert apart(one, (121.0, 16.0, 0.5)) < apart(one, (126.0, 16.0, 0.5))
    assert apart(one, (120.0, 18.0, 0.5)) == 1.0 == apart(one, (120.0, 17.0, 0.5))
    assert apart(one, (120.0, 16.0, 0.6)) < apart(one, (120.0, 16.0, 0.9))


def test_half_and_double_time_go_almost_as_well() -> None:
    one = (87.0, 16.0, 0.5)
    assert 0.0 < apart(one, (174.0, 16.0, 0.5)) <= 1.0
    assert apart(one, (130.0, 16.0, 0.5)) > apart(one, (174.0, 16.0, 0.5))


def test_the_wheel_is_round() -> None:
    assert apart((120.0, 2.0, 0.5), (120.0, 24.0, 0.5)) == 1.0
    assert apart((120.0, 2.0, 0.5), (120.0, 14.0, 0.5)) == 6.0


@given(
    ROWS, st.tuples(st.just(120.0), st.sampled_from([NAN, 4.0]), st.sampled_from([NAN, 0.2]))
)
def test_what_is_not_known_costs_something_and_never_breaks(
    rows: list[tuple[float, float, float]], one: tuple[float, float, float]
) -> None:
    costs = distance(one, traits(rows))
    assert np.isfinite(costs).all()
    assert (costs >= 0).all()
