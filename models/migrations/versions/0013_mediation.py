"""Mediations: where and when, what was tried, what came of it, what was agreed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "mediation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("room", sa.LargeBinary(), nullable=True),
        sa.Column("parties", sa.LargeBinary(), nullable=True),
        sa.Column("present", sa.LargeBinary(), nullable=True),
        sa.Column("mediator_id", BIG, nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("outcome", sqltypes.AutoString(), nullable=True),
        sa.Column("agreement", sa.LargeBinary(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["mediator_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mediation_ticket", "mediation", ["ticket"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_mediation_ticket", table_name="mediation")
    op.drop_table("mediation")
