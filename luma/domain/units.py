"""Units of time, level and rate, with the few conversions between them."""

import math
from typing import NewType

Seconds = NewType("Seconds", float)
Frames = NewType("Frames", int)
Beats = NewType("Beats", float)
Hz = NewType("Hz", float)
Decibels = NewType("Decibels", float)
Gain = NewType("Gain", float)

HOUSE_RATE = 48_000
LIGHT_FPS = 60
SAMPLES_PER_LIGHT_FRAME = HOUSE_RATE // LIGHT_FPS
SILENCE_DB = Decibels(-120.0)


def to_gain(level: Decibels) -> Gain:
    """The factor that a level in decibels stands for."""
    return Gain(10.0 ** (level / 20.0))


def to_decibels(gain: Gain) -> Decibels:
    """The level of a factor, never below the house's silence."""
    if gain <= 0.0:
        return SILENCE_DB
    return Decibels(max(SILENCE_DB, 20.0 * math.log10(gain)))


def frames_at(time: Seconds, rate: int = HOUSE_RATE) -> Frames:
    """The sound frame nearest to a time."""
    return Frames(round(time * rate))


def seconds_at(frame: Frames, rate: int = HOUSE_RATE) -> Seconds:
    """The time at which a sound frame begins."""
    return Seconds(frame / rate)


def light_frame_at(time: Seconds) -> int:
    """The light frame that is shown at a time."""
    return math.floor(time * LIGHT_FPS + 1e-9)


def amplitude_of_volume(volume: float) -> Gain:
    """The factor behind a volume slider, which servers keep as a cube."""
    return Gain(volume**3)


def volume_of_amplitude(gain: Gain) -> float:
    """The slider position of a factor."""
    return math.copysign(abs(gain) ** (1.0 / 3.0), gain)
