"""Makes one track of two that are the same music, with the work that hangs on either."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from luma.domain.chorddoc import ChordDoc
from luma.domain.griddoc import GridDoc
from luma.domain.ids import TrackId
from luma.domain.sectiondoc import SectionDoc
from luma.store._tables import CorrectionRow, ScoreRow, TrackRow
from luma.store.corrections import Corrections
from luma.store.sources import Sources

_DOCUMENTS = {"beats": "grid", "chords": "harmony", "sections": "sections"}
_FILLED = ("title", "artist", "album", "bpm", "musical_key", "genre", "colour", "stars")
_MOVED = ("scores", "plays", "cues", "track_sources")


@dataclass(frozen=True, slots=True)
class Work:
    """What a person made of a track: which kinds were put right, and how many scores."""

    corrected: frozenset[str]
    scores: int


class Merging:
    """Joins two tracks within one transaction."""

    def __init__(self, session: Session, corrections: Corrections, sources: Sources) -> None:
        """Look at them in a transaction."""
        self._session = session
        self._corrections, self._sources = corrections, sources

    def work_of(self, track: TrackId) -> Work:
        """What hangs on a track and could contradict what hangs on another."""
        made = {
            "beats": self._corrections.grid(track) != GridDoc(track),
            "chords": self._corrections.chords(track) != ChordDoc(track),
            "sections": self._corrections.sections(track) != SectionDoc(track),
        }
        corrected = frozenset(kind for kind, is_made in made.items() if is_made)
        scores = select(ScoreRow.id).where(ScoreRow.track == track)
        return Work(corrected, len(self._session.scalars(scores).all()))

    def join(self, kept: TrackId, gone: TrackId) -> None:
        """Move everything of one track to another, which keeps its own where both have some."""
        first = self._sources.of(kept)[0]
        self._move_corrections(kept, gone)
        self._move_past_of_scores(kept, gone)
        self._fill(kept, gone)
        names = {"kept": kept, "gone": gone}
        chosen = self._one("SELECT count(*) FROM scores WHERE track = :kept AND chosen", names)
        if chosen:
            self._run("UPDATE scores SET chosen = 0 WHERE track = :gone", names)
        self._run(
            "DELETE FROM playlist_tracks WHERE track = :gone AND playlist IN"
            " (SELECT playlist FROM playlist_tracks WHERE track = :kept)",
            names,
        )
        for table in (*_MOVED, "playlist_tracks"):
            self._run(f"UPDATE {table} SET track = :kept WHERE track = :gone", names)  # noqa: S608
        self._words(kept, gone)
        self._run("DELETE FROM tracks WHERE id = :gone", names)
        self._sources.choose(first.file_sha256)
        self._session.expire_all()

    def _move_corrections(self, kept: TrackId, gone: TrackId) -> None:
        wanted = select(CorrectionRow.kind).where(CorrectionRow.track == gone)
        corrected = self.work_of(gone).corrected
        for kind in self._session.scalars(wanted).all():
            if kind not in corrected:
                continue
            names = {"kept": kept, "gone": gone, "kind": kind, "document": _DOCUMENTS[kind]}
            self._run("DELETE FROM corrections WHERE track = :kept AND kind = :kind", names)
            self._run(
                "UPDATE corrections SET track = :kept,"
                " document = replace(document, :gone, :kept)"
                " WHERE track = :gone AND kind = :kind",
                names,
            )
            for table, column in (("journal", "edit"), ("snapshots", "document")):
                where = "kind = :document AND id ="
                self._run(f"DELETE FROM {table} WHERE {where} :kept", names)  # noqa: S608
                self._run(
                    f"UPDATE {table} SET id = :kept, {column} = replace({column}, :gone, :kept)"  # noqa: S608
                    f" WHERE {where} :gone",
                    names,
                )

    def _move_past_of_scores(self, kept: TrackId, gone: TrackId) -> None:
        for table, column in (("journal", "edit"), ("snapshots", "document")):
            self._run(
                f"UPDATE {table} SET {column} = replace({column}, :gone, :kept)"  # noqa: S608
                " WHERE kind = 'score' AND id IN (SELECT id FROM scores WHERE track = :gone)",
                {"kept": kept, "gone": gone},
            )

    def _fill(self, kept: TrackId, gone: TrackId) -> None:
        """Give the track that stays what only the other says of itself; notes are joined."""
        rows = select(TrackRow).where(TrackRow.id.in_((kept, gone)))
        row, other = sorted(self._session.scalars(rows), key=lambda found: found.id != kept)
        for name in (
            "title",
            "artist",
            "album",
            "bpm",
            "musical_key",
            "genre",
            "colour",
            "stars",
        ):
            if not getattr(row, name):
                setattr(row, name, getattr(other, name))
        if other.note and other.note not in row.note:
            row.note = f"{row.note}\n{other.note}".strip()
        row.added = min(row.added, other.added)
        self._session.flush()

    def _words(self, kept: TrackId, gone: TrackId) -> None:
        """Let the track be found by the names of the files that came to it."""
        self._run(
            "UPDATE track_words SET original = original || ' ' ||"
            " (SELECT original FROM track_words WHERE rowid ="
            " (SELECT number FROM tracks WHERE id = :gone))"
            " WHERE rowid = (SELECT number FROM tracks WHERE id = :kept)",
            {"kept": kept, "gone": gone},
        )

    def _run(self, statement: str, names: Mapping[str, str]) -> None:
        self._session.execute(text(statement), names)

    def _one(self, question: str, names: Mapping[str, str]) -> int:
        return int(self._session.execute(text(question), names).scalar_one())
