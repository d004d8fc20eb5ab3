"""The last hand on every frame: grand master, blackout, a lamp shown, the flash limiter."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luma.domain.blocks import MOST_SHOWN, OVERLAY, SharedBlock
from luma.domain.light import COLOUR, GOBO, INTENSITY, PRISM, STROBE, TINT, Floats
from luma.light.flashes import FlashWatch

Runs = tuple[tuple[int, int], ...]


def runs_of(heads: Iterable[int]) -> Runs:
    """Heads as runs, each from its first to before its stop; as many as can be shown."""
    found: list[tuple[int, int]] = []
    for head in sorted({head for head in heads if 0 <= head < MOST_SHOWN}):
        if found and found[-1][1] == head:
            found[-1] = (found[-1][0], head + 1)
        else:
            found.append((head, head + 1))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Overlay:
    """How far the grand master is open, whether all is dark, and which heads are shown.

    The heads of the runs shown, each from its first to before its stop, are lit full and white
    with nothing in their beams, so that lamps are found in the room; only blackout goes before
    that. With `safe` no light flashes more often than three times a second.
    """

    master: float = 1.0
    blackout: bool = False
    shown: Runs = ()
    safe: bool = False

    @property
    def share(self) -> float:
        """The part of every intensity that it lets through."""
        return 0.0 if self.blackout or not self.master > 0.0 else min(1.0, self.master)


def laid_over(levels: Floats, overlay: Overlay) -> Floats:
    """A light frame with master, blackout and shown heads on it; nothing else moves."""
    covered = levels.copy()
    covered[:, INTENSITY] *= np.float32(overlay.share)
    if not overlay.blackout:
        for run in overlay.shown:
            _show(covered[slice(*run)])
    return covered


def _show(levels: Floats) -> None:
    levels[:, INTENSITY], levels[:, COLOUR], levels[:, TINT] = 1.0, 1.0, 1.0
    levels[:, STROBE] = levels[:, GOBO] = levels[:, PRISM] = 0.0


class LastHand:
    """The overlay, laid over one plain frame after another; it knows how they flash."""

    def __init__(self) -> None:
        """Begin in the dark."""
        self._watch = FlashWatch(0)

    def lay(self, levels: Floats, overlay: Overlay, seconds: float) -> Floats:
        """What is shown at a moment, which comes after those before."""
        if self._watch.heads != len(levels):
            self._watch = FlashWatch(len(levels))
        covered = laid_over(levels, overlay)
        if overlay.safe:
            covered = self._watch.held(covered, seconds)
        self._watch.see(covered, seconds)
        return covered

    def is_too_much(self, seconds: float) -> bool:
        """Whether what was shown within the last second flashes more than is safe."""
        return self._watch.is_too_much(seconds)


class OverlayBlock:
    """The overlay, shared: one process sets it, others look."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Map the block; its owner lays it out with everything let through."""
        self._block = SharedBlock(path, OVERLAY, create=create)
        self._last = Overlay()
        self._bits = bytes(MOST_SHOWN // 8)
        self._runs: Runs = ()
        if create:
            self.write(self._last)

    def write(self, overlay: Overlay) -> None:
        """Set the overlay; only the owner may."""
        record = np.zeros((), OVERLAY)
        record["master"], record["blackout"] = overlay.master, overlay.blackout
        shown = np.zeros(MOST_SHOWN, np.uint8)
        for first, stop in overlay.shown:
            shown[first:stop] = 1
        record["shown"] = np.packbits(shown, bitorder="little")
        record["safe"] = overlay.safe
        self._block.write(record)

    def read(self) -> Overlay:
        """The overlay as it stands; the one before it while the writer stands still."""
        record = self._block.read()
        if record is not None:
            self._last = Overlay(
                float(record["master"]),
                bool(record["blackout"]),
                self._shown(record["shown"].tobytes()),
                bool(record["safe"]),
            )
        return self._last

    def _shown(self, bits: bytes) -> Runs:
        """The runs that bits mean; they are rarely others than before."""
        if bits != self._bits:
            told = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")
            self._bits, self._runs = bits, runs_of(np.flatnonzero(told).tolist())
        return self._runs

    def close(self) -> None:
        """Let go of the map; the file stays."""
        self._block.close()
