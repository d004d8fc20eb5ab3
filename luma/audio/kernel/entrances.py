"""How the kernel calls each effect; written by `luma.audio.fx.generate`."""

# fmt: off
# ruff: noqa: ARG001, PLR0913, PLR0917  (as the kernel calls them all)
from collections.abc import Callable

from numba.core import types

from luma.audio.fx.compressor import compressor
from luma.audio.fx.delay import delay
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
from luma.audio.kernel.atomic import array_at

I64, F32, F64 = types.int64, types.float32, types.float64


def _compressor(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (6,), F64)
    compressor(
        array_at(block, (frames, 2), F32),
        array_at(state, (83,), F64),
        array_at(side, (frames, 2), F32),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
    )


def _delay(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (7,), F64)
    delay(
        array_at(block, (frames, 2), F32),
        array_at(state, (20,), F64),
        array_at(room, (size,), F32),
        beat,
        I64(numbers[0]),
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4] != 0.0,
        numbers[5],
        numbers[6],
    )


def _eq(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (15,), F64)
    eq(
        array_at(block, (frames, 2), F32),
        array_at(state, (163,), F64),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        numbers[10],
        numbers[11],
        numbers[12],
        numbers[13],
        numbers[14],
    )


def _eq3(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (5,), F64)
    eq3(
        array_at(block, (frames, 2), F32),
        array_at(state, (65,), F64),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
    )


def _filter(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (3,), F64)
    filter_(
        array_at(block, (frames, 2), F32),
        array_at(state, (21,), F64),
        I64(numbers[0]),
        numbers[1],
        numbers[2],
    )


def _gain(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (1,), F64)
    gain(
        array_at(block, (frames, 2), F32),
        array_at(state, (5,), F64),
        numbers[0],
    )


def _gate(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (6,), F64)
    gate(
        array_at(block, (frames, 2), F32),
        array_at(state, (11,), F64),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
    )


def _limiter(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (3,), F64)
    limiter(
        array_at(block, (frames, 2), F32),
        array_at(state, (241,), F64),
        array_at(room, (size,), F32),
        numbers[0],
        numbers[1],
        numbers[2],
    )


def _meter(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    meter(
        array_at(block, (frames, 2), F32),
        array_at(state, (266,), F64),
    )


def _mixer(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (1,), F64)
    mixer(
        array_at(block, (frames, 2), F32),
        array_at(state, (5,), F64),
        numbers[0],
    )


def _noise(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (2,), F64)
    noise(
        array_at(block, (frames, 2), F32),
        array_at(state, (12,), F64),
        I64(numbers[0]),
        numbers[1],
    )


def _pan(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (1,), F64)
    pan(
        array_at(block, (frames, 2), F32),
        array_at(state, (8,), F64),
        numbers[0],
    )


def _reverb(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (6,), F64)
    reverb(
        array_at(block, (frames, 2), F32),
        array_at(state, (63,), F64),
        array_at(room, (size,), F32),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
    )


def _splitter(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (1,), F64)
    splitter(
        array_at(block, (frames, 2), F32),
        array_at(state, (8,), F64),
        I64(numbers[0]),
    )


def _sweep(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (2,), F64)
    sweep(
        array_at(block, (frames, 2), F32),
        array_at(state, (25,), F64),
        numbers[0],
        numbers[1],
    )


def _tone(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (2,), F64)
    tone(
        array_at(block, (frames, 2), F32),
        array_at(state, (9,), F64),
        numbers[0],
        numbers[1],
    )


def _width(
    block: int, side: int, frames: int, state: int,
    room: int, size: int, beat: float, params: int,
) -> None:
    numbers = array_at(params, (1,), F64)
    width(
        array_at(block, (frames, 2), F32),
        array_at(state, (5,), F64),
        numbers[0],
    )


ENTRANCES: dict[str, Callable[..., None]] = {
    "compressor": _compressor,
    "delay": _delay,
    "eq": _eq,
    "eq3": _eq3,
    "filter": _filter,
    "gain": _gain,
    "gate": _gate,
    "limiter": _limiter,
    "meter": _meter,
    "mixer": _mixer,
    "noise": _noise,
    "pan": _pan,
    "reverb": _reverb,
    "splitter": _splitter,
    "sweep": _sweep,
    "tone": _tone,
    "width": _width,
}
"""The entrance to each effect, by its key."""
