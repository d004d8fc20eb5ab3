"""The mapped tables of the library; rows never leave this package."""

import json
from typing import Any, ClassVar

from sqlalchemy import REAL, ForeignKey, ForeignKeyConstraint, Text, TypeDecorator
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine


class JsonText(TypeDecorator[Any]):
    """A JSON value as one line of text that any reader of the database can open."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:  # noqa: ARG002
        """Give the text of a value."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:  # noqa: ARG002
        """Give the value of a text."""
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """What every table of the library has in common."""

    type_annotation_map: ClassVar[dict[type, type[TypeEngine[Any]]]] = {str: Text, float: REAL}


class TrackRow(Base):
    """A track and what it says of itself."""

    __tablename__ = "tracks"
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    artist: Mapped[str]
    album: Mapped[str]
    bpm: Mapped[float | None]
    musical_key: Mapped[str]
    seconds: Mapped[float]
    added: Mapped[str]
    heard_bpm: Mapped[float | None]
    colour: Mapped[int]
    heard_key: Mapped[str | None]
    stars: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    genre: Mapped[str] = mapped_column(default="")
    heard_energy: Mapped[float | None]


class SourceRow(Base):
    """A file that a track came from."""

    __tablename__ = "track_sources"
    file_sha256: Mapped[str] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    payload_sha256: Mapped[str]
    path: Mapped[str]
    original: Mapped[str]
    seen: Mapped[str]
    pcm_sha256: Mapped[str | None]
    chosen: Mapped[int] = mapped_column(default=0)


class SeenRow(Base):
    """A file whose sound is known, as it lay somewhere."""

    __tablename__ = "seen_files"
    path: Mapped[bytes] = mapped_column(primary_key=True)
    file_sha256: Mapped[str] = mapped_column(
        ForeignKey("track_sources.file_sha256", ondelete="CASCADE")
    )
    size: Mapped[int]
    state: Mapped[str] = mapped_column(default="")


class TrashRow(Base):
    """A track that waits in the trash."""

    __tablename__ = "trash"
    track: Mapped[str] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[str]


class PlaylistRow(Base):
    """A list, a crate, a list made by a query, or a folder of these."""

    __tablename__ = "playlists"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    made: Mapped[str]
    folder: Mapped[str | None] = mapped_column(ForeignKey("playlists.id", ondelete="CASCADE"))
    place: Mapped[int]
    kind: Mapped[str]
    query: Mapped[str]


