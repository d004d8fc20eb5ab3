"""Pan and tilt for aims in the room."""

import math

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
_OUT_OF_REACH = 1000.0
_AT_THE_POLE = 1e-4
_ROUNDING = 1e-9


def nearest_look(
    aims: Reals, turn: Reals, reach: Reals, now: Reals, offset: Reals | float = 0.0
) -> Reals:
    """Pan and tilt in radians for aims in the room, by the shortest way from where heads look.

    A lamp that is not turned hangs from above: in the middle of its arcs it looks straight
    down, tilt lifts the beam towards the audience, and pan turns it about the vertical. An
    offset moves the arcs. What lies out of reach is approached as far as the arcs allow, and a
    head that cannot pan tilts to where it comes nearest.
    """
    x, y, z = np.einsum("nji,nj->in", turn, aims)
    x = np.where(reach[:, 0] > 0.0, x, 0.0)
    side = np.hypot(x, y)
    pan = np.where(side > _AT_THE_POLE, np.arctan2(x, -y), now[:, 0])
    tilt = np.arctan2(side, -z)
    looks = np.stack([pan, tilt, pan + math.pi, -tilt], axis=1).reshape(-1, 2, 2)
    low, high = -reach / 2.0 - offset, reach / 2.0 - offset
    reached = _turned(looks, low[:, None], high[:, None], now[:, None])
    cut = reached.clip(low[:, None], high[:, None])
    beyond = np.abs(reached - cut).sum(axis=2)
    way = np.abs(cut - now[:, None]).sum(axis=2)
    best = (beyond.round(6) * _OUT_OF_REACH + way).argmin(axis=1)
    nearest: Reals = cut[np.arange(len(aims)), best]
    return nearest


def _turned(looks: Reals, low: Reals, high: Reals, now: Reals) -> Reals:
    """The same looks by whole turns: inside of the arcs and next to now, or next to them."""
    least = np.ceil((low - looks) / math.tau - _ROUNDING)
    most = np.floor((high - looks) / math.tau + _ROUNDING)
    wanted = np.rint((now - looks) / math.tau)
    inside = np.minimum(np.maximum(wanted, least), most)
    over = looks + least * math.tau - high
    under = low - looks - most * math.tau
    turns = np.where(least <= most, inside, np.where(over <= under, least, most))
    return looks + turns * math.tau
