"""Finds the gone files of tracks again by their content, wherever they were moved."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from luma.app.ground import Ground
from luma.app.intake import Coming, Intake, Mode
from luma.app.paths import Paths
from luma.app.shelving import Marker, give_file, let_go
from luma.app.walking import Met, sound_below
from luma.audio.identity import file_sha256, payload_sha256
from luma.domain.errors import LumaError, NotFound
from luma.domain.ids import TrackId
from luma.domain.track import Source, Track


@dataclass(frozen=True, slots=True)
class Found:
    """A track whose file was gone, and where it was found again, if it was."""

    track: Track
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class _Lost:
    track: Track
    sources: tuple[Source, ...]


class Refinding:
    """Looks through a folder for what is gone."""

    def __init__(self, ground: Ground, paths: Paths, mode: Mode) -> None:
        """Bring what is found into the library again, or refer to it where it lies."""
        self._keeper, self._store = ground.keeper, ground.store
        self._paths, self._intake = paths, Intake(ground, paths, mode)

    def run(
        self, folder: Path, name: TrackId | None, tell: Callable[[Found], object]
    ) -> tuple[Found, ...]:
        """What became of every track whose file is gone, or of one track."""
        if not os.path.isdir(folder):  # noqa: PTH112  (where nobody may look: no, and no error)
            raise NotFound(f'There is no folder "{folder}".', hint="Check its name.")
        lost = {one.track.id: one for one in self._lost(name)}
        answers: list[Found] = []

        def settle(one: _Lost, path: Path | None) -> None:
            del lost[one.track.id]
            answers.append(Found(one.track, path))
            tell(answers[-1])

        for look in (self._by_own, self._by_file, self._by_sound):
            for path, one in look(folder, lost):
                settle(one, path)
        for one in tuple(lost.values()):
            settle(one, None)
        return tuple(answers)

    def _lost(self, name: TrackId | None) -> tuple[_Lost, ...]:
        with self._store.read() as shelf:
            tracks = shelf.tracks.list() if name is None else (shelf.tracks.get(name),)
            return tuple(
                _Lost(track, shelf.sources.of(track.id))
                for track in tracks
                if not track.source.path.is_file()
            )

    def _by_own(self, _: Path, lost: dict[TrackId, _Lost]) -> Iterable[tuple[Path, _Lost]]:
        """Other files of the same sound that the library has, played from now on."""
        for one in tuple(lost.values()):
            same = one.track.source.payload_sha256
            like = (s for s in one.sources if s.payload_sha256 == same and s.path.is_file())
            other = next(like, None)
            if other is not None:
                self._choose(other.file_sha256)
                yield other.path, one

    def _choose(self, sha256: str) -> None:
        self._keeper.save(lambda shelf: shelf.sources.choose(sha256)).result()

    def _by_file(
        self, folder: Path, lost: dict[TrackId, _Lost]
    ) -> Iterable[tuple[Path, _Lost]]:
        """Files that are the very same, told by their sizes before they are read."""
        with self._store.read() as shelf:
            sizes = shelf.sources.sizes()
        wanted = {one.track.source.file_sha256: one for one in lost.values()}
        likely = {sizes[sha256] for sha256 in wanted if sha256 in sizes}
        any_size = any(sha256 not in sizes for sha256 in wanted)
        for path in sound_below(folder, self._paths.files) if lost else ():
            one = None
            if any_size or _size(path) in likely:
                one = wanted.get(_or_nothing(file_sha256, path))
            if one is not None and one.track.id in lost and self._bring(path, one):
                yield path, one

    def _by_sound(
        self, folder: Path, lost: dict[TrackId, _Lost]
    ) -> Iterable[tuple[Path, _Lost]]:
        """Files of the same sound with other tags."""
        wanted = {one.track.source.payload_sha256: one for one in lost.values()}
        for path in sound_below(folder, self._paths.files) if lost else ():
            one = wanted.get(_or_nothing(payload_sha256, path))
            if one is not None and one.track.id in lost and self._bring(path, one):
                yield path, one

    def _bring(self, path: Path, one: _Lost) -> bool:
        coming = self._intake.take(Met(path, named=True), lambda: False)
        if not isinstance(coming, Coming):
            return False
        if coming.track.source.payload_sha256 != one.track.source.payload_sha256:
            let_go([coming])
            return False
        marker = Marker(self._paths)
        try:
            self._keeper.save(
                lambda shelf: give_file(shelf, one.track.id, coming, marker)
            ).result()
        except LumaError:
            let_go([coming])
            raise
        finally:
            marker.take_down()
        return True


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _or_nothing(name: Callable[[Path], str | None], path: Path) -> str:
    """The name of a file, or none where it cannot be read; pipes are not waited for."""
    try:
        return (name(path) if path.is_file() else None) or ""
    except (OSError, LumaError):
        return ""
