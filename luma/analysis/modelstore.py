"""The model store: weights under their names, each file held to its SHA-256 sum.

A model's folder appears whole or not at all; `SHA256SUMS` in it is as `sha256sum` writes it.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from luma.analysis.claims import claimed
from luma.analysis.fetching import fetch
from luma.analysis.knownmodels import KNOWN, Model, ModelFile
from luma.domain.errors import BadValue, Damaged, NotFound, Unavailable, UnknownType
from luma.domain.ids import Recipe

SUMS = "SHA256SUMS"
State = Literal["installed", "begun", "absent", "own"]
Tell = Callable[[str, int, int], None]
_SPARE = 1 << 28
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Standing:
    """A model and how it stands in the store; `own` is one that Luma does not know."""

    name: str
    state: State
    bytes: int
    purpose: str = ""
    licence: str = ""
    home: str = ""


def check(folder: Path) -> None:
    """Compare every file of a model with the sums beside it."""
    sums = folder / SUMS
    if not sums.is_file():
        raise Unavailable(
            f'The weights "{folder.name}" are not in the model store ({folder}).',
            hint=f"`luma models install {folder.name}` brings them in.",
        )
    for expected, name in _lines(sums):
        if not (folder / name).is_file() or sum_of(folder / name) != expected:
            raise Unavailable(
                f'The weights "{folder.name}" are damaged: {name} is not what it was.',
                hint=f"Run `luma models remove {folder.name}`, then install them again.",
            )


def sum_of(file: Path) -> str:
    """The SHA-256 sum of a file."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


