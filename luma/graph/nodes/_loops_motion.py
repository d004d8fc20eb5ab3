"""Loops of motion that go from frame to frame, compiled."""

import math

import numpy as np
import numpy.typing as npt
from numba import njit

Aims = npt.NDArray[np.float32]


@njit("void(float32[:, :, ::1], float32[:, ::1], float32[:, :, ::1])", cache=True, nogil=True)
def follow(wanted: Aims, steps: Aims, found: Aims) -> None:
    """Go after wanted directions `(heads, frames, 3)` by so many radians a frame at most.

    The steps are `(heads, frames)`, where a size of one means the same for all; the directions
    that are reached are written to `found`.
    """
    for head in range(wanted.shape[0]):
        row = head if steps.shape[0] > 1 else 0
        x, y, z = wanted[head, 0, 0], wanted[head, 0, 1], wanted[head, 0, 2]
        here_x, here_y, here_z = float(x), float(y), float(z)
        for frame in range(wanted.shape[1]):
            x, y, z = wanted[head, frame, 0], wanted[head, frame, 1], wanted[head, frame, 2]
            step = steps[row, frame if steps.shape[1] > 1 else 0]
            along = here_x * x + here_y * y + here_z * z
            way_x, way_y, way_z = x - along * here_x, y - along * here_y, z - along * here_z
            way = math.sqrt(way_x * way_x + way_y * way_y + way_z * way_z)
            if math.atan2(way, along) <= step:
                here_x, here_y, here_z = float(x), float(y), float(z)
            else:
                if way < 1e-6:
                    by = 1.0 / max(1.0 - here_z, 1e-6)
                    way_x, way_y = 1.0 - here_x * here_x * by, -here_x * here_y * by
                    way_z = here_x
                    way = math.sqrt(way_x * way_x + way_y * way_y + way_z * way_z)
                cos, sin = math.cos(step), math.sin(step) / way
                here_x = here_x * cos + way_x * sin
                here_y = here_y * cos + way_y * sin
                here_z = here_z * cos + way_z * sin
                length = math.sqrt(here_x * here_x + here_y * here_y + here_z * here_z)
                here_x, here_y, here_z = here_x / length, here_y / length, here_z / length
            found[head, frame, 0] = here_x
            found[head, frame, 1] = here_y
            found[head, frame, 2] = here_z
