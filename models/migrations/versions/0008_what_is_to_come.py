"""What is to come for a ticket: the reporter's word, and revisits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "coming",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("due", sqltypes.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("next_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("outcome", sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "due", "day"),
    )
    op.create_index("ix_coming_until_next", "coming", ["until", "next_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_coming_until_next", table_name="coming")
    op.drop_table("coming")
