"""`make new-node` writes a node that passes every check before anything is filled in."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
CARRIED = ("pyproject.toml", "luma", "tools", "tests/conftest.py", "tests/golden/__init__.py")
MADE = (
    "luma/graph/nodes/math_halve.py",
    "tests/graph/nodes/test_math_halve.py",
    "tests/golden/math_halve.npz",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a new node touches."""
    for folder in ("graph/nodes", "golden"):
        (tmp_path / "tests" / folder).mkdir(parents=True)
    for name in CARRIED:
        if (ROOT / name).is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _new_node(tree: Path, key: str) -> "subprocess.CompletedProcess[str]":
    return _said(tree, sys.executable, "tools/new_node.py", key)


def _said(tree: Path, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    # two versions of a file, as long as each other and of one second, share their bytecode
    environment = {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_node_is_whole_at_once(tree: Path) -> None:
    made = _new_node(tree, "math/halve")
    assert made.returncode == 0, made.stdout + made.stderr
    assert all((tree / name).is_file() for name in MADE)
    for check in (("check",), ("format", "--check")):
        looked = _said(tree, BIN / "ruff", *check, *MADE[:2])
        assert looked.returncode == 0, looked.stdout
    listed = _said(
        tree,
        sys.executable,
        "-c",
        "from luma.graph.register import node_types; print([t.key for t in node_types()])",
    )
    assert "'math/halve'" in listed.stdout, listed.stderr


def test_its_golden_answer_notices_a_change(tree: Path) -> None:
    _new_node(tree, "math/halve")
    source = tree / MADE[0]
    source.write_text(source.read_text().replace("values * amount", "values + amount"))
    again = _said(tree, sys.executable, "-m", "pytest", "-q", MADE[1])
    assert again.returncode == 1
    assert "Mismatched elements" in again.stdout


def test_a_node_is_never_overwritten(tree: Path) -> None:
    _new_node(tree, "math/halve")
    second = _new_node(tree, "math/halve")
    assert second.returncode == 1
    assert second.stderr == f"{MADE[0]} is already there.\n"


def test_a_name_that_is_no_key_is_refused(tree: Path) -> None:
    refused = _new_node(tree, "Halve")
    assert refused.returncode == 2
    assert "family/snake_case" in refused.stderr
