"""Which effect an op code stands for; written by `luma.audio.fx.generate`."""

# fmt: off
from luma.audio.fx.effect import Block, Room, State
from luma.audio.fx.gain import gain
from luma.audio.fx.meter import meter
from luma.audio.kernel.compiled import compiled

OPS = {
    "gain": 1,
    "meter": 2,
}


@compiled
def dispatch(  # noqa: C901, PLR0912, PLR0915  (one case for each effect)
    op: int,
    block: Block,
    side: Block,
    state: State,
    room: Room,
    beat: float,
    params: State,
) -> None:
    """Run the effect of an op code over a block."""
    if op == 1:
        gain(
            block,
            state,
            params[0],
        )
    elif op == 2:
        meter(
            block,
            state,
        )
