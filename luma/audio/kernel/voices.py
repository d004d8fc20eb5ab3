"""Voices taken out of the mix: what is heard is the mix less those that are silent."""

from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.atomic import array_at
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Audio, Memory, Words

F32 = types.float32
Ramp = tuple[int, int]
"""A level in frames of a fade, and its step per frame."""


@compiled
def silence(balance: Words, silent: int) -> None:
    """Let the voices whose bits are set fade out, and all others fade in."""
    for voice in range(slots.VOICE_COUNT):
        is_silent = (silent >> voice) & 1
        balance[slots.VOICE_GOAL + voice] = 0 if is_silent else slots.FADE_FRAMES


@compiled
def _is_active(memory: Memory) -> bool:
    """Whether the voices at hand are those of the mix that plays."""
    live = memory.balance[slots.LIVE_VOICES]
    if live == slots.NO_VOICES:
        return False
    generation = memory.voices[live, slots.VOICES_GENERATION]
    return bool(generation == memory.transport[slots.GENERATION])


@compiled
def _turn(memory: Memory) -> None:
    """Let another set take the place of one that takes nothing away any more."""
    balance = memory.balance
    if balance[slots.NEXT_VOICES] == slots.AS_BEFORE:
        return
    if _is_active(memory):
        for voice in range(slots.VOICE_COUNT):
            if balance[slots.VOICE_LEVEL + voice] < slots.FADE_FRAMES:
                return
    for voice in range(slots.VOICE_COUNT):
        balance[slots.VOICE_LEVEL + voice] = slots.FADE_FRAMES
    balance[slots.LIVE_VOICES] = balance[slots.NEXT_VOICES]
    balance[slots.NEXT_VOICES] = slots.AS_BEFORE


@compiled
def _way(balance: Words, voice: int) -> int:
    """How far a voice is from its goal, in frames of a fade."""
    goal = balance[slots.VOICE_GOAL + voice]
    if balance[slots.NEXT_VOICES] != slots.AS_BEFORE:
        goal = slots.FADE_FRAMES
    return int(goal - balance[slots.VOICE_LEVEL + voice])


@compiled
def _sign(way: int) -> int:
    if way == 0:
        return 0
    return 1 if way > 0 else -1


@compiled
def _steady(balance: Words, limit: int) -> int:
    """How many frames pass before the first voice reaches its goal."""
    count = limit
    for voice in range(slots.VOICE_COUNT):
        way = abs(_way(balance, voice))
        if way > 0:
            count = min(count, way)
    return count


@compiled
def _subtract(block: Audio, samples: Audio, heard: Ramp, fade: Ramp) -> None:
    """Take a voice out of a run of the mix, as far as it is not heard, faded as the mix is."""
    whole = F32(slots.FADE_FRAMES)
    for i in range(min(block.shape[0], samples.shape[0])):
        away = F32(slots.FADE_FRAMES - heard[0] - heard[1] * i) / whole
        part = away * (F32(fade[0] + fade[1] * i) / whole)
        block[i, 0] -= samples[i, 0] * part
        block[i, 1] -= samples[i, 1] * part


@compiled
def take_away(memory: Memory, block: Audio, song: int, level: int, step: int) -> None:
    """Take what is silent out of a run of the mix; where the head stands, only time passes."""
    balance, done = memory.balance, 0
    while done < block.shape[0]:
        _turn(memory)
        count = _steady(balance, block.shape[0] - done)
        sounds = _is_active(memory) and (level != 0 or step != 0)
        for voice in range(slots.VOICE_COUNT):
            heard = balance[slots.VOICE_LEVEL + voice]
            moves = _sign(_way(balance, voice))
            if sounds and (heard < slots.FADE_FRAMES or moves != 0):
                row = memory.voices[balance[slots.LIVE_VOICES]]
                frames = row[slots.VOICES_FRAMES]
                samples = array_at(row[voice], (frames, slots.CHANNELS), F32)
                begin = min(song + done, frames)
                part = block[done : done + count]
                fade = (level + step * done, step)
                _subtract(part, samples[begin:], (heard, moves), fade)
        for voice in range(slots.VOICE_COUNT):
            balance[slots.VOICE_LEVEL + voice] += _sign(_way(balance, voice)) * count
        done += count
