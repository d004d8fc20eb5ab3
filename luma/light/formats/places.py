"""Places and turns in MVR files: rows of braces, in millimetres."""

import math

import numpy as np
import numpy.typing as npt

from luma.domain.venue import Vector
from luma.light.formats.gdtf_words import rows_of
from luma.light.patch import rotation_matrix

Reals = npt.NDArray[np.float64]
FARTHEST_METRES = 10_000.0


def read_place(text: str | None) -> Reals:
    """The place and turn that four rows tell, as a matrix for columns, in metres.

    What makes no sense is the middle of the room, not turned.
    """
    rows = rows_of(text)
    place = np.eye(4)
    if [len(row) for row in rows] == [3, 3, 3, 3]:
        place[:3, :3] = np.array(rows[:3]).T
        place[:3, 3] = np.array(rows[3]) / 1000.0
    return place


def turned(place: Reals) -> tuple[Vector, Vector]:
    """Where a place is, and its turn in degrees about x, then y, then z."""
    x, y, z = place[:3, 3].clip(-FARTHEST_METRES, FARTHEST_METRES).round(4).tolist()
    return (x, y, z), _degrees(_upright(place[:3, :3]))


def _upright(turn: Reals) -> Reals:
    """The nearest turn without size, shear or mirror; none where there is no direction."""
    if not np.isfinite(turn).all() or abs(np.linalg.det(turn)) < 1e-9:
        return np.eye(3)
    left, _, right = np.linalg.svd(turn)
    if np.linalg.det(left @ right) < 0:
        left[:, -1] *= -1.0
    return np.asarray(left @ right)


def _degrees(turn: Reals) -> Vector:
    lean = -float(turn[2, 0])
    if abs(lean) > 1.0 - 1e-9:
        about_x = math.atan2(math.copysign(1.0, lean) * turn[0, 1], turn[1, 1])
        angles = (about_x, math.copysign(math.pi / 2, lean), 0.0)
    else:
        about_x, about_z = (
            math.atan2(turn[2, 1], turn[2, 2]),
            math.atan2(turn[1, 0], turn[0, 0]),
        )
        angles = (about_x, math.asin(lean), about_z)
    x, y, z = (round(math.degrees(angle), 4) + 0.0 for angle in angles)
    return (x, y, z)


def written_place(position: Vector, rotation: Vector) -> str:
    """The four rows of a place and a turn."""
    turn = rotation_matrix(rotation)
    rows = [*turn.T.tolist(), [metres * 1000.0 for metres in position]]
    return "".join("{" + ",".join(f"{part:.9f}" for part in row) + "}" for row in rows)
