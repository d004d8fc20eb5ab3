"""Commands wait in order, and nothing is freed while the callback may still read it."""

import numpy as np
import pytest

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.mailbox import Lending, Ring
from luma.audio.kernel.slots import PAUSE, RING, SOURCES
from luma.domain.errors import StageError

SOUND = np.full((10_000, 2), 0.5, np.float32)


def test_a_sound_is_kept_until_the_callback_has_passed_a_later_epoch() -> None:
    engine = Engine()
    engine.use_source(SOUND, 1)
    engine.play()
    engine.render(1000)
    engine.use_source(SOUND, 2)
    assert engine.retire() == 2
    engine.render(100)
    assert engine.retire() == 2, "it fades out still"
    engine.render(1000)
    assert engine.retire() == 2, "the epoch in which it was left may still run"
    engine.render(1)
    assert engine.retire() == 1


def test_a_sound_that_never_came_to_play_is_freed_too() -> None:
    engine = Engine()
    for generation in (1, 2, 3):
        engine.use_source(SOUND, generation)
    for _ in range(3):
        engine.render(100)
        engine.retire()
    assert engine.retire() == 1


def test_more_sounds_than_slots_are_refused_in_words_until_the_callback_moves() -> None:
    engine = Engine()
    for generation in range(SOURCES):
        engine.use_source(SOUND, generation)
    with pytest.raises(StageError, match="not yet let go"):
        engine.use_source(SOUND, SOURCES)


def test_a_full_ring_is_told_in_words_and_empties_in_order() -> None:
    engine = Engine()
    engine.use_source(SOUND, 1)
    engine.render(1)
    for n in range(RING):
        engine.seek(n)
    with pytest.raises(StageError, match="wait for the sound callback"):
        engine.play()
    engine.render(1)
    engine.play()
    assert np.array_equal(engine.render(1000)[240:], SOUND[RING + 239 : RING + 999])


def test_a_slot_that_is_used_again_is_left_anew() -> None:
    engine = Engine()
    uses = [True]
    ring = Ring(engine.memory)
    lending = Lending(engine.memory, ring, 1, lambda _: uses[0])
    lending.lend(lending.take(), ring.post(PAUSE))
    engine.render(1)
    uses[0] = False
    assert lending.collect() == []
    uses[0] = True
    engine.render(1)
    assert lending.collect() == []
    uses[0] = False
    assert lending.collect() == [], "the epoch in which it was left may still run"
    engine.render(1)
    assert lending.collect() == [0]
