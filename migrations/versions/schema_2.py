"""schema-2: a track's colour, and the tempo that was heard in it."""

from alembic import op

revision = "schema_2"
down_revision = "schema_1"

COLUMNS = (
    "heard_bpm REAL CHECK (heard_bpm > 0)",
    "colour INTEGER NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 9)",
)


def upgrade() -> None:
    """Give tracks two more columns."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
