"""Who is on duty where on a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "duty",
        sa.Column("id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("node_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("told_at", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["node_id"], ["grid_node.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "node_id"),
    )
    op.create_index("ix_duty_person_id", "duty", ["person_id"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_duty_person_id", table_name="duty")
    op.drop_table("duty")
