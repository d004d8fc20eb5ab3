"""The library's database: short transactions that hold its shelves."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from luma.store._engine import WRITES, explained, open_engine
from luma.store.artifacts import Artifacts
from luma.store.audiographs import AudioGraphs
from luma.store.corrections import Corrections
from luma.store.cues import Cues
from luma.store.failures import Failures
from luma.store.history import Past
from luma.store.listing import Listing
from luma.store.merging import Merging
from luma.store.migrate import make_ready
from luma.store.opinions import Opinions
from luma.store.ordering import order_anew
from luma.store.patterns import Patterns
from luma.store.playlists import Playlists
from luma.store.plays import Plays
from luma.store.presets import Presets
from luma.store.scores import Scores
from luma.store.sources import Sources
from luma.store.tracks import Tracks
from luma.store.venues import Venues
from luma.store.watched import Watched


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything in the library, for the time of one transaction."""

    tracks: Tracks
    sources: Sources
    merging: Merging
    watched: Watched
    listing: Listing
    artifacts: Artifacts
    patterns: Patterns
    presets: Presets
    scores: Scores
    corrections: Corrections
    audio_graphs: AudioGraphs
    venues: Venues
    playlists: Playlists
    cues: Cues
    opinions: Opinions
    plays: Plays
    history: Past
    failures: Failures
    _session: Session
    _raw: Any
    _path: Path

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that is taken back alone when it raises."""
        part = self._session.begin_nested()
        try:
            with explained(self._path):
                yield
                part.commit()
        except BaseException:
            self.scores.forget()
            if self.stands:
                part.rollback()
            raise

    @property
    def stands(self) -> bool:
        """Whether the transaction still stands; a full disk may take it away whole."""
        return bool(self._raw.in_transaction)


class Store:
    """A library's database, from open to close; usable from any thread."""

    def __init__(self, path: Path, engine: Engine) -> None:
        """Work on a file that is ready."""
        self._path = path
        self._engine = engine

    @classmethod
    def open(cls, path: Path, migrations: Path) -> Self:
        """The library in a file, made or brought to the newest schema first."""
        path = path.absolute()
        make_ready(path, migrations)
        return cls(path, open_engine(path))

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @contextmanager
    def begin(self) -> Iterator[Shelf]:
        """A transaction that writes: all of it, or nothing where the block raises."""
        with self._transaction(writes=True) as shelf:
            yield shelf

    @contextmanager
    def read(self) -> Iterator[Shelf]:
        """The library as it is at one moment; a write in the block is refused."""
        with self._transaction(writes=False) as shelf:
            yield shelf

    def problems(self) -> tuple[str, ...]:
        """What is wrong inside the file, in SQLite's words; nothing when it is whole."""
        with explained(self._path), self._engine.connect() as connection:
            marks = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found = [str(mark) for mark in marks if mark != "ok"]
        return (*found, *(f"a row of {row[0]} refers to nothing in {row[2]}" for row in lost))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Shelf]:
        with (
            explained(self._path),
            closing(self._engine.connect()) as connection,
            connection.execution_options(**{WRITES: writes}).begin(),
            Session(connection) as session,
        ):
            yield _shelf(session, self._path)
            session.flush()
            if writes:
                order_anew(session)


def _shelf(session: Session, path: Path) -> Shelf:
    sources, corrections = Sources(session, path.parent), Corrections(session)
    tracks = Tracks(session, path.parent, sources)
    return Shelf(
        tracks=tracks,
        sources=sources,
        merging=Merging(session, corrections, sources),
        watched=Watched(session),
        listing=Listing(session, tracks),
        artifacts=Artifacts(session),
        patterns=Patterns(session),
        presets=Presets(session),
        scores=Scores(session),
        corrections=corrections,
        audio_graphs=AudioGraphs(session),
        venues=Venues(session),
        playlists=Playlists(session),
        cues=Cues(session),
        opinions=Opinions(session),
        plays=Plays(session),
        history=Past(session),
        failures=Failures(session),
        _session=session,
        _raw=session.connection().connection.dbapi_connection,
        _path=path,
    )
