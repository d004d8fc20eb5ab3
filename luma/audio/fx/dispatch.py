"""Which effect an op code stands for; written by `luma.audio.fx.generate`."""

# fmt: off
from luma.audio.fx.effect import Block, Room, State
from luma.audio.fx.eq import eq
from luma.audio.fx.eq3 import eq3
from luma.audio.fx.filter import filter_
from luma.audio.fx.gain import gain
from luma.audio.fx.meter import meter
from luma.audio.fx.pan import pan
from luma.audio.fx.sweep import sweep
from luma.audio.fx.width import width
from luma.audio.kernel.compiled import compiled

OPS = {
    "eq": 1,
    "eq3": 2,
    "filter": 3,
    "gain": 4,
    "meter": 5,
    "pan": 6,
    "sweep": 7,
    "width": 8,
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
        eq(
            block,
            state,
            params[0],
            params[1],
            params[2],
            params[3],
            params[4],
            params[5],
            params[6],
            params[7],
            params[8],
            params[9],
            params[10],
            params[11],
            params[12],
            params[13],
            params[14],
        )
    elif op == 2:
        eq3(
            block,
            state,
            params[0],
            params[1],
            params[2],
            params[3],
            params[4],
        )
    elif op == 3:
        filter_(
            block,
            state,
            int(params[0]),
            params[1],
            params[2],
        )
    elif op == 4:
        gain(
            block,
            state,
            params[0],
        )
    elif op == 5:
        meter(
            block,
            state,
        )
    elif op == 6:
        pan(
            block,
            state,
            params[0],
        )
    elif op == 7:
        sweep(
            block,
            state,
            params[0],
            params[1],
        )
    elif op == 8:
        width(
            block,
            state,
            params[0],
        )
