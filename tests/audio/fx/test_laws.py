"""Laws that every effect keeps with any settings."""

import numpy as np
import pytest

from luma.audio.fx.effect import Effect, effects
from luma.audio.fx.presets import PRESETS, Preset
from luma.domain.errors import BadValue
from luma.domain.nodetype import Json, Setting
from tests.audio.fx.nodes import SIZES, Node, noise, sine

KINDS = list(effects)
every_effect = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


def drawn(setting: Setting, rng: np.random.Generator) -> Json:
    if setting.kind == "choice":
        return str(rng.choice(setting.choices))
    if setting.kind == "switch":
        return bool(rng.random() < 0.5)
    assert setting.low is not None
    assert setting.high is not None
    return float(rng.uniform(setting.low, setting.high))


def some(kind: Effect, seed: int) -> dict[str, Json]:
    rng = np.random.default_rng(seed)
    return {setting.name: drawn(setting, rng) for setting in kind.settings}


@every_effect
def test_any_size_of_block_gives_the_same_samples_though_settings_move(kind: Effect) -> None:
    before, after, sound = some(kind, 1), some(kind, 2), noise(9000)
    heard = []
    for size in SIZES:
        node = Node(kind.key, **before)
        first = node.through(sound[:4100], size=size)
        node.settings = after
        second = node.through(sound[4100:], size=size)
        heard.append(np.concatenate([first, second]).tobytes())
    assert len(set(heard)) == 1


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.is_source], ids=lambda kind: kind.key
)
def test_no_setting_jumps(kind: Effect) -> None:
    sound = sine(50, 9600)
    for setting in kind.settings:
        still, moved = Node(kind.key), Node(kind.key)
        ends: list[Json] = [setting.low, setting.high]
        if setting.kind == "choice":
            ends = [setting.choices[0], setting.choices[-1]]
        if setting.kind == "switch":
            ends = [False, True]
        for node in (still, moved):
            node.settings[setting.name] = ends[0]
            node.through(sound[:4800])
        moved.settings[setting.name] = ends[1]
        apart = moved.through(sound[4800:]) - still.through(sound[4800:])
        assert np.abs(apart[0]).max() < 0.05, setting.name
        assert np.abs(np.diff(apart, axis=0)).max() < 0.15, setting.name


@every_effect
def test_what_is_no_number_is_soon_forgotten(kind: Effect) -> None:
    node, sound = Node(kind.key, **some(kind, 3)), noise(2000)
    sound[500], sound[600], sound[700, 0] = np.nan, np.inf, -np.inf
    node.through(sound)
    assert np.isfinite(node.state).all()
    assert np.isfinite(node.room).all()
    assert np.isfinite(node.through(noise(2000))).all()


@every_effect
def test_sound_dies_away_to_nothing_and_leaves_no_tiny_numbers(kind: Effect) -> None:
    node = Node(kind.key)
    node.through(noise(9600))
    rest = node.through(np.zeros((48_000 * 30, 2)), size=4096)
    assert kind.is_source or not rest[-4096:].any()
    for words, least in ((node.state, 1e-300), (node.room, 1e-37)):
        assert not ((words != 0) & (np.abs(words) < least)).any()
    assert np.abs(rest[rest != 0]).min(initial=1.0) > 1e-37


@every_effect
def test_a_setting_out_of_range_is_refused_with_the_range(kind: Effect) -> None:
    for setting in kind.settings:
        if setting.kind == "number":
            assert setting.high is not None
            for absurd in (setting.high + 1e9, float("nan"), float("-inf")):
                with pytest.raises(BadValue) as refused:
                    kind.number_of(setting.name, absurd)
                assert f"{setting.high:g}" in refused.value.hint


@pytest.mark.parametrize("one", PRESETS, ids=lambda p: f"{p.effect}: {p.name}")
def test_every_preset_is_in_range_and_changes_something(one: Preset) -> None:
    kind = effects.get(one.effect)
    for name, value in one.settings.items():
        kind.number_of(name, value)
    sound = noise(24_000, 0.9)
    sound[12_000:] *= 0.003
    heard = Node(one.effect, **one.settings).through(sound)
    if one.name == "Silence":
        assert not heard.any()
    else:
        assert np.abs(heard).max() > 1e-4
        assert np.abs(heard - sound).max() > 1e-3


def test_names_of_presets_are_their_own() -> None:
    assert len({(p.effect, p.name) for p in PRESETS}) == len(PRESETS)
    assert {p.effect for p in PRESETS} <= {kind.key for kind in KINDS}
