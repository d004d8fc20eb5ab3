"""Imports that are killed at any moment leave a library that is whole, and can go on."""

import random
import shutil
import time
from pathlib import Path

import pytest

from tests.app.importers import assert_whole, go, many_files, start_import, stray_files, told

FILES = 200
GOES_ON_EVERY = 10


@pytest.mark.slow
def test_killed_imports_leave_a_whole_library(tmp_path: Path, luma_home: Path) -> None:
    kill_often(tmp_path, luma_home, 3)


@pytest.mark.soak
def test_imports_killed_at_two_hundred_moments_lose_nothing(
    tmp_path: Path, luma_home: Path
) -> None:
    kill_often(tmp_path, luma_home, 200)


def kill_often(tmp_path: Path, home: Path, times: int) -> None:
    """Kill imports at random moments of their run, now and then of one that goes on."""
    dice = random.Random(times)
    files = many_files(tmp_path / "music", FILES)
    started = time.monotonic()
    process = start_import(tmp_path / "music")
    go(process)
    assert len(told(process)) == FILES
    whole = time.monotonic() - started
    shutil.rmtree(home)
    home.mkdir()
    for number in range(times):
        process = start_import(tmp_path / "music")
        go(process)
        time.sleep(dice.uniform(0.0, whole))
        process.kill()
        process.communicate()
        assert_whole(home)
        assert stray_files(home) == set()
        if number % GOES_ON_EVERY == GOES_ON_EVERY - 1 or number == times - 1:
            again = start_import(tmp_path / "music")
            go(again)
            assert {status for _, status, _ in told(again)} <= {"imported", "duplicate"}
            assert assert_whole(home) == len(files)
            shutil.rmtree(home)
            home.mkdir()
