"""Meter: it changes nothing, and the kernel copies what it shows into the position block."""

import math

from luma.audio.fx.effect import Block, State, effect
from luma.audio.fx.shows import (
    CLIPS,
    CORRELATION,
    END,
    HELD,
    MOMENTARY,
    PEAK,
    RMS,
    SHORT_TERM,
)
from luma.audio.fx.tame import settle
from luma.audio.kernel.compiled import compiled
from luma.domain.units import SAMPLES_PER_LIGHT_FRAME, SILENCE_DB

WINDOW = SAMPLES_PER_LIGHT_FRAME
"""What a meter shows is new sixty times a second."""
FALL = 10.0 ** (-0.4 / 20.0)
HOLD = 90
"""Windows for which the highest peak stays: a second and a half."""
MOMENT, SHORT, LEAN = 24, 180, 18
"""Windows in the 400 ms and the 3 s of loudness, and in the 300 ms of correlation."""

_MOST, _SQUARES, _PRODUCT, _OVER, _WEIGHED = END, END + 2, END + 4, END + 5, END + 7
_COUNT, _WINDOWS, _HOLDING, _MEMORY = 20, 21, 22, 24
_POWERS = _MEMORY + 8
_LEANS = _POWERS + SHORT
_WORDS = _LEANS + 3 * LEAN

_OFFSET = -0.691
_CLIP = 1.0
# the two stages of K-weighting at 48 kHz, as ITU-R BS.1770 prints them
_B0, _B1, _B2 = 1.53512485958697, -2.69169619940638, 1.19839281085285
_A1, _A2 = -1.69065929318241, 0.73248077421585
_C1, _C2 = -1.99004745483398, 0.99007225036621


@compiled
def _weigh(block: Block, state: State, start: int, stop: int) -> None:
    """Add the K-weighted power of a run to that of its window."""
    for channel in range(2):
        m = _MEMORY + 4 * channel
        a1, a2, b1, b2 = state[m], state[m + 1], state[m + 2], state[m + 3]
        total = state[_WEIGHED + channel]
        for i in range(start, stop):
            sample = float(block[i, channel])
            sample = sample if abs(sample) < 1e9 else 0.0
            high = _B0 * sample + a1
            a1 = (_B1 * sample + a2) - _A1 * high
            a2 = _B2 * sample - _A2 * high
            heard = high + b1
            b1 = (b2 - 2.0 * high) - _C1 * heard
            b2 = high - _C2 * heard
            total += heard * heard
        state[_WEIGHED + channel] = total
        state[m], state[m + 1], state[m + 2], state[m + 3] = a1, a2, b1, b2


@compiled
def _measure(block: Block, state: State, start: int, stop: int) -> None:
    """Add a run to the peaks, the squares, the product and the clips of its window."""
    most_left, most_right = state[_MOST], state[_MOST + 1]
    left_power, right_power = state[_SQUARES], state[_SQUARES + 1]
    product, clipped, other_clipped = state[_PRODUCT], state[_OVER], state[_OVER + 1]
    for i in range(start, stop):
        left, right = float(block[i, 0]), float(block[i, 1])
        left = left if abs(left) < 1e9 else 0.0
        right = right if abs(right) < 1e9 else 0.0
        size, other = abs(left), abs(right)
        most_left = size if size > most_left else most_left
        most_right = other if other > most_right else most_right
        clipped += 1.0 if size >= _CLIP else 0.0
        other_clipped += 1.0 if other >= _CLIP else 0.0
        left_power += left * left
        right_power += right * right
        product += left * right
    state[_MOST], state[_MOST + 1] = most_left, most_right
    state[_SQUARES], state[_SQUARES + 1] = left_power, right_power
    state[_PRODUCT], state[_OVER], state[_OVER + 1] = product, clipped, other_clipped


@compiled
def _loudness(state: State, windows: int) -> float:
    """How loud the last windows were, in LUFS."""
    newest, total = int(state[_WINDOWS]), 0.0
    for n in range(windows):
        total += state[_POWERS + (newest + SHORT - n) % SHORT]
    power = total / (windows * WINDOW)
    return max(_OFFSET + 10.0 * math.log10(max(power, 1e-30)), SILENCE_DB)


@compiled
def _lean(state: State) -> float:
    """How alike left and right were: 1 the same, 0 strangers, -1 opposite."""
    both = one = other = 0.0
    for n in range(LEAN):
        both += state[_LEANS + 3 * n]
        one += state[_LEANS + 3 * n + 1]
        other += state[_LEANS + 3 * n + 2]
    whole = math.sqrt(one * other)
    return min(max(both / whole, -1.0), 1.0) if whole > 1e-12 else 0.0


@compiled
def _show(state: State) -> None:
    """Show a window that is full, and begin the next."""
    for side in range(2):
        most = state[_MOST + side]
        state[PEAK + side] = max(state[PEAK + side] * FALL, most)
        state[RMS + side] = math.sqrt(state[_SQUARES + side] / WINDOW)
        state[CLIPS + side] += state[_OVER + side]
        state[_HOLDING + side] += 1.0
        if most >= state[HELD + side] or state[_HOLDING + side] > HOLD:
            state[HELD + side], state[_HOLDING + side] = most, 0.0
    windows = int(state[_WINDOWS])
    at = _LEANS + 3 * (windows % LEAN)
    state[at], state[at + 1], state[at + 2] = (
        state[_PRODUCT],
        state[_SQUARES],
        state[_SQUARES + 1],
    )
    state[_POWERS + windows % SHORT] = state[_WEIGHED] + state[_WEIGHED + 1]
    state[MOMENTARY], state[SHORT_TERM] = _loudness(state, MOMENT), _loudness(state, SHORT)
    state[CORRELATION] = _lean(state)
    state[_WINDOWS] = windows + 1.0
    for n in range(_MOST, _COUNT):
        state[n] = 0.0


@effect("meter", state=_WORDS)
def meter(block: Block, state: State) -> None:
    """Peak, held peak, mean level, clipped samples, loudness (EBU R128) and correlation."""
    done, frames = 0, block.shape[0]
    if state[_WINDOWS] == 0.0:
        state[MOMENTARY], state[SHORT_TERM] = SILENCE_DB, SILENCE_DB
    while done < frames:
        count = min(frames - done, WINDOW - int(state[_COUNT]))
        _measure(block, state, done, done + count)
        _weigh(block, state, done, done + count)
        state[_COUNT] += count
        done += count
        if state[_COUNT] == WINDOW:
            _show(state)
            state[_COUNT] = 0.0
    settle(state, _MEMORY, _POWERS)
