"""How loud each voice is, by mute, solo and level."""

import pytest

from luma.domain.errors import BadValue
from luma.domain.stems import EVEN, Stem
from luma.domain.units import Decibels


def test_levels_become_factors_in_the_order_of_the_stems() -> None:
    assert EVEN.gains == (1.0, 1.0, 1.0, 1.0)
    louder = EVEN.with_level(Stem.BASS, Decibels(6.0)).with_level(Stem.OTHER, Decibels(-20.0))
    assert louder.gains == pytest.approx((1.0, 1.9953, 1.0, 0.1), abs=1e-4)
    assert louder.with_mute(Stem.BASS).gains[1] == 0.0
    assert louder.with_solo(Stem.BASS).gains == pytest.approx((0.0, 1.9953, 0.0, 0.0), abs=1e-4)
    assert louder.with_level(Stem.BASS, Decibels(-120.0)).gains[1] == 0.0


def test_a_level_of_nothing_is_as_in_the_mix() -> None:
    there = EVEN.with_level(Stem.DRUMS, Decibels(3.0))
    assert there != EVEN
    assert there.with_level(Stem.DRUMS, Decibels(0.0)) == EVEN


@pytest.mark.parametrize("level", [6.01, -121.0, float("nan")])
def test_absurd_levels_are_refused_with_the_range(level: float) -> None:
    with pytest.raises(BadValue, match="dB") as refused:
        EVEN.with_level(Stem.VOCALS, Decibels(level))
    assert "-120" in refused.value.sentence()
    assert "6 dB" in refused.value.sentence()
