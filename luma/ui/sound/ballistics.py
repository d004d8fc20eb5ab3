"""How a meter is drawn: levels in decibels on a bar, in the colours of the look; pure."""

import math

FLOOR_DB = -60.0
NEAR_DB, HIGH_DB = -12.0, -3.0
MARKS = (0, -3, -6, -12, -24, -36, -48)
QUIET_LUFS = -100.0


def decibels(gain: float) -> float:
    """A factor in decibels, no lower than what is drawn."""
    return max(FLOOR_DB, 20.0 * math.log10(gain)) if gain > 0 else FLOOR_DB


def share(level: float, top: float = 0.0) -> float:
    """How much of a bar a level fills, whose end is `top`."""
    return min(1.0, max(0.0, (level - FLOOR_DB) / (top - FLOOR_DB)))


def runs(level: float, top: float = 0.0) -> tuple[tuple[float, float, str], ...]:
    """The parts of a bar that a level lights, each with its token."""
    ends = ((FLOOR_DB, "ok"), (NEAR_DB, "warn"), (HIGH_DB, "error"))
    stops = (NEAR_DB, HIGH_DB, max(top, level))
    return tuple(
        (share(low, top), share(min(high, level), top), token)
        for (low, token), high in zip(ends, stops, strict=True)
        if level > low
    )


def figure(level: float) -> str:
    """A level in words, without its unit."""
    return "−∞" if level <= FLOOR_DB else f"{level:.1f}".replace("-", "−")


def loudness(lufs: float) -> str:
    """A loudness in words, without its unit."""
    return "–" if lufs <= QUIET_LUFS or lufs == 0.0 else f"{lufs:.1f}".replace("-", "−")
