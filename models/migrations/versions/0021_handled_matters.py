"""Handled matters are published, and chosen as typical cases."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("ticket", BIG, nullable=True))
        notice.add_column(sa.Column("until", sqltypes.UTCDateTime(), nullable=True))
        notice.create_foreign_key("fk_notice_ticket", "ticket", ["ticket"], ["number"])
    op.create_index("ix_notice_ticket", "notice", ["ticket"])
    op.create_table(
        "typical_case",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("chosen_by", BIG, nullable=True),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_typical_case_ticket", "typical_case", ["ticket"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_typical_case_ticket", table_name="typical_case")
    op.drop_table("typical_case")
    op.drop_index("ix_notice_ticket", table_name="notice")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint("fk_notice_ticket", type_="foreignkey")
        notice.drop_column("until")
        notice.drop_column("ticket")
