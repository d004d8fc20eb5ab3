"""The one loop of `time/` that goes from frame to frame, as machine code."""

import numba
import numpy as np
import numpy.typing as npt
from numba import types

Floats = npt.NDArray[np.float32]

_READ = types.Array(types.float32, 2, "A", readonly=True)
_WRITTEN = types.Array(types.float32, 2, "C")


@numba.njit(
    types.void(_READ, _READ, _READ, types.boolean, _WRITTEN),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def follow(  # pragma: no cover
    values: Floats,
    up: Floats,
    down: Floats,
    shares: bool,
    followed: Floats,
) -> None:
    """Follow values by at most so much a frame, or by such shares of the way that is left."""
    for head in range(values.shape[0]):
        now = np.float64(values[head, 0])
        for frame in range(values.shape[1]):
            way = np.float64(values[head, frame]) - now
            most = np.float64(up[head, frame] if way > 0.0 else down[head, frame])
            if shares:
                now += way * most
            elif abs(way) <= most:
                now = np.float64(values[head, frame])
            else:
                now += most if way > 0.0 else -most
            followed[head, frame] = now
