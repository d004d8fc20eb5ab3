"""A small workshop whose analyzer does as its mood says."""

from pathlib import Path

import pytest

from luma.analysis.child import Folders

WORKSHOP = '''
"""An analyzer with moods."""

import os
import resource
import time
from pathlib import Path
from typing import Annotated, Literal

from luma.analysis.contract import Progress, Range, Scratch, Source, analyzer
from luma.domain.energy import Energy
from luma.domain.rhythm import BeatGrid

Mood = Literal[
    "calm", "sleep", "die", "die once", "raise", "refuse", "fall silent", "loud", "hungry",
    "full",
]


@analyzer("beats", engine="luma", version=3)
def beats(
    source: Source,
    scratch: Scratch,
    progress: Progress,
    *,
    mood: Mood = "calm",
    bpm: Annotated[float, Range(30, 300)] = 120.0,
) -> BeatGrid:
    """A steady grid, unless the mood is bad."""
    from luma.domain.errors import Unavailable

    progress(0.5, mood)
    with source.path.with_suffix(".log").open("a") as log:
        log.write(f"{mood} {os.getpid()}\\n")
    (scratch.folder / "left.txt").write_text("scratch")
    if mood == "sleep":
        time.sleep(60)
    if mood == "die":
        os.write(2, b"the last thing I saw was memory\\n")
        os.kill(os.getpid(), 9)
    if mood == "die once" and source.path.with_suffix(".log").read_text().count("die once") < 2:
        os._exit(7)
    if mood == "raise":
        raise ValueError("odd numbers")
    if mood == "refuse":
        raise Unavailable("There are no weights.", hint="Run luma models install.")
    if mood == "hungry":
        import numpy as np

        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (held + (64 << 20), hard))
        try:
            np.ones(1 << 30)
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    if mood == "full":
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        try:
            (scratch.folder / "much.npy").write_bytes(bytes(2000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    if mood == "loud":
        print("to whom it may concern " * 9000, flush=True)
        progress.remark = "it was loud"
    return BeatGrid.steady(bpm, count=8)


@analyzer("energy", engine="luma", version=1)
def energy(grid: BeatGrid) -> Energy:
    """One value per beat."""
    import numpy as np

    values = np.asarray(grid.beats, np.float32)
    return Energy(values, values, values)
'''


def make_workshop(folder: Path, text: str = WORKSHOP) -> Path:
    """A workshop folder with one file in it."""
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('"""A workshop."""\n')
    (folder / "moods.py").write_text(text)
    return folder


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    return make_workshop(tmp_path / "shop" / "workers")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "blobs", tmp_path / "claims", tmp_path / "models")


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.wav"
    path.write_bytes(b"no sound is needed")
    return path