class PlaylistTrackRow(Base):
    """A track at its place in a list."""

    __tablename__ = "playlist_tracks"
    playlist: Mapped[str] = mapped_column(
        ForeignKey("playlists.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))


class PlayRow(Base):
    """A time that a track was played, and for how long."""

    __tablename__ = "plays"
    number: Mapped[int] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    at: Mapped[str]
    seconds: Mapped[float]


class CueRow(Base):
    """A place in a track that a person has marked, or a stretch."""

    __tablename__ = "cues"
    number: Mapped[int] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    at_s: Mapped[float]
    stop_s: Mapped[float | None]
    button: Mapped[int | None]
    name: Mapped[str]
    colour: Mapped[int]


class WatchedRow(Base):
    """A folder whose new files come into the library by themselves."""

    __tablename__ = "watched"
    folder: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[str]


class AudioGraphRow(Base):
    """A graph of effects."""

    __tablename__ = "audio_graphs"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    graph: Mapped[dict[str, object]] = mapped_column(JsonText)
    revision: Mapped[int]


class ArtifactRow(Base):
    """A result, named by its recipe."""

    __tablename__ = "artifacts"
    recipe: Mapped[str] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    kind: Mapped[str]
    engine: Mapped[str]
    version: Mapped[int]
    settings: Mapped[dict[str, object]] = mapped_column(JsonText)
    file: Mapped[str]
    bytes: Mapped[int]
    used: Mapped[str]


class FailureRow(Base):
    """What went wrong for a track and an analyzer's version."""

    __tablename__ = "failures"
    track: Mapped[str] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    words: Mapped[str]
    at: Mapped[str]


class PatternRow(Base):
    """A pattern and its default graph."""

    __tablename__ = "patterns"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    default_implementation_id: Mapped[str | None] = mapped_column(
        ForeignKey("implementations.id", ondelete="SET NULL", use_alter=True)
    )
    tags: Mapped[list[str]] = mapped_column(JsonText)
    forked_from: Mapped[str | None]
    extra: Mapped[dict[str, Any]] = mapped_column(JsonText)


class ImplementationRow(Base):
    """A graph that carries out a pattern."""

    __tablename__ = "implementations"
    id: Mapped[str] = mapped_column(primary_key=True)
    pattern: Mapped[str] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    graph: Mapped[str]
    revision: Mapped[int]
    name: Mapped[str]
    extra: Mapped[dict[str, Any]] = mapped_column(JsonText)


class PresetRow(Base):
    """A pattern that came along with Luma, as it was shelved."""

    __tablename__ = "presets"
    id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[str]


class MarkRow(Base):
    """Something that the library remembers of itself."""

    __tablename__ = "marks"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ScoreRow(Base):
    """A score, without its clips."""

    __tablename__ = "scores"
    id: Mapped[str] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"))
    name: Mapped[str]
    revision: Mapped[int]
    chosen: Mapped[bool]


class ClipRow(Base):
    """A clip of a score."""

    __tablename__ = "track_scores"
    score: Mapped[str] = mapped_column(
        ForeignKey("scores.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    pattern: Mapped[str] = mapped_column(ForeignKey("patterns.id"))
    implementation: Mapped[str | None] = mapped_column(ForeignKey("implementations.id"))
    start_beat: Mapped[float]
    stop_beat: Mapped[float]
    anchor: Mapped[str]
    start_s: Mapped[float]
    stop_s: Mapped[float]
    z_index: Mapped[int]
    blend: Mapped[str]
    opacity: Mapped[float]
    fade_in: Mapped[float]
    fade_out: Mapped[float]
    arguments: Mapped[dict[str, Any]] = mapped_column(JsonText)
    seed: Mapped[int]
    locked: Mapped[bool]
    muted: Mapped[bool]
    reason: Mapped[str]


class LayerRow(Base):
    """What is known of a layer of a score."""

    __tablename__ = "score_layers"
    score: Mapped[str] = mapped_column(
        ForeignKey("scores.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    locked: Mapped[bool]
    muted: Mapped[bool]
    solo: Mapped[bool]


class CorrectionRow(Base):
    """What a person made of something that was heard in a track."""

    __tablename__ = "corrections"
    track: Mapped[str] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[str]
    revision: Mapped[int]


class VenueRow(Base):
    """A venue, without what stands in it."""

    __tablename__ = "venues"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    revision: Mapped[int]


class FixtureRow(Base):
    """A fixture of a venue."""

    __tablename__ = "fixtures"
    venue: Mapped[str] = mapped_column(
        ForeignKey("venues.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    name: Mapped[str]
    profile: Mapped[str]
    mode: Mapped[str]
    universe: Mapped[int]
    address: Mapped[int]
    x: Mapped[float]
    y: Mapped[float]
    z: Mapped[float]
    turn_x: Mapped[float]
    turn_y: Mapped[float]
    turn_z: Mapped[float]
    swap: Mapped[bool]
    invert_pan: Mapped[bool]
    invert_tilt: Mapped[bool]
    pan_offset: Mapped[float]
    tilt_offset: Mapped[float]


class GroupRow(Base):
    """A group of a venue."""

    __tablename__ = "groups"
    venue: Mapped[str] = mapped_column(
        ForeignKey("venues.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]


class MemberRow(Base):
    """A fixture's place in a group."""

    __tablename__ = "group_fixtures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["venue", "group_name"], ["groups.venue", "groups.name"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["venue", "fixture"], ["fixtures.venue", "fixtures.id"], ondelete="CASCADE"
        ),
    )
    venue: Mapped[str] = mapped_column(primary_key=True)
    group_name: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    fixture: Mapped[str]


class JournalRow(Base):
    """A revision of a document, as the edits that led to it."""

    __tablename__ = "journal"
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int]
    edit: Mapped[list[Any]] = mapped_column(JsonText)
    at: Mapped[str]
    origin: Mapped[str]


class SnapshotRow(Base):
    """A whole document as it was at a revision."""

    __tablename__ = "snapshots"
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str]
