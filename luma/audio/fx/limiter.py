"""Limiter: it works in small chunks of its own, so blocks of any size give the same samples.

It has two stages. The first brings down what is too loud. Where its gain moves, a wave may
rise a little between the samples; the second sees to that.
"""

from typing import Annotated

from numba.core import types

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, Room, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.measure import share_in
from luma.audio.fx.tame import clean, linear, tame
from luma.audio.fx.truepeak import BEFORE, HALF, LEAD, MOST, raise_to_peaks
from luma.audio.kernel.compiled import compiled
from luma.domain.units import Decibels, Seconds

CHUNK = 32
RAMPS = 64, 32
"""Frames over which the gain of each stage comes down."""
LATENCY = CHUNK + sum(2 * HALF + ramp - 1 for ramp in RAMPS)
MARGIN = Decibels(0.4)
"""What is left below the ceiling, for points that lie between those that are looked at."""
_DEEPER = 0.998
"""The first stage goes a little deeper, so that the second mostly rests."""
_NEARLY = 0.999999

_REST = 256
"""After so many frames at a gain of 1 a stage has nothing in mind."""

# of each stage: its gain, the sum of its last gains, how long it has rested, and the gains
_GAIN, _SUM, _CALM, _GAINS = range(4)
_STAGE = _GAINS + RAMPS[0] + CHUNK

_LINES = 2
_CEILING, _DRIVE = NOW, NOW + 1
_RELEASE = glide.words(_LINES)
_FILLED, _ROOF = _RELEASE + 2, _RELEASE + 3
_STAGES = _ROOF + CHUNK
_WORDS = _STAGES + 2 * _STAGE

_LATE = 2 * HALF + RAMPS[0] - 1
_WAVE = _LATE + CHUNK
"""The room of each channel of each stage."""
_WINDOW = 2 * HALF + RAMPS[0]
"""Frames, whole chunks of them, that a gain asked for counts, in the stage with more."""
_ENDS = 4 * _WAVE
_PEAKS = _ENDS + 2 * _WINDOW
_GOALS = _PEAKS + CHUNK
_WORK = _GOALS + CHUNK
_OUT = _WORK + 3 * (CHUNK + LEAD)
_ROOM = _OUT + 2 * CHUNK


@compiled
def _lowest(roofs: State) -> float:
    lowest = roofs[0]
    for i in range(CHUNK):
        lowest = min(lowest, roofs[i])
    return float(lowest)


@compiled
def _find_peaks(waves: Room, peaks: Room, work: Room, lowest: float) -> None:
    """Raise the peaks of a chunk to those of both channels, unless all of it is far too low."""
    for channel in range(2):
        start = (channel + 1) * _WAVE - CHUNK - HALF
        around = waves[start - BEFORE : start + CHUNK + HALF]
        most = types.float32(0.0)
        for i in range(CHUNK + BEFORE + HALF):
            size = abs(around[i])
            most = size if size > most else most
        if most * MOST >= lowest:
            raise_to_peaks(around, peaks, work)


@compiled
def _least(asked: Room, goals: Room, ends: Room, chunks: int) -> None:
    """For each frame the least gain asked for by it and those before it, so many chunks long.

    Of each chunk before it the ends are kept: the least from each frame on.
    """
    least = types.float32(1.0)
    for chunk in range(1, chunks):
        least = min(least, ends[chunk * CHUNK])
    for i in range(CHUNK):
        least = asked[i] if asked[i] < least else least
        oldest = ends[i + 1] if i + 1 < CHUNK else least
        goals[i] = oldest if oldest < least else least
    newest = (chunks - 1) * CHUNK
    for i in range(newest):
        ends[i] = ends[i + CHUNK]
    least = types.float32(1.0)
    for i in range(CHUNK - 1, -1, -1):
        least = asked[i] if asked[i] < least else least
        ends[newest + i] = least


@compiled
def _smooth(stage: State, goals: Room, ramp: int, release: float) -> None:
    """The gain for each frame: down on a straight ramp, up by the release."""
    gain, total, calm = stage[_GAIN], stage[_SUM], stage[_CALM]
    for i in range(CHUNK):
        goal = float(goals[i])
        risen = gain + (goal - gain) * release
        gain = goal if goal < gain or risen > _NEARLY * goal else risen
        calm = calm + 1.0 if gain == 1.0 else 0.0
        total += gain - stage[_GAINS + i]
        total = float(ramp) if calm >= ramp else total
        stage[_GAINS + ramp + i] = gain
        goals[i] = min(total / ramp, 1.0)
    stage[_GAIN], stage[_SUM], stage[_CALM] = gain, total, calm
    for i in range(ramp):
        stage[_GAINS + i] = stage[_GAINS + CHUNK + i]


