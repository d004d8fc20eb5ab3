"""Sweep."""

from typing import Annotated

from luma.audio.fx import glide, svf
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import clean, settle, tame
from luma.audio.kernel.compiled import compiled

_LINES = 5
_SLOPE, _DAMPING, _DRY, _LOW, _HIGH = range(NOW, NOW + _LINES)
_MEMORY = glide.words(_LINES)
_WORDS = _MEMORY + 8
_REST = 0.02
_TOP, _BOTTOM, _RANGE = 18_000.0, 20.0, 300.0
_FLAT = 1.8478
"""The damping of the first of the two filters that make the flattest of four poles."""


@compiled
def _run(block: Block, state: State, start: int, stop: int) -> None:
    mix = state[_DRY], state[_LOW], 0.0, state[_HIGH]
    flat = svf.factors(state[_SLOPE], _FLAT, mix)
    keen = svf.factors(state[_SLOPE], state[_DAMPING], mix)
    for channel in range(2):
        m = _MEMORY + 4 * channel
        a1, a2, b1, b2 = state[m], state[m + 1], state[m + 2], state[m + 3]
        for i in range(start, stop):
            a1, a2, sample = svf.turn(a1, a2, float(block[i, channel]), flat)
            b1, b2, sample = svf.turn(b1, b2, sample, keen)
            block[i, channel] = tame(sample)
        state[m], state[m + 1], state[m + 2], state[m + 3] = a1, a2, b1, b2


@effect("sweep", state=_WORDS)
def sweep(
    block: Block,
    state: State,
    *,
    knob: Annotated[float, Range(-1, 1)] = 0.0,
    resonance: Annotated[float, Range(0.5, 10, "log")] = 1.3066,
) -> None:
    """One knob: to the left the highs go, to the right the lows; in the middle all is there."""
    frames = block.shape[0]
    turn = min(max(abs(knob) - _REST, 0.0) / (1.0 - _REST), 1.0)
    frequency = _TOP / _RANGE**turn if knob < 0.0 else _BOTTOM * (2 * _RANGE) ** turn
    glide.aim(state, _LINES, 0, svf.slope_at(frequency))
    glide.aim(state, _LINES, 1, 1.0 / resonance)
    glide.aim(state, _LINES, 2, 1.0 if turn == 0.0 else 0.0)
    glide.aim(state, _LINES, 3, 1.0 if turn > 0.0 and knob < 0.0 else 0.0)
    glide.aim(state, _LINES, 4, 1.0 if turn > 0.0 and knob > 0.0 else 0.0)
    glide.start(state, _LINES)
    clean(block)
    done = 0
    while done < frames:
        count = glide.advance(state, _LINES, frames - done)
        _run(block, state, done, done + count)
        done += count
    settle(state, _MEMORY, _WORDS)
