"""Settings that move on straight lines of five milliseconds, whatever the size of the blocks.

The state of an effect begins with the lines: a mark, the frames left, then for each line where
it is, its step and its goal.
"""

from luma.audio.fx.effect import State
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import FADE_FRAMES

BORN, LEFT, NOW = 0, 1, 2
_MOVED = 2.0


def words(lines: int) -> int:
    """How much of the state so many lines take."""
    return NOW + 3 * lines


@compiled
def aim(state: State, lines: int, line: int, goal: float) -> None:
    """Have one of so many lines go to a goal; in a state just born it is there at once."""
    end = NOW + 2 * lines + line
    if state[BORN] == 0.0:
        state[NOW + line], state[end] = goal, goal
    elif state[end] != goal:
        state[end], state[BORN] = goal, _MOVED


@compiled
def start(state: State, lines: int) -> None:
    """Let the lines begin to move that were aimed elsewhere."""
    if state[BORN] == _MOVED:
        state[LEFT] = FADE_FRAMES
        for n in range(NOW, NOW + lines):
            state[n + lines] = (state[n + 2 * lines] - state[n]) / FADE_FRAMES
    state[BORN] = 1.0


@compiled
def moving(state: State, lines: int, frames: int) -> int:
    """For how many of the next frames the lines move, once all of them are aimed."""
    start(state, lines)
    return int(min(state[LEFT], frames))


@compiled
def step(state: State, lines: int) -> None:
    """Move all lines on by a frame."""
    state[LEFT] -= 1.0
    if state[LEFT] > 0.0:
        for n in range(NOW, NOW + lines):
            state[n] += state[n + lines]
    else:
        for n in range(NOW, NOW + lines):
            state[n] = state[n + 2 * lines]


@compiled
def advance(state: State, lines: int, frames: int) -> int:
    """How many of the next frames find all lines where they are now: one while they move."""
    if state[LEFT] > 0.0:
        step(state, lines)
        return min(1, frames)
    return frames