@compiled
def _ask(peaks: Room, roofs: State, deeper: float) -> bool:
    """Turn the peaks of a chunk into the gains that they ask for; whether any is below 1."""
    is_high = False
    for i in range(CHUNK):
        roof, peak = types.float32(roofs[i] * deeper), peaks[i]
        is_high = is_high or peak > roof
        peaks[i] = roof / peak if peak > roof else types.float32(1.0)
    return is_high


@compiled
def _pass(state: State, room: Room, number: int) -> None:
    """Take the newest chunk through a stage: its wave moves on, and a chunk goes out."""
    ramp, deeper = RAMPS[number], _DEEPER if number == 0 else 1.0
    stage = state[_STAGES + number * _STAGE : _STAGES + (number + 1) * _STAGE]
    roofs = state[_ROOF : _ROOF + CHUNK]
    waves = room[2 * number * _WAVE : 2 * (number + 1) * _WAVE]
    peaks, goals, out = room[_PEAKS:_GOALS], room[_GOALS:_WORK], room[_OUT:]
    first = _LATE - (2 * HALF + ramp - 1)
    left, right = waves[first : first + CHUNK], waves[_WAVE + first : _WAVE + first + CHUNK]
    for i in range(CHUNK):
        peaks[i] = 0.0
    _find_peaks(waves, peaks, room[_WORK:_OUT], _lowest(roofs) * deeper)
    if _ask(peaks, roofs, deeper) or stage[_CALM] < _REST:
        ends = room[_ENDS + number * _WINDOW : _ENDS + (number + 1) * _WINDOW]
        _least(peaks, goals, ends, (ramp + 2 * HALF) // CHUNK)
        _smooth(stage, goals, ramp, state[_RELEASE + 1])
        for i in range(CHUNK):
            out[i], out[CHUNK + i] = tame(left[i] * goals[i]), tame(right[i] * goals[i])
    else:
        for i in range(CHUNK):
            out[i], out[CHUNK + i] = left[i], right[i]
    for start in (0, _WAVE):
        for i in range(_LATE):
            waves[start + i] = waves[start + i + CHUNK]


@compiled
def _make(state: State, room: Room) -> None:
    """Make the next chunk that goes out, once a chunk that came in is full."""
    for number in range(2):
        if number == 1:
            for i in range(CHUNK):
                room[2 * _WAVE + _LATE + i] = room[_OUT + i]
                room[3 * _WAVE + _LATE + i] = room[_OUT + CHUNK + i]
        _pass(state, room, number)


@compiled
def _exchange(block: Block, state: State, room: Room, first: int, stop: int) -> None:
    """Take frames in for the chunk to come, and give those of the one that is made."""
    filled = int(state[_FILLED])
    drive, roof = state[_DRIVE], state[_CEILING]
    for i in range(stop - first):
        at = filled + i
        room[_LATE + at] = block[first + i, 0] * drive
        room[_WAVE + _LATE + at] = block[first + i, 1] * drive
        state[_ROOF + at] = roof
        block[first + i, 0] = room[_OUT + at]
        block[first + i, 1] = room[_OUT + CHUNK + at]
    state[_FILLED] = filled + stop - first


@compiled
def _begin(state: State, room: Room) -> None:
    if state[_STAGES + _SUM] > 0.0:
        return
    for number in range(2):
        at, ramp = _STAGES + number * _STAGE, RAMPS[number]
        state[at + _SUM], state[at + _GAIN] = ramp, 1.0
        for n in range(_GAINS, _STAGE):
            state[at + n] = 1.0
    for n in range(_ENDS, _PEAKS):
        room[n] = 1.0


@effect("limiter", state=_WORDS, room=_ROOM, latency=LATENCY)
def limiter(
    block: Block,
    state: State,
    room: Room,
    *,
    ceiling: Annotated[Decibels, Range(-24, 0)] = Decibels(-1.0),
    drive: Annotated[Decibels, Range(0, 24)] = Decibels(0.0),
    release: Annotated[Seconds, Range(0.01, 1, "log")] = Seconds(0.1),
) -> None:
    """Lets no sample, and no point between samples, over the ceiling; it looks ahead."""
    _begin(state, room)
    glide.aim(state, _LINES, 0, linear(ceiling - MARGIN, -1000.0))
    glide.aim(state, _LINES, 1, linear(drive, -1000.0))
    glide.start(state, _LINES)
    share_in(state, _RELEASE, release)
    clean(block)
    done, frames = 0, block.shape[0]
    while done < frames:
        count = min(frames - done, CHUNK - int(state[_FILLED]))
        count = glide.advance(state, _LINES, count)
        _exchange(block, state, room, done, done + count)
        done += count
        if state[_FILLED] == CHUNK:
            _make(state, room)
            state[_FILLED] = 0.0
