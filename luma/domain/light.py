"""The light frame: what every head does at one instant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint16]

ATTRIBUTES = (
    "intensity", "red", "green", "blue", "tint", "aim_x", "aim_y", "aim_z",
    "strobe", "zoom", "focus", "gobo", "prism", "hold",
)  # fmt: skip
INDEX = {name: index for index, name in enumerate(ATTRIBUTES)}
INTENSITY = INDEX["intensity"]
RED = INDEX["red"]
COLOUR = slice(INDEX["red"], INDEX["blue"] + 1)
TINT = INDEX["tint"]
AIM = slice(INDEX["aim_x"], INDEX["aim_z"] + 1)
STROBE, ZOOM, FOCUS = INDEX["strobe"], INDEX["zoom"], INDEX["focus"]
GOBO, PRISM, HOLD = INDEX["gobo"], INDEX["prism"], INDEX["hold"]
DOWN = (0.0, 0.0, -1.0)


def bits(*names: str) -> int:
    """The mask that says that these attributes are set."""
    return sum(1 << INDEX[name] for name in names)


COLOUR_BITS = bits("red", "green", "blue", "tint")
AIM_BITS = bits("aim_x", "aim_y", "aim_z")


@dataclass(frozen=True, slots=True, eq=False)
class LightBuffer:
    """What heads do over a run of light frames: values by head, frame and attribute.

    `set` says per head and frame which attributes anyone has set; the others mean nothing.
    In a dark buffer each attribute lies by itself, so that one that nobody sets costs nothing.
    """

    first_frame: int
    values: Floats
    set: Mask

    @classmethod
    def dark(cls, heads: int, first_frame: int, frames: int) -> "LightBuffer":
        """A buffer in which nobody has set anything."""
        planes = np.zeros((len(ATTRIBUTES), heads, frames), np.float32)
        for plane, towards in zip(planes[AIM], DOWN, strict=True):
            if towards:
                plane.fill(towards)
        values = planes.transpose(1, 2, 0)
        return cls(first_frame, values, np.zeros((heads, frames), np.uint16))

    @property
    def heads(self) -> int:
        """How many heads it speaks of."""
        return int(self.values.shape[0])

    @property
    def frames(self) -> int:
        """How many light frames it lasts."""
        return int(self.values.shape[1])

    @property
    def stop_frame(self) -> int:
        """The first frame after it."""
        return self.first_frame + self.frames

    def between(self, start: int, stop: int) -> "LightBuffer":
        """The part from one global frame up to another, which must lie inside."""
        if not self.first_frame <= start <= stop <= self.stop_frame:
            raise ValueError(f"frames {start} to {stop} do not lie inside of the buffer")
        part = slice(start - self.first_frame, stop - self.first_frame)
        return LightBuffer(start, self.values[:, part], self.set[:, part])


class SparseLight(LightBuffer):
    """Light of which only what is set is held, each attribute in the smallest shape.

    Planes and mask are `(heads, frames)`, and a size of one means the same for all. Values and
    set are written out wherever somebody asks for them, so ask for a part.
    """

    __slots__ = ("mask", "planes", "size")
    size: tuple[int, int]
    planes: Mapping[int, Floats]
    mask: Mask

    def __init__(
        self, first_frame: int, size: tuple[int, int], planes: Mapping[int, Floats], mask: Mask
    ) -> None:
        """Hold planes by attribute for some heads and frames."""
        for shape in (mask.shape, *(plane.shape for plane in planes.values())):
            if len(shape) != 2 or any(
                n not in {1, m} for n, m in zip(shape, size, strict=True)
            ):
                raise ValueError(f"{shape} cannot be spread over {size}")
        object.__setattr__(self, "first_frame", first_frame)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "planes", MappingProxyType(dict(planes)))
        object.__setattr__(self, "mask", mask)

    @property
    def heads(self) -> int:
        """How many heads it speaks of."""
        return self.size[0]

    @property
    def frames(self) -> int:
        """How many light frames it lasts."""
        return self.size[1]

    @property
    def values(self) -> Floats:
        """Every attribute of every head at every frame, written out."""
        return self.between(self.first_frame, self.stop_frame).values

    @property
    def set(self) -> Mask:
        """Which attributes are set, for every head and frame."""
        return np.broadcast_to(self.mask, self.size)

    def between(self, start: int, stop: int) -> LightBuffer:
        """The part from one global frame up to another, written out."""
        if not self.first_frame <= start <= stop <= self.stop_frame:
            raise ValueError(f"frames {start} to {stop} do not lie inside of the light")
        part = slice(start - self.first_frame, stop - self.first_frame)
        found = LightBuffer.dark(self.heads, start, stop - start)
        found.set[:] = self.set[:, part]
        for index, plane in self.planes.items():
            shown = plane[:, part] if plane.shape[1] > 1 else plane
            np.copyto(found.values[:, :, index], shown, where=is_set(found.set, index))
        return found


def is_set(mask: Mask, attribute: int) -> npt.NDArray[np.bool_]:
    """Where an attribute has been set."""
    return (mask & np.uint16(1 << attribute)).astype(np.bool_)


def mask_of(attributes: Iterable[int]) -> np.uint16:
    """The mask of some attributes by their numbers."""
    return np.uint16(sum(1 << attribute for attribute in attributes))
