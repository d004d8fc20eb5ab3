"""Gain."""

from typing import Annotated

from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.units import Decibels

_BORN, _NOW, _GOAL, _STEP, _LEFT = range(5)


@effect("gain", state=5)
def gain(
    block: Block, state: State, *, level: Annotated[Decibels, Range(-120, 12)] = Decibels(0.0)
) -> None:
    """Louder or softer, on a straight line of five milliseconds from one level to the next."""
    goal = 10.0 ** (level / 20.0) if level > -120.0 else 0.0
    if state[_BORN] == 0.0:
        state[_BORN], state[_NOW], state[_GOAL] = 1.0, goal, goal
    if state[_GOAL] != goal:
        state[_GOAL], state[_LEFT] = goal, FADE_FRAMES
        state[_STEP] = (goal - state[_NOW]) / FADE_FRAMES
    for i in range(block.shape[0]):
        if state[_LEFT] > 0.0:
            state[_LEFT] -= 1.0
            state[_NOW] = goal if state[_LEFT] == 0.0 else state[_NOW] + state[_STEP]
        block[i, 0] *= state[_NOW]
        block[i, 1] *= state[_NOW]
