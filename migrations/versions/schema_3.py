"""schema-3: names of implementations, tags and origins of patterns, and shelved presets."""

from alembic import op

revision = "schema_3"
down_revision = "schema_2"

COLUMNS = {
    "patterns": (
        "tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags))",
        "forked_from TEXT",
        "extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))",
    ),
    "implementations": (
        "name TEXT NOT NULL DEFAULT 'Main'",
        "extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))",
    ),
}
# A preset that was removed keeps its row, so that it does not come back.
PRESETS = """
CREATE TABLE presets (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    document TEXT NOT NULL CHECK (json_valid(document))
)
"""
MARKS = """
CREATE TABLE marks (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL
)
"""


def upgrade() -> None:
    """Give patterns and their graphs more columns, and presets their tables."""
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.execute(PRESETS)
    op.execute(MARKS)
