"""A module whose name starts with an underscore belongs to its package alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_private_modules_are_imported_only_inside_their_package() -> None:
    sources = [path for top in ("luma", "workers") for path in (ROOT / top).rglob("*.py")]
    assert sources
    assert [fault for path in sources for fault in _trespasses(path.relative_to(ROOT))] == []


def _trespasses(path: Path) -> Iterator[str]:
    """Each import of somebody else's private module, with where it stands."""
    package = ".".join(path.parent.parts)
    for name in _imported((ROOT / path).read_text()):
        parts = name.split(".")
        private = (
            i for i, part in enumerate(parts) if part.startswith("_") and part[1:2] != "_"
        )
        for at in private:
            owner = ".".join(parts[:at])
            if parts[0] in {"luma", "workers"} and not f"{package}.".startswith(f"{owner}."):
                yield f"{path} imports {name}"


def _imported(source: str) -> Iterator[str]:
    """Every dotted name that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
