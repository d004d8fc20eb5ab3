"""The plan file, which holds a whole show frames first: its layout and its reading end.

A header of one page is followed by a change count for each tile of one second, by all values
`(frame, head, attribute)` and by all `set` masks `(frame, head)`, little-endian throughout.
The file is made aside and renamed when it is whole, so a name never leads to half a header. A
tile's count is odd while it is being rewritten; its one writer is `luma.score.showplan`.
"""

import mmap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.domain.blocks import fence
from luma.domain.errors import ArtifactError
from luma.domain.light import AIM, ATTRIBUTES, DOWN, Floats, Mask
from luma.domain.units import LIGHT_FPS

PLAN_SCHEMA = 1
TILE_FRAMES = LIGHT_FPS
HEADER = np.dtype(
    [
        ("magic", "<u8"),
        ("schema", "<i8"),
        ("attributes", "<i8"),
        ("heads", "<i8"),
        ("first_frame", "<i8"),
        ("frames", "<i8"),
    ]
)
_MAGIC = 0x4E414C50414D554C
_PAGE = 4096
_TRIES = 200


@dataclass(frozen=True, slots=True, eq=False)
class PlanViews:
    """The three parts of a mapped plan as arrays."""

    changes: npt.NDArray[np.int64]
    values: Floats
    set: Mask


@dataclass(frozen=True, slots=True)
class PlanLayout:
    """How large a plan is, and where in the file its parts lie."""

    heads: int
    frames: int
    first_frame: int = 0

    @property
    def tiles(self) -> int:
        """How many tiles of one second it has; the last may be shorter."""
        return -(-self.frames // TILE_FRAMES)

    @property
    def size(self) -> int:
        """How many bytes the file takes."""
        return self._set_at + 2 * self.frames * self.heads

    @property
    def _values_at(self) -> int:
        return _PAGE + 8 * self.tiles

    @property
    def _set_at(self) -> int:
        return self._values_at + 4 * self.frames * self.heads * len(ATTRIBUTES)

    def header(self) -> bytes:
        """The first page of the file."""
        names = (
            _MAGIC,
            PLAN_SCHEMA,
            len(ATTRIBUTES),
            self.heads,
            self.first_frame,
            self.frames,
        )
        return np.array([names], HEADER).tobytes().ljust(_PAGE, b"\0")

    def views(self, mapped: mmap.mmap) -> PlanViews:
        """The parts of a mapped file."""
        shape = (self.frames, self.heads)
        return PlanViews(
            np.ndarray((self.tiles,), "<i8", mapped, _PAGE),
            np.ndarray((*shape, len(ATTRIBUTES)), "<f4", mapped, self._values_at),
            np.ndarray(shape, "<u2", mapped, self._set_at),
        )

    @classmethod
    def read(cls, path: Path) -> "PlanLayout":
        """The layout that a file claims, refused where its bytes say otherwise."""
        try:
            with path.open("rb") as file:
                page = file.read(_PAGE)
            size = path.stat().st_size
        except OSError as error:
            raise ArtifactError(
                f'The plan "{path}" cannot be opened: {error}.', hint="Compose the show again."
            ) from error
        if len(page) == _PAGE:
            head = np.frombuffer(page, HEADER, 1)[0]
            known = (int(head["magic"]), int(head["schema"]), int(head["attributes"]))
            layout = cls(int(head["heads"]), int(head["frames"]), int(head["first_frame"]))
            if known == (_MAGIC, PLAN_SCHEMA, len(ATTRIBUTES)) and size == layout.size:
                return layout
        raise ArtifactError(
            f'"{path}" is not a plan that this version of Luma reads.',
            hint="Compose the show again.",
        )


def map_plan(path: Path, *, writable: bool = False) -> tuple[PlanLayout, mmap.mmap]:
    """The layout of a plan file and its bytes."""
    layout = PlanLayout.read(path)
    access = mmap.ACCESS_WRITE if writable else mmap.ACCESS_READ
    try:
        with path.open("r+b" if writable else "rb") as file:
            return layout, mmap.mmap(file.fileno(), layout.size, access=access)
    except (OSError, ValueError) as error:
        raise ArtifactError(
            f'The plan "{path}" cannot be mapped: {error}.', hint="Compose the show again."
        ) from error


class PlanReader:
    """A show that lies in a plan file, read one frame at a time."""

    def __init__(self, path: Path) -> None:
        """Map the file."""
        self.path = path
        self._layout, self._map = map_plan(path)
        self._views = self._layout.views(self._map)

    @property
    def heads(self) -> int:
        """How many heads it speaks of."""
        return self._layout.heads

    @property
    def frames(self) -> int:
        """How many light frames it lasts."""
        return self._layout.frames

    @property
    def first_frame(self) -> int:
        """The global light frame that it begins with."""
        return self._layout.first_frame

    def change(self, index: int) -> int:
        """A number that is another one whenever the tile of a frame has been rewritten."""
        at = index - self.first_frame
        return int(self._views.changes[at // TILE_FRAMES]) if 0 <= at < self.frames else 0

    def frame(self, index: int) -> tuple[Floats, Mask]:
        """Copies of what every head does at a global light frame, and of what is set.

        Before and after the show nothing is set. While the writer stands still in mid-writing,
        the frame is given as it lies there.
        """
        at = index - self.first_frame
        if not 0 <= at < self.frames:
            return _unset(self.heads)
        tile = at // TILE_FRAMES
        views = self._views
        for _ in range(_TRIES):
            before = int(views.changes[tile])
            fence()
            values, mask = views.values[at].copy(), views.set[at].copy()
            fence()
            if before % 2 == 0 and before == int(views.changes[tile]):
                return values, mask
        return views.values[at].copy(), views.set[at].copy()

    def close(self) -> None:
        """Let go of the map; the file stays."""
        del self._views
        self._map.close()


def _unset(heads: int) -> tuple[Floats, Mask]:
    values = np.zeros((heads, len(ATTRIBUTES)), np.float32)
    values[:, AIM] = DOWN
    return values, np.zeros(heads, np.uint16)
