"""schema-8: the key that was heard in a track."""

from alembic import op

revision = "schema_8"
down_revision = "schema_7"


def upgrade() -> None:
    """Give tracks one more column: the key's place on Camelot's wheel."""
    op.execute("ALTER TABLE tracks ADD COLUMN heard_key TEXT")
