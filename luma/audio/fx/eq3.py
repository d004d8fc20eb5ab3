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
_WORDS = _MEMORY + 2 * 10
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
def _part(state: State, at: int, sample: float, edge: Edge) -> tuple[float, float]:
    """What of a sample lies below an edge and above it."""
    first, second = state[at], state[at + 1]
    new = sample - edge[3] * second - edge[2] * first
    state[at], state[at + 1] = new, first
    ends, middle = new + second, 2.0 * first
    return edge[0] * (ends + middle), edge[1] * (ends - middle)


@compiled
def _run(block: Block, state: State, start: int, stop: int) -> None:
    low_gain, mid_gain, high_gain = state[_LOW], state[_MID], state[_HIGH]
    e, f = _EDGE1, _EDGE2
    below = (state[e], state[e + 1], state[e + 2], state[e + 3])
    above = (state[f], state[f + 1], state[f + 2], state[f + 3])
    for i in range(start, stop):
        for channel in range(2):
            at = _MEMORY + 10 * channel
            low, rest = _part(state, at, float(block[i, channel]), below)
            low, _ = _part(state, at + 2, low, below)
            _, rest = _part(state, at + 4, rest, below)
            mid, high = _part(state, at + 6, rest, above)
            low *= low_gain
            mid *= mid_gain * above[0]
            high *= high_gain * above[1]
            # one section ends all three: the lows turn with the others, the rest part again
            mixed = above[3] * low + (mid + high) + state[at + 8]
            state[at + 8] = above[2] * (low - mixed) + 2.0 * (mid - high) + state[at + 9]
            state[at + 9] = low + (mid + high) - above[3] * mixed
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
