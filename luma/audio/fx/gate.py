"""Gate."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.measure import share_in
from luma.audio.fx.tame import clean, linear, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.domain.units import HOUSE_RATE, Decibels, Seconds

_ATTACK, _RELEASE = glide.words(1), glide.words(1) + 2
_LEFT, _LEVEL = _RELEASE + 2, _RELEASE + 3
_WORDS = _LEVEL + 1
_SHUT = Decibels(-80.0)


@compiled
def _run(
    block: Block, state: State, frames: tuple[int, int], edges: tuple[float, float, float]
) -> None:
    opens, closes, hold = edges
    attack, release, shut = state[_ATTACK + 1], state[_RELEASE + 1], state[NOW]
    left, level = state[_LEFT], state[_LEVEL]
    for i in range(frames[0], frames[1]):
        loud = max(abs(block[i, 0]), abs(block[i, 1]))
        # it is held open by whatever is loud enough to keep it so
        if loud >= opens or (left > 0.0 and loud >= closes):
            left = hold
        elif left > 0.0:
            left -= 1.0
        if left > 0.0:
            level += (1.0 - level) * attack
        else:
            level += (shut - level) * release
        block[i, 0], block[i, 1] = tame(block[i, 0] * level), tame(block[i, 1] * level)
    state[_LEFT], state[_LEVEL] = left, level


@effect("gate", state=_WORDS)
def gate(
    block: Block,
    state: State,
    *,
    threshold: Annotated[Decibels, Range(-80, 0)] = Decibels(-45.0),
    hysteresis: Annotated[Decibels, Range(0, 24)] = Decibels(6.0),
    attack: Annotated[Seconds, Range(0.0001, 0.1, "log")] = Seconds(0.001),
    hold: Annotated[Seconds, Range(0.001, 2, "log")] = Seconds(0.05),
    release: Annotated[Seconds, Range(0.005, 2, "log")] = Seconds(0.1),
    floor: Annotated[Decibels, Range(_SHUT, 0)] = _SHUT,
) -> None:
    """Lets through what is loud: it opens at the threshold, and shuts some decibels below."""
    frames = block.shape[0]
    glide.aim(state, 1, 0, linear(floor, _SHUT))
    share_in(state, _ATTACK, attack)
    share_in(state, _RELEASE, release)
    opens, closes = linear(threshold, -1000.0), linear(threshold - hysteresis, -1000.0)
    edges = opens, closes, float(round(hold * HOUSE_RATE))
    glide.start(state, 1)
    clean(block)
    done = 0
    while done < frames:
        count = glide.advance(state, 1, frames - done)
        _run(block, state, (done, done + count), edges)
        done += count
    settle(state, _LEVEL, _WORDS)
