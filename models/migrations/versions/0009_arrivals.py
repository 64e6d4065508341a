"""Units are whistled for, and come."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "arrival",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("unit", sqltypes.AutoString(), nullable=False),
        sa.Column("called_by", BIG, nullable=True),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("arrived_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("arrived_by", BIG, nullable=True),
        sa.Column("told_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["called_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["arrived_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "seq", "unit"),
    )
    op.create_index("ix_arrival_unit", "arrival", ["unit"])
    op.create_index("ix_arrival_due_at", "arrival", ["due_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_arrival_due_at", table_name="arrival")
    op.drop_index("ix_arrival_unit", table_name="arrival")
    op.drop_table("arrival")
