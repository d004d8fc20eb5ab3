"""The song's time: tempo, and the frames of its bars, beats and steps."""

from luma.domain.units import HOUSE_RATE, Seconds, seconds_at

BPM = 125.0
BEATS_PER_BAR = 4
STEPS_PER_BAR = 16
BEAT_FRAMES = round(HOUSE_RATE * 60 / BPM)
BAR_FRAMES = BEAT_FRAMES * BEATS_PER_BAR
STEP_FRAMES = BAR_FRAMES // STEPS_PER_BAR
LEAD_IN_FRAMES = BEAT_FRAMES // 2
TAIL_FRAMES = BAR_FRAMES


def frame_of(bar: float, step: float = 0.0) -> int:
    """The sound frame at which a bar's step begins, in sixteenths; fractions are allowed."""
    return LEAD_IN_FRAMES + round(bar * BAR_FRAMES + step * STEP_FRAMES)


def seconds_of(bar: float, step: float = 0.0) -> Seconds:
    """The time at which a bar's step begins."""
    return seconds_at(frame_of(bar, step))  # type: ignore[arg-type]
