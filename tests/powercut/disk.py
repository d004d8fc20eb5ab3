"""What a disk may hold when the power goes, after the record of what a program did.

What was synced is there. Of all writes since, any may be there, lie half or be lost. Names
change in the order in which they were told to, and the last of these changes may be lost until
their folder is synced. Folders themselves are taken for safe.
"""

import os
import random
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SHIM = Path(__file__).with_name("shim.c")
SECTOR = 512
_HEAD = struct.Struct("<cHHqq")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done to a file or a folder."""

    op: str
    path: str
    other: str
    offset: int
    size: int
    data: bytes


def build_shim(folder: Path) -> Path:
    """The library that is preloaded."""
    made = folder / "powercut.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", made, SHIM, "-ldl"], check=True)
    return made


def recorded_in(shim: Path, root: Path, record: Path) -> dict[str, str]:
    """The surroundings in which a program's acts below a folder are recorded."""
    return {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "POWERCUT_ROOT": str(root),
        "POWERCUT_LOG": str(record),
    }


def acts_of(record: Path) -> list[Act]:
    """Everything that was recorded, in order."""
    return list(_acts(record.read_bytes()))


def _acts(told: bytes) -> Iterator[Act]:
    at = 0
    while at < len(told):
        op, path, other, offset, size = _HEAD.unpack_from(told, at)
        at += _HEAD.size
        names = told[at : at + path], told[at + path : at + path + other]
        at += path + other
        data = told[at : at + size] if op == b"w" else b""
        at += len(data)
        first, second = (os.fsdecode(name) for name in names)
        yield Act(op.decode(), first, second, offset, size, data)


@dataclass(slots=True)
class _File:
    """The bytes that are safe, and what was done since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[Act] = field(default_factory=list)

    def sync(self) -> None:
        for act in self.since:
            _apply(self.safe, act, act.data)
        self.since.clear()

    def left(self, chance: random.Random) -> bytes:
        """What may be left: each write whole, torn at a sector, or lost."""
        found = bytearray(self.safe)
        for act in self.since:
            fate = chance.random()
            if fate < 0.4:
                _apply(found, act, act.data)
            elif fate < 0.6 and act.op == "w":
                _apply(found, act, act.data[: chance.randrange(0, len(act.data) + 1, SECTOR)])
        return bytes(found)


def _apply(content: bytearray, act: Act, data: bytes) -> None:
    if act.op == "t":
        del content[act.offset :]
        content.extend(bytes(max(0, act.offset - len(content))))
    elif data:
        content.extend(bytes(max(0, act.offset - len(content))))
        content[act.offset : act.offset + len(data)] = data


class Disk:
    """Files by what they are, and names for them: those that are safe, and the newer ones."""

    def __init__(self) -> None:
        """Hold nothing."""
        self.names: dict[str, _File] = {}
        self._safe_names: dict[str, _File] = {}
        self._changes: list[tuple[Act, _File]] = []

    def take(self, act: Act) -> None:
        """Do what was done."""
        if act.op in "wt":
            if act.path not in self.names:
                self._change(act)
            self.names[act.path].since.append(act)
        elif act.op == "s":
            self._sync(act.path)
        elif act.op in "cru":
            self._change(act)

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """The files that may be found afterwards."""
        names = dict(self._safe_names)
        for act, file in self._changes[: chance.randint(0, len(self._changes))]:
            _rename(names, act, file)
        return {path: file.left(chance) for path, file in names.items()}

    def _change(self, act: Act) -> None:
        file = _File()
        self._changes.append((act, file))
        _rename(self.names, act, file)

    def _sync(self, path: str) -> None:
        """Make a file's bytes safe, or the names in a folder with all that came before."""
        if path in self.names:
            self.names[path].sync()
            return
        last = max(
            (n for n, (act, _) in enumerate(self._changes) if _is_in(act, path)), default=-1
        )
        for act, file in self._changes[: last + 1]:
            _rename(self._safe_names, act, file)
        del self._changes[: last + 1]


def _is_in(act: Act, folder: str) -> bool:
    return folder in {str(Path(name).parent) for name in (act.path, act.other) if name}


def _rename(names: dict[str, _File], act: Act, new: _File) -> None:
    if act.op == "u":
        names.pop(act.path, None)
    elif act.op != "r":
        names[act.path] = new
    elif (file := names.pop(act.path, None)) is not None:
        names[act.other] = file
