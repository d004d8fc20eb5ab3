"""How well one track follows another: by tempo, by key, and by energy."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TEMPO_STEP, ENERGY_STEP = 0.06, 0.25
"""How far tempos (as a share) and energies may lie apart to cost as much as one key does."""
UNKNOWN = 1.5
"""What it costs not to know."""


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What tracks are compared by, a row for each; what is not known is NaN.

    A key is its place on Camelot's wheel, from 1 to 12, doubled, and one more if it is major.
    """

    tempo: Floats
    wheel: Floats
    energy: Floats


def distance(one: tuple[float, float, float], others: Traits) -> Floats:
    """How far others are from one track of a tempo, a place on the wheel and an energy."""
    tempo, wheel, energy = one
    return np.asarray(
        _known(_tempos_apart(tempo, others.tempo) / TEMPO_STEP)
        + _known(_keys_apart(wheel, others.wheel))
        + _known(np.abs(others.energy - energy) / ENERGY_STEP)
    )


def _tempos_apart(tempo: float, others: Floats) -> Floats:
    """How far tempos are apart; half and double time count as the same, a little less well."""
    with np.errstate(divide="ignore", invalid="ignore"):
        octaves = np.log2(others / tempo)
        whole = np.clip(np.round(octaves), -1.0, 1.0)
        return np.asarray(np.exp2(np.abs(octaves - whole)) - 1.0 + np.abs(whole) * TEMPO_STEP)


def _keys_apart(place: float, others: Floats) -> Floats:
    """Steps on the wheel; the relative key is a step too, and so is each hour."""
    hours = np.abs(others // 2 - place // 2)
    around = np.minimum(hours, 12 - hours)
    return np.asarray(around + (others % 2 != place % 2))


def _known(cost: Floats) -> Floats:
    return np.asarray(np.where(np.isfinite(cost), cost, UNKNOWN))
