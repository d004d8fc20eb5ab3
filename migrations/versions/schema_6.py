"""schema-6: how fixtures differ from their kind."""

from alembic import op

revision = "schema_6"
down_revision = "schema_5"

COLUMNS = (
    "swap BOOLEAN NOT NULL DEFAULT 0 CHECK (swap IN (0, 1))",
    "invert_pan BOOLEAN NOT NULL DEFAULT 0 CHECK (invert_pan IN (0, 1))",
    "invert_tilt BOOLEAN NOT NULL DEFAULT 0 CHECK (invert_tilt IN (0, 1))",
    "pan_offset REAL NOT NULL DEFAULT 0",
    "tilt_offset REAL NOT NULL DEFAULT 0",
)


def upgrade() -> None:
    """Give fixtures five more columns."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE fixtures ADD COLUMN {column}")
