"""schema-7: which score of a track a person has chosen as its default."""

from alembic import op

revision = "schema_7"
down_revision = "schema_6"


def upgrade() -> None:
    """Give scores one more column, in which one score of a track at most is chosen."""
    op.execute(
        "ALTER TABLE scores ADD COLUMN chosen BOOLEAN NOT NULL DEFAULT 0"
        " CHECK (chosen IN (0, 1))"
    )
    op.execute("CREATE UNIQUE INDEX scores_chosen ON scores (track) WHERE chosen")
