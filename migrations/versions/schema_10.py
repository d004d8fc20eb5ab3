"""schema-10: where files of known sound were seen, and which source a track plays from."""

from alembic import op

revision = "schema_10"
down_revision = "schema_9"

STATEMENTS = (
    "ALTER TABLE track_sources ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0"
    " CHECK (chosen >= 0)",
    """
CREATE TABLE seen_files (
    path BLOB NOT NULL PRIMARY KEY,
    file_sha256 TEXT NOT NULL REFERENCES track_sources (file_sha256) ON DELETE CASCADE,
    size INTEGER NOT NULL CHECK (size >= 0),
    state TEXT NOT NULL DEFAULT ''
)""",
    "CREATE INDEX seen_files_by_sha ON seen_files (file_sha256)",
)


def upgrade() -> None:
    """Remember files that were read, so that unchanged ones need not be read again."""
    for statement in STATEMENTS:
        op.execute(statement)
