"""Biquads by the formulas of Robert Bristow-Johnson's cookbook, each as b0, b1, b2, a1, a2."""

import math

from luma.audio.kernel.compiled import compiled
from luma.domain.units import HOUSE_RATE

BUTTERWORTH = math.sqrt(0.5)

Biquad = tuple[float, float, float, float, float]


@compiled
def peak(frequency: float, gain: float, q: float) -> Biquad:
    """A bell of some decibels about a frequency."""
    angle = 2.0 * math.pi * frequency / HOUSE_RATE
    width, height = math.sin(angle) / (2.0 * q), 10.0 ** (gain / 40.0)
    whole, turn = 1.0 + width / height, -2.0 * math.cos(angle)
    return (
        (1.0 + width * height) / whole,
        turn / whole,
        (1.0 - width * height) / whole,
        turn / whole,
        (1.0 - width / height) / whole,
    )


@compiled
def shelf(frequency: float, gain: float, side: float) -> Biquad:
    """Some decibels for all below (side -1) or above (side 1) a frequency, of slope 1."""
    angle = 2.0 * math.pi * frequency / HOUSE_RATE
    cosine, height = -side * math.cos(angle), 10.0 ** (gain / 40.0)
    root = 2.0 * math.sqrt(height) * math.sin(angle) * BUTTERWORTH
    more, less = height + 1.0, height - 1.0
    whole = more + less * cosine + root
    return (
        height * (more - less * cosine + root) / whole,
        -side * -2.0 * height * (-less + more * cosine) / whole,
        height * (more - less * cosine - root) / whole,
        -side * -2.0 * (less + more * cosine) / whole,
        (more + less * cosine - root) / whole,
    )


@compiled
def cut(frequency: float, side: float) -> Biquad:
    """Nothing below (side -1) or above (side 1) a frequency, as flat as can be between."""
    angle = 2.0 * math.pi * frequency / HOUSE_RATE
    cosine, width = math.cos(angle), math.sin(angle) * BUTTERWORTH
    whole, kept = 1.0 + width, 1.0 + side * cosine * -1.0
    return (
        0.5 * kept / whole,
        side * kept / whole,
        0.5 * kept / whole,
        -2.0 * cosine / whole,
        (1.0 - width) / whole,
    )
