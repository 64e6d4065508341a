"""Signatures of an agreement, drawn on a phone page."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "signature",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ticket", BIG, nullable=False),
        sa.Column("mediation_id", BIG, nullable=False),
        sa.Column("party", sa.LargeBinary(), nullable=False),
        sa.Column("identity_id", BIG, nullable=True),
        sa.Column("asked_by", BIG, nullable=True),
        sa.Column("token", sqltypes.AutoString(), nullable=True),
        sa.Column("asked_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("state", sqltypes.AutoString(), nullable=False),
        sa.Column("answered_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("drawing", sa.LargeBinary(), nullable=True),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"]),
        sa.ForeignKeyConstraint(["mediation_id"], ["mediation.id"]),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    for column in ("identity_id", "mediation_id", "ticket"):
        op.create_index(f"ix_signature_{column}", "signature", [column])


def downgrade() -> None:
    """Take the schema back down."""
    for column in ("ticket", "mediation_id", "identity_id"):
        op.drop_index(f"ix_signature_{column}", table_name="signature")
    op.drop_table("signature")
