"""A disk that fills midway: what came in before is whole, each other file is one clear line."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import sounds
from tests.app.desks import ROOT
from tests.app.importers import PROGRAM, assert_whole

SCRIPT = """
mount -t tmpfs -o size=12m none "$1" || exit 77
shift; kept=$1; shift
"$@" <"$kept.in" >"$kept.out" 2>"$kept.err"
code=$?
cp -r "$LUMA_HOME" "$kept.home" || exit 78
exit $code
"""


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    words = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_mount(), reason="no disk can be mounted here")
def test_a_disk_that_fills_midway(tmp_path: Path) -> None:
    music, disk, kept = tmp_path / "music", tmp_path / "disk", tmp_path / "kept"
    music.mkdir()
    disk.mkdir()
    content = sounds.write(tmp_path / "a.wav", sounds.sine(220, 6.0)).read_bytes()
    for number in range(14):
        other = content[:-4] + number.to_bytes(4, "little")
        (music / f"{number:02d}.wav").write_bytes(other)
    sounds.write(music / "small.wav", sounds.sine(330, 0.1))
    Path(f"{kept}.in").write_text("\n")
    words = [sys.executable, "-c", PROGRAM, str(music)]
    run = subprocess.run(
        ["unshare", "-rm", "sh", "-c", SCRIPT, "sh", str(disk), str(kept), *words],
        cwd=ROOT,
        env={**os.environ, "LUMA_HOME": str(disk)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, (run.stderr, Path(f"{kept}.err").read_text())
    lines = Path(f"{kept}.out").read_text().splitlines()[1:]
    outcomes = [json.loads(line) for line in lines]
    assert len(outcomes) == 15
    failed = [said for _, status, said in outcomes if status == "failed"]
    assert 1 <= len(failed) < 15
    assert all("No space left" in said or "is full" in said for said in failed)
    assert all("Make room" in said for said in failed)
    home = Path(f"{kept}.home")
    assert assert_whole(home) == 15 - len(failed)
    files = [path for path in (home / "data" / "files").rglob("*") if path.is_file()]
    assert len(files) == 15 - len(failed)
