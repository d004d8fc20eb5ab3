"""The writing end of the plan file: the whole show, of which only changed tiles are made."""

import os
from pathlib import Path

import numpy as np

from luma.domain.blocks import fence
from luma.domain.errors import ArtifactError, ShapeMismatch
from luma.domain.light import AIM, DOWN, Floats, LightBuffer, Mask
from luma.domain.planfile import TILE_FRAMES, PlanLayout, PlanReader, map_plan


class ShowPlan:
    """A show that is being written, tile by tile, while others may read it."""

    def __init__(self, path: Path) -> None:
        """Map a plan file that exists for writing."""
        self.path = path
        self.layout, self._map = map_plan(path, writable=True)
        self._views = self.layout.views(self._map)
        self._reader = PlanReader(path)

    @classmethod
    def create(cls, path: Path, heads: int, frames: int, *, first_frame: int = 0) -> "ShowPlan":
        """A plan in which nobody has set anything, under its name only when it is whole."""
        layout = PlanLayout(heads, frames, first_frame)
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            _lay_out(aside, layout)
            aside.replace(path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise ArtifactError(
                f'The plan "{path}" cannot be made: {error}.',
                hint=f"It needs {layout.size / 1e6:.1f} MB of room.",
            ) from error
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> "ShowPlan":
        """The plan that lies in a file."""
        return cls(path)

    @property
    def heads(self) -> int:
        """How many heads it speaks of."""
        return self.layout.heads

    @property
    def frames(self) -> int:
        """How many light frames it lasts."""
        return self.layout.frames

    @property
    def tiles(self) -> int:
        """How many tiles of one second it has; the last may be shorter."""
        return self.layout.tiles

    def span(self, tile: int) -> tuple[int, int]:
        """The global light frames of a tile, from the first to the one after its last."""
        if not 0 <= tile < self.tiles:
            raise ShapeMismatch(f"The plan has {self.tiles} tiles, so none of number {tile}.")
        start = self.layout.first_frame + tile * TILE_FRAMES
        return start, min(start + TILE_FRAMES, self.layout.first_frame + self.frames)

    def write(self, tile: int, light: LightBuffer) -> bool:
        """Put a tile in place, and tell whether it is any different from what was there."""
        span = self.span(tile)
        if (light.first_frame, light.stop_frame) != span or light.heads != self.heads:
            raise ShapeMismatch(
                f"Tile {tile} takes {self.heads} heads over frames {span[0]} to {span[1]}, not "
                f"{light.heads} heads over {light.first_frame} to {light.stop_frame}."
            )
        at = slice(span[0] - self.layout.first_frame, span[1] - self.layout.first_frame)
        values = np.ascontiguousarray(light.values.swapaxes(0, 1))
        mask = np.ascontiguousarray(light.set.swapaxes(0, 1))
        views = self._views
        if np.array_equal(views.values[at], values) and np.array_equal(views.set[at], mask):
            return False
        count = int(views.changes[tile]) | 1
        views.changes[tile] = count
        fence()
        views.values[at], views.set[at] = values, mask
        fence()
        views.changes[tile] = count + 1
        return True

    def frame(self, index: int) -> tuple[Floats, Mask]:
        """What every head does at a global light frame, and what is set."""
        return self._reader.frame(index)

    def close(self) -> None:
        """Let go of the maps; the file stays."""
        self._reader.close()
        del self._views
        self._map.close()


def _lay_out(path: Path, layout: PlanLayout) -> None:
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, layout.size)
        file.write(layout.header())
    _, mapped = map_plan(path, writable=True)
    views = layout.views(mapped)
    views.values[:, :, AIM] = DOWN
    del views
    mapped.close()
