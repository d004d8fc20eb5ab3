"""A stage in a test: what it told, and waiting for it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from luma.domain.units import HOUSE_RATE

if TYPE_CHECKING:
    from luma.domain.errors import StageError
    from luma.stage.messages import Told

T = TypeVar("T")
PATIENCE_SECONDS = 60.0


class Heard:
    """Everything that a stage has told its owner."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.lost: list[StageError] = []

    def find(self, kind: type[T]) -> T | None:
        return next((told for told in reversed(self.told) if isinstance(told, kind)), None)

    def wait(self, kind: type[T]) -> T:
        wait_until(lambda: self.find(kind) is not None, f"{kind.__name__} ({self.told})")
        found = self.find(kind)
        assert found is not None
        return found


def wait_until(is_so: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.005)


def pcm_file(folder: Path, samples: npt.NDArray[np.float32]) -> Path:
    path = folder / "sound.npy"
    np.save(path, samples)
    return path


def tone(hertz: float, seconds: float) -> npt.NDArray[np.float32]:
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    mono = 0.5 * np.sin(2 * np.pi * hertz * at)
    return np.repeat(mono[:, None], 2, 1).astype(np.float32)
