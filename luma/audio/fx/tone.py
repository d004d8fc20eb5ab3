"""Tone: a sine to tune and test with."""

import math
from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import linear
from luma.domain.units import HOUSE_RATE, Decibels, Hz

_STEP, _LEVEL = NOW, NOW + 1
_TURN = glide.words(2)


@effect("tone", state=glide.words(2) + 1, is_source=True)
def tone(
    block: Block,
    state: State,
    *,
    frequency: Annotated[Hz, Range(20, 20_000, "log")] = Hz(1000.0),
    level: Annotated[Decibels, Range(-120, 0)] = Decibels(-18.0),
) -> None:
    """A sine of one frequency."""
    glide.aim(state, 2, 0, frequency / HOUSE_RATE)
    glide.aim(state, 2, 1, linear(level, -120.0))
    moving = glide.moving(state, 2, block.shape[0])
    for i in range(block.shape[0]):
        if i < moving:
            glide.step(state, 2)
        value = math.sin(2.0 * math.pi * state[_TURN]) * state[_LEVEL]
        block[i, 0] = block[i, 1] = value
        state[_TURN] += state[_STEP]
        if state[_TURN] >= 1.0:
            state[_TURN] -= 1.0
