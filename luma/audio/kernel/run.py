"""Runs the live program: its ops one after the other, each in its buffer."""

from luma.audio.fx.dispatch import dispatch
from luma.audio.kernel import slots
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.deck import play_deck
from luma.audio.kernel.slots import Memory


@compiled
def run_program(memory: Memory, frames: int, frame: int) -> None:
    """Run the live program for some frames from a stream frame on; its sound ends in buffer 0."""
    program = memory.programs[memory.control[slots.LIVE_PROGRAM]]
    for n in range(program[slots.ROW_COUNT]):
        at = slots.FIRST_ROW + n * slots.ROW_WIDTH
        block = memory.buffers[program[at + 1], :frames]
        if program[at] == slots.DECK:
            play_deck(memory, block, frame)
        else:
            state, params = memory.states[program[at + 2] :], memory.params[program[at + 3] :]
            dispatch(program[at], block, state, params)
