"""schema-9: what a person thinks of a track, lists in folders, cues, watched folders."""

from alembic import op

revision = "schema_9"
down_revision = "schema_8"

STATEMENTS = (
    "ALTER TABLE tracks ADD COLUMN stars INTEGER NOT NULL DEFAULT 0"
    " CHECK (stars BETWEEN 0 AND 5)",
    "ALTER TABLE tracks ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE tracks ADD COLUMN genre TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE tracks ADD COLUMN heard_energy REAL CHECK (heard_energy BETWEEN 0 AND 1)",
    "ALTER TABLE track_sources ADD COLUMN pcm_sha256 TEXT CHECK (pcm_sha256 <> '')",
    "CREATE INDEX track_sources_by_pcm ON track_sources (pcm_sha256)",
    "ALTER TABLE playlists ADD COLUMN folder TEXT REFERENCES playlists (id) ON DELETE CASCADE",
    "ALTER TABLE playlists ADD COLUMN place INTEGER NOT NULL DEFAULT 0 CHECK (place >= 0)",
    "ALTER TABLE playlists ADD COLUMN kind TEXT NOT NULL DEFAULT 'list'"
    " CHECK (kind IN ('list', 'crate', 'smart', 'folder'))",
    "ALTER TABLE playlists ADD COLUMN query TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX playlists_by_folder ON playlists (folder, place)",
    """
CREATE TABLE cues (
    number INTEGER PRIMARY KEY,
    track TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    at_s REAL NOT NULL CHECK (at_s >= 0),
    stop_s REAL CHECK (stop_s > at_s),
    button INTEGER CHECK (button >= 0),
    name TEXT NOT NULL DEFAULT '',
    colour INTEGER NOT NULL DEFAULT 0
)""",
    "CREATE INDEX cues_by_track ON cues (track, at_s)",
    "CREATE TABLE watched (folder TEXT NOT NULL PRIMARY KEY, since TEXT NOT NULL)",
)


def upgrade() -> None:
    """Give tracks stars, notes, genres and energy, sources the hash of their samples."""
    for statement in STATEMENTS:
        op.execute(statement)
