"""Compiles the whole kernel: `python -P -m luma.audio.kernel.warm`, before it is needed."""

import os
import shutil
from pathlib import Path

import numpy as np

from luma.audio.kernel.compiled import CODE

KEPT_SECONDS = 7 * 24 * 3600.0


def clear(code: Path) -> None:
    """Mark this code as used now, and delete that of kernels beside it not used of late."""
    os.utime(code)
    oldest = code.stat().st_mtime - KEPT_SECONDS
    for folder in code.parent.glob("kernel-*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def warm() -> Path:
    """Compile what is not yet compiled, and give the folder of the machine code."""
    from luma.audio.kernel.drive import drive
    from luma.audio.kernel.effectcode import code_of
    from luma.audio.kernel.engine import Engine
    from luma.audio.kernel.entrances import ENTRANCES
    from luma.audio.kernel.intake import Intake
    from luma.audio.kernel.slots import CHANNELS, STOP

    for effect in ENTRANCES:
        code_of(effect)
    engine = Engine()
    engine.render(1)
    engine.retire()
    engine.memory.control[STOP] = 1
    drive(np.zeros((1, CHANNELS), np.float32), engine.memory)
    Intake(1, 1).read()
    clear(CODE)
    return CODE


if __name__ == "__main__":
    warm()
