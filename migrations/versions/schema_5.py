"""schema-5: why a program placed a clip."""

from alembic import op

revision = "schema_5"
down_revision = "schema_4"


def upgrade() -> None:
    """Give clips one more column."""
    op.execute("ALTER TABLE track_scores ADD COLUMN reason TEXT NOT NULL DEFAULT ''")
