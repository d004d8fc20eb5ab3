"""Splitter: one part of a sound, on both sides."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Choices, State, effect
from luma.audio.fx.glide import NOW

_LEFT, _RIGHT = NOW, NOW + 1


@effect("splitter", state=glide.words(2))
def splitter(
    block: Block,
    state: State,
    *,
    part: Annotated[int, Choices("mono", "left", "right")] = 0,
) -> None:
    """The left side, the right one or the mean of both, heard on both sides."""
    glide.aim(state, 2, 0, 0.0 if part == 2 else 0.5 * (1 + (part == 1)))
    glide.aim(state, 2, 1, 0.0 if part == 1 else 0.5 * (1 + (part == 2)))
    moving = glide.moving(state, 2, block.shape[0])
    for i in range(block.shape[0]):
        if i < moving:
            glide.step(state, 2)
        one = block[i, 0] * state[_LEFT] + block[i, 1] * state[_RIGHT]
        block[i, 0] = block[i, 1] = one
