"""The dispatcher is the register's, and every effect keeps its promises."""

import numpy as np
import pytest

from luma.audio.fx.dispatch import OPS, dispatch
from luma.audio.fx.effect import Effect, effect, effects
from luma.audio.fx.generate import FILE, dispatcher


def params(kind: Effect) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([setting.default for setting in kind.settings] or [0.0], np.float64)


def test_the_committed_dispatcher_is_fresh() -> None:
    assert FILE.read_text() == dispatcher(), "run `python -m luma.audio.fx.generate`"


@pytest.mark.parametrize("kind", effects, ids=lambda kind: kind.key)
def test_every_effect_has_help_and_defaults_in_range(kind: Effect) -> None:
    assert kind.help.endswith(".")
    for setting in kind.settings:
        assert setting.low is not None
        assert setting.high is not None
        assert isinstance(setting.default, float)
        assert setting.low <= setting.default <= setting.high


@pytest.mark.parametrize("kind", effects, ids=lambda kind: kind.key)
def test_every_effect_keeps_silence_silent_and_its_state_to_itself(kind: Effect) -> None:
    block, state = np.zeros((700, 2), np.float32), np.zeros(kind.state + 8)
    dispatch(OPS[kind.key], block, state, params(kind))
    assert not block.any()
    assert not state[kind.state :].any()


@pytest.mark.parametrize("kind", effects, ids=lambda kind: kind.key)
def test_every_effect_sounds_the_same_in_any_blocks(kind: Effect) -> None:
    sound = np.random.default_rng(1).uniform(-1, 1, (3000, 2)).astype(np.float32)
    whole, parts = sound.copy(), sound.copy()
    one, many = np.zeros(kind.state), np.zeros(kind.state)
    dispatch(OPS[kind.key], whole, one, params(kind))
    for start in range(0, 3000, 77):
        dispatch(OPS[kind.key], parts[start : start + 77], many, params(kind))
    assert whole.tobytes() == parts.tobytes()
    assert one.tobytes() == many.tobytes()


def test_a_setting_without_a_default_is_refused_in_words() -> None:
    def bare(block: object, state: object, *, level: float) -> None:
        """Nothing."""

    with pytest.raises(TypeError, match="no default or no range"):
        effect("bare", state=1)(bare)
