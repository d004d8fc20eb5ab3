"""The import contracts bite: a forbidden import, planted in a copy of the tree, is reported."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
CONTRACTS = {
    contract["name"]: contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
        "importlinter"
    ]["contracts"]
}

# contract, the room that should not, what it imports
PLANTS = [
    ("floors", "luma.domain", "luma.store"),
    ("floors", "luma.store", "luma.audio"),
    ("floors", "luma.audio", "luma.analysis"),
    ("floors", "luma.analysis", "luma.graph"),
    ("floors", "luma.graph", "luma.light"),
    ("floors", "luma.crates", "luma.store"),
    ("floors", "luma.crates", "luma.audio"),
    ("floors", "luma.light", "luma.stage"),
    ("floors", "luma.mixer", "luma.light"),
    ("floors", "luma.stage", "luma.score"),
    ("floors", "luma.score", "luma.app"),
    ("floors", "luma.app", "luma.ui"),
    ("floors", "luma.ui", "luma.api"),
    ("floors", "luma.api", "luma.cli"),
    ("doors", "luma.ui", "luma.audio"),
    ("doors", "luma.ui", "luma.crates"),
    ("doors", "luma.api", "luma.store"),
    ("stage", "luma.stage", "luma.graph"),
    ("stage", "luma.stage", "luma.crates"),
    ("stage", "luma.stage", "luma.store"),
    ("score", "luma.score", "luma.light"),
    ("score", "luma.score", "luma.audio"),
    ("score", "luma.score", "luma.crates"),
    ("workers", "workers", "luma.app"),
    ("workers", "workers", "luma.graph"),
    ("workshop", "luma.analysis", "workers"),
    ("pure", "luma.domain", "time"),
    ("pure", "luma.domain", "logging"),
    ("qt", "luma.app", "PySide6"),
    ("qt", "workers", "PySide6"),
    ("sql", "luma.app", "sqlalchemy"),
    ("sql", "luma.cli", "alembic"),
    ("networkx", "luma.score", "networkx"),
    ("numba", "luma.stage", "numba"),
    ("decoders", "luma.analysis", "av"),
    ("decoders", "luma.app", "tinytag"),
    ("soundfile", "luma.stage", "soundfile"),
    ("device", "luma.audio", "sounddevice"),
    ("device", "luma.stage", "sounddevice"),
    ("heavy", "luma.audio", "librosa"),
    ("heavy", "luma.analysis", "torch"),
    ("web", "luma.app", "fastapi"),
    ("cluster", "luma.app", "dask"),
    ("fixtures", "luma.app", "pygdtf"),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str]]]:
    """By contract, the imports that the linter reports in a copy with every plant in it."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("luma", "workers"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tree / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tree)
    for number, (_, room, target) in enumerate(PLANTS):
        folder = tree / room.replace(".", "/")
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
        (folder / f"planted_{number}.py").write_text(f"import {target}\n")
    return _reported(tree)


def _reported(tree: Path) -> dict[str, set[tuple[str, str]]]:
    """What the linter says of a tree: for each broken contract the imports that broke it."""
    said = subprocess.run(
        [LINTER, "--no-cache"],
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    here = ""
    for line in said.stdout.partition("Broken contracts")[2].splitlines():
        here = CONTRACTS.get(line.strip(), here)
        if arrow := re.search(r"(\S+) -> (\S+)", line):
            found[here].add((arrow[1], arrow[2]))
    assert found, said.stdout + said.stderr
    return found


@pytest.mark.parametrize("number", range(len(PLANTS)), ids=[" ".join(p) for p in PLANTS])
def test_a_planted_import_is_reported(
    broken: dict[str, set[tuple[str, str]]], number: int
) -> None:
    contract, room, target = PLANTS[number]
    assert (f"{room}.planted_{number}", target) in broken[contract]


def test_every_contract_has_been_pushed_against() -> None:
    assert {contract for contract, _, _ in PLANTS} == set(CONTRACTS.values())
