"""Whoever keeps the known answers is told before and after one runs out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    op.add_column("faq", sa.Column("warned_for", sa.Date(), nullable=True))
    op.add_column("faq", sa.Column("ended_for", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_column("faq", "ended_for")
    op.drop_column("faq", "warned_for")
