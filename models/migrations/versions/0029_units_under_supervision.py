"""A unit itself can come under supervision, without a matter."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXT, MOMENT = sqltypes.AutoString(), sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema up."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "unit_supervision",
        sa.Column("id", big, nullable=False),
        sa.Column("node_id", big, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("ordered_by", big, nullable=True),
        sa.Column("demand", sa.LargeBinary(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["node_id"], ["grid_node.id"]),
        sa.ForeignKeyConstraint(["ordered_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("node_id", "unit", "seq"),
    )
    op.create_index("ix_unit_supervision_due_at", "unit_supervision", ["due_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_unit_supervision_due_at", table_name="unit_supervision")
    op.drop_table("unit_supervision")
