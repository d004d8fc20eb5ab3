"""Width."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.kernel.compiled import compiled


@compiled
def _spread(block: Block, i: int, amount: float) -> None:
    left, right = float(block[i, 0]), float(block[i, 1])
    middle, side = (left + right) * 0.5, (left - right) * 0.5 * amount
    block[i, 0], block[i, 1] = middle + side, middle - side


@effect("width", state=glide.words(1))
def width(block: Block, state: State, *, amount: Annotated[float, Range(0, 2)] = 1.0) -> None:
    """How far left and right are apart: 0 is mono, 1 leaves them as they are."""
    frames = block.shape[0]
    glide.aim(state, 1, 0, amount)
    moving = glide.moving(state, 1, frames)
    for i in range(moving):
        glide.step(state, 1)
        _spread(block, i, state[NOW])
    amount = state[NOW]
    if amount != 1.0:
        for i in range(moving, frames):
            _spread(block, i, amount)
