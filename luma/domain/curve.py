"""Values over light frames: curves and their kinds, which normalise their shape."""

from dataclasses import dataclass
from typing import ClassVar, TypeVar

import numpy as np
import numpy.typing as npt

from luma.domain.errors import ShapeMismatch
from luma.domain.units import LIGHT_FPS

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FrameTimes:
    """A run of light frames on the track's own grid."""

    first: int
    count: int

    @property
    def seconds(self) -> npt.NDArray[np.float64]:
        """When each frame begins."""
        return np.arange(self.first, self.first + self.count, dtype=np.float64) / LIGHT_FPS


@dataclass(frozen=True, slots=True)
class ClipFrames:
    """All the frames of a clip, whichever of them a run is about."""

    first: int
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Values `(heads, frames, channels)`; a size of one means the same for all.

    Plain numbers, `(frames,)` and `(heads, frames)` are taken as what they say. A curve takes
    over the array that it is given: from then on nobody can write to it.
    """

    values: Floats
    channels: ClassVar[int] = 1

    def __post_init__(self) -> None:
        """Bring the values into their three axes and freeze them."""
        values = np.asarray(self.values, dtype=np.float32)
        if self.channels == 1 and (values.ndim < 3 or values.shape[-1] != 1):
            values = values[..., None]
        values = values.reshape((1,) * (3 - values.ndim) + values.shape)
        if values.ndim != 3 or values.shape[2] != self.channels:
            name, shape = type(self).__name__, np.shape(self.values)
            raise ShapeMismatch(
                f"A {name} is (heads, frames, {self.channels}), and {shape} is not."
            )
        if not np.isfinite(values).all():
            values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        object.__setattr__(self, "values", _taken_over(values))

    @property
    def heads(self) -> int:
        """For how many heads it speaks; one means for all."""
        return int(self.values.shape[0])

    @property
    def frames(self) -> int:
        """For how many frames it speaks; one means for all."""
        return int(self.values.shape[1])


class Number(Curve):
    """One number per head and frame."""

    channels: ClassVar[int] = 1


class Colour(Curve):
    """Red, green, blue in linear light, and how strongly the colour covers."""

    channels: ClassVar[int] = 4


class Aim(Curve):
    """The direction, as a unit vector, that a head points in."""

    channels: ClassVar[int] = 3


class Point(Curve):
    """A place in the room, in metres."""

    channels: ClassVar[int] = 3


class Chroma(Curve):
    """How strongly each of the twelve tones sounds."""

    channels: ClassVar[int] = 12


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """Moments: global frame numbers in order, each with its strength."""

    frames: npt.NDArray[np.int64]
    strength: Floats

    def __post_init__(self) -> None:
        """Refuse moments out of order or without their strength, and freeze them."""
        frames = np.array(self.frames, dtype=np.int64)
        strength = np.array(self.strength, dtype=np.float32)
        if frames.ndim != 1 or frames.shape != strength.shape or np.any(np.diff(frames) < 0):
            raise ShapeMismatch("A Trigger is a row of frames in order, each with a strength.")
        frames.setflags(write=False)
        strength.setflags(write=False)
        object.__setattr__(self, "frames", frames)
        object.__setattr__(self, "strength", strength)


C = TypeVar("C", bound=Curve)


def _taken_over(values: Floats) -> Floats:
    """Values that nobody can change: frozen with their owner, copied out of foreign memory."""
    views: list[npt.NDArray[np.generic]] = [values]
    while isinstance(below := views[-1].base, np.ndarray):
        views.append(below)
    if not views[-1].flags.writeable:
        return values
    if not views[-1].flags.owndata:
        views = [values.copy()]
    for view in views:
        view.setflags(write=False)
    return np.asarray(views[0], np.float32)


def common_shape(*curves: Curve) -> tuple[int, int]:
    """The heads and frames that curves have together; sizes are equal or one."""
    shape = [1, 1]
    for curve in curves:
        for axis, size in enumerate((curve.heads, curve.frames)):
            if size not in (1, shape[axis]) and shape[axis] != 1:
                raise ShapeMismatch(
                    f"Curves for {shape[axis]} and for {size} "
                    f"{('heads', 'frames')[axis]} do not go together."
                )
            shape[axis] = size if shape[axis] == 1 else shape[axis]
    return shape[0], shape[1]


def as_colour(curve: Curve) -> Colour:
    """A colour as it is, and a number as a grey that covers fully."""
    if isinstance(curve, Colour):
        return curve
    if not isinstance(curve, Number):
        raise ShapeMismatch(f"A {type(curve).__name__} cannot be taken for a colour.")
    shades = np.empty((curve.heads, curve.frames, 4), np.float32)
    shades[:, :, :3] = curve.values
    shades[:, :, 3] = 1.0
    return Colour(shades)
