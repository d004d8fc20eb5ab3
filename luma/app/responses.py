"""How much an equalizer lifts and lowers each frequency, as a curve is drawn."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from luma.audio.fx import biquad
from luma.domain.nodetype import Json
from luma.domain.units import HOUSE_RATE

LOWEST, HIGHEST, OPEN_LOW, OPEN_HIGH = 20.0, 20_000.0, 10.0, 20_000.0
FLOOR_DB = -60.0
BELLS = ("first", "second", "third")
Curve = npt.NDArray[np.float64]


def pitches(count: int) -> Curve:
    """So many frequencies in even steps of pitch over all that is heard."""
    return np.geomspace(LOWEST, HIGHEST, count)


def response_of(effect: str, settings: Mapping[str, Json], count: int) -> Curve | None:
    """The decibels of an equalizer at so many pitches; none for an effect that has no such."""
    if effect != "eq":
        return None
    turn = np.exp(-2j * np.pi * pitches(count) / HOUSE_RATE)
    whole = np.ones(count, np.complex128)
    for b0, b1, b2, a1, a2 in _bands({n: _number(v) for n, v in settings.items()}):
        whole *= (b0 + (b1 + b2 * turn) * turn) / (1.0 + (a1 + a2 * turn) * turn)
    levels: Curve = 20.0 * np.log10(np.maximum(np.abs(whole), 10.0 ** (FLOOR_DB / 20.0)))
    return levels


def _bands(at: Mapping[str, float]) -> list[biquad.Biquad]:
    """Each band that does something, in the plain words of the sound thread's own formulas."""
    peak, shelf, cut = (_plain(each) for each in (biquad.peak, biquad.shelf, biquad.cut))
    made = [
        shelf(at["low_frequency"], at["low_gain"], -1.0),
        shelf(at["high_frequency"], at["high_gain"], 1.0),
    ]
    made += [
        peak(at[f"{bell}_frequency"], at[f"{bell}_gain"], at[f"{bell}_q"]) for bell in BELLS
    ]
    if at["low_cut"] > OPEN_LOW:
        made.append(cut(at["low_cut"], -1.0))
    if at["high_cut"] < OPEN_HIGH:
        made.append(cut(at["high_cut"], 1.0))
    return made


def _plain(compiled: Any) -> Any:
    """A formula without its machine code, which would have to be made first."""
    return getattr(compiled, "py_func", compiled)


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
