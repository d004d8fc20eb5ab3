"""Pan."""

import math
from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW

_LEFT, _RIGHT = NOW, NOW + 1


@effect("pan", state=glide.words(2))
def pan(block: Block, state: State, *, place: Annotated[float, Range(-1, 1)] = 0.0) -> None:
    """To the left (-1) or the right (1) with equal power; 0 changes nothing."""
    frames = block.shape[0]
    left = right = 1.0
    if place != 0.0:
        left = math.sqrt(2.0) * math.cos((place + 1.0) * math.pi / 4) if place < 1.0 else 0.0
        right = math.sqrt(2.0) * math.sin((place + 1.0) * math.pi / 4)
    glide.aim(state, 2, 0, left)
    glide.aim(state, 2, 1, right)
    moving = glide.moving(state, 2, frames)
    for i in range(moving):
        glide.step(state, 2)
        block[i, 0] *= state[_LEFT]
        block[i, 1] *= state[_RIGHT]
    left, right = state[_LEFT], state[_RIGHT]
    for i in range(moving, frames):
        block[i, 0] *= left
        block[i, 1] *= right
