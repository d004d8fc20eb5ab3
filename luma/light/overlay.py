"""The last hand on every frame: grand master, blackout, and a lamp shown to find it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luma.domain.blocks import OVERLAY, SharedBlock
from luma.domain.light import COLOUR, GOBO, INTENSITY, PRISM, STROBE, TINT, Floats


@dataclass(frozen=True, slots=True)
class Overlay:
    """How far the grand master is open, whether all is dark, and which heads are shown.

    The heads from the first to before the stop are lit full and white with nothing in their
    beams, so that a lamp is found in the room; only blackout goes before that.
    """

    master: float = 1.0
    blackout: bool = False
    shown: tuple[int, int] = (0, 0)

    @property
    def share(self) -> float:
        """The part of every intensity that it lets through."""
        return 0.0 if self.blackout or not self.master > 0.0 else min(1.0, self.master)


def laid_over(levels: Floats, overlay: Overlay) -> Floats:
    """A light frame with the overlay on it."""
    covered = levels.copy()
    covered[:, INTENSITY] *= np.float32(overlay.share)
    if not overlay.blackout:
        _show(covered[slice(*overlay.shown)])
    return covered


def _show(levels: Floats) -> None:
    levels[:, INTENSITY], levels[:, COLOUR], levels[:, TINT] = 1.0, 1.0, 1.0
    levels[:, STROBE] = levels[:, GOBO] = levels[:, PRISM] = 0.0


class OverlayBlock:
    """The overlay, shared: one process sets it, others look."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Map the block; its owner lays it out with everything let through."""
        self._block = SharedBlock(path, OVERLAY, create=create)
        self._last = Overlay()
        if create:
            self.write(self._last)

    def write(self, overlay: Overlay) -> None:
        """Set the overlay; only the owner may."""
        record = np.zeros((), OVERLAY)
        record["master"], record["blackout"] = overlay.master, overlay.blackout
        record["shown_first"], record["shown_stop"] = overlay.shown
        self._block.write(record)

    def read(self) -> Overlay:
        """The overlay as it stands; the one before it while the writer stands still."""
        record = self._block.read()
        if record is not None:
            shown = int(record["shown_first"]), int(record["shown_stop"])
            self._last = Overlay(float(record["master"]), bool(record["blackout"]), shown)
        return self._last

    def close(self) -> None:
        """Let go of the map; the file stays."""
        self._block.close()
