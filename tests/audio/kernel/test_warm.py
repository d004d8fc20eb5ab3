"""Once the kernel is warm, its code is only loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from luma.audio.kernel.compiled import CODE, kernel_digest
from luma.audio.kernel.entrances import ENTRANCES


def compiled_files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.nbc")}


@pytest.mark.slow
def test_a_warm_kernel_is_not_compiled_again() -> None:
    command = [sys.executable, "-P", "-m", "luma.audio.kernel.warm"]
    subprocess.run(command, check=True)
    made = compiled_files(CODE)
    assert len(made) > len(ENTRANCES)
    subprocess.run(command, check=True)
    assert compiled_files(CODE) == made


def test_the_code_is_kept_under_a_name_of_its_sources() -> None:
    assert CODE.name == f"kernel-{kernel_digest()}"
