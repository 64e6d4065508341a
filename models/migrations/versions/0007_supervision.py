"""A matter that is not done in time comes under supervision, in four steps."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "supervision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sqltypes.AutoString(), nullable=False),
        sa.Column("cause", sqltypes.AutoString(), nullable=False),
        sa.Column("unit", sqltypes.AutoString(), nullable=False),
        sa.Column("ordered_by", BIG, nullable=True),
        sa.Column("demand", sa.LargeBinary(), nullable=True),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("told_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["ordered_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "seq"),
    )
    op.create_index("ix_supervision_due_at", "supervision", ["due_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_supervision_due_at", table_name="supervision")
    op.drop_table("supervision")
