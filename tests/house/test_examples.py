"""The pages on how to add something hold whole examples, which work as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BIN = Path(sys.executable).parent
CARRIED = ("pyproject.toml", "luma", "workers", "tests/conftest.py", "tests/golden/__init__.py")
SHARED = (
    "tests/sounds.py",
    "tests/graph/rooms.py",
    "tests/graph/test_doors.py",
    "tests/audio/fx/test_entrances.py",
)
NAMED_BLOCK = re.compile(r"^`(?P<path>\S+\.py)`\n\n```python\n(?P<code>.*?)^```$", re.M | re.S)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what an example joins."""
    for name in (*CARRIED, *SHARED):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    return tmp_path


def _filled_in(page: str, tree: Path) -> list[str]:
    """Write every file of a page into the tree."""
    written = []
    for block in NAMED_BLOCK.finditer((DOCS / page).read_text(encoding="utf-8")):
        file = tree / block["path"]
        assert not file.exists(), f"{page} would overwrite {block['path']}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["code"], encoding="utf-8")
        written.append(block["path"])
    return written


def _run(tree: Path, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _assert_well(tree: Path, *command: str | Path) -> str:
    done = _run(tree, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _assert_tidy(tree: Path, files: list[str]) -> None:
    _assert_well(tree, BIN / "ruff", "check", *files)
    _assert_well(tree, BIN / "ruff", "format", "--check", *files)


def test_the_node_on_its_page_is_checked_run_and_keeps_the_laws_of_all(tree: Path) -> None:
    files = _filled_in("add-a-node.md", tree)
    assert files == [
        "luma/graph/nodes/time_beat_fall.py",
        "tests/graph/nodes/test_time_beat_fall.py",
    ]
    _assert_tidy(tree, files)
    laws = ("-q", files[1], "tests/graph/test_doors.py", "-k", "beat_fall")
    said = _assert_well(tree, sys.executable, "-m", "pytest", *laws)
    assert "7 passed" in said
    source = tree / files[0]
    source.write_text(source.read_text().replace("1.0 - since", "since"))
    assert _run(tree, sys.executable, "-m", "pytest", *laws).returncode == 1


def test_the_analyzer_on_its_page_works_in_a_slot(tree: Path) -> None:
    files = _filled_in("add-an-analyzer.md", tree)
    assert files == [
        "luma/domain/pauses.py",
        "workers/pauses.py",
        "tests/workers/test_pauses.py",
    ]
    _assert_tidy(tree, files)
    said = _assert_well(tree, sys.executable, "-m", "pytest", "-q", files[2])
    assert "1 passed" in said
    source = tree / files[1]
    source.write_text(source.read_text().replace("<= quiet", "> quiet"))
    assert _run(tree, sys.executable, "-m", "pytest", "-q", files[2]).returncode == 1


@pytest.mark.slow
def test_the_effect_on_its_page_keeps_the_laws_of_all(tree: Path) -> None:
    files = _filled_in("add-an-effect.md", tree)
    assert files == ["luma/audio/fx/cross.py", "tests/audio/fx/test_cross.py"]
    _assert_tidy(tree, files)
    _assert_well(tree, sys.executable, "-m", "luma.audio.fx.generate")
    laws = (files[1], "tests/audio/fx/test_entrances.py", "-k", "cross or fresh")
    said = _assert_well(tree, sys.executable, "-m", "pytest", "-q", *laws)
    assert "7 passed" in said
    source = tree / files[0]
    source.write_text(
        source.read_text().replace("glide.step(state, 1)", "state[glide.NOW] = amount")
    )
    assert _run(tree, sys.executable, "-m", "pytest", "-q", files[1]).returncode == 1
