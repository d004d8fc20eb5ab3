"""A knob's turn and its value are two names of one place."""

import pytest

from luma.app.rack import Rack
from luma.domain.nodetype import Setting
from luma.ui.sound.ballistics import figure as level_figure
from luma.ui.sound.ballistics import runs
from luma.ui.sound.fader import SILENCE, level_at, share_of, words_of
from luma.ui.sound.turning import figure, origin_of, value_at
from luma.ui.sound.turning import share_of as turned

EVERY = [
    pytest.param(setting, id=f"{kind.key}-{setting.name}")
    for kind in Rack.effects()
    for setting in kind.settings
    if setting.kind == "number"
]


@pytest.mark.parametrize("setting", EVERY)
def test_every_setting_can_be_turned_from_end_to_end(setting: Setting) -> None:
    assert value_at(setting, 0.0) == setting.low
    assert value_at(setting, 1.0) == setting.high
    values = [value_at(setting, n / 200) for n in range(201)]
    assert values == sorted(values)
    assert len(set(values)) > 150
    for share in (0.1, 0.5, 0.9):
        assert turned(setting, value_at(setting, share)) == pytest.approx(share, abs=0.006)
    default = setting.default
    assert isinstance(default, int | float)
    assert value_at(setting, turned(setting, default)) == pytest.approx(default, rel=1e-3)


def test_a_frequency_turns_by_octaves_and_a_level_begins_at_nothing() -> None:
    pitch = Setting("f", "number", 1000.0, 20.0, 20_000.0, unit="Hz", curve="log")
    assert value_at(pitch, 0.5) == pytest.approx((20 * 20_000) ** 0.5, rel=1e-3)
    level = Setting("g", "number", 0.0, -24.0, 24.0, unit="dB")
    assert (origin_of(level), origin_of(pitch)) == (0.5, 0.0)


def test_values_are_short_and_have_their_units() -> None:
    assert figure(Setting("f", "number", unit="Hz", default=1.0), 12_500) == "12.5\u2009kHz"
    assert figure(Setting("f", "number", unit="Hz", default=1.0), 120) == "120\u2009Hz"
    assert figure(Setting("a", "number", unit="s", default=1.0), 0.0104) == "10.4\u2009ms"
    assert figure(Setting("a", "number", unit="s", default=1.0), 2.5) == "2.50\u2009s"
    assert figure(Setting("g", "number", unit="dB", default=1.0), -6.04) == "−6.0\u2009dB"
    assert figure(Setting("g", "number", unit="dB", default=1.0), -0.01) == "0.0\u2009dB"
    assert figure(Setting("m", "number", default=1.0), 0.3) == "0.30"


def test_a_fader_is_silent_at_its_foot_and_fine_at_its_top() -> None:
    assert level_at(0.0) == SILENCE
    assert level_at(1.0) == 6.0
    assert level_at(share_of(0.0)) == 0.0
    assert share_of(-6.0) > 0.6
    assert [words_of(level) for level in (SILENCE, -6.0, 0.0, 3.5)] == [
        "−∞", "−6.0", "0.0", "+3.5",
    ]  # fmt: skip


def test_a_bar_changes_its_colour_where_the_look_says() -> None:
    assert [token for _, _, token in runs(-1.0)] == ["ok", "warn", "error"]
    assert [token for _, _, token in runs(-20.0)] == ["ok"]
    assert runs(-60.0) == ()
    assert runs(0.0)[-1][1] == 1.0
    assert level_figure(-60.0) == "−∞"
