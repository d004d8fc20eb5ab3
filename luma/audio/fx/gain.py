"""Gain."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import linear
from luma.domain.units import Decibels


@effect("gain", state=glide.words(1))
def gain(
    block: Block, state: State, *, level: Annotated[Decibels, Range(-120, 12)] = Decibels(0.0)
) -> None:
    """Louder or softer, on a straight line of five milliseconds from one level to the next."""
    frames = block.shape[0]
    glide.aim(state, 1, 0, linear(level, -120.0))
    moving = glide.moving(state, 1, frames)
    for i in range(moving):
        glide.step(state, 1)
        block[i, 0] *= state[NOW]
        block[i, 1] *= state[NOW]
    factor = state[NOW]
    if factor != 1.0:
        for i in range(moving, frames):
            block[i, 0] *= factor
            block[i, 1] *= factor
