"""The filter with a state of two: low, band and high at once, calm however it is turned.

Its answer is that of the bilinear transform of the analogue filter, as a biquad's is. A sample
and the two that are remembered give the sound and the two to remember by nine factors.
"""

import math

from luma.audio.kernel.compiled import compiled
from luma.domain.units import HOUSE_RATE

Factors = tuple[float, float, float, float, float, float, float, float, float]


@compiled
def slope_at(frequency: float) -> float:
    """The tangent that stands for a frequency."""
    half = math.pi * frequency / HOUSE_RATE
    return math.sin(half) / math.cos(half)


@compiled
def factors(slope: float, damping: float, mix: tuple[float, float, float, float]) -> Factors:
    """The nine factors for a mix of the sample itself, its low, its band and its high."""
    dry, low, band, high = mix
    share = 1.0 / (1.0 + slope * (slope + damping))
    b, c = slope * share, slope * slope * share
    of_band, of_low, of_all = damping * (band - high), low - high, dry + high
    return (
        2.0 * share - 1.0,
        -2.0 * b,
        2.0 * b,
        2.0 * b,
        1.0 - 2.0 * c,
        2.0 * c,
        of_band * share + of_low * b,
        of_low * (1.0 - c) - of_band * b,
        of_all + of_band * b + of_low * c,
    )


@compiled
def turn(first: float, second: float, sample: float, by: Factors) -> tuple[float, float, float]:
    """What to remember, twice, and the sound."""
    return (
        by[2] * sample + by[1] * second + by[0] * first,
        by[5] * sample + by[4] * second + by[3] * first,
        by[8] * sample + by[7] * second + by[6] * first,
    )
