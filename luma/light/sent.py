"""The frame last sent, shared with whoever draws it."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luma.domain.blocks import SharedBlock, sent_frame
from luma.domain.light import Floats, Mask
from luma.light.frames import whole


@dataclass(frozen=True, slots=True, eq=False)
class SentFrame:
    """What the lamps were told: the how-many-eth frame, of which moment, and its levels.

    Levels are those after the overlay, with nothing left unset: colour is what the lamp shows.
    """

    count: int
    song_frame: float | None
    levels: Floats

    @property
    def set(self) -> Mask:
        """The mask of its levels, in which all is set."""
        return whole(len(self.levels))


class SentBlock:
    """The block that holds the frame last sent."""

    def __init__(self, path: Path, heads: int, *, create: bool = False) -> None:
        """Map the block, laid out by the process that sends."""
        self._layout = sent_frame(heads)
        self._heads = heads
        self._block = SharedBlock(path, self._layout, create=create)

    def write(self, frame: SentFrame) -> None:
        """Publish a frame; only the sender may."""
        record = np.zeros((), self._layout)
        record["count"], record["heads"] = frame.count, self._heads
        record["song_frame"] = math.nan if frame.song_frame is None else frame.song_frame
        record["levels"] = frame.levels
        self._block.write(record)

    def read(self) -> SentFrame | None:
        """The frame, or none before the first one and while its writer stands still."""
        record = self._block.read()
        if record is None or record["count"] == 0:
            return None
        song = float(record["song_frame"])
        levels = np.array(record["levels"], np.float32)
        return SentFrame(int(record["count"]), None if math.isnan(song) else song, levels)

    def close(self) -> None:
        """Let go of the map; the file stays."""
        self._block.close()
