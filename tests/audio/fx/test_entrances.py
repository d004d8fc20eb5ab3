"""The entrances are the register's, and every effect keeps its promises behind its own."""

from typing import Any

import numpy as np
import pytest

from luma.audio.fx.effect import Block, Effect, effect, effects
from luma.audio.fx.generate import CATALOGUE, FILE, catalogue, entrances
from luma.audio.kernel.effectcode import code_of

KINDS = list(effects)
BEAT = 0.5


class Node:
    """One effect at work, with memory of its own and a little beyond."""

    def __init__(self, kind: Effect) -> None:
        numbers = [kind.number_of(s.name, s.default) for s in kind.settings]
        self.kind = kind
        self.state, self.room = np.zeros(kind.state + 8), np.zeros(kind.room + 8, np.float32)
        self._params = np.array(numbers or [0.0], np.float64)

    def run(self, block: Block) -> None:
        side = block.copy()
        at = (array.ctypes.data for array in (block, side, self.state, self.room, self._params))
        block_at, side_at, state_at, room_at, params_at = at
        run: Any = code_of(self.kind.key).ctypes
        run(block_at, side_at, len(block), state_at, room_at, self.kind.room, BEAT, params_at)


def test_the_committed_entrances_are_fresh() -> None:
    assert FILE.read_text() == entrances(), "run `python -m luma.audio.fx.generate`"


def test_the_committed_catalogue_is_fresh() -> None:
    assert CATALOGUE.read_text() == catalogue(), "run `python -m luma.audio.fx.generate`"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_effect_has_help_and_defaults_that_it_takes(kind: Effect) -> None:
    assert kind.help.endswith(".")
    for setting in kind.settings:
        assert np.isfinite(kind.number_of(setting.name, setting.default))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_effect_keeps_silence_silent_and_its_state_to_itself(kind: Effect) -> None:
    node, block = Node(kind), np.zeros((700, 2), np.float32)
    node.run(block)
    assert kind.is_source or not block.any()
    assert not node.state[kind.state :].any()
    assert not node.room[kind.room :].any()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_effect_sounds_the_same_in_any_blocks(kind: Effect) -> None:
    sound = np.random.default_rng(1).uniform(-1, 1, (3000, 2)).astype(np.float32)
    whole, parts = sound.copy(), sound.copy()
    one, many = Node(kind), Node(kind)
    one.run(whole)
    for start in range(0, 3000, 77):
        many.run(parts[start : start + 77])
    assert whole.tobytes() == parts.tobytes()
    assert one.state.tobytes() == many.state.tobytes()
    assert one.room.tobytes() == many.room.tobytes()


def test_a_setting_without_a_default_is_refused_in_words() -> None:
    def bare(block: object, state: object, *, level: float) -> None:
        """Nothing."""

    with pytest.raises(TypeError, match="no default or no range"):
        effect("bare", state=1)(bare)
