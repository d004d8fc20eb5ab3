"""What `luma warm` has compiled is all that playing needs, with a device or without one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import start


def compiled_files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.nbc")}


@pytest.mark.soak
def test_after_it_nothing_is_left_to_compile(tmp_path: Path) -> None:
    env = dict(os.environ, NUMBA_CACHE_DIR=str(tmp_path))
    program = start("warm", env=env)
    program.communicate()
    assert program.returncode == 0
    made = compiled_files(tmp_path)
    subprocess.run([sys.executable, "-P", "-m", "luma.audio.kernel.warm"], env=env, check=True)
    assert compiled_files(tmp_path) == made
