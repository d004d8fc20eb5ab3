"""The workshop can be read without any of the heavy libraries it works with."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from luma.analysis.catalogue import open_workshop

ROOT = Path(__file__).parents[2]
WORKERS = ROOT / "workers"
HEAVY = {"librosa", "torch", "demucs", "scipy", "numba", "soxr", "av", "sklearn", "onnxruntime"}
SCRIPT = """
import json, sys
from pathlib import Path
from luma.analysis.catalogue import open_workshop
shop = open_workshop(Path(sys.argv[1]))
print(json.dumps([shop.kinds, sorted({name.split(".")[0] for name in sys.modules})]))
"""


def test_reading_the_declarations_loads_no_heavy_library() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(WORKERS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    kinds, modules = json.loads(said.stdout)
    assert not HEAVY & set(modules)
    assert "workers" not in modules
    expected = {
        "pcm",
        "peaks",
        "loudness",
        "energy",
        "beats",
        "tones",
        "chroma",
        "chords",
        "key",
        "drums",
        "sections",
    }
    assert expected | {"stems"} <= set(kinds)


@pytest.mark.parametrize("file", sorted(WORKERS.glob("*.py")), ids=lambda file: file.name)
def test_siblings_are_imported_only_where_they_run(file: Path) -> None:
    for node in ast.parse(file.read_text()).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not [name for name in names if name.split(".")[0] == "workers"]


def test_every_analyzer_finds_its_inputs_and_stands_in_the_right_file() -> None:
    shop = open_workshop(WORKERS)
    for entry in shop:
        assert entry.help
        assert entry.version >= 1
        assert set(shop.inputs_of(entry).values()) <= set(shop.kinds)
        assert Path(entry.declared_in.rsplit(":", 1)[0]).stem == entry.kind
        assert entry.filled({}) == {s.name: s.default for s in entry.settings}


def test_inputs_are_found_by_type() -> None:
    shop = open_workshop(WORKERS)
    assert shop.inputs_of(shop.pick("pcm")) == {}
    assert set(shop.inputs_of(shop.pick("chords")).values()) == {"pcm", "tones", "beats"}


def test_stems_are_better_with_weights_and_there_without(tmp_path: Path) -> None:
    shop = open_workshop(WORKERS)
    built_in = shop.pick("stems", models=tmp_path)
    assert built_in.engine == "luma"
    assert built_in.is_ready(tmp_path)
    assert not shop.pick("stems", "demucs").is_ready(tmp_path)
    (tmp_path / "htdemucs").mkdir()
    better = shop.pick("stems", models=tmp_path)
    assert better.engine == "demucs"
    assert better.is_ready(tmp_path)
