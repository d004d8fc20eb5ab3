"""An engine in a test: a sound that plays, blocks of any size, and where it is heard."""

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.engine import Engine
from luma.domain import blocks
from luma.domain.blocks import Position

Audio = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]
RATE = 48_000


def noise(frames: int, seed: int = 1, level: float = 0.5) -> Audio:
    """A sound of which no two frames are alike."""
    return np.random.default_rng(seed).uniform(-level, level, (frames, 2)).astype(np.float32)


def sine(hertz: float, frames: int, level: float = 0.5) -> Audio:
    """A tone on both sides."""
    mono = level * np.sin(2 * np.pi * hertz * np.arange(frames) / RATE)
    return np.repeat(mono[:, None], 2, 1).astype(np.float32)


def playing(samples: Audio, generation: int = 1) -> Engine:
    """An engine that is about to play a sound."""
    engine = Engine()
    engine.use_source(samples, generation)
    engine.play()
    return engine


def in_blocks(engine: Engine, frames: int, sizes: list[int]) -> Audio:
    """So many frames, made in blocks of these sizes again and again."""
    parts, done, n = [], 0, 0
    while done < frames:
        size = min(sizes[n % len(sizes)], frames - done)
        parts.append(engine.render(size))
        done, n = done + size, n + 1
    return np.concatenate(parts)


def position(engine: Engine) -> Position:
    """What the engine tells."""
    return Position.of(engine.memory.position[8:].view(blocks.POSITION).reshape(()))


def heard_at(engine: Engine, stream_frame: float) -> float:
    """The song frame that is heard with a stream frame."""
    found = blocks.heard(position(engine), int(stream_frame * 62_500 / 3) + 1)
    assert found is not None
    return found


def between(samples: Audio, places: Floats) -> Floats:
    """A sound at places between its frames, by the sum over all frames around, in the plain."""
    out = np.zeros((places.size, 2))
    for n, at in enumerate(places.tolist()):
        near = np.arange(int(at) - 400, int(at) + 401)
        inside = near[(near >= 0) & (near < len(samples))]
        away = at - inside
        weights = np.sinc(away) * np.cos(np.pi * away / 802) ** 2
        out[n] = weights @ samples[inside].astype(np.float64)
    return out
