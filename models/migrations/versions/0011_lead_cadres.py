"""A hard case has a lead cadre, a support team and measures."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "lead",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("unit", sqltypes.AutoString(), nullable=False),
        sa.Column("heard", sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "seq"),
    )
    op.create_index("ix_lead_person_id", "lead", ["person_id"])
    op.create_table(
        "supporter",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "seq", "person_id"),
    )
    op.create_table(
        "measure",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("method", sqltypes.AutoString(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("done_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "number"),
    )
    op.create_index("ix_measure_owner_id", "measure", ["owner_id"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_measure_owner_id", table_name="measure")
    op.drop_table("measure")
    op.drop_table("supporter")
    op.drop_index("ix_lead_person_id", table_name="lead")
    op.drop_table("lead")
