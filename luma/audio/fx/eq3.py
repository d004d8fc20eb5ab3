"""The equalizer of three bands."""

from typing import Annotated

from luma.audio.fx import biquad, glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import clean, linear, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.domain.units import Decibels, Hz

_LINES = 11
_LOW, _MID, _HIGH, _EDGE1, _EDGE2 = NOW, NOW + 1, NOW + 2, NOW + 3, NOW + 7
_SET = glide.words(_LINES)
_MEMORY = _SET + 2
_EACH = 14
_WORDS = _MEMORY + 2 * _EACH
_KILL = -60.0

Edge = tuple[float, float, float, float]


@compiled
def _edge(state: State, number: int, frequency: float) -> None:
    """Where two bands part: the first factors of its low and its high, and their poles."""
    if state[_SET + number] == frequency:
        return
    state[_SET + number] = frequency
    low, high = biquad.cut(frequency, 1.0), biquad.cut(frequency, -1.0)
    line = 3 + 4 * number
    glide.aim(state, _LINES, line, low[0])
    glide.aim(state, _LINES, line + 1, high[0])
    glide.aim(state, _LINES, line + 2, low[3])
    glide.aim(state, _LINES, line + 3, low[4])


@compiled
def _pass(state: State, at: int, part: float, turn: float, edge: Edge) -> float:
    """What a pass lets through: its share of a sample, which it weighs 1, 2 or -2, and 1."""
    passed = part + float(state[at])
    state[at] = turn * part + state[at + 1] - edge[2] * passed
    state[at + 1] = part - edge[3] * passed
    return passed


@compiled
def _run(block: Block, state: State, start: int, stop: int) -> None:
    low_gain, mid_gain, high_gain = state[_LOW], state[_MID], state[_HIGH]
    e, f = _EDGE1, _EDGE2
    one = (state[e], state[e + 1], state[e + 2], state[e + 3])
    two = (state[f], state[f + 1], state[f + 2], state[f + 3])
    for i in range(start, stop):
        for channel in range(2):
            at, sample = _MEMORY + _EACH * channel, float(block[i, channel])
            low = _pass(state, at, one[0] * sample, 2.0, one)
            low = _pass(state, at + 2, one[0] * low, 2.0, one) * low_gain
            rest = _pass(state, at + 4, one[1] * sample, -2.0, one)
            rest = _pass(state, at + 6, one[1] * rest, -2.0, one)
            mid = _pass(state, at + 8, two[0] * rest, 2.0, two) * (two[0] * mid_gain)
            high = _pass(state, at + 10, two[1] * rest, -2.0, two) * (two[1] * high_gain)
            # one section ends all three: the lows turn with the others, the rest part again
            mixed = two[3] * low + (mid + high) + state[at + 12]
            state[at + 12] = two[2] * (low - mixed) + 2.0 * (mid - high) + state[at + 13]
            state[at + 13] = low + (mid + high) - two[3] * mixed
            block[i, channel] = tame(mixed)


@effect("eq3", state=_WORDS, title="Three-band EQ")
def eq3(
    block: Block,
    state: State,
    *,
    low: Annotated[Decibels, Range(_KILL, 12)] = Decibels(0.0),
    mid: Annotated[Decibels, Range(_KILL, 12)] = Decibels(0.0),
    high: Annotated[Decibels, Range(_KILL, 12)] = Decibels(0.0),
    low_edge: Annotated[Hz, Range(40, 1000, "log")] = Hz(250.0),
    high_edge: Annotated[Hz, Range(1000, 12_000, "log")] = Hz(2500.0),
) -> None:
    """The lows, the mids and the highs, parted at 24 dB an octave; -60 dB takes one away."""
    frames = block.shape[0]
    glide.aim(state, _LINES, 0, linear(low, _KILL))
    glide.aim(state, _LINES, 1, linear(mid, _KILL))
    glide.aim(state, _LINES, 2, linear(high, _KILL))
    _edge(state, 0, low_edge)
    _edge(state, 1, high_edge)
    glide.start(state, _LINES)
    clean(block)
    done = 0
    while done < frames:
        count = glide.advance(state, _LINES, frames - done)
        _run(block, state, done, done + count)
        done += count
    settle(state, _MEMORY, _WORDS)
