"""Numbers kept in hand: no memory of an effect holds what is no number, or a vanishing one."""

from numba.core import types

from luma.audio.fx.effect import Block, State
from luma.audio.kernel.compiled import compiled

LOUDEST, FAINTEST, NOTHING = 1e9, 1e-30, 1e-100

F32 = types.float32


@compiled
def clean(block: Block) -> None:
    """Silence, in a block, what is no number or beyond all measure."""
    for i in range(block.shape[0]):
        for channel in range(2):
            sample = block[i, channel]
            block[i, channel] = sample if abs(sample) < F32(LOUDEST) else F32(0.0)


@compiled
def tame(sample: float) -> float:
    """A sample, or zero for one too faint for any ear: such numbers are slow to work with."""
    return sample if abs(sample) > FAINTEST else 0.0


@compiled
def settle(state: State, first: int, stop: int) -> None:
    """Let what has died away be zero: so far below any sample that no ear or bit can tell."""
    for n in range(first, stop):
        if abs(state[n]) < NOTHING:
            state[n] = 0.0


@compiled
def linear(level: float, floor: float) -> float:
    """The factor of a level in decibels, which is nothing at the floor."""
    return 10.0 ** (level / 20.0) if level > floor else 0.0
