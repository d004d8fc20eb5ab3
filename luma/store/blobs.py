"""Files named by their recipe: whole or not there, measured, swept, and deletable by hand."""

import contextlib
import datetime as dt
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from luma.domain.errors import StoreError
from luma.domain.ids import Recipe

YOUNG_SECONDS = 3600.0


class Blobs:
    """The folder of everything that can be made again."""

    def __init__(self, root: Path) -> None:
        """Keep files below a folder."""
        self.root = root

    def path(self, recipe: Recipe, suffix: str) -> Path:
        """Where the result of a recipe lies, or would lie; the suffix begins with its dot."""
        return self.root / recipe[:2] / f"{recipe}{suffix}"

    def put(self, recipe: Recipe, suffix: str, content: bytes | Path) -> Path:
        """Keep bytes, or a file that is moved here; it appears whole, or not at all."""
        target = self.path(recipe, suffix)
        aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(aside, content)
            aside.replace(target)
            _sync(target.parent)
        except OSError as cause:
            raise StoreError(
                f'The result "{target.name}" could not be kept: {cause.strerror or cause}.',
                hint=f'Look whether the disk of "{self.root}" is full.',
            ) from cause
        finally:
            with contextlib.suppress(OSError):
                aside.unlink()
        return target

    def measure(self) -> int:
        """How many bytes lie here."""
        return sum(_size(entry) for entry in self._entries())

    def recipes(self) -> frozenset[Recipe]:
        """The recipes of which something lies here."""
        names = (entry.name for entry in self._entries())
        return frozenset(_recipe(name) for name in names if not name.startswith("."))

    def sweep(self, known: Collection[Recipe], *, young: float = YOUNG_SECONDS) -> int:
        """Clear away what no known recipe names, but for the young, and give the freed bytes.

        What another program has just made may not be known yet; hence the grace in seconds.
        """
        before = dt.datetime.now(dt.UTC).timestamp() - young
        freed = 0
        for entry in self._entries():
            is_known = not entry.name.startswith(".") and _recipe(entry.name) in known
            with contextlib.suppress(FileNotFoundError):
                if not is_known and entry.stat().st_mtime <= before:
                    freed += _clear(entry)
        return freed

    def remove(self, recipe: Recipe) -> int:
        """Clear away everything of a recipe and give the freed bytes."""
        shelf = self.root / recipe[:2]
        entries = [entry for entry in _listed(shelf) if _recipe(entry.name) == recipe]
        return sum(_clear(entry) for entry in entries)

    def _entries(self) -> Iterator[Path]:
        for shelf in _listed(self.root):
            if len(shelf.name) == 2:
                yield from _listed(shelf)


def _recipe(name: str) -> Recipe:
    return Recipe(name.partition(".")[0])


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _size(entry: Path) -> int:
    try:
        if entry.is_dir():
            return sum(_size(inner) for inner in _listed(entry))
        return entry.stat().st_size
    except FileNotFoundError:
        return 0


def _clear(entry: Path) -> int:
    size = _size(entry)
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)
    return size


def _write(aside: Path, content: bytes | Path) -> None:
    if isinstance(content, Path):
        try:
            content.rename(aside)
        except OSError:  # it lies on another disk
            shutil.copyfile(content, aside)
            content.unlink()
    else:
        aside.write_bytes(content)
    _sync(aside)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
