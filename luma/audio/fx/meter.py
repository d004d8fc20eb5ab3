"""Meter: it changes nothing, and the kernel copies what it shows into the position block."""

import math

from luma.audio.fx.effect import Block, State, effect

WINDOW = 1200
FALL = 10.0 ** (-0.6 / 20.0)
PEAK, RMS = 0, 2
_MOST, _SUM, _COUNT = 4, 6, 8


@effect("meter", state=9)
def meter(block: Block, state: State) -> None:
    """The peak, which falls by 24 dB a second, and the mean level of the last 25 ms."""
    for i in range(block.shape[0]):
        for channel in range(2):
            sample = float(block[i, channel])
            state[_MOST + channel] = max(state[_MOST + channel], abs(sample))
            state[_SUM + channel] += sample * sample
        state[_COUNT] += 1.0
        if state[_COUNT] == WINDOW:
            for channel in range(2):
                fallen = state[PEAK + channel] * FALL
                state[PEAK + channel] = max(fallen, state[_MOST + channel])
                state[RMS + channel] = math.sqrt(state[_SUM + channel] / WINDOW)
                state[_MOST + channel] = 0.0
                state[_SUM + channel] = 0.0
            state[_COUNT] = 0.0
