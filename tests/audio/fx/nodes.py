"""One effect at work, with memory of its own."""

import numpy as np
import numpy.typing as npt

from luma.audio import fx
from luma.audio.fx.effect import Block, Effect, effects
from luma.domain.nodetype import Json
from luma.domain.register import import_all

import_all(fx)
BEAT = 0.5
SIZES = (1, 17, 64, 512, 4096)


class Node:
    """An effect with settings, fed block by block."""

    def __init__(self, key: str, **settings: Json) -> None:
        self.kind: Effect = effects.get(key)
        self.state = np.zeros(self.kind.state)
        self.room = np.zeros(self.kind.room, np.float32)
        self.settings: dict[str, Json] = {s.name: s.default for s in self.kind.settings}
        self.settings |= settings

    def run(self, block: Block, side: Block | None = None) -> None:
        """Change a block in place."""
        heard = block.copy() if side is None else side
        given = {"side": heard, "room": self.room, "beat": BEAT}
        numbers = [self.kind.number_of(n, value) for n, value in self.settings.items()]
        extra = [given[name] for name in self.kind.takes[2:]]
        self.kind.run(block, self.state, *extra, *numbers)

    def through(
        self, sound: npt.NDArray[np.floating], side: Block | None = None, size: int = 512
    ) -> Block:
        """A copy of a sound after it has gone through in blocks."""
        out = np.ascontiguousarray(sound, np.float32).copy()
        for at in range(0, len(out), size):
            part = None if side is None else side[at : at + size]
            self.run(out[at : at + size], part)
        return out


def noise(frames: int, level: float = 0.5, seed: int = 1) -> Block:
    """White noise, another on each side."""
    sound = np.random.default_rng(seed).uniform(-level, level, (frames, 2))
    return sound.astype(np.float32)


def sine(frequency: float, frames: int, level: float = 0.5) -> Block:
    """A sine, the same on both sides."""
    wave = level * np.sin(2 * np.pi * frequency * np.arange(frames) / 48_000)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)
