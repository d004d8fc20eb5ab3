"""Looks at one file on its way in: hashes and copies it, and reads what it says of itself."""

import datetime as dt
import errno
import logging
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from luma.app.ground import Ground
from luma.app.leftovers import own_name
from luma.app.paths import Paths
from luma.app.walking import Met
from luma.audio.identity import Stopped, digest_and_copy, file_sha256, payload_sha256
from luma.audio.probe import probe
from luma.audio.tags import read_tags
from luma.domain.errors import LumaError, Refused, UnreadableFile
from luma.domain.ids import TrackId, new_id
from luma.domain.track import Source, Track
from luma.store.sources import Seen

Status = Literal["imported", "duplicate", "skipped", "failed"]
Same = Literal["", "unchanged", "file", "sound"]
Mode = Literal["copy", "reference"]
SETTLED_SECONDS = 2.0
"""How long ago a file must have been touched to count as one that another touch would show."""
_HINTS = {
    errno.ENOSPC: "Make room on the disk of the library, then bring it in again.",
    errno.EDQUOT: "Make room on the disk of the library, then bring it in again.",
    errno.EROFS: "The library lies where nothing can be written.",
    errno.EIO: "Its disk or the library's is failing, or went away.",
}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; of a duplicate, what of it was here, or in the trash, before."""

    path: Path
    status: Status
    track: Track | None = None
    sha256: str = ""
    trouble: LumaError | None = None
    same: Same = ""
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A file that is ready for its shelf, with its copy where one was made."""

    path: Path
    track: Track
    copy: Path | None
    seen: Seen


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was read before and lies as it lay, of a track that lies in the trash."""

    path: Path
    track: TrackId
    sha256: str


class Intake:
    """Takes single files as far as the shelf."""

    def __init__(self, ground: Ground, paths: Paths, mode: Mode = "copy") -> None:
        """Copy to the library, or refer to files where they lie."""
        self._store, self._paths, self._mode = ground.store, paths, mode

    def known(self, met: list[Met]) -> "dict[Path, Known | Outcome]":
        """Which files were read before and lie as they lay, and so does what was kept.

        Of those the outcome is told, or which track has to come back from the trash.
        """
        states: dict[bytes, tuple[Path, Seen]] = {}
        for one in met:
            seen = _state_of(one.path) if one.is_sound and one.trouble is None else None
            if seen is not None and seen.state:
                states[seen.path] = one.path, seen
        with self._store.read() as shelf:
            remembered = shelf.sources.seen(states)
            same = {
                key: old for key, old in remembered.items() if _is_same(old, states[key][1])
            }
            held = shelf.sources.held({seen.file_sha256 for seen in same.values()})
            tracks = shelf.tracks.some({one.track for one in held.values()})
        found: dict[Path, Known | Outcome] = {}
        for key, seen in same.items():
            path, sha256 = states[key][0], seen.file_sha256
            holding = held[sha256]
            if _size(holding.source.path) == seen.size:
                found[path] = (
                    Known(path, holding.track, sha256)
                    if holding.in_trash
                    else Outcome(
                        path, "duplicate", tracks[holding.track], sha256, same="unchanged"
                    )
                )
        return found

    def take(self, met: Met, stop: Callable[[], bool]) -> Coming | Outcome | None:
        """Bring a file as far as the shelf; none where somebody called it off."""
        path, trouble = met.path, met.trouble
        if trouble is None and not met.is_sound:
            return Outcome(path, "skipped")
        try:
            if trouble is None:
                return self._prepare(path, stop)
        except Stopped:
            return None
        except UnreadableFile as unreadable:
            trouble = UnreadableFile(path, unreadable.causes)
        except Exception as cause:  # noqa: BLE001  (it is told, and the next file has its turn)
            trouble = trouble_with(path, cause)
        return Outcome(path, "failed", trouble=trouble)

    def _prepare(self, path: Path, stop: Callable[[], bool]) -> Coming:
        _refuse_endless(path)
        before = _state_of(path)
        copy: Path | None = None
        try:
            if self._mode == "reference" and _can_be_noted(path):
                place = path.absolute()
                sha256 = file_sha256(path, stop)
                track = _described(path, path, place, sha256)
            else:
                copy = (
                    self._paths.files
                    / f"{own_name('incoming-')}{new_id()}{path.suffix.lower()}"
                )
                sha256 = digest_and_copy(path, copy, stop)
                place = self._paths.track_file(sha256, path.suffix)
                track = _described(path, copy, place, sha256)
        except BaseException:
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise
        size = (copy or path).stat().st_size
        key = os.fsencode(path.absolute())
        is_still = before is not None and before == _state_of(path) and before.size == size
        state = before.state if before is not None and is_still else ""
        return Coming(path, track, copy, Seen(key, sha256, size, state))


def trouble_with(path: Path, cause: Exception) -> LumaError:
    """The sentence for whatever happened to a file on its way in."""
    if isinstance(cause, LumaError):
        return cause
    if isinstance(cause, OSError):
        return _trouble_of_disk(path, cause)
    log.error("Luma made a mistake with a file", exc_info=cause)
    return LumaError(
        f'Luma made a mistake with "{path}": {cause!r}.', hint="Its log tells the whole of it."
    )


def _trouble_of_disk(path: Path, cause: OSError) -> Refused:
    if cause.errno == errno.ELOOP:
        return Refused(f'"{path}" is a link that leads in a circle.')
    if isinstance(cause, FileNotFoundError) and not path.exists():
        if os.path.lexists(path):
            return Refused(f'"{path}" is a link to a file that is gone.')
        return Refused(f'There is no file "{path}".', hint="Check its name.")
    if isinstance(cause, PermissionError) and not os.access(path, os.R_OK):
        return Refused(f'The file "{path}" may not be read by you.', hint="Check its rights.")
    hint = _HINTS.get(cause.errno or 0, "")
    words = cause.strerror or cause
    return Refused(f'The file "{path}" could not be brought in: {words}.', hint=hint)


def _described(path: Path, readable: Path, place: Path, sha256: str) -> Track:
    heard = probe(readable)
    tags = read_tags(readable)
    source = Source(
        file_sha256=sha256,
        payload_sha256=payload_sha256(readable) or sha256,
        path=place,
        original=str(path.absolute()),
    )
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Track(
        TrackId(new_id()), replace(tags, seconds=tags.seconds or heard.seconds), source, now
    )


def _state_of(path: Path) -> Seen | None:
    """How a file lies; without a state where it was touched so lately that it may be again.

    The time of its last change of any kind cannot be set back by whoever writes tags.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    now = dt.datetime.now(dt.UTC).timestamp()
    age = now - max(found.st_ctime, found.st_mtime)
    marks = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
    state = " ".join(map(str, marks)) if age > SETTLED_SECONDS else ""
    return Seen(os.fsencode(path.absolute()), "", found.st_size, state)


def _is_same(remembered: Seen, found: Seen) -> bool:
    return bool(found.state) and remembered.state == found.state


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _can_be_noted(path: Path) -> bool:
    """Whether a path can be written into the database: old names hold what no UTF-8 does."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refuse_endless(path: Path) -> None:
    """Refuse pipes and devices, which may never come to an end, and folders."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Refused(f'"{path}" is no file that can be copied.')
