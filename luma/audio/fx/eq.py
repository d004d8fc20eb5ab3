"""The parametric equalizer."""

from typing import Annotated

from luma.audio.fx import biquad, glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import LEFT, NOW
from luma.audio.fx.tame import clean, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.domain.units import Decibels, Hz

_BANDS = 7
_LINES = 5 * _BANDS
_SET = glide.words(_LINES)
_MEMORY = _SET + 3 * _BANDS
_ON = _MEMORY + 4 * _BANDS
_WORDS = _ON + _BANDS
_LOWEST, _HIGHEST = 10.0, 20_000.0
_KINDS = (-2, -1, 0, 0, 0, 1, 2)
"""The cut and the shelf of the lows, three bells, the shelf and the cut of the highs."""


@compiled
def _make(band: int, frequency: float, gain: float, q: float) -> biquad.Biquad:
    kind = _KINDS[band]
    if kind == 0:
        return biquad.peak(frequency, gain, q)
    if abs(kind) == 1:
        return biquad.shelf(frequency, gain, float(kind))
    if _LOWEST < frequency < _HIGHEST:
        return biquad.cut(frequency, kind * 0.5)
    return 1.0, 0.0, 0.0, 0.0, 0.0


@compiled
def _set(state: State, band: int, frequency: float, gain: float, q: float) -> None:
    at = _SET + 3 * band
    if state[at] == frequency and state[at + 1] == gain and state[at + 2] == q:
        return
    state[at], state[at + 1], state[at + 2] = frequency, gain, q
    made = _make(band, frequency, gain, q)
    for n in range(5):
        glide.aim(state, _LINES, 5 * band + n, made[n])


@compiled
def _choose(state: State) -> bool:
    """Mark the bands that change anything, and tell whether any does."""
    any_on = False
    for band in range(_BANDS):
        at, memory = NOW + 5 * band, _MEMORY + 4 * band
        rests = state[LEFT] == 0.0 and state[at] == 1.0
        rests = rests and state[at + 1] == state[at + 3] and state[at + 2] == state[at + 4]
        for n in range(memory, memory + 4):
            rests = rests and state[n] == 0.0
        state[_ON + band] = 0.0 if rests else 1.0
        any_on = any_on or not rests
    return any_on


@compiled
def _run(block: Block, state: State, start: int, stop: int) -> None:
    for i in range(start, stop):
        left, right = float(block[i, 0]), float(block[i, 1])
        for band in range(_BANDS):
            if state[_ON + band] == 0.0:
                continue
            at, m = NOW + 5 * band, _MEMORY + 4 * band
            b0, b1, b2 = state[at], state[at + 1], state[at + 2]
            a1, a2 = state[at + 3], state[at + 4]
            first, second = b0 * left + state[m], b0 * right + state[m + 2]
            state[m] = (b1 * left + state[m + 1]) - a1 * first
            state[m + 1] = b2 * left - a2 * first
            state[m + 2] = (b1 * right + state[m + 3]) - a1 * second
            state[m + 3] = b2 * right - a2 * second
            left, right = first, second
        block[i, 0], block[i, 1] = tame(left), tame(right)


@effect("eq", state=_WORDS, title="Parametric EQ")
def eq(
    block: Block,
    state: State,
    *,
    low_cut: Annotated[Hz, Range(_LOWEST, 1000, "log")] = Hz(_LOWEST),
    low_frequency: Annotated[Hz, Range(20, 1000, "log")] = Hz(120.0),
    low_gain: Annotated[Decibels, Range(-24, 24)] = Decibels(0.0),
    first_frequency: Annotated[Hz, Range(20, 20_000, "log")] = Hz(300.0),
    first_gain: Annotated[Decibels, Range(-24, 24)] = Decibels(0.0),
    first_q: Annotated[float, Range(0.1, 20, "log")] = 1.0,
    second_frequency: Annotated[Hz, Range(20, 20_000, "log")] = Hz(1000.0),
    second_gain: Annotated[Decibels, Range(-24, 24)] = Decibels(0.0),
    second_q: Annotated[float, Range(0.1, 20, "log")] = 1.0,
    third_frequency: Annotated[Hz, Range(20, 20_000, "log")] = Hz(3500.0),
    third_gain: Annotated[Decibels, Range(-24, 24)] = Decibels(0.0),
    third_q: Annotated[float, Range(0.1, 20, "log")] = 1.0,
    high_frequency: Annotated[Hz, Range(1000, 20_000, "log")] = Hz(8000.0),
    high_gain: Annotated[Decibels, Range(-24, 24)] = Decibels(0.0),
    high_cut: Annotated[Hz, Range(1000, _HIGHEST, "log")] = Hz(_HIGHEST),
) -> None:
    """Two cuts, two shelves and three bells; a cut at the end of its range is off."""
    frames = block.shape[0]
    places = (
        low_cut, low_frequency, first_frequency, second_frequency, third_frequency,
        high_frequency, high_cut,
    )  # fmt: skip
    gains = 0.0, low_gain, first_gain, second_gain, third_gain, high_gain, 0.0
    widths = 1.0, 1.0, first_q, second_q, third_q, 1.0, 1.0
    for band in range(_BANDS):
        _set(state, band, places[band], gains[band], widths[band])
    glide.start(state, _LINES)
    if not _choose(state):
        return
    clean(block)
    done = 0
    while done < frames:
        count = glide.advance(state, _LINES, frames - done)
        _choose(state)
        _run(block, state, done, done + count)
        done += count
    settle(state, _MEMORY, _ON)
