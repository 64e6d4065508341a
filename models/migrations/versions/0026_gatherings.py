"""Tickets of one outage rest under one parent, and what all are told of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT, MOMENT = sqltypes.AutoString(), sqltypes.UTCDateTime()


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "gathering",
        sa.Column("ticket", BIG, nullable=False, autoincrement=False),
        sa.Column("matter", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.PrimaryKeyConstraint("ticket"),
    )
    op.create_index("ix_gathering_matter", "gathering", ["matter"])
    op.create_table(
        "gathered",
        sa.Column("id", BIG, nullable=False),
        sa.Column("parent", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("was", TEXT, nullable=False),
        sa.Column("question_id", BIG, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("parent", "ticket"),
    )
    for column in ("parent", "ticket"):
        op.create_index(f"ix_gathered_{column}", "gathered", [column])
    op.create_table(
        "announcement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("expected_at", MOMENT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_announcement_ticket", "announcement", ["ticket"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_announcement_ticket", table_name="announcement")
    op.drop_table("announcement")
    for column in ("ticket", "parent"):
        op.drop_index(f"ix_gathered_{column}", table_name="gathered")
    op.drop_table("gathered")
    op.drop_index("ix_gathering_matter", table_name="gathering")
    op.drop_table("gathering")
