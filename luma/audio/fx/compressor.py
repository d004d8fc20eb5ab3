"""Compressor."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.measure import OCTAVE, exp2, log2, share_in
from luma.audio.fx.tame import FAINTEST, LOUDEST, clean, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.domain.units import Decibels, Seconds

_LINES = 4
_THRESHOLD, _SLOPE, _KNEE, _MAKEUP = range(NOW, NOW + _LINES)
_ATTACK, _RELEASE = glide.words(_LINES), glide.words(_LINES) + 2
_HELD = _RELEASE + 2
_WORK, _CHUNK = _HELD + 1, 64
_WORDS = _WORK + _CHUNK

_NARROWEST = 1e-6


@compiled
def _goals(side: Block, state: State, start: int, count: int) -> None:
    """How far each frame of the second sound asks to be taken down."""
    threshold, slope = state[_THRESHOLD], state[_SLOPE]
    knee = max(state[_KNEE] * 0.5, _NARROWEST)
    bend = 0.25 / knee
    for i in range(count):
        left, right = abs(float(side[start + i, 0])), abs(float(side[start + i, 1]))
        loud = left if left > right else right
        loud = loud if loud > FAINTEST else FAINTEST
        loud = loud if loud < LOUDEST else FAINTEST
        into = log2(loud) - threshold + knee
        into = into if into > 0.0 else 0.0
        bent = into if into < 2.0 * knee else 2.0 * knee
        state[_WORK + i] = slope * (bent * bent * bend + (into - bent))


@compiled
def _follow(state: State, count: int) -> None:
    makeup, held = state[_MAKEUP], state[_HELD]
    attack, release = state[_ATTACK + 1], state[_RELEASE + 1]
    for i in range(count):
        more = state[_WORK + i] - held
        held += more * (attack if more > 0.0 else release)
        state[_WORK + i] = makeup - held
    state[_HELD] = held


@compiled
def _run(block: Block, side: Block, state: State, start: int, stop: int) -> None:
    for first in range(start, stop, _CHUNK):
        count = min(_CHUNK, stop - first)
        _goals(side, state, first, count)
        _follow(state, count)
        for i in range(count):
            state[_WORK + i] = exp2(state[_WORK + i])
        for i in range(count):
            factor = state[_WORK + i]
            block[first + i, 0] = tame(block[first + i, 0] * factor)
            block[first + i, 1] = tame(block[first + i, 1] * factor)
            state[_WORK + i] = 0.0


@effect("compressor", state=_WORDS)
def compressor(
    block: Block,
    state: State,
    side: Block,
    *,
    threshold: Annotated[Decibels, Range(-60, 0)] = Decibels(-18.0),
    ratio: Annotated[float, Range(1, 20, "log")] = 3.0,
    knee: Annotated[Decibels, Range(0, 24)] = Decibels(6.0),
    attack: Annotated[Seconds, Range(0.0001, 0.2, "log")] = Seconds(0.01),
    release: Annotated[Seconds, Range(0.005, 2, "log")] = Seconds(0.15),
    makeup: Annotated[Decibels, Range(0, 24)] = Decibels(0.0),
) -> None:
    """Softer by a ratio what is above the threshold; a second sound may be what it obeys."""
    frames = block.shape[0]
    glide.aim(state, _LINES, 0, threshold / OCTAVE)
    glide.aim(state, _LINES, 1, 1.0 - 1.0 / ratio)
    glide.aim(state, _LINES, 2, knee / OCTAVE)
    glide.aim(state, _LINES, 3, makeup / OCTAVE)
    share_in(state, _ATTACK, attack)
    share_in(state, _RELEASE, release)
    glide.start(state, _LINES)
    clean(block)
    done = 0
    while done < frames:
        count = glide.advance(state, _LINES, frames - done)
        _run(block, side, state, done, done + count)
        done += count
    settle(state, _HELD, _WORK)
