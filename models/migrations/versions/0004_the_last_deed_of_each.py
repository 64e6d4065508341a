"""The last deed of each person, for as long as it can be taken back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "undo",
        sa.Column("actor", sqltypes.AutoString(), nullable=False),
        sa.Column("deed", sqltypes.AutoString(), nullable=False),
        sa.Column("occasion", sqltypes.AutoString(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("final", sqltypes.AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("actor"),
    )
    op.create_index("ix_undo_at", "undo", ["at"])
    op.create_table(
        "undo_image",
        sa.Column("id", BIG, nullable=False),
        sa.Column("actor", sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqltypes.AutoString(), nullable=False),
        sa.Column("row_id", BIG, nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_undo_image_actor", "undo_image", ["actor"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_undo_image_actor", table_name="undo_image")
    op.drop_table("undo_image")
    op.drop_index("ix_undo_at", table_name="undo")
    op.drop_table("undo")
