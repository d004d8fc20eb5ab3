"""Noise: to test with, the same each time."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Choices, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import linear
from luma.domain.units import Decibels

_SEED = glide.words(1)
_PINK = _SEED + 1
_POLES = 3


@effect("noise", state=_PINK + 2 * _POLES, is_source=True)
def noise(
    block: Block,
    state: State,
    *,
    colour: Annotated[int, Choices("white", "pink")] = 0,
    level: Annotated[Decibels, Range(-120, 0)] = Decibels(-18.0),
) -> None:
    """White or pink noise, of its own on each side; its level is that of the loudest peaks."""
    glide.aim(state, 1, 0, linear(level, -120.0))
    moving = glide.moving(state, 1, block.shape[0])
    seed = int(state[_SEED])
    for i in range(block.shape[0]):
        if i < moving:
            glide.step(state, 1)
        for side in range(2):
            seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
            white = seed / 2_147_483_648.0 - 1.0
            at = _PINK + side * _POLES
            state[at] = 0.99765 * state[at] + white * 0.0990460
            state[at + 1] = 0.96300 * state[at + 1] + white * 0.2965164
            state[at + 2] = 0.57000 * state[at + 2] + white * 1.0526913
            made = white
            if colour == 1:
                made = 0.05 * (state[at] + state[at + 1] + state[at + 2] + white * 0.1848)
            block[i, side] = made * state[NOW]
    state[_SEED] = float(seed)
