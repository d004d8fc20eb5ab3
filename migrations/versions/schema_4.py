"""schema-4: layers of scores, and clips that are locked or muted."""

from alembic import op

revision = "schema_4"
down_revision = "schema_3"

COLUMNS = (
    "locked BOOLEAN NOT NULL DEFAULT 0 CHECK (locked IN (0, 1))",
    "muted BOOLEAN NOT NULL DEFAULT 0 CHECK (muted IN (0, 1))",
)
LAYERS = """
CREATE TABLE score_layers (
    score TEXT NOT NULL REFERENCES scores (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    locked BOOLEAN NOT NULL CHECK (locked IN (0, 1)),
    muted BOOLEAN NOT NULL CHECK (muted IN (0, 1)),
    solo BOOLEAN NOT NULL CHECK (solo IN (0, 1)),
    PRIMARY KEY (score, number)
)
"""


def upgrade() -> None:
    """Give clips two more columns, and layers their table."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE track_scores ADD COLUMN {column}")
    op.execute(LAYERS)
