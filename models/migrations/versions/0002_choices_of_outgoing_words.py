"""Outgoing words can offer answers to click."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    column = sa.Column("choices", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
    op.add_column("outbox", column)


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_column("outbox", "choices")
