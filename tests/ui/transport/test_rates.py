"""Rates come from counts that grow."""

import pytest

from luma.ui.transport.meter import decibels, shade_of, share
from luma.ui.transport.rates import Rate


def test_a_rate_is_known_after_a_second_and_follows() -> None:
    rate = Rate()
    told = [rate.tell(tick / 60, round(tick / 60 * 44)) for tick in range(180)]
    assert told[20] is None
    assert told[-1] == pytest.approx(44, abs=1.5)


def test_a_count_that_begins_anew_begins_a_new_rate() -> None:
    rate = Rate()
    for tick in range(120):
        rate.tell(tick / 60, 1000 + tick)
    assert rate.tell(2.1, 3) is None


def test_levels_are_told_in_decibels_and_shades() -> None:
    assert decibels(1.0) == 0.0
    assert decibels(0.0) == -60.0
    assert share(0.0) == 1.0
    assert share(-60.0) == 0.0
    assert [shade_of(level) for level in (-20, -6, -1)] == ["ok", "warn", "error"]
