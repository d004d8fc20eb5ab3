"""The wheel carries what Luma needs, and the workshop is never somebody else's `workers`."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import numpy as np
import pytest
import soundfile

EXTRAS = ("stems", "beat_this", "cluster")
ROOT = Path(__file__).resolve().parents[2]

# Does one real job in a slot, once it is sure that the decoy is what `import` would find.
JOB = """
import importlib.util, queue, sys
from pathlib import Path
from luma.analysis import order
from luma.analysis.catalogue import catalogue
from luma.analysis.child import Folders
from luma.analysis.contract import Failure, Receipt
from luma.analysis.pool import Pool
from luma.app.bundled import bundled

decoy, song, home = map(Path, sys.argv[1:])
assert importlib.util.find_spec("workers").origin == str(decoy / "workers" / "__init__.py")
workshop, reports = bundled("workers"), queue.SimpleQueue()
folders = Folders(home / "blobs", home / "claims", home / "models")
pool = Pool(1, workshop, folders, reports.put)
pool.submit(order.plan(catalogue(workshop), "sound", ["pcm"], {})["pcm"].job(song, "Song"))
while not isinstance(report := reports.get(timeout=60), Receipt | Failure):
    pass
pool.close()
print(workshop)
print(report)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("luma_workstation-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked in it, as an installation would leave it."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def test_the_wheel_carries_the_three_folders_inside_the_package(installed: Path) -> None:
    bundled = installed / "luma" / "_bundled"
    assert (bundled / "workers" / "pcm.py").is_file()
    assert (bundled / "migrations" / "env.py").is_file()
    assert (bundled / "assets" / "demo").is_dir()


def test_the_wheel_holds_nothing_else(installed: Path) -> None:
    tops = {path.name for path in installed.iterdir()}
    assert tops == {"luma", next(name for name in tops if name.endswith(".dist-info"))}
    assert not list(installed.rglob("training"))
    assert not list(installed.rglob("test_*.py"))


def test_the_wheel_brings_no_stems_unasked(installed: Path) -> None:
    (metadata,) = installed.glob("*.dist-info/METADATA")
    heavy = [line for line in metadata.read_text().splitlines() if "torch" in line]
    wanted = "Requires-Dist: torch==2.13.0; extra == "
    assert sorted(heavy) == [wanted + "'beat-this'", wanted + "'stems'"]


@pytest.mark.parametrize("kind", ["checkout", "wheel"])
def test_a_decoy_is_not_the_workshop(
    kind: str, installed: Path, tmp_path: Path, luma_home: Path
) -> None:
    top = {"checkout": ROOT, "wheel": installed}[kind]
    workshop = {"checkout": ROOT, "wheel": installed / "luma" / "_bundled"}[kind] / "workers"
    decoy = tmp_path / "decoy"
    for name in ("__init__", "pcm"):
        (decoy / "workers").mkdir(parents=True, exist_ok=True)
        (decoy / "workers" / f"{name}.py").write_text(
            'raise SystemExit("the decoy was taken")\n'
        )
    song = tmp_path / "song.wav"
    soundfile.write(song, np.zeros((4800, 2), np.float32), 48_000)
    run = subprocess.run(
        [sys.executable, "-c", JOB, decoy, song, luma_home],
        cwd=decoy,
        env={**os.environ, "PYTHONPATH": f"{decoy}{os.pathsep}{top}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.startswith(f"{workshop}\nReceipt("), run.stdout + run.stderr


def test_everything_that_the_package_asks_for_is_locked() -> None:
    locked = {_name(line) for line in (ROOT / "constraints.txt").read_text().splitlines()}
    assert _asked(*EXTRAS, "dev") <= locked


def test_the_package_asks_for_what_it_imports_and_for_nothing_else() -> None:
    offers = packages_distributions()
    tops = {top for name in ("luma", "workers", "migrations") for top in _imported(ROOT / name)}
    foreign = tops - set(sys.stdlib_module_names) - {"luma", "workers"}
    assert {_name(offers.get(top, [top])[0]) for top in foreign} == _asked(*EXTRAS)


def _asked(*extras: str) -> set[str]:
    """The names of what the package needs, with some of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needs = [
        project["dependencies"],
        *(project["optional-dependencies"][name] for name in extras),
    ]
    return {_name(need) for group in needs for need in group}


def _name(requirement: str) -> str:
    """The normal form of the name in a requirement."""
    return re.split("[<>=]", requirement)[0].lower().replace("_", "-")


def _imported(folder: Path) -> Iterator[str]:
    """The first word of everything that the sources under a folder import."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]
