"""What a county teaches: tallies of words, published versions, and as what a ticket was counted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT, MOMENT = sqltypes.AutoString(), sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema up."""
    op.add_column("ticket", sa.Column("counted_as", TEXT, nullable=True))
    op.create_table(
        "rule_tally",
        sa.Column("id", BIG, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("term", TEXT, nullable=False),
        sa.Column("scope", BIG, nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("wrong_count", sa.Integer(), nullable=False),
        sa.Column("suspended_at", MOMENT, nullable=True),
        sa.Column("resumed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("rule", "term", "scope"),
    )
    op.create_index("ix_rule_tally_suspended_at", "rule_tally", ["suspended_at"])
    op.create_table(
        "rule_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "number"),
    )


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_table("rule_version")
    op.drop_index("ix_rule_tally_suspended_at", table_name="rule_tally")
    op.drop_table("rule_tally")
    op.drop_column("ticket", "counted_as")
