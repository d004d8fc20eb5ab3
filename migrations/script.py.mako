"""${message}."""

from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Climb."""
    ${upgrades if upgrades else 'op.execute("")'}
