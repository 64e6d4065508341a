"""Photos and files that come with a ticket's words."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "attachment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("message_id", sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sqltypes.AutoString(), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=False),
        sa.Column("state", sqltypes.AutoString(), nullable=False),
        sa.Column("next_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sqltypes.AutoString(), nullable=True),
        sa.Column("outcome", sqltypes.AutoString(), nullable=True),
        sa.Column("media", sqltypes.AutoString(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["event_id"], ["ticket_event.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "message_id", "position"),
    )
    for column in ("event_id", "state", "ticket"):
        op.create_index(f"ix_attachment_{column}", "attachment", [column])
    op.create_table(
        "attachment_content",
        sa.Column("attachment_id", BIG, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.PrimaryKeyConstraint("attachment_id"),
    )


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_table("attachment_content")
    for column in ("ticket", "state", "event_id"):
        op.drop_index(f"ix_attachment_{column}", table_name="attachment")
    op.drop_table("attachment")
