"""Groups and accounts are bound by one-time codes; a group can be let go."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.add_column("chat_group", sa.Column("unbound_at", sqltypes.UTCDateTime(), nullable=True))
    op.create_table(
        "bind_code",
        sa.Column("id", BIG, nullable=False),
        sa.Column("digest", sqltypes.AutoString(), nullable=False),
        sa.Column("node_id", BIG, nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("expires_at", sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["grid_node.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_bind_code_expires_at", "bind_code", ["expires_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_bind_code_expires_at", table_name="bind_code")
    op.drop_table("bind_code")
    op.drop_column("chat_group", "unbound_at")
