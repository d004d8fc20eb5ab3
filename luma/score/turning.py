"""Directions that turn into one another; their three components lie on the first axis."""

import numpy as np

from luma.domain.light import DOWN, Floats

_SHORT = np.float32(1e-6)
_STRAIGHT = np.float32(1e-4)


def turned(base: Floats, top: Floats, share: Floats) -> Floats:
    """Directions on the great circle from one to another; opposite ones turn over the side."""
    start, goal = np.broadcast_arrays(unit(base), unit(top))
    cosine = (start * goal).sum(axis=0)
    sideways = goal - cosine * start
    sine = np.sqrt((sideways * sideways).sum(axis=0))
    straight = sine < _STRAIGHT
    sideways /= np.where(straight, np.float32(1.0), sine)
    if straight.any():
        sideways[:, straight] = _across(start[:, straight])
    angle = np.arctan2(sine, cosine) * share
    way = unit(np.cos(angle) * start + np.sin(angle) * sideways)
    return np.asarray(np.where(share >= 1.0, goal, way), np.float32)


def unit(directions: Floats) -> Floats:
    """The same directions of length one; what points nowhere points down."""
    x, y, z = (np.asarray(part, np.float32) for part in directions)
    length = np.sqrt(x * x + y * y + z * z)
    short = length <= _SHORT
    scale = np.float32(1.0) / np.where(short, np.float32(1.0), length)
    found: Floats = np.stack((x * scale, y * scale, z * scale))
    if short.any():
        found[:, short] = np.array(DOWN, np.float32)[:, None]
    return found


def _across(start: Floats) -> Floats:
    """Some direction at a right angle to each, always the same one."""
    axes = np.eye(3, dtype=np.float32)[np.abs(start).argmin(axis=0)]
    across = np.cross(start.T, axes)
    length = np.linalg.norm(across, axis=1, keepdims=True)
    return np.asarray((across / length).T, np.float32)
