"""Once the kernel is warm, its code is only loaded."""

import ast
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numba
import numpy as np
import pytest

from luma.audio.kernel.compiled import CODE, kernel_digest, kernel_sources
from luma.audio.kernel.entrances import ENTRANCES
from luma.audio.kernel.warm import KEPT_SECONDS, clear


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


COMPILED_IN = (int, float, tuple, np.ndarray, numba.core.dispatcher.Dispatcher)
"""What a compiled function takes over from another module as it is now."""


def borrowed(file: Path) -> Iterator[Path]:
    """The files of Luma that a file takes numbers or compiled functions from."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("luma."):
            module = importlib.import_module(str(node.module))
            assert module.__file__ is not None
            if any(isinstance(getattr(module, n.name), COMPILED_IN) for n in node.names):
                yield Path(module.__file__)


def test_all_that_is_compiled_in_is_part_of_the_name() -> None:
    sources = kernel_sources()
    audio = [file for file in sources if "domain" not in file.parts]
    assert len(audio) > 40
    assert {found for file in audio for found in borrowed(file)} <= set(sources)


def test_code_that_was_not_used_for_a_week_is_cleared(tmp_path: Path) -> None:
    now, young, old, other = (
        tmp_path / name for name in ("kernel-c", "kernel-b", "kernel-a", "nodes_a")
    )
    for folder in (now, young, old, other):
        (folder / "code").mkdir(parents=True)
    today = now.stat().st_mtime
    os.utime(young, (today, today - KEPT_SECONDS + 60))
    for folder in (now, old, other):
        os.utime(folder, (today, today - KEPT_SECONDS - 60))
    clear(now)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kernel-b", "kernel-c", "nodes_a",
    ]  # fmt: skip
    assert now.stat().st_mtime >= today
