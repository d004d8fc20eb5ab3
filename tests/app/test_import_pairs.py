"""Two programs that bring overlapping folders into one library get along."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.app.importers import assert_whole, go, many_files, start_import, stray_files, told

FILES = 60


@pytest.mark.slow
def test_two_programs_bring_in_overlapping_folders(tmp_path: Path, luma_home: Path) -> None:
    bring_at_once(tmp_path, luma_home, 2)


@pytest.mark.soak
def test_two_programs_get_along_for_fifty_rounds(tmp_path: Path, luma_home: Path) -> None:
    bring_at_once(tmp_path, luma_home, 50)


def bring_at_once(tmp_path: Path, home: Path, rounds: int) -> None:
    """Let both begin at the same moment, over and over."""
    files = many_files(tmp_path / "one", FILES)
    (tmp_path / "two").mkdir()
    for file in files[FILES // 3 :]:
        shutil.copy(file, tmp_path / "two" / f"copy of {file.name}")
    alone = files[: FILES // 3]
    for _ in range(rounds):
        both = [start_import(tmp_path / name) for name in ("one", "two")]
        for process in both:
            go(process)
        outcomes = [outcome for process in both for outcome in told(process)]
        counts = Counter(status for _, status, _ in outcomes)
        assert counts == {"imported": FILES, "duplicate": FILES - len(alone)}, outcomes
        assert assert_whole(home) == FILES
        assert stray_files(home) == set()
        shutil.rmtree(home)
        home.mkdir()
