"""Which effect an op code stands for; written by `luma.audio.fx.generate`."""

# fmt: off
from luma.audio.fx.compressor import compressor
from luma.audio.fx.delay import delay
from luma.audio.fx.effect import Block, Room, State
from luma.audio.fx.eq import eq
from luma.audio.fx.eq3 import eq3
from luma.audio.fx.filter import filter_
from luma.audio.fx.gain import gain
from luma.audio.fx.gate import gate
from luma.audio.fx.limiter import limiter
from luma.audio.fx.meter import meter
from luma.audio.fx.mixer import mixer
from luma.audio.fx.noise import noise
from luma.audio.fx.pan import pan
from luma.audio.fx.reverb import reverb
from luma.audio.fx.splitter import splitter
from luma.audio.fx.sweep import sweep
from luma.audio.fx.tone import tone
from luma.audio.fx.width import width
from luma.audio.kernel.compiled import compiled

OPS = {
    "compressor": 1,
    "delay": 2,
    "eq": 3,
    "eq3": 4,
    "filter": 5,
    "gain": 6,
    "gate": 7,
    "limiter": 8,
    "meter": 9,
    "mixer": 10,
    "noise": 11,
    "pan": 12,
    "reverb": 13,
    "splitter": 14,
    "sweep": 15,
    "tone": 16,
    "width": 17,
}


@compiled
def dispatch(  # noqa: PLR0912, PLR0915  (one case for each effect)
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
        compressor(
            block,
            state,
            side,
            params[0],
            params[1],
            params[2],
            params[3],
            params[4],
            params[5],
        )
    elif op == 2:
        delay(
            block,
            state,
            room,
            beat,
            int(params[0]),
            params[1],
            params[2],
            params[3],
            params[4] != 0.0,
            params[5],
            params[6],
        )
    elif op == 3:
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
    elif op == 4:
        eq3(
            block,
            state,
            params[0],
            params[1],
            params[2],
            params[3],
            params[4],
        )
    elif op == 5:
        filter_(
            block,
            state,
            int(params[0]),
            params[1],
            params[2],
        )
    elif op == 6:
        gain(
            block,
            state,
            params[0],
        )
    elif op == 7:
        gate(
            block,
            state,
            params[0],
            params[1],
            params[2],
            params[3],
            params[4],
            params[5],
        )
    elif op == 8:
        limiter(
            block,
            state,
            room,
            params[0],
            params[1],
            params[2],
        )
    elif op == 9:
        meter(
            block,
            state,
        )
    elif op == 10:
        mixer(
            block,
            state,
            params[0],
        )
    elif op == 11:
        noise(
            block,
            state,
            int(params[0]),
            params[1],
        )
    elif op == 12:
        pan(
            block,
            state,
            params[0],
        )
    elif op == 13:
        reverb(
            block,
            state,
            room,
            params[0],
            params[1],
            params[2],
            params[3],
            params[4],
            params[5],
        )
    elif op == 14:
        splitter(
            block,
            state,
            int(params[0]),
        )
    elif op == 15:
        sweep(
            block,
            state,
            params[0],
            params[1],
        )
    elif op == 16:
        tone(
            block,
            state,
            params[0],
            params[1],
        )
    elif op == 17:
        width(
            block,
            state,
            params[0],
        )
