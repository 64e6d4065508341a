"""Whose words joined a ticket that was open already."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT, MOMENT = sqltypes.AutoString(), sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "joiner",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("identity_id", BIG, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message_id", TEXT, nullable=False),
        sa.Column("chat_group_id", BIG, nullable=True),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("reports", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"]),
        sa.ForeignKeyConstraint(["chat_group_id"], ["chat_group.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "message_id"),
    )
    for column in ("ticket", "identity_id", "event_id"):
        op.create_index(f"ix_joiner_{column}", "joiner", [column])


def downgrade() -> None:
    """Take the schema back down."""
    for column in ("event_id", "identity_id", "ticket"):
        op.drop_index(f"ix_joiner_{column}", table_name="joiner")
    op.drop_table("joiner")
