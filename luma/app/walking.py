"""Which files are meant by some paths: those named, and the sound in folders."""

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from luma.domain.errors import LumaError, Refused

SOUND_SUFFIXES = frozenset(
    {
        ".wav", ".wave", ".w64", ".rf64", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".aif",
        ".aiff", ".aifc", ".m4a", ".m4b", ".m4p", ".mp4", ".aac", ".alac", ".wma",
    }
)  # fmt: skip
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


@dataclass(frozen=True, slots=True)
class Met:
    """A path that was met on the way: named itself or in a folder, or trouble with a folder."""

    path: Path
    named: bool = False
    trouble: LumaError | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it claims to be sound, or was asked for whatever it claims."""
        return self.named or self.path.suffix.lower() in SOUND_SUFFIXES


def files_of(paths: Iterable[Path], own: Path) -> Iterator[Met]:
    """Every file that is meant; folders in the order of their names, each entered once.

    What is hidden and the library's own copies are left out of folders.
    """
    entered: set[tuple[int, int]] = set()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  (where nobody may look: no, and no error)
            yield from _below(path, own, entered)
        else:
            yield Met(path, named=True)


def sound_below(folder: Path, own: Path) -> Iterator[Path]:
    """Every file in a folder and in those below it that claims to be sound."""
    met = _below(folder, own, set())
    return (one.path for one in met if one.trouble is None and one.is_sound)


def _below(folder: Path, own: Path, entered: set[tuple[int, int]]) -> Iterator[Met]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            mark = os.stat(here)  # noqa: PTH116  (of the folder behind a link)
            if (mark.st_dev, mark.st_ino) in entered or here.absolute() == own:
                continue
            entered.add((mark.st_dev, mark.st_ino))
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as cause:
            if cause.errno not in _GONE and not isinstance(cause, FileNotFoundError):
                yield Met(here, trouble=_closed(here, cause))
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        folders = [Path(here, entry.name) for entry in shown if _is_folder(entry)]
        yield from (Met(Path(here, e.name)) for e in shown if not _is_folder(e))
        waiting += reversed(folders)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _closed(folder: Path, cause: OSError) -> LumaError:
    if isinstance(cause, PermissionError):
        return Refused(
            f'You may not look into the folder "{folder}".', hint="Check its rights."
        )
    return Refused(
        f'The folder "{folder}" could not be read: {cause.strerror or cause}.',
        hint="Look whether its disk is there, then bring it in again.",
    )
