"""Reverb: eight lines that feed each other, behind two that smear what comes in."""

from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.delay import brightness
from luma.audio.fx.effect import Block, Range, Room, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import clean, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.units import HOUSE_RATE, Hz, Seconds

LENGTHS = (1423, 1777, 2137, 2539, 2953, 3457, 3989, 4591)
"""How many frames the eight lines hold in a room of the size 1; none shares a measure."""
SMEARS = (211, 557, 263, 487)
"""The frames of the smearing lines: two for the left and two for the right."""
SMEAR = 0.6

_COUNT = 8
_LINES = _COUNT + 3
_KEPT, _BRIGHT, _MIX, _WIDTH = NOW, NOW + _COUNT, NOW + _COUNT + 1, NOW + _COUNT + 2
_SET = glide.words(_LINES)
_PLACE, _FADE, _OLD, _NEW = _SET, _SET + 1, _SET + 2, _SET + 3 + _COUNT
_SOFT = _NEW + 1 + _COUNT
_WORDS = _SOFT + _COUNT
_LINE, _SMEAR_LINE, _BEFORE = 1 << 13, 1 << 10, 1 << 14
_SMEARS_AT, _BEFORE_AT = _COUNT * _LINE, _COUNT * _LINE + 4 * _SMEAR_LINE
_ROOM = _BEFORE_AT + 2 * _BEFORE
_LOUDNESS = 0.35


@compiled
def _smear(room: Room, line: int, place: int, sample: float) -> float:
    base = _SMEARS_AT + line * _SMEAR_LINE
    late = float(room[base + ((place - SMEARS[line]) & (_SMEAR_LINE - 1))])
    into = sample + SMEAR * late
    room[base + (place & (_SMEAR_LINE - 1))] = tame(into)
    return late - SMEAR * into


@compiled
def _enter(room: Room, place: int, old: int, new: int, share: float) -> tuple[float, float]:
    """What entered some time ago, smeared."""
    at = _BEFORE_AT + 2 * ((place - new) & (_BEFORE - 1))
    left, right = float(room[at]), float(room[at + 1])
    if share > 0.0:
        at = _BEFORE_AT + 2 * ((place - old) & (_BEFORE - 1))
        left += (room[at] - left) * share
        right += (room[at + 1] - right) * share
    left = _smear(room, 1, place, _smear(room, 0, place, left))
    right = _smear(room, 3, place, _smear(room, 2, place, right))
    return left, right


@compiled
def _tap(state: State, room: Room, place: int, line: int, share: float) -> float:
    base, new = line * _LINE, int(state[_NEW + line])
    late = float(room[base + ((place - new) & (_LINE - 1))])
    if share > 0.0:
        old = int(state[_OLD + line])
        late += (room[base + ((place - old) & (_LINE - 1))] - late) * share
    return late


@compiled
def _frame(
    state: State, room: Room, place: int, share: float, entered: tuple[float, float]
) -> tuple[float, float]:
    """One frame of the eight lines: what they give to the left and to the right."""
    bright = state[_BRIGHT]
    total, left, right = 0.0, 0.0, 0.0
    for line in range(_COUNT):
        late = _tap(state, room, place, line, share)
        soft = state[_SOFT + line] + (late - state[_SOFT + line]) * bright
        state[_SOFT + line] = soft
        total += soft * state[_KEPT + line]
        sign = 1.0 if line % 4 < 2 else -1.0
        if line % 2 == 0:
            left += sign * late
        else:
            right += sign * late
    total *= 2.0 / _COUNT
    for line in range(_COUNT):
        back = state[_SOFT + line] * state[_KEPT + line] - total
        room[line * _LINE + (place & (_LINE - 1))] = tame(entered[line % 2] + back)
    return left * _LOUDNESS, right * _LOUDNESS


@compiled
def _run(block: Block, state: State, room: Room, start: int, stop: int) -> None:
    mix, width = state[_MIX], state[_WIDTH]
    place, fade = int(state[_PLACE]), state[_FADE]
    old, new = int(state[_OLD + _COUNT]), int(state[_NEW + _COUNT])
    for i in range(start, stop):
        share = 0.0
        if fade > 0.0:
            fade -= 1.0
            share = fade / FADE_FRAMES
        at = _BEFORE_AT + 2 * (place & (_BEFORE - 1))
        room[at], room[at + 1] = block[i, 0], block[i, 1]
        entered = _enter(room, place, old, new, share)
        left, right = _frame(state, room, place, share, entered)
        middle, apart = (left + right) * 0.5, (left - right) * 0.5 * width
        block[i, 0] += (middle + apart - block[i, 0]) * mix
        block[i, 1] += (middle - apart - block[i, 1]) * mix
        place += 1
    state[_PLACE], state[_FADE] = place & (_BEFORE - 1), fade


@compiled
def _aim_taps(state: State, size: float, before: float) -> None:
    """Fade to the lines of another size, once the fade before it has ended."""
    late = float(round(before * HOUSE_RATE))
    if state[_FADE] > 0.0:
        return
    changes = state[_NEW + _COUNT] != late
    for line in range(_COUNT):
        changes = changes or state[_NEW + line] != round(LENGTHS[line] * size)
    if not changes:
        return
    if state[_NEW] > 0.0:
        state[_FADE] = FADE_FRAMES
    for line in range(_COUNT + 1):
        state[_OLD + line] = state[_NEW + line]
    for line in range(_COUNT):
        state[_NEW + line] = round(LENGTHS[line] * size)
    state[_NEW + _COUNT] = late


@effect("reverb", state=_WORDS, room=_ROOM)
def reverb(
    block: Block,
    state: State,
    room: Room,
    *,
    decay: Annotated[Seconds, Range(0.1, 20, "log")] = Seconds(1.8),
    size: Annotated[float, Range(0.3, 1.7)] = 1.0,
    before: Annotated[Seconds, Range(0, 0.25)] = Seconds(0.01),
    damping: Annotated[Hz, Range(500, 20_000, "log")] = Hz(6000.0),
    width: Annotated[float, Range(0, 1)] = 1.0,
    mix: Annotated[float, Range(0, 1)] = 0.25,
) -> None:
    """A room: how long it rings (to -60 dB), how large, how late, how dull and wide it is."""
    frames = block.shape[0]
    for line in range(_COUNT):
        kept = 10.0 ** (-3.0 * LENGTHS[line] * size / (decay * HOUSE_RATE))
        glide.aim(state, _LINES, line, kept)
    glide.aim(state, _LINES, _COUNT, brightness(damping))
    glide.aim(state, _LINES, _COUNT + 1, mix)
    glide.aim(state, _LINES, _COUNT + 2, width)
    glide.start(state, _LINES)
    clean(block)
    done = 0
    while done < frames:
        _aim_taps(state, size, before)
        count = frames - done if state[_FADE] == 0.0 else int(min(state[_FADE], frames - done))
        count = glide.advance(state, _LINES, count)
        _run(block, state, room, done, done + count)
        done += count
    settle(state, _SOFT, _WORDS)
