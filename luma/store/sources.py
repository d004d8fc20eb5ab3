"""The shelf of sources: which files a track came from, and where such files were seen."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from luma.domain.errors import NotFound
from luma.domain.ids import TrackId
from luma.domain.track import Source
from luma.store._now import now
from luma.store._tables import SeenRow, SourceRow, TrackRow, TrashRow
from luma.store._writable import writable

FIRST = (SourceRow.chosen.desc(), text("track_sources.rowid"))
"""The order of a track's sources: the chosen one, then as they came, by whatever clock."""
_AT_ONCE = 500
_OWNER = text(
    "SELECT track FROM track_sources WHERE file_sha256 IN (:file, :payload)"
    " OR payload_sha256 IN (:file, :payload) ORDER BY file_sha256 = :file DESC, rowid LIMIT 1"
)
_INSERT = text(
    "INSERT INTO track_sources (file_sha256, track, payload_sha256, path, original, seen)"
    " VALUES (:file_sha256, :track, :payload_sha256, :path, :original, :seen)"
    " ON CONFLICT DO NOTHING"
)
_PLACE = text("SELECT path FROM track_sources WHERE file_sha256 = :file")
_REMEMBER = text(
    "INSERT INTO seen_files (path, file_sha256, size, state)"
    " VALUES (:path, :file_sha256, :size, :state) ON CONFLICT (path) DO UPDATE"
    " SET file_sha256 = excluded.file_sha256, size = excluded.size, state = excluded.state"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it lay somewhere: its size, and what tells whether it was touched since.

    Without a state it counts as touched.
    """

    path: bytes
    file_sha256: str
    size: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A source with the track that it belongs to, and whether that one lies in the trash."""

    track: TrackId
    source: Source
    in_trash: bool


class Sources:
    """The files behind the library's tracks."""

    def __init__(self, session: Session, root: Path) -> None:
        """Look at them in a transaction; files below the root are kept relative to it."""
        self._session = session
        self._root = root

    def of(self, track: TrackId) -> tuple[Source, ...]:
        """Every source of a track, the one that is played first."""
        wanted = select(SourceRow).where(SourceRow.track == track).order_by(*FIRST)
        return tuple(self._source(row) for row in self._session.scalars(wanted))

    def held(self, hashes: Collection[str]) -> dict[str, Held]:
        """The sources of some hashes of files, by these."""
        found: dict[str, Held] = {}
        for some in _parts(sorted(hashes)):
            wanted = (
                select(SourceRow, TrashRow.at)
                .outerjoin(TrashRow, TrashRow.track == SourceRow.track)
                .where(SourceRow.file_sha256.in_(some))
            )
            for row, thrown in self._session.execute(wanted):
                name = TrackId(row.track)
                found[row.file_sha256] = Held(name, self._source(row), thrown is not None)
        return found

    def all(self) -> tuple[Held, ...]:
        """Every source of the tracks that are not in the trash, the played ones first."""
        wanted = (
            select(SourceRow)
            .where(SourceRow.track.not_in(select(TrashRow.track)))
            .order_by(SourceRow.track, *FIRST)
        )
        rows = self._session.scalars(wanted)
        return tuple(
            Held(TrackId(row.track), self._source(row), in_trash=False) for row in rows
        )

    def paths(self) -> frozenset[Path]:
        """Where the files of all sources lie, or would lie."""
        return frozenset(
            self._root / path for path in self._session.scalars(select(SourceRow.path))
        )

    def owner(self, file_sha256: str, payload_sha256: str = "") -> TrackId | None:
        """The track of a file's or a sound's hash, in the trash or not; a file's first."""
        names = {"file": file_sha256, "payload": payload_sha256 or file_sha256}
        found = self._session.execute(_OWNER, names).first()
        return None if found is None else TrackId(found[0])

    def is_known(self, file_sha256: str) -> bool:
        """Whether some track came from that file."""
        return self.place(file_sha256) is not None

    def place(self, file_sha256: str) -> Path | None:
        """Where a source's file lies, or would lie."""
        path = self._session.scalar(_PLACE, {"file": file_sha256})
        return None if path is None else self._root / path

    def add(self, track: TrackId, source: Source) -> None:
        """Give a track one more source; nothing happens where the file is known already."""
        values = {
            "file_sha256": source.file_sha256,
            "track": track,
            "payload_sha256": source.payload_sha256,
            "path": self._kept(source.path),
            "original": writable(source.original),
            "seen": now(),
        }
        self._session.execute(_INSERT, values)

    def move(self, file_sha256: str, path: Path) -> None:
        """Remember that a source's file lies elsewhere now."""
        self._get(file_sha256).path = self._kept(path)
        self._session.flush()

    def choose(self, file_sha256: str) -> None:
        """Let a track play from this source from now on."""
        row = self._get(file_sha256)
        most = select(func.max(SourceRow.chosen)).where(SourceRow.track == row.track)
        row.chosen = (self._session.scalar(most) or 0) + 1
        self._session.flush()

    def note_pcm(self, payload_sha256: str, pcm_sha256: str) -> tuple[TrackId, ...]:
        """Remember the samples of a sound, and give the tracks of other sounds with the same.

        Tracks in the trash are none.
        """
        self._session.execute(
            update(SourceRow)
            .where(SourceRow.payload_sha256 == payload_sha256)
            .values(pcm_sha256=pcm_sha256)
        )
        own = select(SourceRow.track).where(SourceRow.payload_sha256 == payload_sha256)
        others = (
            select(SourceRow.track)
            .distinct()
            .where(SourceRow.pcm_sha256 == pcm_sha256)
            .where(SourceRow.track.not_in(own))
            .where(SourceRow.track.not_in(select(TrashRow.track)))
        )
        return tuple(TrackId(name) for name in self._session.scalars(others))

    def twins(self) -> tuple[tuple[TrackId, TrackId], ...]:
        """Pairs of tracks whose samples are the same, the older track first."""
        wanted = (
            select(TrackRow.id, SourceRow.pcm_sha256)
            .join(SourceRow, SourceRow.track == TrackRow.id)
            .where(SourceRow.pcm_sha256.is_not(None))
            .where(TrackRow.id.not_in(select(TrashRow.track)))
            .order_by(TrackRow.number)
        )
        firsts: dict[str, TrackId] = {}
        pairs: dict[tuple[TrackId, TrackId], None] = {}
        for name, pcm in self._session.execute(wanted):
            first = firsts.setdefault(str(pcm), TrackId(name))
            if first != name:
                pairs[first, TrackId(name)] = None
        return tuple(pairs)

    def seen(self, paths: Iterable[bytes]) -> dict[bytes, Seen]:
        """What is remembered of files at some paths."""
        found: dict[bytes, Seen] = {}
        for some in _parts(list(paths)):
            wanted = select(*SeenRow.__table__.columns).where(SeenRow.path.in_(some))
            for row in self._session.execute(wanted):
                found[row.path] = Seen(row.path, row.file_sha256, row.size, row.state)
        return found

    def sizes(self) -> dict[str, int]:
        """How long the files of sources are, by their hashes, as far as that is remembered."""
        wanted = select(SeenRow.file_sha256, SeenRow.size)
        return {row.file_sha256: row.size for row in self._session.execute(wanted)}

    def remember(self, seen: Collection[Seen]) -> None:
        """Remember files as they lie."""
        if not seen:
            return
        rows = [
            {"path": s.path, "file_sha256": s.file_sha256, "size": s.size, "state": s.state}
            for s in seen
        ]
        self._session.execute(_REMEMBER, rows)

    def forget(self, paths: Collection[bytes]) -> None:
        """Remember some files no longer."""
        self._session.execute(delete(SeenRow).where(SeenRow.path.in_(paths)))

    def _get(self, file_sha256: str) -> SourceRow:
        row = self._session.get(SourceRow, file_sha256)
        if row is None:
            raise NotFound(f"The library has no file {file_sha256}.")
        return row

    def _kept(self, path: Path) -> str:
        inside = path.is_relative_to(self._root)
        return (path.relative_to(self._root) if inside else path).as_posix()

    def _source(self, row: Any) -> Source:
        path = self._root / row.path
        return Source(row.file_sha256, row.payload_sha256, path, row.original)


def _parts(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE))
