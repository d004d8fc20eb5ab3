"""Runs the live program: its ops one after the other, each in its buffer."""

import math

from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.atomic import array_at, atomic_store
from luma.audio.kernel.calling import address_of, call_deck, call_effect
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Audio, Levels, Memory, Words

F32 = types.float32


@compiled
def begin_program(control: Words, program: int) -> None:
    """Let a program be the live one from the next stream frame on."""
    control[slots.LIVE_PROGRAM] = program
    control[slots.PROGRAM_BEGAN] = control[slots.STREAM_FRAME]


@compiled
def _silence(block: Audio) -> None:
    for i in range(block.shape[0]):
        block[i, 0] = block[i, 1] = F32(0.0)


@compiled
def _copy(block: Audio, other: Audio) -> None:
    for i in range(block.shape[0]):
        block[i, 0] = other[i, 0]
        block[i, 1] = other[i, 1]


@compiled
def _add(block: Audio, other: Audio) -> None:
    for i in range(block.shape[0]):
        block[i, 0] += other[i, 0]
        block[i, 1] += other[i, 1]


@compiled
def _add_faded(block: Audio, other: Audio, level: int, step: int) -> None:
    """Add a wire that comes or goes, its level counted in frames of the swap."""
    for i in range(block.shape[0]):
        now = level + step * i
        if now > 0:
            fade = F32(now) / F32(slots.SWAP_FRAMES)
            block[i, 0] += other[i, 0] * fade
            block[i, 1] += other[i, 1] * fade


@compiled
def _turn(block: Audio, other: Audio, level: int) -> None:
    """Go over from one wire to another; where both carry the same, to the bit."""
    for i in range(block.shape[0]):
        now = level + i
        if now >= slots.SWAP_FRAMES:
            block[i, 0], block[i, 1] = other[i, 0], other[i, 1]
        elif now > 0:
            fade = F32(now) / F32(slots.SWAP_FRAMES)
            block[i, 0] += (other[i, 0] - block[i, 0]) * fade
            block[i, 1] += (other[i, 1] - block[i, 1]) * fade


@compiled
def _toward(level: float, goal: float) -> float:
    if level < goal:
        return level + 1.0
    return level - 1.0 if level > goal else level


@compiled
def _blend(block: Audio, dry: Audio, state: Levels, params: Levels) -> None:
    """What an effect made, or what it was fed, or nothing: each fades in five milliseconds."""
    whole = float(slots.FADE_FRAMES)
    wet_goal, loud_goal = params[0] * whole, params[1] * whole
    wet, loud = state[0], state[1]
    if wet == whole and wet_goal == whole and loud == whole and loud_goal == whole:
        return
    for i in range(block.shape[0]):
        wet, loud = _toward(wet, wet_goal), _toward(loud, loud_goal)
        share, level = F32(wet / whole), F32(loud / whole)
        for side in range(2):
            made = F32(0.0) if share == F32(0.0) else block[i, side] * share
            if share < F32(1.0):
                made += dry[i, side] * (F32(1.0) - share)
            block[i, side] = F32(0.0) if level == F32(0.0) else made * level
    state[0], state[1] = wet, loud


@compiled
def _clean(block: Audio, control: Words) -> None:
    """Let nothing out that is no number."""
    for i in range(block.shape[0]):
        if not (math.isfinite(block[i, 0]) and math.isfinite(block[i, 1])):
            block[i, 0] = block[i, 1] = F32(0.0)
            control[slots.NOT_FINITE] += 1


@compiled
def _inherit(memory: Memory, row: Words) -> None:
    """Let a node go on from what its twin remembers."""
    for n in range(row[slots.PARAMS_AT]):
        memory.states[row[slots.INTO] + n] = memory.states[row[slots.STATE_AT] + n]
    if row[slots.ROOM_SIZE] > 0:
        mine = array_at(row[slots.OTHER], (row[slots.ROOM_SIZE],), F32)
        twin = array_at(row[slots.ROOM_AT], (row[slots.ROOM_SIZE],), F32)
        for n in range(row[slots.ROOM_SIZE]):
            mine[n] = twin[n]


@compiled
def _process(memory: Memory, row: Words, block: Audio, other: Audio) -> None:
    state, params = memory.states[row[slots.STATE_AT] :], memory.params[row[slots.PARAMS_AT] :]
    if row[slots.OP] == slots.BLEND:
        _blend(block, other, state, params)
    else:
        call_effect(
            row[slots.OP],
            address_of(block),
            address_of(other),
            block.shape[0],
            address_of(state),
            row[slots.ROOM_AT],
            row[slots.ROOM_SIZE],
            memory.params[slots.BEAT_SECONDS],
            address_of(params),
        )


@compiled
def _lead(op: int, block: Audio, other: Audio, gone: int) -> None:
    """Bring a sound from one buffer into another, as far as the swap has gone."""
    if op == slots.COPY:
        _copy(block, other)
    elif op == slots.ADD:
        _add(block, other)
    elif op == slots.ADD_COMING:
        _add_faded(block, other, gone, 1)
    elif op == slots.ADD_GOING:
        _add_faded(block, other, slots.SWAP_FRAMES - gone, -1)
    elif op == slots.TURN:
        _turn(block, other, gone)


@compiled
def _step(memory: Memory, row: Words, block: Audio, other: Audio, frame: int) -> None:
    op = row[slots.OP]
    if op == slots.DECK:
        control = memory.control
        deck, directory = control[slots.DECK_CODE], control[slots.DIRECTORY]
        call_deck(deck, directory, address_of(block), block.shape[0], frame)
    elif op in (slots.SILENCE, slots.LIVE):
        _silence(block)
    elif op == slots.CLEAN:
        _clean(block, memory.control)
    elif op > slots.DECK or op == slots.BLEND:
        _process(memory, row, block, other)
    else:
        _lead(op, block, other, frame - memory.control[slots.PROGRAM_BEGAN])


@compiled
def _run(memory: Memory, program: Words, start: int, stop: int, frame: int) -> None:
    for n in range(program[slots.ROW_COUNT]):
        at = slots.FIRST_ROW + n * slots.ROW_WIDTH
        row = program[at : at + slots.ROW_WIDTH]
        if row[slots.OP] == slots.INHERIT:
            if frame == memory.control[slots.PROGRAM_BEGAN]:
                _inherit(memory, row)
        else:
            block = memory.buffers[row[slots.INTO], start:stop]
            _step(memory, row, block, memory.buffers[row[slots.OTHER], start:stop], frame)


@compiled
def run_program(memory: Memory, frames: int, frame: int) -> None:
    """Run the live program for some frames from a stream frame on; its sound ends in buffer 0.

    Where it fades into another, that one takes its place on the frame on which the fade ends.
    """
    control, done = memory.control, 0
    while done < frames:
        count = frames - done
        program = memory.programs[control[slots.LIVE_PROGRAM]]
        if program[slots.NEXT_PROGRAM] != slots.NO_PROGRAM:
            left = control[slots.PROGRAM_BEGAN] + slots.SWAP_FRAMES - frame - done
            if left <= 0:
                atomic_store(control, slots.LIVE_PROGRAM, program[slots.NEXT_PROGRAM])
                program = memory.programs[control[slots.LIVE_PROGRAM]]
            else:
                count = min(count, left)
        _run(memory, program, done, done + count, frame + done)
        done += count