class ModelStore:
    """The folder of models, and those that can be brought into it."""

    def __init__(self, folder: Path, known: Mapping[str, Model] = KNOWN) -> None:
        """Look into a folder, which may not be there yet."""
        self.folder = folder
        self._known = known

    def list(self) -> tuple[Standing, ...]:
        """Every known model and every other in the store; files are not read."""
        names = {path.name for path in self.folder.glob("[!.]*") if path.is_dir()}
        return tuple(self._standing(name) for name in sorted(names | set(self._known)))

    def known(self, name: str) -> Model:
        """A known model by its name."""
        if name not in self._known:
            raise UnknownType("model", name, tuple(self._known))
        return self._known[name]

    def verify(self, name: str) -> None:
        """Hold a model's files to their sums, and those of a known one to the known sums."""
        self._refuse_absent(name)
        check(self.folder / name)
        if name in self._known:
            noted = {file: total for total, file in _lines(self.folder / name / SUMS)}
            for file in self._known[name].files:
                if noted.get(file.name) != file.sha256:
                    raise Damaged(
                        f'"{file.name}" of "{name}" is not the file that Luma knows.',
                        hint=f"Run `luma models remove {name}`, then install it again.",
                    )

    def install(self, name: str, tell: Tell, source: Path | None = None) -> Path:
        """Bring a known model in, from the web or from a file or folder; gives its folder."""
        model, target = self.known(name), self.folder / name
        with claimed(self.folder, Recipe(f".{name}"), lambda: None):
            if target.is_dir():
                self.verify(name)
                return target
            if source is not None:
                _refuse_lacking(model, source)
            draft = self._draft(name)
            for file in model.files:
                self._obtain(file, draft / file.name, source, tell)
            return self._appear(name, {file.name: file.sha256 for file in model.files})

    def adopt(self, name: str, source: Path, sha256: str) -> Path:
        """Bring in a file that Luma does not know, under the sum that a person vouches for."""
        wanted = sha256.strip().lower()
        if len(wanted) != hashlib.sha256().digest_size * 2 or not set(wanted) <= _HEX:
            raise BadValue(f'"{sha256}" is no SHA-256 sum.', hint="It has 64 hex digits.")
        if not name.replace("_", "").replace("-", "").isalnum():
            raise BadValue(f'"{name}" is no name for a model.', hint="Use letters and digits.")
        if (self.folder / name).exists():
            raise BadValue(f'There is a model "{name}" already.', hint="Remove it first.")
        if not source.is_file():
            raise NotFound(f'There is no file "{source}".')
        file = ModelFile(source.name, wanted, source.stat().st_size)
        self._obtain(file, self._draft(name) / file.name, source, lambda *_: None)
        return self._appear(name, {file.name: wanted})

    def remove(self, name: str) -> None:
        """Take a model out of the store, with what was fetched of it."""
        self._refuse_absent(name)
        target, draft = self.folder / name, self.folder / f".{name}.part"
        shutil.rmtree(draft, ignore_errors=True)
        if target.is_dir():
            gone = self.folder / f".{name}.gone"
            target.rename(gone)
            shutil.rmtree(gone)

    def _refuse_absent(self, name: str) -> None:
        """Only what lies in the store itself is a model of it."""
        if Path(name).name != name or self._standing(name).state == "absent":
            raise NotFound(f'There is no model "{name}" in the store.')

    def _standing(self, name: str) -> Standing:
        folder, draft = self.folder / name, self.folder / f".{name}.part"
        model = self._known.get(name)
        if model is None:
            state: State = "own" if folder.is_dir() else "absent"
            return Standing(name, state, _bytes_of(folder))
        begun: State = "begun" if draft.is_dir() else "absent"
        state = "installed" if folder.is_dir() else begun
        return Standing(name, state, model.bytes, model.purpose, model.licence, model.home)

    def _draft(self, name: str) -> Path:
        draft = self.folder / f".{name}.part"
        draft.mkdir(parents=True, exist_ok=True)
        return draft

    def _obtain(self, file: ModelFile, path: Path, source: Path | None, tell: Tell) -> None:
        if file.text:
            path.write_bytes(file.text.encode())
        elif source is not None:
            shutil.copyfile(_found(file, source), path)
        else:
            self._refuse_without_room(file, path)
            fetch(file.url, path, file.bytes, lambda got, size: tell(file.name, got, size))
        if (found_sum := sum_of(path)) != file.sha256:
            path.unlink()
            with contextlib.suppress(OSError):  # other files of it are there
                path.parent.rmdir()
            raise Damaged(
                f'"{file.name}" is not the file that was meant: its SHA-256 sum is '
                f"{found_sum[:12]}… and should be {file.sha256[:12]}….",
                hint="It was thrown away. Fetch it again, from where it comes from.",
            )

    def _refuse_without_room(self, file: ModelFile, path: Path) -> None:
        there = path.stat().st_size if path.exists() else 0
        free = shutil.disk_usage(path.parent).free
        if free < file.bytes - there + _SPARE:
            raise Unavailable(
                f'"{file.name}" takes {file.bytes / 1e6:.0f} MB, and the disk of '
                f'"{self.folder}" has {free / 1e6:.0f} MB left.',
                hint="Make room first.",
            )

    def _appear(self, name: str, sums: Mapping[str, str]) -> Path:
        """Put a draft in its place, whole and safe on disk."""
        draft, target = self._draft(name), self.folder / name
        lines = "".join(f"{total}  {file}\n" for file, total in sums.items())
        (draft / SUMS).write_text(lines, encoding="utf-8")
        for path in draft.iterdir():
            if path.name not in sums and path.name != SUMS:
                path.unlink()
                continue
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        draft.rename(target)
        return target


def _found(file: ModelFile, source: Path) -> Path:
    return source / file.name if source.is_dir() else source


def _refuse_lacking(model: Model, source: Path) -> None:
    """Look for all files before anything is written."""
    for file in model.files:
        if not file.text and not _found(file, source).is_file():
            raise NotFound(f'There is no file "{_found(file, source)}".')


def _lines(sums: Path) -> Iterator[tuple[str, str]]:
    for line in sums.read_text(encoding="utf-8").splitlines():
        total, _, name = line.partition(" ")
        yield total, name.strip().lstrip("*")


def _bytes_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
