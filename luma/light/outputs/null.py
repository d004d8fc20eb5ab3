"""An output that goes nowhere."""

from dataclasses import dataclass

from luma.light.register import output


@output("null")
@dataclass
class NullOutput:
    """Sends nothing, and remembers what it was given."""

    def __post_init__(self) -> None:
        """Begin with nothing remembered."""
        self.levels: dict[int, bytes] = {}

    def open(self) -> None:
        """Forget what was."""
        self.levels.clear()

    def send(self, universe: int, levels: bytes) -> None:
        """Remember the levels."""
        self.levels[universe] = levels

    def close(self) -> None:
        """Keep the memory."""
