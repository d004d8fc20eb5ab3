"""Voices turned up and down: what is heard is the mix and what each voice is more or less."""

from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Memory, Words

F32 = types.float32


@compiled
def is_active(memory: Memory) -> bool:
    """Whether the voices at hand are those of the mix that plays."""
    live = memory.balance[slots.LIVE_VOICES]
    if live == slots.NO_VOICES:
        return False
    generation = memory.voices[live, slots.VOICES_GENERATION]
    return bool(generation == memory.transport[slots.GENERATION])


@compiled
def turn(memory: Memory) -> None:
    """Let another set take the place of one that changes nothing any more."""
    balance = memory.balance
    if balance[slots.NEXT_VOICES] == slots.AS_BEFORE:
        return
    if is_active(memory):
        for voice in range(slots.VOICE_COUNT):
            if balance[slots.VOICE_LEVEL + voice] != slots.WHOLE:
                return
    for voice in range(slots.VOICE_COUNT):
        balance[slots.VOICE_LEVEL + voice] = slots.WHOLE
    balance[slots.LIVE_VOICES] = balance[slots.NEXT_VOICES]
    balance[slots.NEXT_VOICES] = slots.AS_BEFORE


@compiled
def _way(balance: Words, voice: int) -> int:
    """How far a voice is from its goal."""
    goal = balance[slots.VOICE_GOAL + voice]
    if balance[slots.NEXT_VOICES] != slots.AS_BEFORE:
        goal = slots.WHOLE
    return int(goal - balance[slots.VOICE_LEVEL + voice])


@compiled
def step(balance: Words, voice: int) -> int:
    """How a voice moves with every frame."""
    return int(min(max(_way(balance, voice), -slots.VOICE_STEP), slots.VOICE_STEP))


@compiled
def steady(balance: Words, limit: int) -> int:
    """How many frames pass before the first voice moves otherwise."""
    count = limit
    for voice in range(slots.VOICE_COUNT):
        way = abs(_way(balance, voice))
        if way > 0:
            count = min(count, max(1, way // slots.VOICE_STEP))
    return int(count)


@compiled
def is_moved(balance: Words, voice: int) -> bool:
    """Whether a voice is louder or softer than in the mix, or about to be."""
    return bool(balance[slots.VOICE_LEVEL + voice] != slots.WHOLE or step(balance, voice) != 0)


@compiled
def excess(balance: Words, voice: int, i: int) -> float:
    """How much louder a voice is than in the mix, some frames on; −1 where it is silent."""
    level = balance[slots.VOICE_LEVEL + voice] + step(balance, voice) * i
    return F32(level - slots.WHOLE) / F32(slots.WHOLE)  # type: ignore[no-any-return]


@compiled
def move(balance: Words, frames: int) -> None:
    """Let some frames pass."""
    for voice in range(slots.VOICE_COUNT):
        balance[slots.VOICE_LEVEL + voice] += step(balance, voice) * frames
