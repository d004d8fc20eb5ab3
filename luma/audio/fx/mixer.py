"""Mixer: many sounds as one."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import linear
from luma.domain.units import Decibels


@effect("mixer", state=glide.words(1), sums=True)
def mixer(
    block: Block, state: State, *, level: Annotated[Decibels, Range(-120, 12)] = Decibels(0.0)
) -> None:
    """The sum of all that is led to it, louder or softer."""
    glide.aim(state, 1, 0, linear(level, -120.0))
    moving = glide.moving(state, 1, block.shape[0])
    for i in range(block.shape[0]):
        if i < moving:
            glide.step(state, 1)
        block[i, 0] *= state[NOW]
        block[i, 1] *= state[NOW]
