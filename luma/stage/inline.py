"""The stage inside this process: for tests, bouncing and first steps."""

import time
from collections.abc import Callable
from pathlib import Path

from luma.domain.blocks import Position, PositionBlock, block_path
from luma.stage.messages import Options, Told, Wish
from luma.stage.snapshot import Snapshot
from luma.stage.stage import Stage


class InlineStage:
    """The same face as `RemoteStage`, with no process behind it; it is never lost."""

    def __init__(
        self,
        folder: Path,
        on_told: Callable[[Told], None],
        options: Options,
    ) -> None:
        """Begin at once, with the position block in a folder that exists."""
        self.position_path = block_path(folder, "position")
        self._block = PositionBlock(self.position_path, create=True)
        self._stage = Stage(self._block, on_told, options)

    def send(self, wish: Wish) -> None:
        """Do what is wished."""
        self._stage.handle(wish)
        self._stage.tick()

    def position(self) -> Position:
        """The newest whole position; looking also lets the stage see to itself."""
        self._stage.tick()
        return self._block.read()

    def snapshot(self) -> Snapshot:
        """What is heard now."""
        return Snapshot.of(self.position(), time.monotonic_ns())

    def close(self) -> None:
        """Fall silent; nothing stays behind."""
        self._stage.close()
        self._block.close()
        self.position_path.unlink(missing_ok=True)
