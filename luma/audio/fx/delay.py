"""Delay."""

import math
from typing import Annotated

from luma.audio.fx import glide
from luma.audio.fx.effect import Block, Choices, Range, Room, State, effect
from luma.audio.fx.glide import NOW
from luma.audio.fx.tame import clean, settle, tame
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.units import HOUSE_RATE, Beats, Hz, Seconds

_LINES = 4
_FEEDBACK, _CROSS, _BRIGHT, _MIX = range(NOW, NOW + _LINES)
_PLACE, _OLD, _NEW, _FADE, _SOFT = range(glide.words(_LINES), glide.words(_LINES) + 5)
_WORDS = _SOFT + 2
_LENGTH = 1 << 17
"""Frames that the lines hold: two seconds and seven tenths."""
_LONGEST = (_LENGTH - 1) / HOUSE_RATE
_OPEN = 20_000.0


@compiled
def brightness(frequency: float) -> float:
    """How much of its way to the sound a softened line goes in a frame; all at the end."""
    if frequency >= _OPEN:
        return 1.0
    return 1.0 - math.exp(-2.0 * math.pi * frequency / HOUSE_RATE)


@compiled
def _frames_of(seconds: float) -> float:
    return float(round(min(max(seconds, 0.001), _LONGEST) * HOUSE_RATE))


@compiled
def _tap(room: Room, place: int, late: int) -> tuple[float, float]:
    at = 2 * ((place - late) & (_LENGTH - 1))
    return float(room[at]), float(room[at + 1])


@compiled
def _run(block: Block, state: State, room: Room, start: int, stop: int) -> None:
    feedback, cross, bright, mix = state[_FEEDBACK], state[_CROSS], state[_BRIGHT], state[_MIX]
    place, new, old, fade = int(state[_PLACE]), int(state[_NEW]), int(state[_OLD]), state[_FADE]
    soft_left, soft_right = state[_SOFT], state[_SOFT + 1]
    straight = 1.0 - cross
    for i in range(start, stop):
        left, right = float(block[i, 0]), float(block[i, 1])
        late_left, late_right = _tap(room, place, new)
        if fade > 0.0:
            fade -= 1.0
            share = fade / FADE_FRAMES
            old_left, old_right = _tap(room, place, old)
            late_left += (old_left - late_left) * share
            late_right += (old_right - late_right) * share
        soft_left += (late_left - soft_left) * bright
        soft_right += (late_right - soft_right) * bright
        back_left = feedback * (straight * soft_left + cross * soft_right)
        back_right = feedback * (straight * soft_right + cross * soft_left)
        at = 2 * place
        room[at] = tame(left + (right - left) * 0.5 * cross + back_left)
        room[at + 1] = tame(right * straight + back_right)
        place = (place + 1) & (_LENGTH - 1)
        block[i, 0] = left + (late_left - left) * mix
        block[i, 1] = right + (late_right - right) * mix
    state[_PLACE], state[_FADE] = place, fade
    state[_SOFT], state[_SOFT + 1] = soft_left, soft_right


@compiled
def _aim_tap(state: State, frames: float) -> None:
    """Fade to another tap, once the fade before it has ended."""
    if state[_NEW] == 0.0:
        state[_NEW] = frames
    if state[_FADE] == 0.0 and state[_NEW] != frames:
        state[_OLD], state[_NEW], state[_FADE] = state[_NEW], frames, FADE_FRAMES


@effect("delay", state=_WORDS, room=2 * _LENGTH)
def delay(
    block: Block,
    state: State,
    room: Room,
    beat: float,
    *,
    timing: Annotated[int, Choices("seconds", "beats")] = 0,
    seconds: Annotated[Seconds, Range(0.001, 2.7, "log")] = Seconds(0.35),
    beats: Annotated[Beats, Range(0.0625, 4, "log")] = Beats(0.75),
    feedback: Annotated[float, Range(0, 0.95)] = 0.4,
    ping_pong: bool = False,
    damping: Annotated[Hz, Range(200, _OPEN, "log")] = Hz(6000.0),
    mix: Annotated[float, Range(0, 1)] = 0.3,
) -> None:
    """Echoes, so many seconds or beats apart, each softer and duller, or from side to side."""
    frames = block.shape[0]
    glide.aim(state, _LINES, 0, feedback)
    glide.aim(state, _LINES, 1, 1.0 if ping_pong else 0.0)
    glide.aim(state, _LINES, 2, brightness(damping))
    glide.aim(state, _LINES, 3, mix)
    late = _frames_of(beats * beat if timing == 1 else seconds)
    glide.start(state, _LINES)
    clean(block)
    done = 0
    while done < frames:
        _aim_tap(state, late)
        count = frames - done if state[_FADE] == 0.0 else int(min(state[_FADE], frames - done))
        count = glide.advance(state, _LINES, count)
        _run(block, state, room, done, done + count)
        done += count
    settle(state, _SOFT, _WORDS)
