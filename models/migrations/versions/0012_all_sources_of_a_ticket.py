"""All sources of a ticket, each once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up; what each ticket came by is its first source."""
    op.create_table(
        "ticket_source",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("source_id", sqltypes.AutoString(), nullable=True),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source", "source_id"),
    )
    op.create_index("ix_ticket_source_ticket", "ticket_source", ["ticket"])
    op.execute(
        "INSERT INTO ticket_source (ticket, source, source_id, at) "
        "SELECT number, source, source_id, created_at FROM ticket ORDER BY number"
    )


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_ticket_source_ticket", table_name="ticket_source")
    op.drop_table("ticket_source")
