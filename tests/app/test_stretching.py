"""Stretched sound is made once, beside what others make, and not at all when called off."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luma.app.chores import Chores
from luma.app.lane import Lane
from luma.app.stretching import DRAFT_SECONDS, Stretching
from luma.audio.pcm import Pcm
from luma.domain.units import HOUSE_RATE


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


@pytest.fixture
def chores(lane: Lane) -> Iterator[Chores]:
    chores = Chores(lane)
    yield chores
    chores.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    noise = np.random.default_rng(1).normal(0.0, 0.1, (HOUSE_RATE // 4, 2))
    return Pcm.gather([noise.astype(np.float32)], tmp_path / "sound.npy").path


def test_what_another_program_has_half_made_stays(
    lane: Lane, chores: Chores, sound: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "stretched"
    folder.mkdir()
    busy, left = folder / ".busy.npy.1a2b", folder / ".left.npy.1a2b"
    busy.touch()
    left.touch()
    long_ago = time.time() - DRAFT_SECONDS - 60.0
    os.utime(left, (long_ago, long_ago))
    stretching = Stretching(chores, folder)
    made, done = list[Path | Exception](), threading.Event()

    def take(answer: Path | Exception) -> None:
        made.append(answer)
        done.set()

    lane.call(lambda: stretching.find(sound, 1.25, take, take))
    assert done.wait(60.0)
    (goal,) = made
    assert isinstance(goal, Path)
    assert Pcm.open(goal).frames == round(Pcm.open(sound).frames / 1.25)
    assert busy.exists()
    assert not left.exists()


def test_what_is_called_off_while_it_starts_does_not_run_on(
    lane: Lane,
    chores: Chores,
    sound: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stretching = Stretching(chores, tmp_path / "stretched")
    begun = list[subprocess.Popen[bytes]]()
    start = subprocess.Popen

    def called_off_meanwhile(*words: Any, **more: Any) -> subprocess.Popen[bytes]:
        process = start(["sleep", "600"], stderr=subprocess.PIPE)
        begun.append(process)
        stretching.call_off()
        return process

    monkeypatch.setattr(subprocess, "Popen", called_off_meanwhile)
    ended = threading.Event()
    lane.call(
        lambda: stretching.find(sound, 1.25, lambda _: ended.set(), lambda _: ended.set())
    )
    try:
        assert ended.wait(30.0)
        assert begun[0].returncode is not None
    finally:
        begun[0].kill()
        begun[0].wait()
