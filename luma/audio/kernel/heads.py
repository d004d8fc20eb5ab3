"""What is heard at a place of the song: a source with its voices, blended, and the twin."""

import math

from numba.core import types

from luma.audio.kernel import between, slots, voices
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.reading import copy_flat, count_missing, gather, silence
from luma.audio.kernel.slots import FADE_FRAMES, ONE, Audio, Memory, Words
from luma.audio.kernel.transport import Run
from luma.audio.kernel.twin import EVEN_POWER

F32 = types.float32
HEADS = 4
"""The head and its twin, each with what it is blended over from."""


@compiled
def _fill_lanes(memory: Memory, row: Words, first: int, frames: int, voiced: int) -> None:
    """Gather the frames of a source, and of the voices that are louder or softer than in it."""
    gather(row, memory.lanes[0, :frames], first)
    if not voiced:
        return
    held = memory.voices[memory.balance[slots.LIVE_VOICES]]
    for n in range(slots.VOICE_COUNT):
        if voices.is_moved(memory.balance, n):
            song = first + row[slots.SOURCE_ORIGIN]
            copy_flat(memory.lanes[1 + n, :frames], held[n], held[slots.VOICES_FRAMES], song)


@compiled
def _hear_plain(memory: Memory, block: Audio, voiced: int) -> None:
    """Whole frames, to the bit."""
    for i in range(block.shape[0]):
        block[i, 0] = memory.lanes[0, i, 0]
        block[i, 1] = memory.lanes[0, i, 1]
    for n in range(slots.VOICE_COUNT * voiced):
        if voices.is_moved(memory.balance, n):
            for i in range(block.shape[0]):
                excess = voices.excess(memory.balance, n, i)
                block[i, 0] += memory.lanes[1 + n, i, 0] * excess
                block[i, 1] += memory.lanes[1 + n, i, 1] * excess


@compiled
def _hear_between(
    memory: Memory, block: Audio, row: Words, run: Run, place: tuple[int, int]
) -> None:
    """Places between frames, each voice by the same weights as the mix."""
    balance, voiced = memory.balance, place[1]
    for i in range(block.shape[0]):
        at, taps = between.weigh(memory, row, run, place[0], i)
        left, right = 0.0, 0.0
        for lane in range(1 + slots.VOICE_COUNT * voiced):
            if lane > 0 and not voices.is_moved(balance, lane - 1):
                continue
            more = between.add_up(memory, lane, at, taps)
            excess = 1.0
            if lane > 0:
                excess = float(voices.excess(balance, lane - 1, i))
            left += more[0] * excess
            right += more[1] * excess
        block[i, 0] = F32(left)
        block[i, 1] = F32(right)


@compiled
def _hear_source(memory: Memory, block: Audio, slot: int, run: Run, place: int) -> None:
    if slot == slots.NO_SOURCE:
        silence(block)
        return
    row, frames = memory.sources[slot], block.shape[0]
    voiced = 1 if slot == memory.transport[slots.SOURCE] and voices.is_active(memory) else 0
    plain = between.is_plain(row, run, place)
    first = place // ONE - row[slots.SOURCE_ORIGIN]
    if not plain:
        first = between.first_needed(row, place)
        frames = between.frames_needed(row, run, place, frames)
    _fill_lanes(memory, row, first, frames, voiced)
    if plain:
        _hear_plain(memory, block, voiced)
    else:
        _hear_between(memory, block, row, run, (place, voiced))


@compiled
def _blend_over(block: Audio, old: Audio, switch: int) -> None:
    for i in range(block.shape[0]):
        share = F32(switch - i) / F32(FADE_FRAMES)
        block[i, 0] += (old[i, 0] - block[i, 0]) * share
        block[i, 1] += (old[i, 1] - block[i, 1]) * share


@compiled
def _join_twin(block: Audio, twin: Audio, run: Run, deck: Words) -> None:
    whole, curve = deck[slots.SHARE_FRAMES], deck[slots.SHARE_CURVE]
    for i in range(block.shape[0]):
        share = (run.share + run.way * i) / whole
        mine, its = 1.0 - share, share
        if curve == EVEN_POWER:
            mine, its = math.sqrt(max(mine, 0.0)), math.sqrt(share)
        block[i, 0] = F32(block[i, 0] * mine + twin[i, 0] * its)
        block[i, 1] = F32(block[i, 1] * mine + twin[i, 1] * its)


@compiled
def hear(memory: Memory, block: Audio, run: Run) -> None:
    """Hear a run of the song: all that sounds at its place, before fades."""
    deck, frames = memory.transport, block.shape[0]
    has_twin = run.share != 0 or run.way != 0
    for n in range(HEADS):
        if (n >= 2 and not has_twin) or (n % 2 == 1 and run.switch == 0):
            continue
        slot = deck[slots.HEARD] if n % 2 == 0 else deck[slots.HEARD_BEFORE]
        place = run.place if n < 2 else run.twin
        _hear_source(memory, memory.spare[n, :frames], slot, run, place)
    if run.switch > 0:
        _blend_over(memory.spare[0, :frames], memory.spare[1, :frames], run.switch)
        if has_twin:
            _blend_over(memory.spare[2, :frames], memory.spare[3, :frames], run.switch)
    if has_twin:
        _join_twin(memory.spare[0, :frames], memory.spare[2, :frames], run, deck)
    for i in range(frames):
        block[i, 0] = memory.spare[0, i, 0]
        block[i, 1] = memory.spare[0, i, 1]


@compiled
def note_missing(memory: Memory, run: Run) -> None:
    """Count the frames that should have been heard and were not in memory."""
    row = memory.sources[memory.transport[slots.HEARD]]
    if row[slots.SOURCE_PAGES] != 0:
        first = int(between.place_in(row, run.place))
        last = int(between.place_in(row, run.place + run.rate * run.frames))
        memory.transport[slots.MISSED] += count_missing(row, first, last - first)
