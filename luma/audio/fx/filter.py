"""Filter."""

from typing import Annotated

from luma.audio.fx import glide, svf
from luma.audio.fx.effect import Block, Choices, Range, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import clean, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.domain.units import Hz

_LINES = 5
_SLOPE, _DAMPING, _LOW, _BAND, _HIGH = range(NOW, NOW + _LINES)
_MEMORY = glide.words(_LINES)
_WORDS = _MEMORY + 4


@compiled
def _run(block: Block, state: State, start: int, stop: int) -> None:
    mix = 0.0, state[_LOW], state[_BAND], state[_HIGH]
    by = svf.factors(state[_SLOPE], state[_DAMPING], mix)
    m = _MEMORY
    l1, l2, r1, r2 = state[m], state[m + 1], state[m + 2], state[m + 3]
    for i in range(start, stop):
        l1, l2, left = svf.turn(l1, l2, float(block[i, 0]), by)
        r1, r2, right = svf.turn(r1, r2, float(block[i, 1]), by)
        block[i, 0], block[i, 1] = tame(left), tame(right)
    state[m], state[m + 1], state[m + 2], state[m + 3] = l1, l2, r1, r2


@effect("filter", state=_WORDS)
def filter_(
    block: Block,
    state: State,
    *,
    kind: Annotated[int, Choices("low", "high", "band", "notch")] = 0,
    frequency: Annotated[Hz, Range(20, 20_000, "log")] = Hz(1000.0),
    resonance: Annotated[float, Range(0.5, 20, "log")] = 0.7071,
) -> None:
    """What lies below, above or about a frequency, or all but that."""
    frames = block.shape[0]
    glide.aim(state, _LINES, 0, svf.slope_at(frequency))
    glide.aim(state, _LINES, 1, 1.0 / resonance)
    glide.aim(state, _LINES, 2, 1.0 if kind in (0, 3) else 0.0)
    glide.aim(state, _LINES, 3, 1.0 if kind == 2 else 0.0)
    glide.aim(state, _LINES, 4, 1.0 if kind in (1, 3) else 0.0)
    glide.start(state, _LINES)
    clean(block)
    done = 0
    while done < frames:
        count = glide.advance(state, _LINES, frames - done)
        _run(block, state, done, done + count)
        done += count
    settle(state, _MEMORY, _WORDS)
