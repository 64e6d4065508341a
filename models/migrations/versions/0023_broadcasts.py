"""A notice to all groups under a place, with what became of it in each."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "broadcast",
        sa.Column("id", BIG, nullable=False),
        sa.Column("node_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("start_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ends_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["node_id"], ["grid_node.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_broadcast_node_id", "broadcast", ["node_id"])
    op.create_index("ix_broadcast_by_id", "broadcast", ["by_id"])
    op.create_table(
        "broadcast_group",
        sa.Column("id", BIG, nullable=False),
        sa.Column("broadcast", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("next_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("outbox_id", BIG, nullable=True),
        sa.Column("left_out", sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["broadcast"], ["broadcast.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("broadcast", "group_id"),
    )
    op.create_index("ix_broadcast_group_next_at", "broadcast_group", ["next_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_broadcast_group_next_at", table_name="broadcast_group")
    op.drop_table("broadcast_group")
    op.drop_index("ix_broadcast_by_id", table_name="broadcast")
    op.drop_index("ix_broadcast_node_id", table_name="broadcast")
    op.drop_table("broadcast")
