"""What is kept for so long only: how far a ticket has aged, residents behind a digest, and the last pass."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXT, NUMBER = sqltypes.AutoString(), sa.Integer()


def upgrade() -> None:
    """Bring the schema up; who took the steps that there are stays in them."""
    op.add_column("ticket", sa.Column("aged_seq", NUMBER, nullable=True))
    op.create_index("ix_ticket_closed_at", "ticket", ["closed_at"])
    op.add_column("ticket_event", sa.Column("actor_salt", TEXT, nullable=True))
    op.add_column("ticket_event", sa.Column("actor_digest", TEXT, nullable=True))
    with op.batch_alter_table("chief_call") as table:
        table.alter_column("identity_id", existing_type=_big(), nullable=True)
    op.create_table(
        "retention_run",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("finished_at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Take the schema back down; a call of nobody cannot be kept there."""
    op.drop_table("retention_run")
    op.execute("DELETE FROM chief_call WHERE identity_id IS NULL")
    with op.batch_alter_table("chief_call") as table:
        table.alter_column("identity_id", existing_type=_big(), nullable=False)
    op.drop_column("ticket_event", "actor_digest")
    op.drop_column("ticket_event", "actor_salt")
    op.drop_index("ix_ticket_closed_at", table_name="ticket")
    op.drop_column("ticket", "aged_seq")


def _big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
