"""The curve of an equalizer tells what its bands do."""

import numpy as np
import pytest

from luma.app.rack import Rack
from luma.app.responses import pitches, response_of

PLAIN = {
    s.name: s.default for kind in Rack.effects() if kind.key == "eq" for s in kind.settings
}


def at(settings: dict[str, float], frequency: float) -> float:
    levels = response_of("eq", {**PLAIN, **settings}, 512)
    assert levels is not None
    return float(np.interp(np.log(frequency), np.log(pitches(512)), levels))


def test_an_equalizer_that_is_not_turned_is_flat() -> None:
    levels = response_of("eq", PLAIN, 64)
    assert levels is not None
    assert np.abs(levels).max() < 1e-9
    assert response_of("gain", {}, 64) is None


def test_bells_shelves_and_cuts_are_where_they_are_set() -> None:
    bell = {"second_gain": 9.0, "second_frequency": 1000.0}
    assert at(bell, 1000.0) == pytest.approx(9.0, abs=0.05)
    assert abs(at(bell, 40.0)) < 0.2
    assert at({"low_gain": -12.0}, 22.0) == pytest.approx(-12.0, abs=0.6)
    assert at({"high_gain": 6.0}, 19_500.0) == pytest.approx(6.0, abs=0.4)
    assert at({"low_cut": 100.0}, 100.0) == pytest.approx(-3.0, abs=0.1)
    assert at({"low_cut": 200.0}, 25.0) < -30.0
    assert at({"high_cut": 5000.0}, 18_000.0) < -20.0
